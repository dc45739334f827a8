package suban.appraisal;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ComputeAppraisalDelegate implements JavaDelegate {

    private final AppraisalService appraisals;

    ComputeAppraisalDelegate(AppraisalService appraisals) {
        this.appraisals = appraisals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Map<?, ?> weights = (Map<?, ?>) CaseVariables.take(execution, "weights");
        appraisals.compute((String) CaseVariables.required(execution, CaseVariables.APPRAISAL_NUMBER), weights);
    }
}
