package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One joint supervision of a matter by 营商办 and 督查室 (Article 15), held with the complaint whose 差评 brought it about.
 *
 * @param attempt the attempt after which it was opened
 * @param decisionDueAt by when both offices are to have decided
 * @param decision {@link #SUPERVISE} or {@link #DECLINE}; null while the offices decide
 * @param byDefault whether it is supervised because they had not both decided in time
 * @param recordDueAt by when findings, cause and requirements are to be recorded; null before the decision and where declined
 * @param firstReminderAt first opening after that date, anchor of the daily reminders
 * @param endedAt when it was recorded, declined, or ended with its case; null while it runs
 */
public record Supervision(
        @Id Long id,
        Long complaintId,
        int attempt,
        Instant openedAt,
        Instant decisionDueAt,
        String decision,
        boolean byDefault,
        Instant decidedAt,
        Instant recordDueAt,
        Instant firstReminderAt,
        String findings,
        String cause,
        String requirements,
        String recordedBy,
        Instant recordedAt,
        Instant endedAt) {

    public static final String SUPERVISE = "SUPERVISE";
    public static final String DECLINE = "DECLINE";

    /** Whether the offices have done with it: supervised and recorded, or declined. */
    public boolean concluded() {
        return endedAt != null && (DECLINE.equals(decision) || recordedAt != null);
    }
}
