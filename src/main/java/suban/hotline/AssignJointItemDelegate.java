package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class AssignJointItemDelegate implements JavaDelegate {

    private final JointItemService items;

    AssignJointItemDelegate(JointItemService items) {
        this.items = items;
    }

    @Override
    public void execute(DelegateExecution execution) {
        items.assign((String) CaseVariables.required(execution, "jointNumber"));
    }
}
