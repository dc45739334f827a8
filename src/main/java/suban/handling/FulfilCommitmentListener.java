package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class FulfilCommitmentListener implements TaskListener {

    private final RequestService requests;

    FulfilCommitmentListener(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateTask task) {
        requests.fulfil((Long) CaseVariables.required(task, "commitment"), CaseVariables.form(task));
    }
}
