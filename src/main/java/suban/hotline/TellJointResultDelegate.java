package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class TellJointResultDelegate implements JavaDelegate {

    private final JointItemService items;

    TellJointResultDelegate(JointItemService items) {
        this.items = items;
    }

    @Override
    public void execute(DelegateExecution execution) {
        items.tellResult((String) CaseVariables.required(execution, "jointNumber"));
    }
}
