package suban.triage;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ConfirmRejectionListener implements TaskListener {

    private final TriageService triage;

    ConfirmRejectionListener(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void notify(DelegateTask task) {
        if (triage.confirmRejection(CaseVariables.number(task), CaseVariables.form(task))) {
            task.setVariable(CaseVariables.TRIAGE_RESULT, "REJECTED");
        }
    }
}
