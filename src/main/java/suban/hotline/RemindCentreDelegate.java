package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class RemindCentreDelegate implements JavaDelegate {

    private final LedgerMonthService months;

    RemindCentreDelegate(LedgerMonthService months) {
        this.months = months;
    }

    @Override
    public void execute(DelegateExecution execution) {
        months.remind((String) CaseVariables.required(execution, "ledgerNumber"));
    }
}
