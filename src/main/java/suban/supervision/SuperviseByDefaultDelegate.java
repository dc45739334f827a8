package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class SuperviseByDefaultDelegate implements JavaDelegate {

    private final SupervisionService supervisions;

    SuperviseByDefaultDelegate(SupervisionService supervisions) {
        this.supervisions = supervisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        supervisions.superviseByDefault(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
