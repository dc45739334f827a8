package suban.visit;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ReportBackListener implements TaskListener {

    private final ReportBackService reports;

    ReportBackListener(ReportBackService reports) {
        this.reports = reports;
    }

    @Override
    public void notify(DelegateTask task) {
        reports.report(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task));
    }
}
