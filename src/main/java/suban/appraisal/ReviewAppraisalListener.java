package suban.appraisal;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ReviewAppraisalListener implements TaskListener {

    private final AppraisalService appraisals;

    ReviewAppraisalListener(AppraisalService appraisals) {
        this.appraisals = appraisals;
    }

    @Override
    public void notify(DelegateTask task) {
        appraisals.review(
                (String) CaseVariables.required(task, CaseVariables.APPRAISAL_NUMBER), CaseVariables.form(task));
    }
}
