package suban.problems;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class PlanSolutionListener implements TaskListener {

    private final ProblemService problems;

    PlanSolutionListener(ProblemService problems) {
        this.problems = problems;
    }

    @Override
    public void notify(DelegateTask task) {
        problems.plan((String) CaseVariables.required(task, "problemCode"), CaseVariables.form(task));
    }
}
