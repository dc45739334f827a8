package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindJointItemDelegate implements JavaDelegate {

    private final JointItemService items;

    RemindJointItemDelegate(JointItemService items) {
        this.items = items;
    }

    @Override
    public void execute(DelegateExecution execution) {
        items.remind((String) CaseVariables.required(execution, "jointNumber"));
    }
}
