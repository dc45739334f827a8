package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class EscalateOverdueDelegate implements JavaDelegate {

    private final HandlingService handling;

    EscalateOverdueDelegate(HandlingService handling) {
        this.handling = handling;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = CaseVariables.number(execution);
        int attempt = CaseVariables.attempt(execution);
        if ("responseOverdue".equals(CaseVariables.take(execution, "escalationCode"))) {
            handling.escalateResponseOverdue(number, attempt);
        } else {
            handling.escalateOverdue(number, attempt);
        }
    }
}
