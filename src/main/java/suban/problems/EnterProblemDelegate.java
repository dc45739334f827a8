package suban.problems;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

/** A problem's code becomes the business key of its case. */
@Component
class EnterProblemDelegate implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        String code = CaseVariables.form(execution).required(ProblemReviewService.CODE, "问题编号");
        execution.setProcessBusinessKey(code);
        execution.setVariable("problemCode", code);
    }
}
