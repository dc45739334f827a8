package suban.documents;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class OpenTemplateChangeDelegate implements JavaDelegate {

    private final TemplateService templates;

    OpenTemplateChangeDelegate(TemplateService templates) {
        this.templates = templates;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = templates.open(CaseVariables.form(execution));
        execution.setProcessBusinessKey(number);
        execution.setVariable(CaseVariables.TEMPLATE_NUMBER, number);
    }
}
