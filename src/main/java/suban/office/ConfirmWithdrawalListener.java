package suban.office;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ConfirmWithdrawalListener implements TaskListener {

    private final OfficeService office;

    ConfirmWithdrawalListener(OfficeService office) {
        this.office = office;
    }

    @Override
    public void notify(DelegateTask task) {
        office.confirmWithdrawal(CaseVariables.number(task), CaseVariables.form(task));
    }
}
