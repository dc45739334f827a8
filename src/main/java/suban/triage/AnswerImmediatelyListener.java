package suban.triage;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class AnswerImmediatelyListener implements TaskListener {

    private final TriageService triage;

    AnswerImmediatelyListener(TriageService triage) {
        this.triage = triage;
    }

    @Override
    public void notify(DelegateTask task) {
        triage.answerImmediately(CaseVariables.number(task), CaseVariables.form(task));
    }
}
