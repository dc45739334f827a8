package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class OfferCoHandlingListener implements ExecutionListener {

    private final HandlingService handling;

    OfferCoHandlingListener(HandlingService handling) {
        this.handling = handling;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String unit = (String) CaseVariables.required(execution, "coUnit");
        handling.coHandlingOffered(CaseVariables.number(execution), CaseVariables.attempt(execution), unit);
    }
}
