package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindCommitmentDelegate implements JavaDelegate {

    private final RequestService requests;

    RemindCommitmentDelegate(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.remindCommitment((Long) CaseVariables.required(execution, "commitment"));
    }
}
