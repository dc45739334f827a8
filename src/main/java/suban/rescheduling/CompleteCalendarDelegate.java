package suban.rescheduling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class CompleteCalendarDelegate implements JavaDelegate {

    private final ReschedulingService rescheduling;

    CompleteCalendarDelegate(ReschedulingService rescheduling) {
        this.rescheduling = rescheduling;
    }

    @Override
    public void execute(DelegateExecution execution) {
        rescheduling.complete((String) CaseVariables.required(execution, CaseVariables.CALENDAR_NUMBER));
    }
}
