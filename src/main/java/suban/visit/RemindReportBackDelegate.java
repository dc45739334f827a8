package suban.visit;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindReportBackDelegate implements JavaDelegate {

    private final ReportBackService reports;

    RemindReportBackDelegate(ReportBackService reports) {
        this.reports = reports;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reports.remind(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
