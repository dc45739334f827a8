package suban.attachments;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * A file of a case, without its bytes.
 *
 * @param sha256 where its bytes are; null once they were purged (Article 3)
 * @param original whether it came with the registration
 * @param uploadedBy the person or machine account
 * @param unit id of the unit acted for; null for a machine account
 * @param removedAt when it was taken out of sight; null while it is shown
 */
record Attachment(
        @Id Long id,
        Long complaintId,
        String sha256,
        String fileName,
        String mediaType,
        long size,
        boolean original,
        String uploadedBy,
        String unit,
        Instant at,
        String removedBy,
        Instant removedAt,
        String removalReason) {}
