package suban.secrecy;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindSealedDelegate implements JavaDelegate {

    private final SecrecyService secrecy;

    RemindSealedDelegate(SecrecyService secrecy) {
        this.secrecy = secrecy;
    }

    @Override
    public void execute(DelegateExecution execution) {
        secrecy.remind(CaseVariables.number(execution));
    }
}
