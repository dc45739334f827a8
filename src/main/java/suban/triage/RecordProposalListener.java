package suban.triage;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;
import suban.ledger.ComplaintClass;

@Component
class RecordProposalListener implements ExecutionListener {

    private final TriageService triage;

    RecordProposalListener(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Map<?, ?> proposal = (Map<?, ?>) CaseVariables.take(execution, "triageProposal");
        triage.recordProposal(
                CaseVariables.number(execution),
                ComplaintClass.valueOf((String) proposal.get("complaintClass")),
                (String) proposal.get("coHandlers"));
    }
}
