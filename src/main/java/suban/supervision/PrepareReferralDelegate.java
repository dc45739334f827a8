package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class PrepareReferralDelegate implements JavaDelegate {

    private final AccountabilityService accountability;

    PrepareReferralDelegate(AccountabilityService accountability) {
        this.accountability = accountability;
    }

    @Override
    public void execute(DelegateExecution execution) {
        accountability.prepare(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
