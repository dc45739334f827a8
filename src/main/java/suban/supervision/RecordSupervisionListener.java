package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RecordSupervisionListener implements TaskListener {

    private final SupervisionService supervisions;

    RecordSupervisionListener(SupervisionService supervisions) {
        this.supervisions = supervisions;
    }

    @Override
    public void notify(DelegateTask task) {
        supervisions.recordFindings(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task));
    }
}
