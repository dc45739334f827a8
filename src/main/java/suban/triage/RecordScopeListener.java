package suban.triage;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;
import suban.ledger.Ground;

@Component
class RecordScopeListener implements ExecutionListener {

    private final TriageService triage;

    RecordScopeListener(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String ground = (String) CaseVariables.required(execution, "scopeGround");
        triage.recordScope(CaseVariables.number(execution), Ground.valueOf(ground));
    }
}
