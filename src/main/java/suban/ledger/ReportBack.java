package suban.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.data.annotation.Id;

/**
 * 报结 of an order from above (Article 7(3)): only after it is the case closed.
 *
 * @param attempt the attempt whose end is reported
 * @param dueAt the order's date, or the next close of business where that has passed
 * @param firstReminderAt first opening after that date, anchor of the daily reminders
 * @param reportedOn null until it was reported
 * @param recipient who took the report
 */
public record ReportBack(
        @Id Long id,
        Long complaintId,
        int attempt,
        Instant dueAt,
        Instant firstReminderAt,
        LocalDate reportedOn,
        String recipient,
        String summary,
        String recordedBy,
        Instant recordedAt) {}
