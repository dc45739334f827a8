package suban.handling;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.ComplaintClass;
import suban.ledger.Ledger;

/**
 * What the diagrams ask about what was raised in an attempt, and whether it goes in fortnights (Articles 8, 10, 11, 12).
 */
@InDiagrams
@Component("handlingFacts")
public class HandlingFacts {

    private final Ledger ledger;
    private final Attempts attempts;
    private final HandlingRequests requests;
    private final Commitments commitments;

    HandlingFacts(Ledger ledger, Attempts attempts, HandlingRequests requests, Commitments commitments) {
        this.ledger = ledger;
        this.attempts = attempts;
        this.requests = requests;
        this.commitments = commitments;
    }

    /** The co-handlers that are asked whether they agree to the meeting (Article 10). */
    public Collection<String> invited(long request) {
        return request(request).added();
    }

    /** Whether one of them declined. */
    public boolean declined(long request) {
        return request(request).state() == HandlingRequest.State.REFUSED;
    }

    /** Whether the meeting came to commitments. */
    public boolean committed(long request) {
        return !commitments(request).isEmpty();
    }

    /** Ids of the commitments of a meeting. */
    public Collection<Long> commitments(long request) {
        return commitments.findByRequestIdOrderById(request).stream()
                .map(Commitment::id)
                .toList();
    }

    /** Who may record a commitment as fulfilled: the unit that gave it, and the host, so that it never waits for nobody. */
    public List<String> committedUnits(long commitment) {
        Commitment it = commitment(commitment);
        Set<String> units = new LinkedHashSet<>(List.of(it.unit()));
        Attempt attempt = attempts.findById(it.attemptId()).orElseThrow();
        units.remove(attempt.host());
        units.add(attempt.hostGroup());
        return List.copyOf(units);
    }

    /** Whether an attempt goes in fortnights: the first one of a complex case (Article 8); a return has five days (Article 14). */
    public boolean fortnightly(String number, long attempt) {
        return attempt == 1 && ledger.complaint(number).complaintClass() == ComplaintClass.COMPLEX;
    }

    private HandlingRequest request(long id) {
        return requests.findById(id).orElseThrow(() -> new IllegalStateException("no request " + id));
    }

    private Commitment commitment(long id) {
        return commitments.findById(id).orElseThrow(() -> new IllegalStateException("no commitment " + id));
    }
}
