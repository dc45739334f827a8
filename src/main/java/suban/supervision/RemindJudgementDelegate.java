package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindJudgementDelegate implements JavaDelegate {

    private final AccountabilityService accountability;

    RemindJudgementDelegate(AccountabilityService accountability) {
        this.accountability = accountability;
    }

    @Override
    public void execute(DelegateExecution execution) {
        accountability.remindJudgement(CaseVariables.number(execution), CaseVariables.attempt(execution));
    }
}
