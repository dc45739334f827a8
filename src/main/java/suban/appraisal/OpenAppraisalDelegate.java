package suban.appraisal;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;
import suban.engine.FormValues;

@Component
class OpenAppraisalDelegate implements JavaDelegate {

    private final AppraisalService appraisals;

    OpenAppraisalDelegate(AppraisalService appraisals) {
        this.appraisals = appraisals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean asked = execution.hasVariable(FormValues.VARIABLE);
        boolean due = asked || appraisals.isDue();
        execution.setVariable("appraisalDue", due);
        if (!due) {
            return;
        }
        AppraisalService.Opened opened =
                asked ? appraisals.open(CaseVariables.form(execution)) : appraisals.openPastYear();
        execution.setProcessBusinessKey(opened.number());
        execution.setVariable(CaseVariables.APPRAISAL_NUMBER, opened.number());
        execution.setVariable(CaseVariables.APPRAISAL_YEAR, (long) opened.year());
    }
}
