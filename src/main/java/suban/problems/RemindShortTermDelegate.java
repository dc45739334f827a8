package suban.problems;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindShortTermDelegate implements JavaDelegate {

    private final ProblemService problems;

    RemindShortTermDelegate(ProblemService problems) {
        this.problems = problems;
    }

    @Override
    public void execute(DelegateExecution execution) {
        problems.remindShortTerm((String) CaseVariables.required(execution, "problemCode"));
    }
}
