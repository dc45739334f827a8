package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class TellLedgerLateDelegate implements JavaDelegate {

    private final LedgerMonthService months;

    TellLedgerLateDelegate(LedgerMonthService months) {
        this.months = months;
    }

    @Override
    public void execute(DelegateExecution execution) {
        months.tellLate((String) CaseVariables.required(execution, "ledgerNumber"));
    }
}
