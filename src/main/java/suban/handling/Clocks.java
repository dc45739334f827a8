package suban.handling;

import java.time.Instant;
import org.springframework.stereotype.Component;
import suban.calendar.CalendarService;
import suban.engine.Processes;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.Complaint;
import suban.ledger.Ledger;

/**
 * Moves the dates of an attempt, for the acts that may: a granted date, a fortnight's decision, a new host (Articles 8, 11, 12).
 * The original date stands beside the adjusted one, and the enterprise's is never touched here.
 */
@Component
class Clocks {

    private final Ledger ledger;
    private final Attempts attempts;
    private final Assignments assignments;
    private final HandlingRequests requests;
    private final CalendarService calendar;
    private final Processes processes;

    Clocks(
            Ledger ledger,
            Attempts attempts,
            Assignments assignments,
            HandlingRequests requests,
            CalendarService calendar,
            Processes processes) {
        this.ledger = ledger;
        this.attempts = attempts;
        this.assignments = assignments;
        this.requests = requests;
        this.calendar = calendar;
        this.processes = processes;
    }

    /** Until when a unit that comes later has: the date there is, but so many working days at least (Article 12). */
    Instant forNewUnit(Instant date, Instant from, int days) {
        Instant least = calendar.workingDaysAfter(from, days).due();
        return least.isAfter(date) ? least : date;
    }

    /** One working day before {@code due}, for co-handlers and warnings; not before {@code earliest}. */
    Instant dayBefore(Instant due, Instant earliest) {
        Instant before = calendar.workingDaysBefore(due, 1);
        return before.isAfter(earliest) ? before : earliest;
    }

    /**
     * Gives the attempt a new date beside its original one; co-handlers that still owe an opinion get theirs with it, and an open
     * notice of delay may be decided until then.
     */
    void adjust(Complaint complaint, Attempt attempt, Instant due) {
        Instant opinionDue = dayBefore(due, attempt.responseDueAt());
        attempts.setAdjusted(
                attempt.id(), due, calendar.workingDaysBefore(due, 1), opinionDue, calendar.openingAfter(due));
        requests.setDelayDue(attempt.id(), due);
        ledger.coHandlers(attempt).stream()
                .filter(part -> part.endedAt() == null)
                .map(Assignment::id)
                .forEach(part -> assignments.setDue(part, opinionDue));
    }

    /** Moves timers and task due dates to the stored dates, and has the units warned again before the new one. */
    void move(String number) {
        processes.recalculate(number);
        processes.send(number, "handling.clockMoved");
    }
}
