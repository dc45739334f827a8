package suban.rescheduling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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
            Limits limits) {
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
            for (Complaint complaint : cases) {
                OpenDeadlines dates = new OpenDeadlines(complaint, latest.get(complaint.id()), by, limits);
                if (dates.changes()) {
                    affected.add(new Affected(
                            complaint, dates.moved(), dates.nowFinal(), dates.provisional || dates.attemptProvisional));
                }
            }
        }
        affected.sort(Comparator.comparing(it -> it.complaint().number()));
        return affected;
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
        if (complaint.closedAt() != null || !dates.changes()) {
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
        if (!dates.moved().isEmpty() || dates.nowFinal()) {
            record(complaint, attempt, dates);
        }
        if (!dates.moved().isEmpty()) {
            processes.recalculate(number);
        }
    }

    private void record(Complaint complaint, Attempt attempt, OpenDeadlines dates) {
        int no = attempt == null ? 0 : attempt.no();
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put(
                "moved",
                dates.moved().stream()
                        .map(it -> Map.of("what", it.what(), "from", it.from(), "to", it.to()))
                        .toList());
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

    /** No open case stands by an older calendar any more. */
    public void complete(String number) {
        proposals.complete(number);
    }

    /** Whether this case accuses the office itself, whose people then are not shown its number (Article 4). */
    boolean accuses(Complaint complaint, String office) {
        return organisation.isPartOf(office, complaint.accusedUnit());
    }
}
