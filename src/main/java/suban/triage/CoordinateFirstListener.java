package suban.triage;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;
import suban.ledger.ComplaintClass;

@Component
class CoordinateFirstListener implements TaskListener {

    private final TriageService triage;

    CoordinateFirstListener(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void notify(DelegateTask task) {
        if (triage.coordinateFirst(CaseVariables.number(task), CaseVariables.form(task))) {
            task.setVariable(CaseVariables.TRIAGE_RESULT, "ANSWERED");
            task.setVariable(CaseVariables.COMPLAINT_CLASS, ComplaintClass.GENERAL.name());
        }
    }
}
