package suban.secrecy;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class DecideSealedListener implements TaskListener {

    private final SecrecyService secrecy;

    DecideSealedListener(SecrecyService secrecy) {
        this.secrecy = secrecy;
    }

    @Override
    public void notify(DelegateTask task) {
        secrecy.decide(CaseVariables.number(task), CaseVariables.form(task));
    }
}
