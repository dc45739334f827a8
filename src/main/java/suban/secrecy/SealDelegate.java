package suban.secrecy;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class SealDelegate implements JavaDelegate {

    private final SecrecyService secrecy;

    SealDelegate(SecrecyService secrecy) {
        this.secrecy = secrecy;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = secrecy.sealNow(CaseVariables.form(execution));
        execution.setProcessBusinessKey(number);
        execution.setVariable(CaseVariables.NUMBER, number);
    }
}
