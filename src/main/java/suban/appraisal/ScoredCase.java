package suban.appraisal;

import java.time.Instant;
import suban.ledger.Rating;

/**
 * One case behind a unit's figures.
 *
 * @param number the complaint's number
 * @param part what the unit had to do with it
 * @param dueAt the unit's own due date, which decides the year
 * @param doneAt when it replied or gave its opinion; null where it has not
 * @param concluded whether the unit's part is over
 * @param onTime whether by the due date; null where the case does not count
 * @param adjustedOnTime the same by the date the office granted; null as {@code onTime} is
 * @param rating the enterprise's last rating; null where there is none
 * @param cooperation the host's last score of a co-handler, 1 to 5; null where there is none
 * @param why why it counts as it does, in Chinese
 */
public record ScoredCase(
        String number,
        Part part,
        Instant dueAt,
        Instant doneAt,
        boolean concluded,
        Boolean onTime,
        Boolean adjustedOnTime,
        Rating rating,
        Integer cooperation,
        String why) {

    /** From this score on a host was content, as 基本满意 is the third of the five grades of an enterprise's rating. */
    static final int CONTENT = 3;

    /** Whether it counts in the on-time rate. */
    public boolean counts() {
        return onTime != null;
    }

    /** Whether it was praised; null where nobody rated it, or the rating does not count. */
    public Boolean praised() {
        if (part == Part.CO) {
            return cooperation == null ? null : (Boolean) (cooperation >= CONTENT);
        }
        return rating == null || rating == Rating.UNRATED ? null : (Boolean) !rating.isBad();
    }
}
