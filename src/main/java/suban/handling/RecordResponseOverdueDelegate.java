package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RecordResponseOverdueDelegate implements JavaDelegate {

    private final HandlingService handling;

    RecordResponseOverdueDelegate(HandlingService handling) {
        this.handling = handling;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handling.recordResponseOverdue(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
