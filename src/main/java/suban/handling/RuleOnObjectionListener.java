package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RuleOnObjectionListener implements TaskListener {

    private final RequestService requests;

    RuleOnObjectionListener(RequestService requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateTask task) {
        String ruling = requests.rule((Long) CaseVariables.required(task, "request"), CaseVariables.form(task));
        task.setVariable("ruling", Variables.stringValue(ruling, true));
    }
}
