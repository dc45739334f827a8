package suban.rescheduling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RecomputeDeadlinesDelegate implements JavaDelegate {

    private final ReschedulingService rescheduling;

    RecomputeDeadlinesDelegate(ReschedulingService rescheduling) {
        this.rescheduling = rescheduling;
    }

    @Override
    public void execute(DelegateExecution execution) {
        rescheduling.recompute((String) CaseVariables.required(execution, CaseVariables.CASE_NUMBER));
    }
}
