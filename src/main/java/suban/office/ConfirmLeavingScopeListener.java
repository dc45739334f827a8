package suban.office;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ConfirmLeavingScopeListener implements TaskListener {

    private final OfficeService office;

    ConfirmLeavingScopeListener(OfficeService office) {
        this.office = office;
    }

    @Override
    public void notify(DelegateTask task) {
        office.confirmLeaving(CaseVariables.number(task), CaseVariables.form(task));
    }
}
