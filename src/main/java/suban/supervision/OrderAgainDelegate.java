package suban.supervision;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class OrderAgainDelegate implements JavaDelegate {

    private final SupervisionService supervisions;

    OrderAgainDelegate(SupervisionService supervisions) {
        this.supervisions = supervisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        CaseVariables.attempt(
                execution, supervisions.orderAgain(CaseVariables.number(execution), CaseVariables.attempt(execution)));
    }
}
