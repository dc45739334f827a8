package suban.office;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;
import suban.engine.FormValues;

@Component
class RequestWithdrawalDelegate implements JavaDelegate {

    private final OfficeService office;

    RequestWithdrawalDelegate(OfficeService office) {
        this.office = office;
    }

    @Override
    public void execute(DelegateExecution execution) {
        FormValues form = CaseVariables.form(execution);
        String number = form.text("number");
        execution.setProcessBusinessKey(number);
        office.requestWithdrawal(number, form.text("reason"), office.actor(form, number));
    }
}
