package suban.handling;

import java.util.Collection;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.ledger.Assignment;
import suban.ledger.Ledger;

/** The co-handlers of an attempt, as the diagrams ask for them (Article 9). */
@InDiagrams
@Component("coHandling")
public class CoHandling {

    private final Ledger ledger;

    CoHandling(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Ids of the units whose opinion is outstanding and whose task has not been offered yet. */
    public Collection<String> units(String number, long attempt) {
        return ledger.coHandlers(ledger.attempt(number, (int) attempt)).stream()
                .filter(assignment -> assignment.endedAt() == null && !assignment.offered())
                .map(Assignment::unit)
                .toList();
    }

    /** Whether any unit co-handled. */
    public boolean any(String number, long attempt) {
        return !ledger.coHandlers(ledger.attempt(number, (int) attempt)).isEmpty();
    }
}
