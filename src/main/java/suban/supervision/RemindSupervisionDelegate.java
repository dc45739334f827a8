package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindSupervisionDelegate implements JavaDelegate {

    private final SupervisionService supervisions;

    RemindSupervisionDelegate(SupervisionService supervisions) {
        this.supervisions = supervisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        supervisions.remind(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
