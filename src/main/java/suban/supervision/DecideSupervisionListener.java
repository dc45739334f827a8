package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class DecideSupervisionListener implements TaskListener {

    private final SupervisionService supervisions;

    DecideSupervisionListener(SupervisionService supervisions) {
        this.supervisions = supervisions;
    }

    @Override
    public void notify(DelegateTask task) {
        String unit = (String) CaseVariables.required(task, CaseVariables.OFFICE);
        supervisions.advise(CaseVariables.number(task), CaseVariables.attempt(task), unit, CaseVariables.form(task));
    }
}
