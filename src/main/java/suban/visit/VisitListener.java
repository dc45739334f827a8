package suban.visit;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class VisitListener implements TaskListener {

    private final VisitService visits;

    VisitListener(VisitService visits) {
        this.visits = visits;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariable(
                CaseVariables.VISIT_OUTCOME,
                visits.visit(CaseVariables.number(task), CaseVariables.attempt(task), CaseVariables.form(task))
                        .name());
    }
}
