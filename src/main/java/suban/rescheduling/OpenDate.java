package suban.rescheduling;

import java.time.Instant;
import java.util.Objects;

/**
 * One open date as a calendar gives it.
 *
 * @param complaint id of its complaint
 * @param what its Chinese name
 * @param attempt 0 for a date of the complaint itself
 * @param from as it is stored
 * @param to as the calendar gives it; the same where it does not move
 * @param confidential whether those who handle the complaint are not to know of it (Article 15)
 * @param store writes {@code to}
 */
public record OpenDate(
        Long complaint, String what, int attempt, Instant from, Instant to, boolean confidential, Runnable store) {

    boolean moves() {
        return !Objects.equals(from, to);
    }
}
