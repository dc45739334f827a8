package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ConsentToMeetingListener implements TaskListener {

    private final RequestService requests;

    ConsentToMeetingListener(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateTask task) {
        String unit = (String) CaseVariables.required(task, "coUnit");
        requests.consent((Long) CaseVariables.required(task, "request"), unit, CaseVariables.form(task));
    }
}
