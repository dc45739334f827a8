package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RecordNoConsensusDelegate implements JavaDelegate {

    private final RequestService requests;

    RecordNoConsensusDelegate(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.recordNoConsensus((Long) CaseVariables.required(execution, "request"));
    }
}
