package suban.rescheduling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ProposeCalendarDelegate implements JavaDelegate {

    private final ReschedulingService rescheduling;

    ProposeCalendarDelegate(ReschedulingService rescheduling) {
        this.rescheduling = rescheduling;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = rescheduling.propose(CaseVariables.form(execution));
        execution.setProcessBusinessKey(number);
        execution.setVariable(CaseVariables.CALENDAR_NUMBER, number);
    }
}
