package suban.problems;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ApproveSolutionListener implements TaskListener {

    private final ProblemService problems;

    ApproveSolutionListener(ProblemService problems) {
        this.problems = problems;
    }

    @Override
    public void notify(DelegateTask task) {
        problems.approve((String) CaseVariables.required(task, "problemCode"), CaseVariables.form(task));
    }
}
