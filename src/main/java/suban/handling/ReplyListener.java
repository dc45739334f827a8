package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ReplyListener implements TaskListener {

    private final HandlingService handling;

    ReplyListener(HandlingService handling) {
        this.handling = handling;
    }

    @Override
    public void notify(DelegateTask task) {
        handling.reply(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task));
    }
}
