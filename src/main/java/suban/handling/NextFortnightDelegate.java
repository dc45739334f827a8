package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class NextFortnightDelegate implements JavaDelegate {

    private final FortnightService fortnights;

    NextFortnightDelegate(FortnightService fortnights) {
        this.fortnights = fortnights;
    }

    @Override
    public void execute(DelegateExecution execution) {
        fortnights.next(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
