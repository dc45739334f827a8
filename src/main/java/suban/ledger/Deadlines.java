package suban.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;

/**
 * What the timers and due dates in the diagrams ask: absolute instants from stored facts, never from now, so that asking again
 * gives the same answer (Articles 3, 7, 8, 9, 14, 15).
 */
@InDiagrams
@Component("deadlines")
public class Deadlines {

    private final Ledger ledger;
    private final Supervisions supervisions;
    private final Accountabilities accountabilities;
    private final EndingRequests endings;
    private final ReportBacks reports;
    private final Clock clock;

    Deadlines(
            Ledger ledger,
            Supervisions supervisions,
            Accountabilities accountabilities,
            EndingRequests endings,
            ReportBacks reports,
            Clock clock) {
        this.ledger = ledger;
        this.supervisions = supervisions;
        this.accountabilities = accountabilities;
        this.endings = endings;
        this.reports = reports;
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
        return daily(ledger.attempt(number, (int) attempt).firstReminderAt());
    }

    private String daily(Instant first) {
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

    /** By when 营商办 and 督查室 are to have decided on joint supervision (Article 15). */
    public Date supervisionDecisionDueAt(String number, long attempt) {
        return Date.from(supervision(number, attempt).decisionDueAt());
    }

    /** By when the supervision is to be carried out and recorded (Article 15). */
    public Date supervisionRecordDueAt(String number, long attempt) {
        return Date.from(supervision(number, attempt).recordDueAt());
    }

    /** Daily reminders of a supervision that is not recorded in time. */
    public String supervisionReminderCycle(String number, long attempt) {
        return daily(supervision(number, attempt).firstReminderAt());
    }

    /** By when both offices are to have said whether 推进不力 (Article 15). */
    public Date judgementDueAt(String number, long attempt) {
        return Date.from(accountability(number, attempt).judgementDueAt());
    }

    /** Daily reminders of a finding on responsibility that is not made in time. */
    public String judgementReminderCycle(String number, long attempt) {
        return daily(accountability(number, attempt).judgementReminderAt());
    }

    /** By when the prepared file is to be sent to 纪检监察工委 (Article 15). */
    public Date referralDueAt(String number, long attempt) {
        return Date.from(accountability(number, attempt).referralDueAt());
    }

    /** Daily reminders of a prepared file that is not sent in time. */
    public String referralReminderCycle(String number, long attempt) {
        return daily(accountability(number, attempt).referralReminderAt());
    }

    /** By when the conclusion of 纪检监察工委 is looked for: an order of work, not a limit of the regulation. */
    public Date conclusionDueAt(String number, long attempt) {
        return Date.from(accountability(number, attempt).conclusionDueAt());
    }

    /** By when the office is to confirm a withdrawal. */
    public Date withdrawalDueAt(String number) {
        return Date.from(ending(number, EndingRequest.WITHDRAWAL));
    }

    /** By when the office is to confirm that a matter has left the scope (Article 3). */
    public Date leavingDueAt(String number) {
        return Date.from(ending(number, EndingRequest.LEAVING));
    }

    /** By when an order from above is to be reported back (Article 7(3)). */
    public Date reportBackDueAt(String number, long attempt) {
        return Date.from(report(number, attempt).dueAt());
    }

    /** Daily reminders of a report that is late. */
    public String reportBackReminderCycle(String number, long attempt) {
        return daily(report(number, attempt).firstReminderAt());
    }

    private Supervision supervision(String number, long attempt) {
        return supervisions
                .findByComplaintIdAndAttempt(ledger.complaint(number).id(), (int) attempt)
                .orElseThrow(() -> missing("supervision", number, attempt));
    }

    private Accountability accountability(String number, long attempt) {
        return accountabilities
                .findByComplaintIdAndAttempt(ledger.complaint(number).id(), (int) attempt)
                .orElseThrow(() -> missing("accountability", number, attempt));
    }

    private ReportBack report(String number, long attempt) {
        return reports.findByComplaintIdAndAttempt(ledger.complaint(number).id(), (int) attempt)
                .orElseThrow(() -> missing("report", number, attempt));
    }

    private Instant ending(String number, String kind) {
        return endings.findByComplaintIdAndKindAndDecidedAtIsNull(
                        ledger.complaint(number).id(), kind)
                .map(EndingRequest::dueAt)
                .orElseThrow(() -> missing(kind, number, 0));
    }

    private static IllegalStateException missing(String what, String number, long attempt) {
        return new IllegalStateException("no " + what + " of " + number + " attempt " + attempt);
    }

    /**
     * When to look whether the appraisal of the past year is to begin: on the mornings of January that can be its tenth working day
     * or follow it (Article 16). Whether it is, is asked each time.
     */
    public String appraisalChecks() {
        return "0 0 9 14-31 1 ?";
    }

    private Instant due(String number, long attempt) {
        return ledger.attempt(number, (int) attempt).effectiveDueAt();
    }
}
