package suban.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;

/**
 * What the timers and due dates in the diagrams ask: absolute instants from stored facts, never from now, so that asking again
 * gives the same answer (Articles 8, 9, 14).
 */
@InDiagrams
@Component("deadlines")
public class Deadlines {

    private final Ledger ledger;
    private final Clock clock;

    Deadlines(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** By when a collecting unit has to have coordinated itself (Article 7(4)(5)). */
    public Date coordinationDueAt(String number) {
        return Date.from(ledger.complaint(number).coordinationDueAt());
    }

    /** By when the office is to have triaged: reported, not scored. */
    public Date triageDueAt(String number) {
        return Date.from(ledger.complaint(number).triageDueAt());
    }

    /** Close of the day of acceptance, for an immediate answer (Article 8). */
    public Date immediateDueAt(String number) {
        return Date.from(ledger.complaint(number).enterpriseDueAt());
    }

    /** By when the host is to have responded to the enterprise (Article 9). */
    public Date responseDueAt(String number, long attempt) {
        return Date.from(ledger.attempt(number, (int) attempt).responseDueAt());
    }

    /** By when the attempt is to be replied to (Articles 8, 14); the granted date where there is one. */
    public Date dueAt(String number, long attempt) {
        return Date.from(due(number, attempt));
    }

    /** One working day before the attempt is due. */
    public Date warnAt(String number, long attempt) {
        return Date.from(ledger.attempt(number, (int) attempt).warnAt());
    }

    /** By when co-handlers are to have given their opinion: one working day before the host's due date. */
    public Date opinionDueAt(String number, long attempt) {
        return Date.from(ledger.attempt(number, (int) attempt).opinionDueAt());
    }

    /** By when this unit is to have given its opinion; one that was added later may have longer. */
    public Date coDueAt(String number, long attempt, String unit) {
        return Date.from(ledger.assignment(ledger.attempt(number, (int) attempt), unit, "CO")
                .map(Assignment::dueAt)
                .orElseThrow());
    }

    /** Daily reminders after the due date, from the first opening on; the delegate does nothing on free days. */
    public String reminderCycle(String number, long attempt) {
        Instant first = ledger.attempt(number, (int) attempt).firstReminderAt();
        return "R/" + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(first.atZone(clock.getZone())) + "/P1D";
    }

    /** By when the enterprise is to be called back; after a try in vain, by the close of the day of the next one (Article 14). */
    public Date visitDueAt(String number, long attempt) {
        return Date.from(ledger.attempt(number, (int) attempt).visitDueAt());
    }

    /** When the next try of a return visit is to be made. */
    public Date nextVisitAt(String number, long attempt) {
        return Date.from(ledger.attempt(number, (int) attempt).nextVisitAt());
    }

    /** Until when the host may score its co-handlers (Article 14). */
    public Date scoringDueAt(String number, long attempt) {
        return Date.from(ledger.attempt(number, (int) attempt).scoringDueAt());
    }

    private Instant due(String number, long attempt) {
        return ledger.attempt(number, (int) attempt).effectiveDueAt();
    }
}
