package suban.calendar;

import java.time.Instant;
import java.util.List;

/**
 * A due date that explains itself. Computed from stored facts only, never from "now": the same act, limit and calendar version
 * give the same deadline at any time.
 *
 * @param due the last moment that is still in time
 * @param provisional whether a year without approved data had a part in it; to be recomputed once that year is approved
 * @param calendarVersion versions of the years that had a part in it, oldest first, such as {@code 2025-1+2026-1}; {@code 2027-0}
 *     stands for a year without approved data
 * @param days every day from the act to the due date, in order
 */
public record Deadline(Instant due, boolean provisional, String calendarVersion, List<CountedDay> days) {

    public Deadline {
        days = List.copyOf(days);
    }
}
