package suban.appraisal;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class PublishAppraisalDelegate implements JavaDelegate {

    private final AppraisalService appraisals;

    PublishAppraisalDelegate(AppraisalService appraisals) {
        this.appraisals = appraisals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        appraisals.publish(
                (String) CaseVariables.required(execution, CaseVariables.APPRAISAL_NUMBER),
                CaseVariables.form(execution).actor());
    }
}
