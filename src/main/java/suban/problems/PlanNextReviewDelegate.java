package suban.problems;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class PlanNextReviewDelegate implements JavaDelegate {

    private final ProblemReviewService reviews;

    PlanNextReviewDelegate(ProblemReviewService reviews) {
        this.reviews = reviews;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reviews.awaitAfter((String) CaseVariables.required(execution, "reviewNumber"));
    }
}
