package suban.handling;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.engine.FormValues;
import suban.handling.AttemptDocuments.Delay;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;
import suban.organisation.Organisation;

/**
 * The fourteen-day rhythm of complex cases (Article 8, 双周动态清零): every fortnight ends with a decision: answer within it, a
 * long-term plan that the office signs off, or a notice of delay (Article 11).
 */
@Service
@Transactional
public class FortnightService {

    private static final int DAYS = 14;
    private static final int MOST_MILESTONES = 10;

    private final Ledger ledger;
    private final Complaints complaints;
    private final Attempts attempts;
    private final Fortnights fortnights;
    private final Milestones milestones;
    private final RequestService requests;
    private final Clocks clocks;
    private final Timeline timeline;
    private final Outbox outbox;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final Checkers checkers;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a fortnight touches
    FortnightService(
            Ledger ledger,
            Complaints complaints,
            Attempts attempts,
            Fortnights fortnights,
            Milestones milestones,
            RequestService requests,
            Clocks clocks,
            Timeline timeline,
            Outbox outbox,
            CalendarService calendar,
            Organisation organisation,
            Checkers checkers,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.attempts = attempts;
        this.fortnights = fortnights;
        this.milestones = milestones;
        this.requests = requests;
        this.clocks = clocks;
        this.timeline = timeline;
        this.outbox = outbox;
        this.calendar = calendar;
        this.organisation = organisation;
        this.checkers = checkers;
        this.clock = clock;
    }

    /** Opens the first fortnight of a complex case; it ends with the attempt's first date. */
    void begin(Attempt attempt, Instant endsAt) {
        fortnights.save(Fortnight.of(attempt.id(), 1, endsAt));
    }

    /** The fortnight an attempt is in; fails where it has none. */
    Fortnight current(Attempt attempt) {
        return fortnights
                .findFirstByAttemptIdOrderByNoDesc(attempt.id())
                .orElseThrow(() -> new IllegalStateException("attempt " + attempt.id() + " has no fortnight"));
    }

    /** The steps of the plan of this fortnight. */
    List<Milestone> plan(Fortnight fortnight) {
        return milestones.findByFortnightIdOrderByNo(fortnight.id());
    }

    /**
     * The host's forced decision: {@code CLOSE}, {@code LONG_TERM} or {@code DELAY} (Articles 8, 11).
     *
     * @return whether the attempt's date has moved at once; a plan moves it when the office has signed it off
     */
    public boolean decide(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Fortnight fortnight = current(attempt);
        Instant now = clock.instant();
        return switch (form.required("decision", "本期如何推进")) {
            case "LONG_TERM" -> {
                plan(complaint, attempt, fortnight, form, now);
                yield false;
            }
            case "DELAY" -> {
                delay(complaint, attempt, fortnight, form, now);
                yield true;
            }
            default -> {
                close(complaint, attempt, fortnight, form, now);
                yield false;
            }
        };
    }

    private void close(Complaint complaint, Attempt attempt, Fortnight fortnight, FormValues form, Instant now) {
        fortnights.setDecision(fortnight.id(), "CLOSE", now, form.actor().user(), form.text("progress"), null);
        if (attempt.effectiveDueAt().isAfter(fortnight.endsAt())) {
            clocks.adjust(complaint, attempt, fortnight.endsAt());
            clocks.move(complaint.number());
        }
        record(complaint, attempt, fortnight, "CLOSE", null, form.text("progress"), form.actor());
    }

    private void delay(Complaint complaint, Attempt attempt, Fortnight fortnight, FormValues form, Instant now) {
        String reason = form.required("reason", "延期理由");
        LocalDate expected = form.date("expectedDate", "预计办结日期");
        Instant next = nextEnd(fortnight, now);
        if (expected == null) {
            throw new InvalidInput("expectedDate", "预计办结日期：必填");
        }
        if (!calendar.isWorkingDay(expected)) {
            throw new InvalidInput("expectedDate", "预计办结日期：应为工作日");
        }
        Instant due = calendar.closeOfBusiness(expected);
        if (!due.isAfter(fortnight.endsAt()) || !due.isAfter(now)) {
            throw new InvalidInput("expectedDate", "预计办结日期：应晚于本期届满的" + Texts.time(fortnight.endsAt()) + "和现在");
        }
        if (due.isAfter(next)) {
            throw new InvalidInput("expectedDate", "预计办结日期：不能晚于下一双周届满的" + Texts.time(next) + "，更长的应提出长期推进方案");
        }
        fortnights.setDecision(fortnight.id(), "DELAY", now, form.actor().user(), reason, expected);
        record(complaint, attempt, fortnight, "DELAY", due, reason, form.actor());
        requests.tellOfDelay(complaint, attempt, Delay.BY_HOST, expected, reason, "fortnight-" + fortnight.no());
        moveOn(complaint, attempt, fortnight, due, next);
    }

    private void plan(Complaint complaint, Attempt attempt, Fortnight fortnight, FormValues form, Instant now) {
        String plan = form.required("plan", "长期推进方案");
        List<FieldError> errors = new ArrayList<>();
        List<Milestone> steps = new ArrayList<>();
        Instant last = now;
        for (Map<String, Object> row : form.rows("milestones")) {
            String text =
                    row.get("text") == null ? "" : row.get("text").toString().strip();
            LocalDate date = date(row.get("date"));
            if (text.isEmpty() && date == null) {
                continue;
            }
            if (text.isEmpty() || date == null) {
                errors.add(new FieldError("milestones", "节点：每个节点都应写明事项和日期"));
            } else if (!calendar.closeOfBusiness(date).isAfter(last)) {
                errors.add(new FieldError("milestones", "节点：日期应晚于今天，并按先后排列"));
            } else {
                last = calendar.closeOfBusiness(date);
                steps.add(new Milestone(null, fortnight.id(), steps.size() + 1, last, text));
            }
        }
        if (errors.isEmpty() && steps.isEmpty()) {
            errors.add(new FieldError("milestones", "节点：至少一个"));
        }
        if (steps.size() > MOST_MILESTONES) {
            errors.add(new FieldError("milestones", "节点：不能超过" + MOST_MILESTONES + "个"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        fortnights.setDecision(fortnight.id(), "LONG_TERM", now, form.actor().user(), plan, null);
        milestones.deleteOf(fortnight.id()); // of a plan the office has returned
        steps.forEach(milestones::save);
        record(complaint, attempt, fortnight, "LONG_TERM", steps.get(0).dueAt(), plan, form.actor());
    }

    private static LocalDate date(Object value) {
        try {
            return value == null ? null : LocalDate.parse(value.toString().substring(0, 10));
        } catch (RuntimeException e) {
            return null;
        }
    }

    /**
     * The office signs a long-term plan off, and the attempt is then due at its first step; or returns it with reason (Article 8).
     *
     * @return whether the attempt's date has moved
     */
    public boolean signOff(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Fortnight fortnight = current(attempt);
        Instant now = clock.instant();
        if ("RETURN".equals(form.required("decision", "是否签批"))) {
            String reason = form.required("reason", "退回理由");
            timeline.append(
                    complaint.id(), Act.PLAN_RETURNED, form.actor(), Map.of("attempt", no), Map.of("reason", reason));
            outbox.addOnce(
                    complaint, no, "planReturned-" + now.toEpochMilli(), "planReturned", attempt.hostGroup(), reason);
            return false;
        }
        fortnights.setSignedOff(fortnight.id(), now, form.actor().user());
        Milestone first = plan(fortnight).get(0);
        complaints.setStatus(number, Status.LONG_TERM);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("oldDue", attempt.effectiveDueAt());
        input.put("due", first.dueAt());
        timeline.append(complaint.id(), Act.PLAN_SIGNED_OFF, form.actor(), input);
        LocalDate day = LocalDate.ofInstant(first.dueAt(), clock.getZone());
        requests.tellOfDelay(complaint, attempt, Delay.LONG_TERM, day, fortnight.text(), "plan-" + fortnight.no());
        moveOn(complaint, attempt, fortnight, first.dueAt(), nextEnd(fortnight, now));
        return true;
    }

    /** The attempt goes on to a new date, and into the next fortnight. */
    private void moveOn(Complaint complaint, Attempt attempt, Fortnight fortnight, Instant due, Instant nextEnd) {
        clocks.adjust(complaint, attempt, due);
        open(attempt, fortnight, nextEnd);
        clocks.move(complaint.number());
    }

    private void open(Attempt attempt, Fortnight fortnight, Instant endsAt) {
        fortnights.save(Fortnight.of(attempt.id(), fortnight.no() + 1, endsAt));
        attempts.setWarnAt(attempt.id(), calendar.workingDaysBefore(endsAt, 1));
    }

    /** A fortnight has passed in which the host wanted to answer, and it has not: the next begins, the date stays (Article 8). */
    public void next(String number, int no) {
        Attempt attempt = ledger.attempt(number, no);
        Fortnight fortnight = current(attempt);
        open(attempt, fortnight, nextEnd(fortnight, clock.instant()));
    }

    /** Fourteen calendar days after the last end, moved to a working day; fortnights that are over already are passed over. */
    private Instant nextEnd(Fortnight fortnight, Instant now) {
        return nextEnd(fortnight, now, calendar);
    }

    private static Instant nextEnd(Fortnight fortnight, Instant now, CalendarService by) {
        Instant end = fortnight.endsAt();
        do {
            end = by.calendarDaysAfter(end, DAYS).due();
        } while (!end.isAfter(now));
        return end;
    }

    /** When the fortnight after this one ends in another calendar; this one has ended or has been decided on. */
    static Instant nextEnd(Fortnight before, CalendarService by) {
        Instant since = Stream.of(before.endsAt(), before.decidedAt(), before.signedOffAt())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElseThrow();
        return nextEnd(before, since, by);
    }

    /** A fortnight has ended without a decision: the offices are told (Articles 4, 8). */
    public void recordUndecided(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Fortnight fortnight = current(attempt);
        if (fortnights.setUndecided(fortnight.id(), clock.instant()) > 0) {
            timeline.append(
                    complaint.id(),
                    Act.FORTNIGHT_UNDECIDED,
                    Actor.SYSTEM,
                    Map.of("attempt", no, "fortnight", fortnight.no()));
            for (String office : checkers.toTell(complaint, no)) {
                outbox.addOnce(
                        complaint,
                        no,
                        "undecided-" + fortnight.no(),
                        "fortnightUndecided",
                        office,
                        organisation.nameOf(attempt.host()));
            }
        }
    }

    @SuppressWarnings("java:S107") // every fact of a decision
    private void record(
            Complaint complaint,
            Attempt attempt,
            Fortnight fortnight,
            String decision,
            Instant due,
            String text,
            Actor actor) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", attempt.no());
        input.put("fortnight", fortnight.no());
        input.put("decision", decision);
        input.put("due", due);
        timeline.append(
                complaint.id(), Act.FORTNIGHT_DECIDED, actor, input, text == null ? Map.of() : Map.of("text", text));
    }
}
