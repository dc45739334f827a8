package suban.problems;

import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What the diagrams of reviews and problems ask (Article 13). */
@InDiagrams
@Component("problemFacts")
public class ProblemFacts {

    private final ProblemReviewService reviews;
    private final ProblemService problems;

    ProblemFacts(ProblemReviewService reviews, ProblemService problems) {
        this.reviews = reviews;
        this.problems = problems;
    }

    /** Whether a review that has taken place proposed anything. */
    public boolean anyProposed(String reviewNumber) {
        return reviews.review(reviewNumber).proposed() > 0;
    }

    /** Who plans the solutions. */
    public String planUnit(String problemCode) {
        return problems.problem(problemCode).planUnit();
    }

    /** Who carries the short-term solution out. */
    public String shortUnit(String problemCode) {
        return problems.problem(problemCode).shortUnit();
    }

    /** Who carries the long-term solution out. */
    public String longUnit(String problemCode) {
        return problems.problem(problemCode).longUnit();
    }

    /** Whether there is a long-term solution. */
    public boolean hasLongTerm(String problemCode) {
        return problems.problem(problemCode).longSolution() != null;
    }
}
