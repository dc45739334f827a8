package suban.badmodules.intake;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Meets the engine where it should, in its nested classes too. */
class RegisterDelegate implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        new Step().take(execution);
    }

    private static final class Step {
        void take(DelegateExecution execution) {
            execution.getId();
        }
    }
}
