package suban.rescheduling;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.Limits;
import suban.calendar.CalendarProposals;
import suban.calendar.CalendarService;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.ledger.Act;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;
import suban.organisation.Organisation;

/**
 * The approval of a calendar year as an act: what it would move is shown first, approval itself is one small transaction, and then
 * each open case is recomputed in a transaction of its own (Articles 8, 9, 14).
 */
@Service
@Transactional
public class ReschedulingService {

    private static final int CHUNK = 500;

    private final CalendarProposals proposals;
    private final CalendarService calendar;
    private final Ledger ledger;
    private final Complaints complaints;
    private final Attempts attempts;
    private final Assignments assignments;
    private final Timeline timeline;
    private final Outbox outbox;
    private final Organisation organisation;
    private final Processes processes;
    private final Limits limits;
    private final List<OpenDates> others;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a recomputation touches
    ReschedulingService(
            CalendarProposals proposals,
            CalendarService calendar,
            Ledger ledger,
            Complaints complaints,
            Attempts attempts,
            Assignments assignments,
            Timeline timeline,
            Outbox outbox,
            Organisation organisation,
            Processes processes,
            Limits limits,
            List<OpenDates> others,
            Clock clock) {
        this.proposals = proposals;
        this.calendar = calendar;
        this.ledger = ledger;
        this.complaints = complaints;
        this.attempts = attempts;
        this.assignments = assignments;
        this.timeline = timeline;
        this.outbox = outbox;
        this.organisation = organisation;
        this.processes = processes;
        this.limits = limits;
        this.others = others;
        this.clock = clock;
    }

    /**
     * One open case that an approval would change.
     *
     * @param moved the dates that move; empty where only a provisional date becomes final or is computed by another version
     */
    record Affected(Complaint complaint, List<OpenDeadlines.Moved> moved, boolean nowFinal, boolean provisional) {

        /** Whether people would notice. */
        boolean shows() {
            return !moved.isEmpty() || nowFinal;
        }
    }

    /** The office puts a data set in; returns what it is known by. */
    public String propose(FormValues form) {
        return proposals.propose(proposals.check(
                ProposeCalendarStart.year(form), form.text("data"), form.actor().user()));
    }

    /** What approving this data set would do to the open cases, by their numbers. */
    @Transactional(readOnly = true)
    public List<Affected> preview(String number) {
        return affected(calendar.with(proposals.proposal(number).set())).stream()
                .filter(Affected::shows)
                .toList();
    }

    /** Numbers of the open cases that still stand by an older calendar. */
    @Transactional(readOnly = true)
    public List<String> pending() {
        return affected(calendar).stream().map(it -> it.complaint().number()).toList();
    }

    private List<Affected> affected(CalendarService by) {
        List<String> open = complaints.openNumbers();
        List<Affected> affected = new ArrayList<>();
        for (int from = 0; from < open.size(); from += CHUNK) {
            List<Complaint> cases = complaints.findByNumberIn(open.subList(from, Math.min(from + CHUNK, open.size())));
            Map<Long, Attempt> latest =
                    attempts
                            .findByComplaintIdInOrderByNo(
                                    cases.stream().map(Complaint::id).toList())
                            .stream()
                            .collect(Collectors.toMap(
                                    Attempt::complaintId, Function.identity(), (earlier, later) -> later));
            Map<Long, OpenDeadlines> own = new LinkedHashMap<>();
            for (Complaint complaint : cases) {
                own.put(complaint.id(), new OpenDeadlines(complaint, latest.get(complaint.id()), by, limits));
            }
            Map<Long, List<OpenDate>> furtherDates = others(
                    cases.stream()
                            .map(it -> asked(it, latest.get(it.id()), own.get(it.id())))
                            .toList(),
                    by);
            for (Complaint complaint : cases) {
                OpenDeadlines dates = own.get(complaint.id());
                List<OpenDate> further = furtherDates.getOrDefault(complaint.id(), List.of());
                if (dates.changes() || !further.isEmpty()) {
                    affected.add(new Affected(
                            complaint,
                            Stream.concat(
                                            dates.moved().stream(),
                                            further.stream().map(ReschedulingService::moved))
                                    .toList(),
                            dates.nowFinal(),
                            dates.provisional || dates.attemptProvisional));
                }
            }
        }
        affected.sort(Comparator.comparing(it -> it.complaint().number()));
        return affected;
    }

    private static OpenDates.Case asked(Complaint complaint, Attempt attempt, OpenDeadlines dates) {
        return new OpenDates.Case(complaint, attempt, dates.dueAt, dates.worked());
    }

    /** What else moves, by the complaints' ids. */
    private Map<Long, List<OpenDate>> others(List<OpenDates.Case> cases, CalendarService by) {
        Instant now = clock.instant();
        return cases.isEmpty()
                ? Map.of()
                : others.stream()
                        .flatMap(it -> it.of(cases, by, now).stream())
                        .filter(OpenDate::moves)
                        .collect(Collectors.groupingBy(OpenDate::complaint));
    }

    private static OpenDeadlines.Moved moved(OpenDate date) {
        return new OpenDeadlines.Moved(date.what(), date.attempt(), date.from(), date.to());
    }

    /**
     * The head refuses, with reason; an approval is carried out by {@link #approve}. Nobody approves what they put in themselves.
     */
    public void decide(String number, FormValues form) {
        String user = form.actor().user();
        boolean rejected = "REJECT".equals(form.required("decision", "是否批准"));
        if (!rejected && user.equals(proposals.proposal(number).proposedBy())) {
            throw new InvalidInput("decision", "是否批准：不能批准自己提交的日历，请由另一人提交或批准");
        }
        if (rejected) {
            proposals.reject(number, user, form.required("rejectionReason", "退回理由"));
        }
    }

    /** The year counts from now on; nothing else happens in this transaction. */
    public void approve(String number, Actor actor) {
        proposals.approve(number, actor.user());
    }

    /** Recomputes one case by the calendar of now, with its timers and tasks; doing it again changes nothing. */
    public void recompute(String number) {
        Complaint complaint = complaints.lock(ledger.complaint(number).id());
        List<Attempt> all = ledger.attempts(complaint);
        Attempt attempt = all.isEmpty() ? null : all.get(all.size() - 1);
        OpenDeadlines dates = new OpenDeadlines(complaint, attempt, calendar, limits);
        List<OpenDate> further =
                others(List.of(asked(complaint, attempt, dates)), calendar).getOrDefault(complaint.id(), List.of());
        if (complaint.closedAt() != null || !dates.changes() && further.isEmpty()) {
            return; // it has ended, or somebody has done it before
        }
        complaints.setRecomputed(
                number,
                dates.coordinationDueAt,
                dates.triageDueAt,
                dates.enterpriseDueAt,
                dates.version,
                dates.provisional);
        if (attempt != null) {
            attempts.setRecomputed(
                    attempt.id(),
                    dates.responseDueAt,
                    dates.dueAt,
                    dates.warnAt,
                    dates.opinionDueAt,
                    dates.firstReminderAt,
                    dates.visitDueAt,
                    dates.attemptVersion,
                    dates.attemptProvisional);
            if (attempt.repliedAt() == null && attempt.dueAt() != null) {
                assignments.moveDue(attempt.id(), "HOST", attempt.dueAt(), dates.dueAt);
                assignments.moveDue(attempt.id(), "CO", attempt.opinionDueAt(), dates.opinionDueAt);
            }
        }
        further.forEach(it -> it.store().run());
        List<OpenDeadlines.Moved> moved = Stream.concat(
                        dates.moved().stream(),
                        further.stream().filter(it -> !it.confidential()).map(ReschedulingService::moved))
                .toList();
        if (!moved.isEmpty() || dates.nowFinal()) {
            record(complaint, attempt, dates, moved);
        }
        List<OpenDeadlines.Moved> discreet = further.stream()
                .filter(OpenDate::confidential)
                .map(ReschedulingService::moved)
                .toList();
        if (!discreet.isEmpty()) {
            timeline.append(
                    complaint.id(),
                    Act.ACCOUNTABILITY_RECOMPUTED,
                    Actor.SYSTEM,
                    Map.of("attempt", attempt == null ? 0 : attempt.no(), "moved", told(discreet)));
        }
        if (!moved.isEmpty() || !discreet.isEmpty()) {
            processes.recalculate(number);
        }
    }

    private void record(Complaint complaint, Attempt attempt, OpenDeadlines dates, List<OpenDeadlines.Moved> moved) {
        int no = attempt == null ? 0 : attempt.no();
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("moved", told(moved));
        input.put("calendarVersion", attempt == null ? dates.version : dates.attemptVersion);
        input.put("nowFinal", dates.nowFinal());
        timeline.append(complaint.id(), Act.DEADLINE_RECOMPUTED, Actor.SYSTEM, input);
        if (attempt != null && attempt.dueAt() != null && !attempt.dueAt().equals(dates.dueAt)) {
            String key = "recomputed-" + dates.attemptVersion;
            String[] dueDates = {Texts.time(attempt.dueAt()), Texts.time(dates.dueAt)};
            outbox.addOnce(complaint, no, key, "recomputed", attempt.hostGroup(), dueDates);
            outbox.addOnce(complaint, no, key, "recomputedEnterprise", Outbox.ENTERPRISE, dueDates);
        }
    }

    private static List<Map<String, Object>> told(List<OpenDeadlines.Moved> moved) {
        return moved.stream()
                .map(it -> Map.<String, Object>of("what", it.what(), "from", it.from(), "to", it.to()))
                .toList();
    }

    /** No open case stands by an older calendar any more. */
    public void complete(String number) {
        proposals.complete(number);
    }

    /** Whether this case accuses the office itself, whose people then are not shown its number (Article 4). */
    boolean accuses(Complaint complaint, String office) {
        return organisation.isPartOf(office, complaint.accusedUnit());
    }
}
