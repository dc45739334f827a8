package suban.substitution;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class CloseSubstitutionDelegate implements JavaDelegate {

    private final SubstitutionService service;

    CloseSubstitutionDelegate(SubstitutionService service) {
        this.service = service;
    }

    @Override
    public void execute(DelegateExecution execution) {
        service.close((String) CaseVariables.required(execution, CaseVariables.SUBSTITUTION_NUMBER));
    }
}
