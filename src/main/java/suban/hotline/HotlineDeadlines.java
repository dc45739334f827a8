package suban.hotline;

import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What timers and due dates of ledgers and joint items ask: absolute instants from stored facts (Article 7(6)). */
@InDiagrams
@Component("hotlineDeadlines")
public class HotlineDeadlines {

    private final LedgerMonthService months;
    private final JointItemService items;

    HotlineDeadlines(LedgerMonthService months, JointItemService items) {
        this.months = months;
        this.items = items;
    }

    /** When the centre is reminded of a month's ledger. */
    public Date remindAt(String ledgerNumber) {
        return Date.from(months.month(ledgerNumber).remindAt());
    }

    /** By when the ledger it was reminded of is to come. */
    public Date ledgerDueAt(String ledgerNumber) {
        return Date.from(months.month(ledgerNumber).dueAt());
    }

    /** By when the other side is to agree to a joint item or decline it. */
    public Date answerDueAt(String jointNumber) {
        return Date.from(items.item(jointNumber).answerDueAt());
    }

    /** By when the units involved are to have said what they can do. */
    public Date opinionDueAt(String jointNumber) {
        return Date.from(items.item(jointNumber).opinionDueAt());
    }

    /** The date both sides agreed on, at the close of business. */
    public Date agreedDueAt(String jointNumber) {
        return Date.from(items.item(jointNumber).dueAt());
    }
}
