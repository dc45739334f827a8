package suban.secrecy;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One time that a case was sealed as a suspected state secret.
 *
 * @param reason why somebody suspected it; erased with the words themselves
 * @param decideBy by when the officer has to decide
 * @param instruction number under which the secrecy authority ordered the purge
 */
record Sealing(
        @Id Long id,
        Long complaintId,
        State state,
        String sealedBy,
        Instant sealedAt,
        String reason,
        Instant decideBy,
        String decidedBy,
        Instant decidedAt,
        String instruction) {

    /** What became of it. */
    enum State {
        /** waits for the officer */
        SEALED,
        /** with the secrecy authority; still sealed */
        KEPT,
        /** no secret: the words are back */
        RELEASED,
        /** the words are gone */
        PURGED
    }
}
