package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class SubmitLedgerListener implements TaskListener {

    private final LedgerSubmission submission;

    SubmitLedgerListener(LedgerSubmission submission) {
        this.submission = submission;
    }

    @Override
    public void notify(DelegateTask task) {
        submission.submit((String) CaseVariables.required(task, "ledgerNumber"), CaseVariables.form(task));
    }
}
