package suban.visit;

import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.handling.Checkers;
import suban.ledger.Attempt;
import suban.ledger.CoScores;
import suban.ledger.Ledger;

/** Who calls back: an office that neither handled the attempt nor is accused (Articles 4, 14). */
@InDiagrams
@Component("visitAssignment")
public class VisitAssignment {

    private final Checkers checkers;
    private final Ledger ledger;
    private final CoScores scores;

    VisitAssignment(Checkers checkers, Ledger ledger, CoScores scores) {
        this.checkers = checkers;
        this.ledger = ledger;
        this.scores = scores;
    }

    /** Id of the unit that visits. */
    public String unit(String number, long attempt) {
        return checkers.of(number, (int) attempt);
    }

    /** Whether the host still has co-handlers to score: with a reopened case it may have done so before. */
    public boolean scoringOpen(String number, long no) {
        Attempt attempt = ledger.attempt(number, (int) no);
        return !ledger.cooperating(attempt).isEmpty()
                && scores.findByAttemptId(attempt.id()).isEmpty();
    }
}
