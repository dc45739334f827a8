package suban.office;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.Conflict;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.engine.CaseVariables;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.engine.StartGuard;
import suban.handling.HandlingService;
import suban.handling.ReclassificationService;
import suban.handling.RequestService;
import suban.intake.LinkService;
import suban.ledger.Act;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Channel;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.EndingRequest;
import suban.ledger.EndingRequests;
import suban.ledger.Ground;
import suban.ledger.Ledger;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.ledger.Visit;
import suban.ledger.Visits;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.secrecy.SecrecyService;
import suban.supervision.SupervisionService;
import suban.supervision.Supervisors;
import suban.visit.VisitService;

/** Withdrawal, leaving the scope of Article 3, taking up an unrated closure (Article 14), and what else an office does by itself. */
@Service
@Transactional
public class OfficeService implements StartGuard {

    static final String PROCESS = "officeAct";
    static final String WITHDRAWN = "complaint.withdrawn";
    static final String LEFT_SCOPE = "complaint.leftScope";
    static final String REOPENED = "complaint.reopened";

    /** Procedures that give what they accept a number of their own (Article 3). */
    static final Set<Ground> PROCEDURES = Set.of(
            Ground.LITIGATION,
            Ground.ARBITRATION,
            Ground.DISCIPLINE,
            Ground.ADMIN_REVIEW,
            Ground.DISCLOSURE,
            Ground.PETITION);

    private final Ledger ledger;
    private final Complaints complaints;
    private final Assignments assignments;
    private final Visits visits;
    private final EndingRequests requests;
    private final Timeline timeline;
    private final Outbox outbox;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final People people;
    private final Confirmers confirmers;
    private final HandlingService handling;
    private final RequestService handlingRequests;
    private final ReclassificationService reclassification;
    private final LinkService links;
    private final VisitService returnVisits;
    private final SupervisionService supervision;
    private final Supervisors supervisors;
    private final SecrecyService secrecy;
    private final Processes processes;
    private final OfficeLimits limits;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what these acts touch
    OfficeService(
            Ledger ledger,
            Complaints complaints,
            Assignments assignments,
            Visits visits,
            EndingRequests requests,
            Timeline timeline,
            Outbox outbox,
            CalendarService calendar,
            Organisation organisation,
            People people,
            Confirmers confirmers,
            HandlingService handling,
            RequestService handlingRequests,
            ReclassificationService reclassification,
            LinkService links,
            VisitService returnVisits,
            SupervisionService supervision,
            Supervisors supervisors,
            SecrecyService secrecy,
            Processes processes,
            OfficeLimits limits,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.assignments = assignments;
        this.visits = visits;
        this.requests = requests;
        this.timeline = timeline;
        this.outbox = outbox;
        this.calendar = calendar;
        this.organisation = organisation;
        this.people = people;
        this.confirmers = confirmers;
        this.handling = handling;
        this.handlingRequests = handlingRequests;
        this.reclassification = reclassification;
        this.links = links;
        this.returnVisits = returnVisits;
        this.supervision = supervision;
        this.supervisors = supervisors;
        this.secrecy = secrecy;
        this.processes = processes;
        this.limits = limits;
        this.clock = clock;
    }

    /** What an office may ask for by the start form: a case it coordinates, in a state that the act fits. */
    @Override
    public List<FieldError> problems(String processKey, FormValues form) {
        String number = form.text("number");
        String act = form.text("act");
        if (!PROCESS.equals(processKey) || number == null || act == null) {
            return List.of();
        }
        Complaint complaint = complaints.findByNumber(number).orElse(null);
        if (complaint == null || !isFor(form.actor().user(), complaint)) {
            return List.of(notOurs());
        }
        if (secrecy.isSealed(number)) { // nobody writes more about it until the officer has decided (Article 3)
            return List.of(new FieldError("number", "投诉编号：该投诉疑似涉密，已封存，待保密负责人决定"));
        }
        try {
            switch (act) {
                case "WITHDRAW" -> refuseUnlessOpen(complaint, EndingRequest.WITHDRAWAL);
                case "LEAVE_SCOPE" -> refuseUnlessOpen(complaint, EndingRequest.LEAVING);
                case "REOPEN" -> refuseUnlessReopenable(complaint);
                case "CORRECT" -> {
                    return handlingRequests.correctionProblems(number, form.text("fromUnit"), form.text("toUnit"));
                }
                case "RECLASSIFY" -> {
                    return reclassification.problems(number);
                }
                case "UNLINK" -> {
                    return links.undoRefusal(number).stream()
                            .map(refusal -> new FieldError("number", "投诉编号：" + refusal))
                            .toList();
                }
                default -> {
                    // the form knows the acts
                }
            }
        } catch (Conflict e) {
            return List.of(new FieldError("number", "投诉编号：" + e.getMessage()));
        }
        return List.of();
    }

    /** Whether the office's acts with this case are this person's. */
    boolean isFor(String user, Complaint complaint) {
        if (!organisation.isOffice(complaint.coordinatingUnit())) {
            return false;
        }
        String acting = acting(complaint);
        // the form is the offices'; 督查室, which is above the New Area's, decides in its tasks
        return organisation.isOffice(acting) && people.unitsOf(user).contains(acting);
    }

    /** Whose act it is: the coordinating office's, and the next level's where that is accused, which has no part in it (Article 4). */
    private String acting(Complaint complaint) {
        String office = complaint.coordinatingUnit();
        return organisation.isPartOf(office, complaint.accusedUnit()) ? confirmers.office(complaint.number()) : office;
    }

    /** The same words for what does not exist and what is another office's. */
    private static FieldError notOurs() {
        return new FieldError("number", "投诉编号：没有该编号的投诉，或不由本办协调");
    }

    private void refuseUnlessOpen(Complaint complaint, String kind) {
        if (complaint.status().isEnd()) {
            throw new Conflict("该投诉已办结");
        }
        if (open(complaint, kind).isPresent()) {
            throw new Conflict(EndingRequest.WITHDRAWAL.equals(kind) ? "撤回已登记，正在确认" : "已登记，正在确认");
        }
    }

    private void refuseUnlessReopenable(Complaint complaint) {
        if (complaint.status() != Status.CLOSED || !isUnrated(complaint)) {
            throw new Conflict("只有以未评价办结的投诉可以重新开启");
        }
        LocalDate last =
                LocalDate.ofInstant(complaint.closedAt(), clock.getZone()).plusDays(limits.reopeningDays());
        if (calendar.today().isAfter(last)) {
            throw new Conflict("办结已超过" + limits.reopeningDays() + "日，不能重新开启");
        }
    }

    private boolean isUnrated(Complaint complaint) {
        List<Visit> all = visits.findByAttemptIdInOrderByAt(
                List.of(last(complaint).map(Attempt::id).orElse(-1L)));
        return !all.isEmpty() && all.get(all.size() - 1).rating() == Rating.UNRATED;
    }

    /** Nothing is started twice by one sending: the second one finds the first one's request. */
    @Override
    public Optional<String> alreadyStarted(String processKey, FormValues form) {
        return Optional.empty();
    }

    /**
     * The enterprise withdraws: the office is asked to confirm. Asked again meanwhile, nothing happens.
     *
     * @throws Conflict where the case has ended
     */
    public void requestWithdrawal(String number, String reason, Actor actor) {
        request(number, EndingRequest.WITHDRAWAL, null, null, reason, actor);
    }

    /** A procedure of Article 3 has begun, or the matter proves to be outside the regulation: the office is asked to confirm. */
    public void requestLeaving(String number, Ground ground, String reference, String reason, Actor actor) {
        request(number, EndingRequest.LEAVING, ground, reference, reason, actor);
    }

    private void request(String number, String kind, Ground ground, String reference, String reason, Actor actor) {
        // one at a time, so that two sendings of the same are one
        Complaint complaint = complaints.lock(ledger.complaint(number).id());
        if (complaint.status().isEnd()) {
            throw new Conflict("该投诉已办结");
        }
        if (open(complaint, kind).isPresent()) {
            return;
        }
        boolean withdrawal = EndingRequest.WITHDRAWAL.equals(kind);
        Instant now = clock.instant();
        Instant due = calendar.workingDaysAfter(now, limits.confirmationDays()).due();
        EndingRequest request = requests.save(new EndingRequest(
                null,
                complaint.id(),
                kind,
                now,
                actor.user(),
                actor.unit(),
                reason,
                ground,
                reference,
                due,
                null,
                null,
                null,
                null,
                null,
                null));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("ground", ground == null ? null : ground.name());
        input.put("reference", reference);
        input.put("until", due.toString());
        timeline.append(
                complaint.id(),
                withdrawal ? Act.WITHDRAWAL_REQUESTED : Act.LEAVING_REQUESTED,
                actor,
                input,
                Map.of("reason", reason));
        String office = confirmers.office(number);
        if (withdrawal) {
            outbox.addOnce(
                    complaint,
                    0,
                    key("withdrawalRequested", request),
                    "withdrawalRequested",
                    office,
                    reason,
                    Texts.time(due));
        } else {
            outbox.addOnce(
                    complaint,
                    0,
                    key("leavingRequested", request),
                    "leavingRequested",
                    office,
                    ground.label(),
                    reason,
                    Texts.time(due));
        }
        if (!processes.tell(number, withdrawal ? WITHDRAWN : LEFT_SCOPE)) {
            throw new Conflict("该投诉按旧版流程办理，不能在此登记，请与系统管理员联系");
        }
    }

    private static String key(String template, EndingRequest request) {
        return template + "-" + request.id();
    }

    /** The office has called the enterprise: the withdrawal stands, or the case goes on. */
    public void confirmWithdrawal(String number, FormValues form) {
        decide(number, EndingRequest.WITHDRAWAL, form);
    }

    /** The office has checked that the matter left the scope, with the other procedure's 受理文号, or the case goes on. */
    public void confirmLeaving(String number, FormValues form) {
        decide(number, EndingRequest.LEAVING, form);
    }

    private void decide(String number, String kind, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        boolean withdrawal = EndingRequest.WITHDRAWAL.equals(kind);
        EndingRequest request =
                open(complaint, kind).orElseThrow(() -> new IllegalStateException("nothing to confirm in " + number));
        String decision = form.required("decision", "是否确认");
        boolean confirmed = EndingRequest.CONFIRM.equals(decision);
        Instant calledAt =
                withdrawal ? past("calledAt", "致电时间", form, complaint) : past("checkedAt", "查核时间", form, complaint);
        String callNote = withdrawal ? form.required("callNote", "致电情况") : form.required("checkNote", "查核情况");
        String reason = confirmed ? null : form.required("reason", "不确认的理由");
        Ground ground = withdrawal || !confirmed ? request.ground() : ground(form);
        String reference = confirmed && !withdrawal ? reference(form, ground) : request.reference();
        requests.decide(
                request.id(),
                decision,
                ground,
                reference,
                calledAt,
                callNote,
                reason,
                form.actor().user(),
                clock.instant());
        Map<String, Object> personal = new LinkedHashMap<>();
        personal.put("reason", confirmed ? request.reason() : reason);
        personal.put("callNote", callNote);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("ground", ground == null ? null : ground.name());
        input.put("reference", reference);
        input.put("at", calledAt.toString());
        if (confirmed) {
            timeline.append(complaint.id(), withdrawal ? Act.WITHDRAWN : Act.LEFT_SCOPE, form.actor(), input, personal);
            return;
        }
        timeline.append(
                complaint.id(),
                withdrawal ? Act.WITHDRAWAL_REFUSED : Act.LEAVING_REFUSED,
                form.actor(),
                input,
                personal);
        String template = withdrawal ? "withdrawalRefused" : "leavingRefused";
        outbox.addOnce(complaint, 0, key(template, request), template, Outbox.ENTERPRISE, reason);
    }

    private Instant past(String key, String label, FormValues form, Complaint complaint) {
        form.required(key, label);
        Instant at = form.time(key, label).toInstant();
        if (at.isAfter(clock.instant().plusSeconds(60))) {
            throw new InvalidInput(key, label + "：不能晚于现在");
        }
        if (at.isBefore(complaint.registeredAt().minusSeconds(60))) {
            throw new InvalidInput(key, label + "：不能早于登记时间");
        }
        return at;
    }

    static Ground ground(FormValues form) {
        try {
            Ground ground = Ground.valueOf(form.required("ground", "情形"));
            if (ground != Ground.NONE) {
                return ground;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new InvalidInput("ground", "情形：没有该选项");
    }

    private static String reference(FormValues form, Ground ground) {
        return PROCEDURES.contains(ground) ? form.required("reference", "受理文号") : form.text("reference");
    }

    /**
     * Ends the case as it was confirmed: lateness that had occurred stays or is noted now, the units' parts end, everybody is told.
     * The diagram takes tasks and timers away.
     */
    public void end(String number) {
        Complaint complaint = ledger.complaint(number);
        EndingRequest why = requests.findByComplaintIdAndDecision(complaint.id(), EndingRequest.CONFIRM)
                .orElseThrow(() -> new IllegalStateException("nobody has confirmed the end of " + number));
        boolean withdrawal = EndingRequest.WITHDRAWAL.equals(why.kind());
        Instant now = clock.instant();
        last(complaint).ifPresent(attempt -> {
            recordLateness(complaint, attempt, now);
            handlingRequests.overtake(attempt);
        });
        String ending = withdrawal ? "经企业撤回" : why.ground().label() + "，不再属于受理范围";
        for (String unit : working(complaint)) {
            outbox.add(complaint, 0, "ended", unit, ending);
        }
        ledger.attempts(complaint).stream()
                .flatMap(attempt -> assignments.findByAttemptIdOrderById(attempt.id()).stream())
                .filter(part -> part.endedAt() == null)
                .forEach(part -> assignments.end(
                        part.id(), now, withdrawal ? Status.WITHDRAWN.name() : Status.TERMINATED.name()));
        ledger.end(complaint, withdrawal ? Status.WITHDRAWN : Status.TERMINATED);
        supervision.abandon(number);
        if (withdrawal) {
            outbox.add(complaint, 0, "withdrawn", Outbox.ENTERPRISE);
        } else {
            outbox.add(
                    complaint,
                    0,
                    "leftScope",
                    Outbox.ENTERPRISE,
                    why.ground().label(),
                    why.reference() == null ? "" : "受理文号：" + why.reference());
        }
        if (complaint.channel() == Channel.SUPERIOR) {
            outbox.add(
                    complaint,
                    0,
                    "endedOrder",
                    confirmers.office(number),
                    complaint.orderNumber() == null ? "无" : complaint.orderNumber(),
                    ending);
        }
    }

    /** What was late when the case ended counts, whether or not its timer had fired by then. */
    private void recordLateness(Complaint complaint, Attempt attempt, Instant now) {
        if (attempt.repliedAt() != null || attempt.dispatchedAt() == null) {
            return;
        }
        if (attempt.respondedAt() == null && attempt.responseDueAt().isBefore(now)) {
            handling.recordResponseOverdue(complaint.number(), attempt.no());
        }
        Instant due = attempt.adjustedDueAt() != null ? attempt.adjustedDueAt() : attempt.dueAt();
        if (due.isBefore(now)) {
            handling.recordOverdue(complaint.number(), attempt.no());
        }
    }

    /** Whose tasks end: the units of the running attempt, a unit that coordinates first, the offices of Article 15. */
    private Set<String> working(Complaint complaint) {
        Set<String> units = new LinkedHashSet<>();
        if (complaint.status() == Status.REGISTERED || complaint.status() == Status.COORDINATING_FIRST) {
            Optional.ofNullable(complaint.receivedBy()).ifPresent(units::add);
        }
        last(complaint).filter(attempt -> attempt.repliedAt() == null).ifPresent(attempt -> {
            units.add(attempt.hostGroup());
            Optional.ofNullable(attempt.insideUnit()).ifPresent(units::add);
            assignments.findByAttemptIdOrderById(attempt.id()).stream()
                    .filter(part -> part.endedAt() == null && !part.unit().equals(attempt.host()))
                    .map(Assignment::unit)
                    .forEach(units::add);
        });
        if (complaint.status() == Status.SUPERVISION || complaint.status() == Status.ACCOUNTABILITY) {
            units.addAll(supervisors.deciders(complaint.number()));
        }
        return units;
    }

    /** An unrated closure is taken up again: the return visit begins anew (Article 14). */
    public void reopen(String number, String reason, Actor actor) {
        Complaint complaint = complaints.lock(ledger.complaint(number).id());
        refuseUnlessReopenable(complaint);
        Attempt attempt = last(complaint).orElseThrow();
        returnVisits.reopen(number, attempt.no(), reason, actor);
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put(CaseVariables.NUMBER, number);
        variables.put(CaseVariables.COORDINATING_UNIT, complaint.coordinatingUnit());
        variables.put(CaseVariables.ATTEMPT, (long) attempt.no());
        variables.put(CaseVariables.HOST_UNIT, complaint.hostUnit());
        if (complaint.complaintClass() != null) {
            variables.put(
                    CaseVariables.COMPLAINT_CLASS, complaint.complaintClass().name());
        }
        processes.startByMessage(REOPENED, number, variables);
    }

    /** Who acts by the start form: a person of the office that coordinates the case, or of the next level. */
    Actor actor(FormValues form, String number) {
        return new Actor(form.actor().user(), acting(ledger.complaint(number)));
    }

    private Optional<EndingRequest> open(Complaint complaint, String kind) {
        return requests.findByComplaintIdAndKindAndDecidedAtIsNull(complaint.id(), kind);
    }

    private Optional<Attempt> last(Complaint complaint) {
        List<Attempt> all = new ArrayList<>(ledger.attempts(complaint));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}
