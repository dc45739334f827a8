package suban.office;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class EndCaseDelegate implements JavaDelegate {

    private final OfficeService office;

    EndCaseDelegate(OfficeService office) {
        this.office = office;
    }

    @Override
    public void execute(DelegateExecution execution) {
        office.end(CaseVariables.number(execution));
    }
}
