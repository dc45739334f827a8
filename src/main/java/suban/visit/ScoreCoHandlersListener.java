package suban.visit;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ScoreCoHandlersListener implements TaskListener {

    private final VisitService visits;

    ScoreCoHandlersListener(VisitService visits) {
        this.visits = visits;
    }

    @Override
    public void notify(DelegateTask task) {
        visits.scoreCoHandlers(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task));
    }
}
