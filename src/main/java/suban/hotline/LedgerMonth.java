package suban.hotline;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.data.annotation.Id;

/**
 * A month whose 12345 ledger is awaited (Article 7(6)).
 *
 * @param monthStart its first day
 * @param remindAt when the centre is reminded if no ledger has come since the month ended
 * @param dueAt by when the ledger is then to come
 * @param remindedAt when the centre was reminded; null where it was not
 * @param closedAt when a ledger came, or the centre said that there is none; null while it is awaited
 * @param importId the ledger that came; null where there is none
 * @param note what the centre said where there is none
 * @param report the rows of the last pasted ledger that were rejected; null where none were
 */
record LedgerMonth(
        @Id Long id,
        LocalDate monthStart,
        String number,
        Instant remindAt,
        Instant dueAt,
        Instant remindedAt,
        Instant closedAt,
        String closedBy,
        Long importId,
        String note,
        String report) {

    /** As people say it: 2026年3月. */
    String text() {
        return "%d年%d月".formatted(monthStart.getYear(), monthStart.getMonthValue());
    }
}
