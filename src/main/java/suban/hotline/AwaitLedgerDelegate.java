package suban.hotline;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class AwaitLedgerDelegate implements JavaDelegate {

    private final LedgerMonthService months;

    AwaitLedgerDelegate(LedgerMonthService months) {
        this.months = months;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = months.register(CaseVariables.form(execution));
        execution.setProcessBusinessKey(number);
        execution.setVariable("ledgerNumber", number);
    }
}
