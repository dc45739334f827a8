package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * A person's word that two complaints belong together. Each keeps its number, host, visit and rating.
 *
 * @param complaintId the later complaint
 * @param relatedId the earlier one
 * @param undoneAt when somebody took it back; null while it holds
 */
public record ComplaintLink(
        @Id Long id,
        Long complaintId,
        Long relatedId,
        Kind kind,
        String linkedBy,
        Instant linkedAt,
        String undoneBy,
        Instant undoneAt) {

    /** How they belong together. */
    public enum Kind {
        /** The same 诉求 of the same enterprise: both count as one matter (Article 15). */
        SAME_MATTER,
        /** About something alike, of whomever: counts nothing together. */
        RELATED
    }
}
