package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RecordLetterAnswerListener implements TaskListener {

    private final LetterService letters;

    RecordLetterAnswerListener(LetterService letters) {
        this.letters = letters;
    }

    @Override
    public void notify(DelegateTask task) {
        letters.record((Long) CaseVariables.required(task, "request"), CaseVariables.form(task));
    }
}
