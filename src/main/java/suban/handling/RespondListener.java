package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RespondListener implements TaskListener {

    private final HandlingService handling;

    RespondListener(HandlingService handling) {
        this.handling = handling;
    }

    @Override
    public void notify(DelegateTask task) {
        boolean done =
                handling.respond(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task));
        task.setVariable("responded", Variables.booleanValue(done, true));
    }
}
