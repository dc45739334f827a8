package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class CoHandleListener implements TaskListener {

    private final HandlingService handling;

    CoHandleListener(HandlingService handling) {
        this.handling = handling;
    }

    @Override
    public void notify(DelegateTask task) {
        String unit = (String) CaseVariables.required(task, "coUnit");
        handling.coHandle(CaseVariables.number(task), CaseVariables.attempt(task), unit, CaseVariables.form(task));
    }
}
