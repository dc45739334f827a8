package suban.revision;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class MigrateCasesDelegate implements JavaDelegate {

    private final RevisionService revisions;

    MigrateCasesDelegate(RevisionService revisions) {
        this.revisions = revisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        revisions.migrate((String) CaseVariables.required(execution, CaseVariables.REVISION_NUMBER), (String)
                CaseVariables.required(execution, CaseVariables.CASE_NUMBER));
    }
}
