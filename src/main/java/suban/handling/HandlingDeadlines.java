package suban.handling;

import java.time.Instant;
import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.ledger.Ledger;

/**
 * What timers and due dates ask about what was raised in an attempt, and about the fortnights of complex cases: absolute instants
 * stored before, so that asking again gives the same answer (Articles 8, 9, 10, 11, 12).
 */
@InDiagrams
@Component("handlingDeadlines")
public class HandlingDeadlines {

    private final Ledger ledger;
    private final HandlingRequests requests;
    private final Commitments commitments;
    private final FortnightService fortnights;
    private final LetterService letters;

    HandlingDeadlines(
            Ledger ledger,
            HandlingRequests requests,
            Commitments commitments,
            FortnightService fortnights,
            LetterService letters) {
        this.ledger = ledger;
        this.requests = requests;
        this.commitments = commitments;
        this.fortnights = fortnights;
        this.letters = letters;
    }

    /** By when a request is to be decided, or units are to have said whether they agree to meet. */
    public Date requestDueAt(long request) {
        return Date.from(request(request).dueAt());
    }

    /** By when the office's head is to have ruled (Article 12). */
    public Date headDueAt(long request) {
        return Date.from(request(request).headDueAt());
    }

    /** When a special meeting is to be held (Article 10). */
    public Date meetingAt(long request) {
        return Date.from(request(request).plannedAt());
    }

    /** Close of business of a commitment's date. */
    public Date commitmentDueAt(long commitment) {
        return Date.from(commitment(commitment).dueAt());
    }

    /** One working day before it. */
    public Date commitmentWarnAt(long commitment) {
        return Date.from(commitment(commitment).warnAt());
    }

    /** Close of business of the day by which a letter asks for an answer. */
    public Date letterDueAt(long request) {
        return Date.from(letters.ofRequest(request).dueAt());
    }

    /** When the current fortnight ends (Article 8). */
    public Date fortnightEndsAt(String number, long attempt) {
        Instant end = fortnights.current(ledger.attempt(number, (int) attempt)).endsAt();
        return Date.from(end);
    }

    private HandlingRequest request(long id) {
        return requests.findById(id).orElseThrow(() -> new IllegalStateException("no request " + id));
    }

    private Commitment commitment(long id) {
        return commitments.findById(id).orElseThrow(() -> new IllegalStateException("no commitment " + id));
    }
}
