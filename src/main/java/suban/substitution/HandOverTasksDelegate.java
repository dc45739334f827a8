package suban.substitution;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class HandOverTasksDelegate implements JavaDelegate {

    private final SubstitutionService service;

    HandOverTasksDelegate(SubstitutionService service) {
        this.service = service;
    }

    @Override
    public void execute(DelegateExecution execution) {
        service.begin((String) CaseVariables.required(execution, CaseVariables.SUBSTITUTION_NUMBER));
    }
}
