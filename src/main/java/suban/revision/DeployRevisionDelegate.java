package suban.revision;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class DeployRevisionDelegate implements JavaDelegate {

    private final RevisionService revisions;

    DeployRevisionDelegate(RevisionService revisions) {
        this.revisions = revisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (!revisions.deploy((String) CaseVariables.required(execution, CaseVariables.REVISION_NUMBER))) {
            throw new BpmnError("revisionNotDeployed");
        }
    }
}
