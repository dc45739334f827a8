package suban.revision;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class DecideRevisionListener implements TaskListener {

    private final RevisionService revisions;

    DecideRevisionListener(RevisionService revisions) {
        this.revisions = revisions;
    }

    @Override
    public void notify(DelegateTask task) {
        revisions.decide(
                (String) CaseVariables.required(task, CaseVariables.REVISION_NUMBER), CaseVariables.form(task));
    }
}
