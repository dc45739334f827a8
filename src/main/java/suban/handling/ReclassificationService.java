package suban.handling;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.calendar.Deadline;
import suban.ledger.Act;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.Complaint;
import suban.ledger.ComplaintClass;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;

/**
 * A general matter proves to be complex (Article 8): before it is due, the coordinating office makes it so, with its reason; never
 * the other way round, since no date that the enterprise was told may come nearer.
 */
@Service
@Transactional
public class ReclassificationService {

    private static final String WORKING = "WORKING";
    private static final String HOST = "HOST";

    private final Ledger ledger;
    private final Complaints complaints;
    private final Attempts attempts;
    private final Assignments assignments;
    private final HandlingRequests requests;
    private final FortnightService fortnights;
    private final Clocks clocks;
    private final Checkers checkers;
    private final Timeline timeline;
    private final Outbox outbox;
    private final CalendarService calendar;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a reclassification touches
    ReclassificationService(
            Ledger ledger,
            Complaints complaints,
            Attempts attempts,
            Assignments assignments,
            HandlingRequests requests,
            FortnightService fortnights,
            Clocks clocks,
            Checkers checkers,
            Timeline timeline,
            Outbox outbox,
            CalendarService calendar,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.attempts = attempts;
        this.assignments = assignments;
        this.requests = requests;
        this.fortnights = fortnights;
        this.clocks = clocks;
        this.checkers = checkers;
        this.timeline = timeline;
        this.outbox = outbox;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * What stands against making a complaint complex: only a general one, in its first attempt, being handled, before the
     * enterprise's date has passed. A re-handling has at most five working days by Article 14 whatever its class.
     *
     * @return empty where nothing does
     */
    @Transactional(readOnly = true)
    public List<FieldError> problems(String number) {
        String refusal = refusal(ledger.complaint(number));
        return refusal == null ? List.of() : List.of(new FieldError("number", "投诉编号：" + refusal));
    }

    private String refusal(Complaint complaint) {
        List<Attempt> all = ledger.attempts(complaint);
        Attempt last = all.isEmpty() ? null : all.get(all.size() - 1);
        if (complaint.status().isEnd()) {
            return "该投诉已办结，不能转为复杂类";
        }
        if (complaint.complaintClass() == ComplaintClass.COMPLEX) {
            return "该投诉已是复杂类";
        }
        if (complaint.complaintClass() == ComplaintClass.IMMEDIATE) {
            return "该投诉为即时办结，只有一般类可以转为复杂类";
        }
        if (last != null && last.no() > 1) {
            return "该投诉已是第" + last.no() + "次办理，补办不得超过5个工作日，不能转为复杂类";
        }
        if (last != null && last.repliedAt() != null) {
            return "该投诉已答复企业，不能转为复杂类";
        }
        if (last == null || last.dueAt() == null || complaint.status() != Status.HANDLING) {
            return "该投诉不在办理中，不能转为复杂类";
        }
        if (!clock.instant().isBefore(complaint.enterpriseDueAt())) {
            return "企业期限" + Texts.time(complaint.enterpriseDueAt()) + "已过，不能再转为复杂类";
        }
        return null;
    }

    /**
     * Makes the complaint complex: its dates are what they would have been had it been triaged so, but none comes nearer; the
     * fortnights begin, timers and tasks move, and everybody concerned is told.
     *
     * @param days the limit from the table {@code timeLimit}
     * @param dayKind {@code WORKING} or {@code CALENDAR} days
     * @throws InvalidInput on {@code number} where {@link #problems} has any
     */
    public void reclassify(String number, int days, String dayKind, String reason, Actor actor) {
        // one at a time, so that two sendings of the same are one
        Complaint complaint = complaints.lock(ledger.complaint(number).id());
        String refusal = refusal(complaint);
        if (refusal != null) {
            throw new InvalidInput("number", "投诉编号：" + refusal);
        }
        Attempt attempt = ledger.attempt(number, 1);
        Deadline limit = WORKING.equals(dayKind)
                ? calendar.workingDaysAfter(attempt.dueAnchor(), days)
                : calendar.calendarDaysAfter(attempt.dueAnchor(), days);
        Instant old = complaint.enterpriseDueAt();
        Instant due = later(old, HandlingService.earlier(complaint, limit.due(), true, clock.instant()));
        Instant adjusted =
                attempt.adjustedDueAt() != null && attempt.adjustedDueAt().isAfter(due)
                        ? attempt.adjustedDueAt() // granted before, or a new host's
                        : null;
        Instant works = adjusted == null ? due : adjusted;
        Instant opinionDue = clocks.dayBefore(works, attempt.responseDueAt());
        complaints.setClass(number, ComplaintClass.COMPLEX);
        complaints.setEnterpriseDue(number, due, days, dayKind, limit.calendarVersion(), limit.provisional());
        attempts.setReclassified(
                attempt.id(),
                days,
                dayKind,
                due,
                adjusted,
                calendar.workingDaysBefore(due, 1),
                opinionDue,
                calendar.openingAfter(works),
                limit.calendarVersion(),
                limit.provisional());
        for (Assignment part : assignments.findByAttemptIdOrderById(attempt.id())) {
            if (part.endedAt() == null) {
                assignments.setDue(part.id(), later(part.dueAt(), HOST.equals(part.role()) ? due : opinionDue));
            }
        }
        requests.setDelayDue(attempt.id(), works);
        fortnights.begin(attempt, due);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", attempt.no());
        input.put("days", days);
        input.put("dayKind", dayKind);
        input.put("oldDue", old);
        input.put("due", due);
        input.put("calendarVersion", limit.calendarVersion());
        input.put("provisional", limit.provisional());
        timeline.append(complaint.id(), Act.RECLASSIFIED, actor, input, Map.of("reason", reason));
        tell(complaint, attempt, due, works, limit.provisional(), reason);
        clocks.move(number);
    }

    private void tell(
            Complaint complaint, Attempt attempt, Instant due, Instant works, boolean provisional, String reason) {
        outbox.add(complaint, attempt.no(), "reclassified", Outbox.ENTERPRISE, Texts.time(due), reason);
        Set<String> hosts = new LinkedHashSet<>(List.of(attempt.hostGroup()));
        if (attempt.insideUnit() != null) {
            hosts.add(attempt.insideUnit());
        }
        hosts.forEach(unit -> outbox.addOnce(
                complaint, attempt.no(), "reclassified", "reclassifiedToHost", unit, Texts.time(works), reason));
        ledger.coHandlers(attempt).stream()
                .filter(part -> part.endedAt() == null)
                .forEach(part -> outbox.addOnce(
                        complaint,
                        attempt.no(),
                        "reclassified",
                        "reclassifiedToCo",
                        part.unit(),
                        Texts.time(part.dueAt()),
                        reason));
        if (provisional) {
            for (String office : checkers.toTell(complaint, attempt.no())) {
                outbox.addOnce(complaint, attempt.no(), "provisional-complex", "provisional", office, Texts.time(due));
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
