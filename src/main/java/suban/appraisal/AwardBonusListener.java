package suban.appraisal;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class AwardBonusListener implements ExecutionListener {

    private final AppraisalService appraisals;

    AwardBonusListener(AppraisalService appraisals) {
        this.appraisals = appraisals;
    }

    @Override
    public void notify(DelegateExecution execution) {
        appraisals.award(
                (String) CaseVariables.required(execution, CaseVariables.APPRAISAL_NUMBER),
                AppraisalGroup.valueOf((String) CaseVariables.required(execution, "kind")),
                ((Number) CaseVariables.required(execution, "rank")).intValue(),
                execution.getVariable("points"));
        execution.removeVariable("points");
    }
}
