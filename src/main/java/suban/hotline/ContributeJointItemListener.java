package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ContributeJointItemListener implements TaskListener {

    private final JointItemService items;

    ContributeJointItemListener(JointItemService items) {
        this.items = items;
    }

    @Override
    public void notify(DelegateTask task) {
        items.contribute(
                (String) CaseVariables.required(task, "jointNumber"),
                (String) CaseVariables.required(task, "coUnit"),
                CaseVariables.form(task));
    }
}
