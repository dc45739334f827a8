package suban.substitution;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class EndSubstitutionListener implements TaskListener {

    private final SubstitutionService service;

    EndSubstitutionListener(SubstitutionService service) {
        this.service = service;
    }

    @Override
    public void notify(DelegateTask task) {
        service.endEarly(
                (String) CaseVariables.required(task, CaseVariables.SUBSTITUTION_NUMBER),
                CaseVariables.form(task).actor());
    }
}
