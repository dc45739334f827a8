package suban.notice;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One message in the outbox.
 *
 * @param complaintId null where it is about no complaint
 * @param attempt the attempt it belongs to; 0 for the complaint itself
 * @param milestone what it is about; with complaint, attempt and recipient it is unique
 * @param recipient {@code ENTERPRISE} or a unit id
 * @param sentAt when it went out; null while it waits
 * @param reference number of what it is about where that is no complaint; null for complaints
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
        String reference) {}
