package suban.intake;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RegisterComplaintDelegate implements JavaDelegate {

    private final IntakeService intake;

    RegisterComplaintDelegate(IntakeService intake) {
        this.intake = intake;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Registered registered = intake.register(CaseVariables.form(execution));
        execution.setProcessBusinessKey(registered.number());
        execution.setVariable(CaseVariables.NUMBER, registered.number());
        execution.setVariable(CaseVariables.COORDINATING_UNIT, registered.coordinatingUnit());
        CaseVariables.attempt(execution, 1);
    }
}
