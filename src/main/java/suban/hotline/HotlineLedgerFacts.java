package suban.hotline;

import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What the diagram of the monthly ledger asks (Article 7(6)). */
@InDiagrams
@Component("hotlineLedgerFacts")
public class HotlineLedgerFacts {

    private final LedgerMonthService months;

    HotlineLedgerFacts(LedgerMonthService months) {
        this.months = months;
    }

    /** Whether the month's ledger has come, or the centre has said that there is none. */
    public boolean arrived(String number) {
        return months.month(number).closedAt() != null;
    }
}
