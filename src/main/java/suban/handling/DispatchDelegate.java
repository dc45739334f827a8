package suban.handling;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class DispatchDelegate implements JavaDelegate {

    private final HandlingService handling;

    DispatchDelegate(HandlingService handling) {
        this.handling = handling;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Map<?, ?> limit = (Map<?, ?>) CaseVariables.take(execution, "timeLimit");
        handling.dispatch(
                CaseVariables.number(execution),
                CaseVariables.attempt(execution),
                ((Number) limit.get("days")).intValue(),
                (String) limit.get("dayKind"));
        execution.setVariable(CaseVariables.HOST_UNIT, handling.host(CaseVariables.number(execution)));
    }
}
