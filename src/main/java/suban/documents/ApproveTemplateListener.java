package suban.documents;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ApproveTemplateListener implements TaskListener {

    private final TemplateService templates;

    ApproveTemplateListener(TemplateService templates) {
        this.templates = templates;
    }

    @Override
    public void notify(DelegateTask task) {
        templates.decide(
                (String) CaseVariables.required(task, CaseVariables.TEMPLATE_NUMBER), CaseVariables.form(task));
    }
}
