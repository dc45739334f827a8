package suban.triage;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class BecomeGeneralDelegate implements JavaDelegate {

    private final TriageService triage;

    BecomeGeneralDelegate(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable(
                CaseVariables.COMPLAINT_CLASS,
                triage.becomeGeneral(CaseVariables.number(execution)).name());
    }
}
