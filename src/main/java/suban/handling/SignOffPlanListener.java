package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class SignOffPlanListener implements TaskListener {

    private final FortnightService fortnights;

    SignOffPlanListener(FortnightService fortnights) {
        this.fortnights = fortnights;
    }

    @Override
    public void notify(DelegateTask task) {
        boolean moved =
                fortnights.signOff(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task));
        task.setVariable("fortnightMoved", moved);
    }
}
