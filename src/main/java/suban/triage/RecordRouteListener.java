package suban.triage;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RecordRouteListener implements ExecutionListener {

    private final TriageService triage;

    RecordRouteListener(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void notify(DelegateExecution execution) {
        triage.recordRoute(
                CaseVariables.number(execution), (String) CaseVariables.required(execution, "acceptanceRoute"));
    }
}
