package suban.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.data.annotation.Id;

/**
 * What follows a third 差评 (Article 15): whether the units were negligent, and the file for 纪检监察工委 where they were. Handlers
 * do not see it.
 *
 * @param judgementDueAt by when both offices are to have said whether 推进不力
 * @param judgementReminderAt first opening after that date, anchor of the daily reminders
 * @param negligent null while they judge
 * @param dossier the prepared file as text; null where there is none
 * @param referralDueAt by when a person is to have sent it
 * @param referredTo the unit it was sent to; null before
 * @param conclusionDueAt by when its conclusion is looked for
 * @param receivedOn when it was received there
 * @param concludedOn when that was concluded
 */
public record Accountability(
        @Id Long id,
        Long complaintId,
        int attempt,
        Instant openedAt,
        Instant judgementDueAt,
        Instant judgementReminderAt,
        Boolean negligent,
        Instant decidedAt,
        String dossier,
        Instant referralDueAt,
        Instant referralReminderAt,
        String referredTo,
        Instant referredAt,
        String referredBy,
        Instant conclusionDueAt,
        LocalDate receivedOn,
        LocalDate concludedOn,
        String concludedBy,
        Instant concludedAt) {}
