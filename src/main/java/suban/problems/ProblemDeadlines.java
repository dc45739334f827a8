package suban.problems;

import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What timers and due dates of reviews and problems ask: absolute instants from stored facts (Article 13). */
@InDiagrams
@Component("problemDeadlines")
public class ProblemDeadlines {

    private final ProblemReviewService reviews;
    private final ProblemService problems;

    ProblemDeadlines(ProblemReviewService reviews, ProblemService problems) {
        this.reviews = reviews;
        this.problems = problems;
    }

    /** When a review takes place. */
    public Date reviewAt(String reviewNumber) {
        return Date.from(reviews.review(reviewNumber).reviewAt());
    }

    /** By when the office is to have confirmed a problem or discarded it. */
    public Date confirmDueAt(String problemCode) {
        return Date.from(problems.problem(problemCode).confirmDueAt());
    }

    /** By when a unit is to have planned solutions. */
    public Date planDueAt(String problemCode) {
        return Date.from(problems.problem(problemCode).planDueAt());
    }

    /** By when the office is to have approved them. */
    public Date approvalDueAt(String problemCode) {
        return Date.from(problems.problem(problemCode).approvalDueAt());
    }

    /** The date set for the short-term solution, at the close of business. */
    public Date shortDueAt(String problemCode) {
        return Date.from(problems.problem(problemCode).shortDueAt());
    }

    /** The date set for the long-term solution, at the close of business. */
    public Date longDueAt(String problemCode) {
        return Date.from(problems.problem(problemCode).longDueAt());
    }
}
