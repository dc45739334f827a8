package suban.office;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;
import suban.engine.FormValues;
import suban.intake.LinkService;

@Component
class UndoSameMatterDelegate implements JavaDelegate {

    private final LinkService links;
    private final OfficeService office;

    UndoSameMatterDelegate(LinkService links, OfficeService office) {
        this.links = links;
        this.office = office;
    }

    @Override
    public void execute(DelegateExecution execution) {
        FormValues form = CaseVariables.form(execution);
        String number = form.text("number");
        execution.setProcessBusinessKey(number);
        links.undoSameMatter(number, form.text("reason"), office.actor(form, number));
    }
}
