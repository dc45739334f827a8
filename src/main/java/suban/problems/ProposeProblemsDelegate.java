package suban.problems;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import suban.engine.CaseVariables;

@Component
class ProposeProblemsDelegate implements JavaDelegate {

    private final ProblemReviewService reviews;

    ProposeProblemsDelegate(ProblemReviewService reviews) {
        this.reviews = reviews;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reviews.propose((String) CaseVariables.required(execution, "reviewNumber"));
    }
}
