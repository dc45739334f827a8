package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ResolveJointItemListener implements TaskListener {

    private final JointItemService items;

    ResolveJointItemListener(JointItemService items) {
        this.items = items;
    }

    @Override
    public void notify(DelegateTask task) {
        items.resolve((String) CaseVariables.required(task, "jointNumber"), CaseVariables.form(task));
    }
}
