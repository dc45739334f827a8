package suban.attachments;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * A file on its way into a registration.
 *
 * @param id a random one, which only the uploader is told
 * @param complaintId what it was registered with; null while it waits
 */
record AttachmentUpload(
        @Id String id,
        String sha256,
        String fileName,
        String mediaType,
        long size,
        String uploadedBy,
        Instant at,
        Long complaintId) {}
