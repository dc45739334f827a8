package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ChangeCoHandlersListener implements TaskListener {

    private final RequestService requests;

    ChangeCoHandlersListener(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateTask task) {
        requests.decideCoHandlers((Long) CaseVariables.required(task, "request"), CaseVariables.form(task));
    }
}
