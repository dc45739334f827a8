package suban.documents;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class PutTemplateInForceDelegate implements JavaDelegate {

    private final TemplateService templates;

    PutTemplateInForceDelegate(TemplateService templates) {
        this.templates = templates;
    }

    @Override
    public void execute(DelegateExecution execution) {
        templates.putInForce(
                (String) CaseVariables.required(execution, CaseVariables.TEMPLATE_NUMBER),
                CaseVariables.form(execution).actor());
    }
}
