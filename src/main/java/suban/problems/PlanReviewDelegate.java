package suban.problems;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class PlanReviewDelegate implements JavaDelegate {

    private final ProblemReviewService reviews;

    PlanReviewDelegate(ProblemReviewService reviews) {
        this.reviews = reviews;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = reviews.register(CaseVariables.form(execution));
        execution.setProcessBusinessKey(number);
        execution.setVariable("reviewNumber", number);
    }
}
