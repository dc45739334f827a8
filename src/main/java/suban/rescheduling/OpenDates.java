package suban.rescheduling;

import java.time.Instant;
import java.util.List;
import suban.calendar.CalendarService;
import suban.ledger.Attempt;
import suban.ledger.Complaint;

/**
 * The dates a capability keeps of open cases, for the approval of a calendar (Articles 8, 9, 14). Dates are computed from their
 * stored beginnings, so that asking again after they were stored moves nothing.
 */
public interface OpenDates {

    /**
     * An open case.
     *
     * @param attempt its latest one; null where there is none
     * @param limitAt the attempt's own date in the calendar asked by; null where it has none
     * @param dueAt by when it is due: the adjusted date where there is one
     */
    record Case(Complaint complaint, Attempt attempt, Instant limitAt, Instant dueAt) {}

    /** The open dates of these cases, some hundreds at most, as {@code by} gives them at {@code now}; nothing is stored by it. */
    List<OpenDate> of(List<Case> cases, CalendarService by, Instant now);

    /**
     * A limit: one that has passed stays, and so does one that would come to lie earlier, since people were told of it.
     *
     * @param stored may be null, and stays so
     */
    static Instant limit(Instant stored, Instant computed, Instant now) {
        return stored == null || !stored.isAfter(now) || computed.isBefore(stored) ? stored : computed;
    }

    /** A warning or first reminder, which follows its limit both ways: unless it has been given, or would lie in the past. */
    static Instant reminder(Instant stored, Instant computed, Instant now) {
        return stored == null || !stored.isAfter(now) || !computed.isAfter(now) ? stored : computed;
    }
}
