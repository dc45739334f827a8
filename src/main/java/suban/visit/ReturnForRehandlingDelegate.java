package suban.visit;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ReturnForRehandlingDelegate implements JavaDelegate {

    private final VisitService visits;

    ReturnForRehandlingDelegate(VisitService visits) {
        this.visits = visits;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int next = visits.returnForRehandling(CaseVariables.number(execution), CaseVariables.attempt(execution));
        CaseVariables.attempt(execution, next);
        execution.setVariable(CaseVariables.HOST_UNIT, visits.host(CaseVariables.number(execution)));
    }
}
