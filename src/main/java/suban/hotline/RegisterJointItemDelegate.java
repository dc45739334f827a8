package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RegisterJointItemDelegate implements JavaDelegate {

    private final JointItemService items;

    RegisterJointItemDelegate(JointItemService items) {
        this.items = items;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = items.register(CaseVariables.form(execution));
        execution.setProcessBusinessKey(number);
        execution.setVariable("jointNumber", number);
    }
}
