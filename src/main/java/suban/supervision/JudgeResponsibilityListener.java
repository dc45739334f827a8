package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class JudgeResponsibilityListener implements TaskListener {

    private final AccountabilityService accountability;

    JudgeResponsibilityListener(AccountabilityService accountability) {
        this.accountability = accountability;
    }

    @Override
    public void notify(DelegateTask task) {
        String unit = (String) CaseVariables.required(task, CaseVariables.OFFICE);
        accountability.judge(CaseVariables.number(task), CaseVariables.attempt(task), unit, CaseVariables.form(task));
    }
}
