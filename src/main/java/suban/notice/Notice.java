package suban.notice;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One message in the outbox. The outbox only adds them; what happens to them on their way out is written by {@link NoticeQueue}.
 *
 * @param complaintId null where it is about no complaint
 * @param attempt the attempt it belongs to; 0 for the complaint itself
 * @param milestone what it is about; with complaint, attempt and recipient it is unique
 * @param recipient {@code ENTERPRISE} or a unit id
 * @param sentAt when it was accepted, or when the call that told of it took place; null before
 * @param reference number of what it is about where that is no complaint; null for complaints
 * @param template key of its texts
 * @param urgent whether it leaves for a unit at any hour
 * @param nextAt when it may be sent
 * @param attempts how often it was handed over
 * @param lastError why it has not arrived, in Chinese; null where nothing is wrong
 * @param deliveredBy by what it arrived; null before
 */
public record Notice(
        @Id Long id,
        Long complaintId,
        int attempt,
        String milestone,
        String recipient,
        String subject,
        String body,
        Instant createdAt,
        Instant sentAt,
        String reference,
        String template,
        boolean urgent,
        NoticeState state,
        Instant nextAt,
        int attempts,
        String lastError,
        SentBy deliveredBy) {}
