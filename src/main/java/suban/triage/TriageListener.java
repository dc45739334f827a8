package suban.triage;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class TriageListener implements TaskListener {

    private final TriageService triage;

    TriageListener(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void notify(DelegateTask task) {
        TriageService.Triage decided = triage.triage(CaseVariables.number(task), CaseVariables.form(task));
        task.setVariable(CaseVariables.TRIAGE_RESULT, decided.result());
        if (decided.complaintClass() != null) {
            task.setVariable(CaseVariables.HOST_UNIT, decided.hostUnit());
            task.setVariable(
                    CaseVariables.COMPLAINT_CLASS, decided.complaintClass().name());
        }
    }
}
