package suban.triage;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class TakeOverDelegate implements JavaDelegate {

    private final TriageService triage;

    TakeOverDelegate(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void execute(DelegateExecution execution) {
        triage.takeOver(CaseVariables.number(execution));
    }
}
