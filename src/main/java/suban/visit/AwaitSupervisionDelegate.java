package suban.visit;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class AwaitSupervisionDelegate implements JavaDelegate {

    private final VisitService visits;

    AwaitSupervisionDelegate(VisitService visits) {
        this.visits = visits;
    }

    @Override
    public void execute(DelegateExecution execution) {
        visits.awaitSupervision(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
