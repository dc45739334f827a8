package suban.office;

import java.util.List;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.handling.Checkers;
import suban.ledger.Attempt;
import suban.ledger.EndingRequest;
import suban.ledger.EndingRequests;
import suban.ledger.Ledger;

/** Who confirms that a case ends otherwise than by its own road, and why it did (Articles 3, 4). */
@InDiagrams
@Component("ending")
public class Confirmers {

    private final Ledger ledger;
    private final Checkers checkers;
    private final EndingRequests requests;

    Confirmers(Ledger ledger, Checkers checkers, EndingRequests requests) {
        this.ledger = ledger;
        this.checkers = checkers;
        this.requests = requests;
    }

    /** The coordinating office; the next level where it is accused or handles the matter itself. */
    public String office(String number) {
        var complaint = ledger.complaint(number);
        List<Attempt> attempts = ledger.attempts(complaint);
        return attempts.isEmpty()
                ? complaint.coordinatingUnit()
                : checkers.of(number, attempts.get(attempts.size() - 1).no());
    }

    /** Whether the confirmed reason is that the enterprise withdrew; else the matter left the scope. */
    public boolean withdrawn(String number) {
        return requests.findByComplaintIdAndDecision(ledger.complaint(number).id(), EndingRequest.CONFIRM)
                .map(EndingRequest::kind)
                .filter(EndingRequest.WITHDRAWAL::equals)
                .isPresent();
    }
}
