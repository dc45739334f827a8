package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RecordUndecidedDelegate implements JavaDelegate {

    private final FortnightService fortnights;

    RecordUndecidedDelegate(FortnightService fortnights) {
        this.fortnights = fortnights;
    }

    @Override
    public void execute(DelegateExecution execution) {
        fortnights.recordUndecided(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
