package suban.notice;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class PhoneNoticeListener implements TaskListener {

    private final PhoneNoticeService phone;

    PhoneNoticeListener(PhoneNoticeService phone) {
        this.phone = phone;
    }

    @Override
    public void notify(DelegateTask task) {
        phone.record(CaseVariables.number(task), CaseVariables.form(task));
    }
}
