package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ChangeCoHandlersDelegate implements JavaDelegate {

    private final RequestService requests;

    ChangeCoHandlersDelegate(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.applyCoHandlers((Long) CaseVariables.required(execution, "request"));
    }
}
