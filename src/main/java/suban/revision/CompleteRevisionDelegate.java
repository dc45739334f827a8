package suban.revision;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class CompleteRevisionDelegate implements JavaDelegate {

    private final RevisionService revisions;

    CompleteRevisionDelegate(RevisionService revisions) {
        this.revisions = revisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        revisions.complete((String) CaseVariables.required(execution, CaseVariables.REVISION_NUMBER));
    }
}
