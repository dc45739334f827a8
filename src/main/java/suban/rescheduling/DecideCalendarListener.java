package suban.rescheduling;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class DecideCalendarListener implements TaskListener {

    private final ReschedulingService rescheduling;

    DecideCalendarListener(ReschedulingService rescheduling) {
        this.rescheduling = rescheduling;
    }

    @Override
    public void notify(DelegateTask task) {
        rescheduling.decide(
                (String) CaseVariables.required(task, CaseVariables.CALENDAR_NUMBER), CaseVariables.form(task));
    }
}
