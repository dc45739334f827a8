package suban.documents;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class EditTemplateListener implements TaskListener {

    private final TemplateService templates;

    EditTemplateListener(TemplateService templates) {
        this.templates = templates;
    }

    @Override
    public void notify(DelegateTask task) {
        templates.edit((String) CaseVariables.required(task, CaseVariables.TEMPLATE_NUMBER), CaseVariables.form(task));
    }
}
