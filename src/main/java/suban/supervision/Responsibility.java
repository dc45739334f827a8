package suban.supervision;

import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.ledger.Accountabilities;
import suban.ledger.Accountability;
import suban.ledger.Ledger;

/** What the accountability diagram asks (Article 15). */
@InDiagrams
@Component("responsibility")
public class Responsibility {

    private final Ledger ledger;
    private final Accountabilities accountabilities;

    Responsibility(Ledger ledger, Accountabilities accountabilities) {
        this.ledger = ledger;
        this.accountabilities = accountabilities;
    }

    /** Whether at least one of the two offices has found 推进不力. */
    public boolean negligent(String number, long attempt) {
        return accountabilities
                .findByComplaintIdAndAttempt(ledger.complaint(number).id(), (int) attempt)
                .map(Accountability::negligent)
                .orElse(false);
    }
}
