package suban.engine;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.BpmnExecutionContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * In a trial's application: out of which step of a diagram the last exception came. An exception does not say it, and what runs in the
 * transaction of a person's act or of an earlier step leaves no incident.
 */
@Component
@Profile("trial")
public class StepFailures extends AbstractProcessEnginePlugin {

    private record Failure(Throwable what, String step) {}

    private final ThreadLocal<Failure> last = new ThreadLocal<>();

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setDelegateInterceptor(new Interceptor());
    }

    /**
     * Which step an exception of this thread came from: what the diagram calls it, its id where it has no name; empty where it came from no
     * step's own code or expression.
     */
    public Optional<String> of(Throwable e) {
        Failure failure = last.get();
        return failure == null || !isBehind(failure.what(), e) ? Optional.empty() : Optional.of(failure.step());
    }

    private static boolean isBehind(Throwable cause, Throwable e) {
        for (Throwable it = e; it != null; it = it.getCause()) {
            if (it == cause) {
                return true;
            }
        }
        return false;
    }

    private final class Interceptor extends DefaultDelegateInterceptor {

        @Override
        public void handleInvocation(DelegateInvocation invocation) throws Exception {
            try {
                super.handleInvocation(invocation);
            } catch (Exception e) {
                boolean known = last.get() != null && isBehind(last.get().what(), e);
                DelegateExecution at = known ? null : at(invocation);
                if (at != null) {
                    last.set(new Failure(e, nameOf(at)));
                }
                throw e;
            }
        }

        /** Which delegate a step has is asked without a context: it is the step the engine is at. */
        private static DelegateExecution at(DelegateInvocation invocation) {
            if (invocation.getContextExecution() instanceof DelegateExecution execution) {
                return execution;
            }
            BpmnExecutionContext context = Context.getBpmnExecutionContext();
            return context == null ? null : context.getExecution();
        }

        private static String nameOf(DelegateExecution at) {
            String name = at.getCurrentActivityName();
            return name == null || name.isBlank() ? at.getCurrentActivityId() : name.replaceAll("\\s+", "");
        }
    }
}
