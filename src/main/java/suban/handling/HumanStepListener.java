package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

/** Ends a step that an analyst put into the diagram: an execution listener, because a template can set that, and no task listener. */
@Component
class HumanStepListener implements ExecutionListener {

    private final HandlingService handling;

    HumanStepListener(HandlingService handling) {
        this.handling = handling;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return; // nobody did it: the case went another way
        }
        handling.completeStep(
                CaseVariables.number(execution),
                CaseVariables.attempt(execution),
                execution.getCurrentActivityName(),
                CaseVariables.form(execution));
    }
}
