package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class TakeRequestDelegate implements JavaDelegate {

    private final RequestService requests;

    TakeRequestDelegate(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestService.Taken taken = requests.take(CaseVariables.number(execution), CaseVariables.attempt(execution));
        execution.setVariableLocal("request", taken.id());
        execution.setVariableLocal("requestKind", taken.kind());
    }
}
