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

    /**
     * When to look whether the appraisal of the past year is to begin: on the mornings of January that can be its tenth working day
     * or follow it (Article 16). Whether it is, is asked each time.
     */
    public String appraisalChecks() {
        return "0 0 9 14-31 1 ?";
    }

    private Instant due(String number, long attempt) {
        Attempt it = ledger.attempt(number, (int) attempt);
        return it.adjustedDueAt() != null ? it.adjustedDueAt() : it.dueAt();
    }
}
