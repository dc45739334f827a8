package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindReferralDelegate implements JavaDelegate {

    private final AccountabilityService accountability;

    RemindReferralDelegate(AccountabilityService accountability) {
        this.accountability = accountability;
    }

    @Override
    public void execute(DelegateExecution execution) {
        accountability.remindReferral(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
