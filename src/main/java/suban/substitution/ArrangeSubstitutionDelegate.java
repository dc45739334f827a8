package suban.substitution;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ArrangeSubstitutionDelegate implements JavaDelegate {

    private final SubstitutionService service;

    ArrangeSubstitutionDelegate(SubstitutionService service) {
        this.service = service;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = service.arrange(CaseVariables.form(execution));
        execution.setProcessBusinessKey(number);
        execution.setVariable(CaseVariables.SUBSTITUTION_NUMBER, number);
    }
}
