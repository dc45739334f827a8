package suban.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.data.annotation.Id;

/**
 * One attempt of a host at a complaint (Articles 9 and 14); an earlier one is never changed again.
 *
 * @param no 1, 2 or 3
 * @param host the unit responsible
 * @param hostGroup the unit whose people get the tasks: the host itself, or its office where a part of it is accused
 * @param insideUnit the department or town of the host that works it; null where none was named
 * @param responseLateAt when it was noted that nobody had responded in time; null if somebody had
 * @param overdueAt when it was noted that no reply had been given in time; null if one had
 * @param deliveredAt when the dispatch counts as received (the next opening after the cut-off)
 * @param dueAnchor what the due date is counted from
 * @param adjustedDueAt the one new date the office granted; null where none was
 * @param warnAt one working day before due
 * @param firstReminderAt first opening after due, anchor of the daily reminders
 */
public record Attempt(
        @Id Long id,
        Long complaintId,
        int no,
        String host,
        String hostGroup,
        String insideUnit,
        Instant dispatchedAt,
        Instant deliveredAt,
        Instant responseDueAt,
        Instant respondedAt,
        Instant responseLateAt,
        LocalDate promisedDate,
        Integer limitDays,
        String limitKind,
        Instant dueAnchor,
        Instant dueAt,
        Instant adjustedDueAt,
        Instant overdueAt,
        Instant warnAt,
        Instant opinionDueAt,
        Instant firstReminderAt,
        String calendarVersion,
        boolean provisional,
        Outcome outcome,
        String replyText,
        String legalBasis,
        String replyDraftedBy,
        String confirmedBy,
        Instant repliedAt,
        Instant visitDueAt,
        Instant nextVisitAt,
        Instant scoringDueAt) {

    /** By when it is to be replied to now: the adjusted date where one was given (Article 11), else the original. */
    public Instant effectiveDueAt() {
        return adjustedDueAt != null ? adjustedDueAt : dueAt;
    }

    /** A new attempt that has not been dispatched yet. */
    public static Attempt planned(Long complaintId, int no, String host, String hostGroup) {
        return new Attempt(
                null,
                complaintId,
                no,
                host,
                hostGroup,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
