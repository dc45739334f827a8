package suban.office;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;
import suban.engine.FormValues;
import suban.handling.ReclassificationService;

@Component
class ReclassifyDelegate implements JavaDelegate {

    private final ReclassificationService reclassification;
    private final OfficeService office;

    ReclassifyDelegate(ReclassificationService reclassification, OfficeService office) {
        this.reclassification = reclassification;
        this.office = office;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Map<?, ?> limit = (Map<?, ?>) CaseVariables.take(execution, "complexLimit");
        FormValues form = CaseVariables.form(execution);
        String number = form.text("number");
        execution.setProcessBusinessKey(number);
        reclassification.reclassify(
                number,
                ((Number) limit.get("days")).intValue(),
                (String) limit.get("dayKind"),
                form.text("reason"),
                office.actor(form, number));
    }
}
