package suban.intake;

import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.ledger.Ledger;

/** Which unit coordinates first what it collected itself (Article 7(4)(5)). */
@InDiagrams
@Component("receivingUnit")
public class ReceivingUnit {

    private final Ledger ledger;

    ReceivingUnit(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Id of the unit that received the complaint. */
    public String of(String number) {
        return ledger.complaint(number).receivedBy();
    }
}
