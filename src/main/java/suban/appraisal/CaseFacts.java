package suban.appraisal;

import java.time.Instant;
import suban.ledger.Rating;
import suban.ledger.Status;

/** What the ledger knows of one unit's part in a complaint, as far as it decides the figures. */
sealed interface CaseFacts {

    String number();

    Instant dueAt();

    /**
     * The first attempt of a host.
     *
     * @param gone how the case ended where it was withdrawn or left the scope; null otherwise
     * @param insideUnit who worked it inside the host; may be null
     * @param dueAt the host's own due date
     * @param adjustedDueAt the date the office granted; null where none was
     * @param repliedAt null where it has not replied
     * @param endedAt when the complaint ended; null while it is open
     * @param rating the enterprise's last rating of any attempt; null where there is none
     * @param ratedHost the host of the attempt that was rated; without a rating it says nothing
     * @param ratedInside who worked that attempt inside its host; may be null
     */
    record Hosted(
            String number,
            Status gone,
            String host,
            String insideUnit,
            Instant dueAt,
            Instant adjustedDueAt,
            Instant repliedAt,
            Instant endedAt,
            Rating rating,
            String ratedHost,
            String ratedInside)
            implements CaseFacts {}

    /**
     * A unit's first co-handling of a complaint.
     *
     * @param gone how the case ended where it was withdrawn or left the scope; null otherwise
     * @param doneAt when its part ended; null while it works
     * @param whyEnded {@code DONE}, {@code RELEASED}, or that it was taken away from it
     * @param endedAt when the complaint ended; null while it is open
     * @param score the host's last score; null where there is none
     */
    record CoHandled(
            String number,
            Status gone,
            String unit,
            Instant dueAt,
            Instant doneAt,
            String whyEnded,
            Instant endedAt,
            Integer score)
            implements CaseFacts {}
}
