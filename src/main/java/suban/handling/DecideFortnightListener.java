package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class DecideFortnightListener implements TaskListener {

    private final FortnightService fortnights;

    DecideFortnightListener(FortnightService fortnights) {
        this.fortnights = fortnights;
    }

    @Override
    public void notify(DelegateTask task) {
        boolean moved =
                fortnights.decide(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task));
        task.setVariable("fortnightMoved", moved);
    }
}
