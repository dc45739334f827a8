package suban.office;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;
import suban.engine.FormValues;
import suban.handling.RequestService;

@Component
class CorrectAssignmentDelegate implements JavaDelegate {

    private final RequestService requests;
    private final OfficeService office;

    CorrectAssignmentDelegate(RequestService requests, OfficeService office) {
        this.requests = requests;
        this.office = office;
    }

    @Override
    public void execute(DelegateExecution execution) {
        FormValues form = CaseVariables.form(execution);
        String number = form.text("number");
        execution.setProcessBusinessKey(number);
        requests.correct(
                number, form.text("fromUnit"), form.text("toUnit"), form.text("reason"), office.actor(form, number));
    }
}
