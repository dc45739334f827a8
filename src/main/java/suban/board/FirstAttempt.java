package suban.board;

import java.time.Instant;

/**
 * A complaint's first attempt, as far as it counts for 当日回应率 (Article 9) and 补办率 (Article 14).
 *
 * @param insideUnit who worked it inside the host; may be null
 * @param respondedAt null where the host has not responded
 * @param responded whether it responded on the day; null where that does not count: not due in the period, not due yet, or the
 *     complaint ended before it was due
 * @param answered whether it was answered in the period
 * @param rehandled whether a second attempt followed
 * @param cases how many there are like it, where it stands for all of them; otherwise it is one
 */
record FirstAttempt(
        String number,
        String host,
        String insideUnit,
        Instant responseDueAt,
        Instant respondedAt,
        Instant repliedAt,
        Boolean responded,
        boolean answered,
        boolean rehandled,
        int cases) {

    boolean of(String unit) {
        return unit == null || unit.equals(host) || unit.equals(insideUnit);
    }
}
