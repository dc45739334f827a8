package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class DecideDelayListener implements TaskListener {

    private final RequestService requests;

    DecideDelayListener(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateTask task) {
        requests.decideDelay((Long) CaseVariables.required(task, "request"), CaseVariables.form(task));
    }
}
