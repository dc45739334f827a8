package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RecordConclusionListener implements TaskListener {

    private final AccountabilityService accountability;

    RecordConclusionListener(AccountabilityService accountability) {
        this.accountability = accountability;
    }

    @Override
    public void notify(DelegateTask task) {
        accountability.conclude(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task));
    }
}
