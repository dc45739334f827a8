package suban.handling;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.handling.AttemptDocuments.Delay;
import suban.handling.HandlingRequest.Kind;
import suban.handling.HandlingRequest.State;
import suban.ledger.Act;
import suban.ledger.Assignment;
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
import suban.organisation.Unit;

/**
 * What a unit raises while it works an attempt, and how it is decided: objections (Article 12), special meetings (Article 10),
 * notices of delay (Article 11), changes of co-handlers (Articles 4, 9). The work itself goes on meanwhile.
 */
@Service
@Transactional
public class RequestService {

    static final String HOST = "HOST";
    static final String CO = "CO";
    private static final int OBJECTION_DAYS = 1;
    static final int RULING_DAYS = 1;
    static final int CONSENT_DAYS = 1;
    private static final int NEW_UNIT_DAYS = 3;
    private static final int UPHELD_BEFORE_HEAD = 2;
    private static final int MOST_CO_HANDLERS = 10;

    private final Ledger ledger;
    private final Complaints complaints;
    private final Attempts attempts;
    private final Assignments assignments;
    private final HandlingRequests requests;
    private final Commitments commitments;
    private final Timeline timeline;
    private final Outbox outbox;
    private final AttemptDocuments papers;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final Checkers checkers;
    private final Clocks clocks;
    private final LetterService letters;
    private final Processes processes;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what these acts touch
    RequestService(
            Ledger ledger,
            Complaints complaints,
            Attempts attempts,
            Assignments assignments,
            HandlingRequests requests,
            Commitments commitments,
            Timeline timeline,
            Outbox outbox,
            AttemptDocuments papers,
            CalendarService calendar,
            Organisation organisation,
            Checkers checkers,
            Clocks clocks,
            LetterService letters,
            Processes processes,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.attempts = attempts;
        this.assignments = assignments;
        this.requests = requests;
        this.commitments = commitments;
        this.timeline = timeline;
        this.outbox = outbox;
        this.papers = papers;
        this.calendar = calendar;
        this.organisation = organisation;
        this.checkers = checkers;
        this.clocks = clocks;
        this.letters = letters;
        this.processes = processes;
        this.clock = clock;
    }

    /** What the diagram takes up: the request, and which way it goes. */
    public record Taken(Long id, String kind) {}

    /** The case a request belongs to. */
    private record Case(Complaint complaint, Attempt attempt, HandlingRequest request) {}

    // ---------------------------------------------------------------------------------------------- objections,
    // Article 12

    /**
     * A unit objects to its part: once per dispatch and within one working day of its delivery, with reason and the unit it
     * proposes. A later or second one, and one after the head's final ruling, is only recorded as 逾期 (Article 12).
     *
     * @param role {@code HOST} or {@code CO}
     */
    public void object(String number, int no, String unit, String role, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        String reason = form.required("reason", "异议理由");
        String proposed = form.required("proposedUnit", "建议改由哪个单位");
        refuseIfAny(newUnitProblems(complaint, attempt, unit, role, "proposedUnit", "建议改由哪个单位", proposed));
        Instant now = clock.instant();
        Assignment part = ledger.assignment(attempt, unit, role)
                .orElseThrow(() -> new IllegalStateException(unit + " has no part in " + number));
        List<HandlingRequest> earlier = requests.findByAttemptIdOrderById(attempt.id()).stream()
                .filter(it -> it.kind() == Kind.OBJECTION && it.role().equals(role) && it.state() != State.RECORDED)
                .toList();
        Instant delivered = calendar.delivered(part.dispatchedAt(), complaint.urgent());
        boolean late =
                now.isAfter(calendar.workingDaysAfter(delivered, OBJECTION_DAYS).due());
        boolean again = earlier.stream()
                .anyMatch(it -> it.unit().equals(unit) && !it.raisedAt().isBefore(part.dispatchedAt()));
        boolean ruledFinally = earlier.stream().anyMatch(it -> it.byHead() && it.decidedAt() != null);
        boolean recordedOnly = late || again || ruledFinally;
        boolean byHead =
                earlier.stream().filter(it -> it.state() == State.UPHELD).count() >= UPHELD_BEFORE_HEAD;
        Instant due = calendar.workingDaysAfter(now, RULING_DAYS).due();
        requests.save(new HandlingRequest(
                null,
                attempt.id(),
                Kind.OBJECTION,
                recordedOnly ? State.RECORDED : State.OPEN,
                unit,
                role,
                now,
                form.actor().user(),
                reason,
                proposed,
                null,
                null,
                null,
                null,
                false,
                byHead,
                recordedOnly ? null : due,
                recordedOnly
                        ? null
                        : byHead
                                ? due
                                : calendar.workingDaysAfter(due, RULING_DAYS).due(),
                null,
                null,
                null,
                null));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("unit", unit);
        input.put("role", role);
        input.put("proposedUnit", proposed);
        timeline.append(
                complaint.id(),
                recordedOnly ? Act.OBJECTION_LATE : Act.OBJECTION_RAISED,
                form.actor(),
                input,
                Map.of("reason", reason));
        if (!recordedOnly) {
            tellOffice(complaint, attempt, "objection", unit, reason);
        }
    }

    /** Whom a part may be given to: a unit that handles complaints, has no part yet and is not accused (Articles 4, 12). */
    private List<FieldError> newUnitProblems(
            Complaint complaint, Attempt attempt, String from, String role, String field, String label, String to) {
        return newUnitProblems(complaint, attempt, working(attempt), from, role, field, label, to);
    }

    @SuppressWarnings("java:S107") // what a choice of a unit depends on
    private List<FieldError> newUnitProblems(
            Complaint complaint,
            Attempt attempt,
            List<String> working,
            String from,
            String role,
            String field,
            String label,
            String to) {
        List<FieldError> errors = new ArrayList<>();
        Unit unit = organisation.find(to).orElse(null);
        if (unit == null) {
            errors.add(new FieldError(field, label + "：没有该单位"));
        } else if (!unit.kind().handles()) {
            errors.add(new FieldError(field, label + "：" + unit.name() + "不办理投诉"));
        } else if (to.equals(from)) {
            errors.add(new FieldError(field, label + "：不能是原单位"));
        } else if (organisation.isPartOf(to, complaint.accusedUnit())) {
            errors.add(new FieldError(field, label + "：被投诉单位及其下属单位不能办理"));
        } else if (HOST.equals(role) && organisation.accusesLeadership(complaint.accusedUnit(), to)) {
            errors.add(new FieldError(field, label + "：" + unit.name() + "的营商办被投诉，不能主办"));
        } else if (CO.equals(role) && to.equals(attempt.host())) {
            errors.add(new FieldError(field, label + "：主办单位不能同时协办"));
        } else if (CO.equals(role) && working.contains(to)) {
            errors.add(new FieldError(field, label + "：" + unit.name() + "已在协办"));
        }
        return errors;
    }

    /** As {@link #newUnitProblems}, and whether the office may give a part to that unit at all (Article 17). */
    private List<FieldError> assignmentProblems(
            Complaint complaint, Attempt attempt, String from, String role, String field, String label, String to) {
        return assignmentProblems(complaint, attempt, working(attempt), from, role, field, label, to);
    }

    @SuppressWarnings("java:S107") // what a choice of a unit depends on
    private List<FieldError> assignmentProblems(
            Complaint complaint,
            Attempt attempt,
            List<String> working,
            String from,
            String role,
            String field,
            String label,
            String to) {
        List<FieldError> errors = newUnitProblems(complaint, attempt, working, from, role, field, label, to);
        if (errors.isEmpty()) {
            organisation
                    .find(to)
                    .filter(unit -> !organisation.isWithinReach(complaint.coordinatingUnit(), unit))
                    .ifPresent(unit -> errors.add(new FieldError(field, label + "：" + unit.name() + "不属于本新城")));
        }
        return errors;
    }

    /** The co-handlers that still owe an opinion. */
    private List<String> working(Attempt attempt) {
        return ledger.coHandlers(attempt).stream()
                .filter(part -> part.endedAt() == null)
                .map(Assignment::unit)
                .toList();
    }

    /**
     * The office, or finally its head, rules on an objection by the units' duties (Article 12). Upheld, the old part ends and the
     * unit named gets it; the enterprise's date does not move.
     *
     * @return {@code REFUSED}, {@code HOST_CHANGED} or {@code CO_HANDLER_CHANGED}
     */
    public String rule(Long id, FormValues form) {
        Case it = find(id);
        Instant now = clock.instant();
        boolean upheld = "UPHOLD".equals(form.required("decision", "是否调整"));
        String to = form.text("newUnit");
        boolean host = HOST.equals(it.request().role());
        List<FieldError> errors = new ArrayList<>();
        if (form.text("reason") == null) {
            errors.add(new FieldError("reason", "裁定理由：必填"));
        }
        if (upheld && to == null && host) {
            errors.add(new FieldError("newUnit", "改由哪个单位：必填"));
        }
        if (upheld && to != null) {
            errors.addAll(assignmentProblems(
                    it.complaint(),
                    it.attempt(),
                    it.request().unit(),
                    it.request().role(),
                    "newUnit",
                    "改由哪个单位",
                    to));
            if (!host && errors.isEmpty() && !processes.awaits(it.complaint().number(), "coHandler.added")) {
                errors.add(new FieldError("newUnit", "改由哪个单位：主办单位已办妥，不再增加协办单位；可不填，只免除原单位"));
            }
        }
        refuseIfAny(errors);
        if (upheld && host) {
            refuseWhileOthersObject(it);
        }
        requests.setDecided(
                id,
                upheld ? State.UPHELD : State.REFUSED,
                upheld ? to : it.request().addUnits(),
                upheld ? it.request().unit() : null,
                now,
                form.actor().user(),
                form.text("reason"));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", it.attempt().no());
        input.put("objector", it.request().unit());
        input.put("newUnit", upheld ? to : null);
        timeline.append(
                it.complaint().id(),
                upheld ? Act.OBJECTION_UPHELD : Act.OBJECTION_REFUSED,
                form.actor(),
                input,
                Map.of("reason", form.text("reason")));
        outbox.addOnce(
                it.complaint(),
                it.attempt().no(),
                "objectionRuled-" + id,
                upheld ? "objectionUpheld" : "objectionRefused",
                it.request().unit(),
                form.text("reason"));
        if (!upheld) {
            return "REFUSED";
        }
        if (!host) {
            return "CO_HANDLER_CHANGED";
        }
        changeHost(it.complaint(), it.attempt(), to, now);
        return "HOST_CHANGED";
    }

    /** A new host starts the attempt anew: what co-handlers object to is ruled on before, so that nothing of theirs is lost. */
    private void refuseWhileOthersObject(Case it) {
        openObjection(it.attempt(), it.request().id()).ifPresent(other -> {
            throw new InvalidInput("decision", "是否调整：请先裁定" + organisation.nameOf(other.unit()) + "提出的异议，再调整主办单位");
        });
    }

    /**
     * The old host's part ends; whatever else was raised in the attempt is overtaken, and nobody waits any longer for what was
     * promised in its meetings. The new dispatch follows in the diagram.
     */
    private void changeHost(Complaint complaint, Attempt attempt, String to, Instant now) {
        complaints.setHost(complaint.number(), to, complaint.complaintClass());
        ledger.assignment(attempt, attempt.host(), HOST)
                .ifPresent(part -> assignments.end(part.id(), now, "REASSIGNED"));
        ledger.assignment(attempt, to, CO).ifPresent(part -> assignments.end(part.id(), now, "REASSIGNED"));
        if (complaint.coUnitList().contains(to)) { // who hosts does not co-handle, nor in later attempts
            complaints.setCoUnits(
                    complaint.number(),
                    complaint.coUnitList().stream()
                            .filter(unit -> !unit.equals(to))
                            .collect(Collectors.joining(",")));
        }
        overtake(attempt);
        commitments.lapseBeforeReply(attempt.id());
        outbox.addOnce(
                complaint,
                attempt.no(),
                "reassigned-" + now.toEpochMilli(),
                "reassigned",
                attempt.hostGroup(),
                organisation.nameOf(to));
    }

    /**
     * What stands against a correction by the office (Article 12, 依职权): it may be made at any time while the attempt is worked.
     *
     * @param from the unit that gives its part up: the host or a co-handler
     * @param to who gets it; null only for a co-handler, which is then released
     * @return empty where nothing does
     */
    @Transactional(readOnly = true)
    public List<FieldError> correctionProblems(String number, String from, String to) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = worked(complaint).orElse(null);
        if (attempt == null) {
            return List.of(new FieldError("number", "投诉编号：该投诉不在办理中，不能调整办理单位"));
        }
        List<String> working = working(attempt);
        boolean host = attempt.host().equals(from);
        if (!host && !working.contains(from)) {
            return List.of(new FieldError("fromUnit", "原办理单位：不是该投诉正在办理的主办或协办单位"));
        }
        List<FieldError> errors = new ArrayList<>(partProblems(attempt, from));
        if (host && to == null) {
            errors.add(new FieldError("toUnit", "改由哪个单位：调整主办单位时必填"));
        }
        if (to != null) {
            errors.addAll(
                    assignmentProblems(complaint, attempt, working, from, host ? HOST : CO, "toUnit", "改由哪个单位", to));
            if (!host && !takesCoHandlers(number)) {
                errors.add(new FieldError("toUnit", "改由哪个单位：主办单位已办妥，不再增加协办单位；可不填，只免除原单位"));
            }
        }
        return errors;
    }

    /** What keeps a part from being given to anybody else: the host's, an objection that waits for its ruling (Article 12). */
    private List<FieldError> partProblems(Attempt attempt, String from) {
        if (!attempt.host().equals(from)) {
            return List.of();
        }
        return openObjection(attempt, null)
                .map(open -> new FieldError("fromUnit", "原办理单位：请先裁定" + organisation.nameOf(open.unit()) + "提出的异议"))
                .stream()
                .toList();
    }

    private boolean takesCoHandlers(String number) {
        return processes.awaits(number, "coHandler.added");
    }

    /**
     * A part that may be given to another unit now.
     *
     * @param unit who has it
     * @param host whether it is the host's; any other may be taken from its unit without giving it to another
     * @param to who may get it, in the order of the data file
     */
    public record Correctable(String unit, boolean host, List<String> to) {}

    /** Every correction of which {@link #correctionProblems} has none; the host's part first. */
    @Transactional(readOnly = true)
    public List<Correctable> corrections(String number) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = worked(complaint).orElse(null);
        if (attempt == null) {
            return List.of();
        }
        List<String> working = working(attempt);
        boolean more = !working.isEmpty() && takesCoHandlers(number);
        List<Correctable> found = new ArrayList<>();
        for (String from : Stream.concat(Stream.of(attempt.host()), working.stream())
                .distinct()
                .toList()) {
            boolean host = attempt.host().equals(from);
            List<String> to = host || more
                    ? organisation.units().stream()
                            .map(Unit::id)
                            .filter(unit -> assignmentProblems(
                                            complaint, attempt, working, from, host ? HOST : CO, "toUnit", "", unit)
                                    .isEmpty())
                            .toList()
                    : List.of();
            if (partProblems(attempt, from).isEmpty() && !(host && to.isEmpty())) {
                found.add(new Correctable(from, host, to));
            }
        }
        return found;
    }

    /** Makes the correction, whose {@link #correctionProblems} are none. */
    public void correct(String number, String from, String to, String reason, Actor actor) {
        complaints.lock(ledger.complaint(number).id()); // one at a time, so that two sendings of the same are one
        refuseIfAny(correctionProblems(number, from, to));
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = worked(complaint).orElseThrow();
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", attempt.no());
        input.put("from", from);
        input.put("newUnit", to);
        timeline.append(complaint.id(), Act.ASSIGNMENT_CORRECTED, actor, input, Map.of("reason", reason));
        if (attempt.host().equals(from)) {
            changeHost(complaint, attempt, to, clock.instant());
            processes.send(number, "handling.hostCorrected");
        } else {
            changeCoHandlers(
                    complaint, attempt, to == null ? List.of() : List.of(to), List.of(from), reason, actor.user());
        }
    }

    /** The attempt that is being worked, none after the reply or the end of the case. */
    private Optional<Attempt> worked(Complaint complaint) {
        if (complaint.status().isEnd()) {
            return Optional.empty();
        }
        return ledger.attempts(complaint).stream()
                .filter(it -> it.repliedAt() == null && it.dispatchedAt() != null)
                .reduce((first, last) -> last);
    }

    /** An objection that waits for its ruling, other than {@code except}. */
    private Optional<HandlingRequest> openObjection(Attempt attempt, Long except) {
        return requests.findByAttemptIdOrderById(attempt.id()).stream()
                .filter(it -> it.kind() == Kind.OBJECTION
                        && it.state() == State.OPEN
                        && !it.id().equals(except))
                .findFirst();
    }

    // ------------------------------------------------------------------------------------- co-handlers, Articles 4, 9,
    // 12

    /** The host asks the office to add or release co-handlers; the work of the others goes on (Articles 4, 9). */
    void askForCoHandlers(Complaint complaint, Attempt attempt, FormValues form) {
        String reason = form.required("requestReason", "理由");
        List<String> add = form.list("addUnits");
        List<String> release = form.list("releaseUnits");
        if (add.isEmpty() && release.isEmpty()) {
            throw new InvalidInput("addUnits", "增加协办单位：增加和免除至少选一项");
        }
        refuseIfAny(coHandlerProblems(complaint, attempt, add, release));
        Instant now = clock.instant();
        requests.save(new HandlingRequest(
                null,
                attempt.id(),
                Kind.CO_HANDLERS,
                State.OPEN,
                attempt.host(),
                HOST,
                now,
                form.actor().user(),
                reason,
                String.join(",", add),
                String.join(",", release),
                null,
                null,
                null,
                false,
                false,
                calendar.workingDaysAfter(now, RULING_DAYS).due(),
                null,
                null,
                null,
                null,
                null));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", attempt.no());
        input.put("addUnits", add);
        input.put("releaseUnits", release);
        timeline.append(complaint.id(), Act.CO_HANDLERS_ASKED, form.actor(), input, Map.of("reason", reason));
        tellOffice(complaint, attempt, "coHandlersAsked", attempt.host(), reason);
    }

    private List<FieldError> coHandlerProblems(
            Complaint complaint, Attempt attempt, List<String> add, List<String> release) {
        List<FieldError> errors = new ArrayList<>();
        for (String unit : add) {
            errors.addAll(assignmentProblems(complaint, attempt, null, CO, "addUnits", "增加协办单位", unit));
        }
        List<String> working = working(attempt);
        for (String unit : release) {
            if (!working.contains(unit)) {
                errors.add(new FieldError("releaseUnits", "免除协办单位：" + organisation.nameOf(unit) + "没有未提交的协办"));
            }
        }
        if (ledger.coHandlers(attempt).size() + add.size() > MOST_CO_HANDLERS * 2
                || working.size() + add.size() > MOST_CO_HANDLERS) {
            errors.add(new FieldError("addUnits", "增加协办单位：协办单位不能超过" + MOST_CO_HANDLERS + "个"));
        }
        return errors;
    }

    /** The office decides whom to add and release, or leaves things as they are, with reason (Article 4). */
    public void decideCoHandlers(Long id, FormValues form) {
        Case it = find(id);
        Instant now = clock.instant();
        String reason = form.required("reason", "决定理由");
        if ("REFUSE".equals(form.required("decision", "是否调整协办单位"))) {
            requests.setDecided(
                    id,
                    State.REFUSED,
                    it.request().addUnits(),
                    it.request().releaseUnits(),
                    now,
                    form.actor().user(),
                    reason);
            timeline.append(
                    it.complaint().id(),
                    Act.CO_HANDLERS_KEPT,
                    form.actor(),
                    Map.of("attempt", it.attempt().no()),
                    Map.of("reason", reason));
            outbox.addOnce(
                    it.complaint(),
                    it.attempt().no(),
                    "coHandlersKept-" + id,
                    "coHandlersKept",
                    it.attempt().hostGroup(),
                    reason);
            return;
        }
        List<String> add = form.list("addUnits");
        List<String> release = form.list("releaseUnits");
        if (add.isEmpty() && release.isEmpty()) {
            throw new InvalidInput("addUnits", "增加协办单位：同意调整时，增加和免除至少选一项");
        }
        refuseIfAny(coHandlerProblems(it.complaint(), it.attempt(), add, release));
        if (!add.isEmpty() && !processes.awaits(it.complaint().number(), "coHandler.added")) {
            throw new InvalidInput("addUnits", "增加协办单位：主办单位已办妥，不再增加协办单位");
        }
        requests.setDecided(
                id,
                State.UPHELD,
                String.join(",", add),
                String.join(",", release),
                now,
                form.actor().user(),
                reason);
    }

    /** Carries out what was decided: the released units' tasks end, the added ones get theirs, the others notice nothing. */
    public void applyCoHandlers(Long id) {
        Case it = find(id);
        changeCoHandlers(
                it.complaint(),
                it.attempt(),
                it.request().added(),
                it.request().released(),
                it.request().decisionReason(),
                it.request().decidedBy());
    }

    private void changeCoHandlers(
            Complaint complaint, Attempt attempt, List<String> add, List<String> release, String reason, String by) {
        Instant now = clock.instant();
        List<String> open = working(attempt);
        Set<String> released = new LinkedHashSet<>(release);
        released.retainAll(open); // who has answered meanwhile has done its part
        for (String unit : released) {
            ledger.assignment(attempt, unit, CO).ifPresent(part -> assignments.end(part.id(), now, "RELEASED"));
            outbox.addOnce(complaint, attempt.no(), "coReleased-" + now.toEpochMilli(), "coReleased", unit, reason);
        }
        Instant due = clocks.forNewUnit(attempt.opinionDueAt(), now, NEW_UNIT_DAYS);
        List<String> added = add.stream().filter(unit -> !open.contains(unit)).toList();
        for (String unit : added) {
            assignments.save(new Assignment(null, attempt.id(), unit, CO, now, due, null, null, false));
            outbox.addOnce(
                    complaint,
                    attempt.no(),
                    "assignedCo-" + now.toEpochMilli(),
                    "assignedCo",
                    unit,
                    organisation.nameOf(attempt.host()),
                    Texts.time(due));
        }
        List<String> coUnits = new ArrayList<>(complaint.coUnitList());
        coUnits.removeAll(released);
        added.stream().filter(unit -> !coUnits.contains(unit)).forEach(coUnits::add);
        complaints.setCoUnits(complaint.number(), String.join(",", coUnits));
        Complaint changed = added.isEmpty() ? complaint : ledger.complaint(complaint.number());
        for (String unit : added) {
            papers.transfer(
                    changed,
                    attempt.no(),
                    unit,
                    "added-" + now.toEpochMilli(),
                    now,
                    due,
                    attempt.effectiveDueAt(),
                    true);
        }
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", attempt.no());
        input.put("addUnits", added);
        input.put("releaseUnits", List.copyOf(released));
        input.put("due", added.isEmpty() ? null : due);
        timeline.append(complaint.id(), Act.CO_HANDLERS_CHANGED, officeActor(complaint, attempt, by), input, Map.of());
        released.forEach(unit -> processes.send(complaint.number(), "coHandler.released", "coUnit", unit));
        if (!added.isEmpty()) {
            processes.send(complaint.number(), "coHandler.added");
        }
    }

    private Actor officeActor(Complaint complaint, Attempt attempt, String user) {
        return new Actor(user, checkers.of(complaint.number(), attempt.no()));
    }

    // ------------------------------------------------------------------------------------------------ delay, Article
    // 11

    /**
     * The host tells enterprise and office that it cannot finish in time, why, and when it expects to (Article 11). The date does
     * not move by it: the office may grant one new date before the old one has passed.
     */
    void noticeOfDelay(Complaint complaint, Attempt attempt, FormValues form) {
        String reason = form.required("requestReason", "理由");
        LocalDate expected = form.date("expectedDate", "预计办结日期");
        if (expected == null) {
            throw new InvalidInput("expectedDate", "预计办结日期：必填");
        }
        Instant now = clock.instant();
        Instant due = attempt.effectiveDueAt();
        LocalDate dueDay = LocalDate.ofInstant(due, clock.getZone());
        if (!expected.isAfter(dueDay)) {
            throw new InvalidInput("expectedDate", "预计办结日期：应晚于现在的办理期限" + Texts.day(dueDay));
        }
        if (expected.isBefore(calendar.today())) {
            throw new InvalidInput("expectedDate", "预计办结日期：不能早于今天");
        }
        if (expected.isAfter(calendar.today().plusYears(1))) {
            throw new InvalidInput("expectedDate", "预计办结日期：不能晚于一年以后");
        }
        boolean grantable = now.isBefore(due) && !granted(attempt);
        requests.save(new HandlingRequest(
                null,
                attempt.id(),
                Kind.DELAY,
                grantable ? State.OPEN : State.RECORDED,
                attempt.host(),
                HOST,
                now,
                form.actor().user(),
                reason,
                null,
                null,
                null,
                null,
                expected,
                false,
                false,
                grantable ? due : null,
                null,
                null,
                null,
                null,
                null));
        tellOfDelay(complaint, attempt, Delay.BY_HOST, expected, reason, "delay-" + now.toEpochMilli());
        timeline.append(
                complaint.id(),
                Act.DELAY_NOTICED,
                form.actor(),
                Map.of("attempt", attempt.no(), "expectedOn", expected.toString()),
                Map.of("reason", reason));
    }

    /** The Article 11 notice itself, or that of a long-term plan (Article 8): to the enterprise, as a document too, and the offices. */
    void tellOfDelay(Complaint complaint, Attempt attempt, Delay why, LocalDate expected, String reason, String key) {
        String words = why == Delay.LONG_TERM ? "longTermPlan" : "delay";
        outbox.addOnce(complaint, attempt.no(), key, words, Outbox.ENTERPRISE, Texts.day(expected), reason);
        papers.delay(complaint, attempt, why, expected, reason, key);
        for (String office : checkers.toTell(complaint, attempt.no())) {
            outbox.addOnce(
                    complaint,
                    attempt.no(),
                    key,
                    words + "ToOffice",
                    office,
                    organisation.nameOf(attempt.host()),
                    Texts.day(expected),
                    reason);
        }
    }

    private boolean granted(Attempt attempt) {
        return requests.findByAttemptIdOrderById(attempt.id()).stream()
                .anyMatch(it -> it.kind() == Kind.DELAY && it.state() == State.UPHELD);
    }

    /** The office grants one new date, before the old one has passed, or leaves the notice at that (Article 11). */
    public void decideDelay(Long id, FormValues form) {
        Case it = find(id);
        Instant now = clock.instant();
        String user = form.actor().user();
        boolean grant = "GRANT".equals(form.required("decision", "是否批准新日期"));
        if (!grant) {
            String reason = form.required("reason", "不批准的理由");
            requests.setDecided(id, State.REFUSED, null, null, now, user, reason);
            timeline.append(
                    it.complaint().id(),
                    Act.DELAY_NOT_GRANTED,
                    form.actor(),
                    Map.of("attempt", it.attempt().no()),
                    Map.of("reason", reason));
            outbox.addOnce(
                    it.complaint(),
                    it.attempt().no(),
                    "delayNotGranted-" + id,
                    "delayNotGranted",
                    it.attempt().hostGroup(),
                    reason);
            return;
        }
        LocalDate date = form.date("newDate", "批准的新日期");
        Instant old = it.attempt().effectiveDueAt();
        if (date == null) {
            throw new InvalidInput("newDate", "批准的新日期：必填");
        }
        if (!calendar.isWorkingDay(date)) {
            throw new InvalidInput("newDate", "批准的新日期：应为工作日");
        }
        if (!date.isAfter(LocalDate.ofInstant(old, clock.getZone()))) {
            throw new InvalidInput("newDate", "批准的新日期：应晚于现在的办理期限" + Texts.time(old));
        }
        if (date.isAfter(calendar.today().plusYears(1))) {
            throw new InvalidInput("newDate", "批准的新日期：不能晚于一年以后");
        }
        if (granted(it.attempt())) {
            throw new InvalidInput("decision", "是否批准新日期：本次办理已批准过一次新日期");
        }
        if (!now.isBefore(old)) {
            throw new InvalidInput("decision", "是否批准新日期：办理期限已过，不能再批准");
        }
        requests.setDecided(id, State.UPHELD, null, null, now, user, form.text("reason"));
        Instant due = calendar.closeOfBusiness(date);
        clocks.adjust(it.complaint(), it.attempt(), due);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", it.attempt().no());
        input.put("oldDue", old);
        input.put("due", due);
        timeline.append(
                it.complaint().id(),
                Act.DELAY_GRANTED,
                form.actor(),
                input,
                form.text("reason") == null ? Map.of() : Map.of("reason", form.text("reason")));
        outbox.addOnce(
                it.complaint(), it.attempt().no(), "newDate-" + id, "newDate", Outbox.ENTERPRISE, Texts.day(date));
        papers.delay(
                it.complaint(), it.attempt(), Delay.NEW_DATE, date, it.request().reason(), "newDate-" + id);
        Set<String> units = new LinkedHashSet<>(List.of(it.attempt().hostGroup()));
        units.addAll(working(it.attempt()));
        units.forEach(unit -> outbox.addOnce(
                it.complaint(), it.attempt().no(), "newDate-" + id, "newDateToUnit", unit, Texts.time(due)));
        clocks.move(it.complaint().number());
    }

    // ---------------------------------------------------------------------------------------------- meeting, Article
    // 10

    /** The host proposes a special meeting with its co-handlers (Article 10); it is held if all of them agree. */
    void callMeeting(Complaint complaint, Attempt attempt, FormValues form) {
        String topic = form.required("requestReason", "理由");
        if (invitable(attempt).isEmpty()) {
            throw new InvalidInput("decision", "办理到哪一步：没有协办单位，不需要召开专题会");
        }
        if (form.time("meetingAt", "会议时间") == null) {
            throw new InvalidInput("meetingAt", "会议时间：必填");
        }
        Instant now = clock.instant();
        Instant at = form.time("meetingAt", "会议时间").toInstant();
        if (!at.isAfter(now)) {
            throw new InvalidInput("meetingAt", "会议时间：应晚于现在");
        }
        if (requests.findByAttemptIdOrderById(attempt.id()).stream()
                .anyMatch(it -> it.kind() == Kind.MEETING && it.state() == State.OPEN)) {
            throw new InvalidInput("decision", "办理到哪一步：已提议的专题会尚未召开");
        }
        Instant consentDue = calendar.workingDaysAfter(now, CONSENT_DAYS).due();
        requests.save(new HandlingRequest(
                null,
                attempt.id(),
                Kind.MEETING,
                State.OPEN,
                attempt.host(),
                HOST,
                now,
                form.actor().user(),
                topic,
                String.join(",", invitable(attempt)),
                null,
                at,
                form.text("meetingPlace"),
                null,
                false,
                false,
                at.isBefore(consentDue) ? at : consentDue,
                null,
                null,
                null,
                null,
                null));
        timeline.append(
                complaint.id(),
                Act.MEETING_CALLED,
                form.actor(),
                Map.of("attempt", attempt.no(), "meetingAt", at, "invited", invitable(attempt)),
                Map.of("reason", topic));
    }

    /** The co-handlers of an attempt that were not released. */
    private List<String> invitable(Attempt attempt) {
        return ledger.coHandlers(attempt).stream()
                .filter(part -> part.endedAt() == null || "DONE".equals(part.whyEnded()))
                .map(Assignment::unit)
                .distinct()
                .toList();
    }

    /** A co-handler agrees to the meeting, or declines with reason, and then it is not held (Article 10). */
    public void consent(Long id, String unit, FormValues form) {
        Case it = find(id);
        boolean agreed = "AGREE".equals(form.required("decision", "是否同意召开"));
        String reason = agreed ? form.text("reason") : form.required("reason", "不同意的理由");
        if (!agreed) {
            requests.setDecided(
                    id,
                    State.REFUSED,
                    it.request().addUnits(),
                    null,
                    clock.instant(),
                    form.actor().user(),
                    reason);
        }
        timeline.append(
                it.complaint().id(),
                agreed ? Act.MEETING_AGREED : Act.MEETING_DECLINED,
                form.actor(),
                Map.of("attempt", it.attempt().no(), "unit", unit),
                reason == null ? Map.of() : Map.of("reason", reason));
    }

    /** Somebody declined, or not all answered in time: no meeting, and the host is told (Article 10). */
    public void recordNoConsensus(Long id) {
        Case it = find(id);
        if (it.request().state() == State.OPEN) {
            requests.setDecided(id, State.REFUSED, it.request().addUnits(), null, clock.instant(), null, null);
        }
        timeline.append(
                it.complaint().id(),
                Act.MEETING_NOT_HELD,
                Actor.SYSTEM,
                Map.of("attempt", it.attempt().no()));
        outbox.addOnce(
                it.complaint(),
                it.attempt().no(),
                "meetingNotHeld-" + id,
                "meetingNotHeld",
                it.attempt().hostGroup());
    }

    /** The meeting was held: minutes, and what each unit commits itself to by when (Article 10). */
    public void recordMeeting(Long id, FormValues form) {
        Case it = find(id);
        String minutes = form.required("minutes", "会议纪要");
        Instant now = clock.instant();
        Set<String> present = new LinkedHashSet<>(it.request().added());
        present.add(it.attempt().host());
        List<FieldError> errors = new ArrayList<>();
        List<Commitment> agreed = new ArrayList<>();
        for (Map<String, Object> row : form.rows("commitments")) {
            String unit = row.get("unit") == null ? null : row.get("unit").toString();
            String text =
                    row.get("text") == null ? null : row.get("text").toString().strip();
            LocalDate date = date(row.get("date"));
            if (unit == null && text == null && date == null) {
                continue;
            }
            if (unit == null || !present.contains(unit)) {
                errors.add(new FieldError("commitments", "承诺：单位应为主办或参会的协办单位"));
            } else if (text == null || text.isEmpty()) {
                errors.add(new FieldError("commitments", "承诺：" + organisation.nameOf(unit) + "应写明承诺事项"));
            } else if (date == null || date.isBefore(calendar.today())) {
                errors.add(new FieldError("commitments", "承诺：" + organisation.nameOf(unit) + "的完成日期不能早于今天"));
            } else {
                Instant due = calendar.closeOfBusiness(date);
                Instant warn = calendar.workingDaysBefore(due, 1);
                agreed.add(new Commitment(
                        null,
                        id,
                        it.attempt().id(),
                        unit,
                        text,
                        due,
                        warn.isAfter(now) ? warn : now,
                        Boolean.parseBoolean(String.valueOf(row.get("beforeReply"))),
                        null,
                        null,
                        null));
            }
        }
        refuseIfAny(errors);
        requests.setDecided(
                id,
                State.UPHELD,
                it.request().addUnits(),
                null,
                now,
                form.actor().user(),
                null);
        requests.setMinutes(id, minutes);
        agreed.forEach(commitments::save);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", it.attempt().no());
        input.put("commitments", agreed.size());
        timeline.append(it.complaint().id(), Act.MEETING_HELD, form.actor(), input, Map.of("minutes", minutes));
        for (Commitment commitment : commitments.findByRequestIdOrderById(id)) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("attempt", it.attempt().no());
            each.put("unit", commitment.unit());
            each.put("due", commitment.dueAt());
            each.put("beforeReply", commitment.beforeReply());
            timeline.append(it.complaint().id(), Act.COMMITTED, form.actor(), each, Map.of("text", commitment.text()));
            outbox.addOnce(
                    it.complaint(),
                    it.attempt().no(),
                    "committed-" + commitment.id(),
                    "committed",
                    commitment.unit(),
                    commitment.text(),
                    Texts.time(commitment.dueAt()));
        }
    }

    private static LocalDate date(Object value) {
        try {
            return value == null ? null : LocalDate.parse(value.toString().substring(0, 10));
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** One working day before its date a unit is reminded of its commitment (Article 10). */
    public void remindCommitment(Long id) {
        Commitment commitment = commitment(id);
        Attempt attempt = attempt(commitment.attemptId());
        outbox.addOnce(
                complaint(attempt),
                attempt.no(),
                "commitmentDueSoon-" + id,
                "commitmentDueSoon",
                commitment.unit(),
                commitment.text(),
                Texts.time(commitment.dueAt()));
    }

    /** A commitment is fulfilled, with what came of it (Article 10). */
    public void fulfil(Long id, FormValues form) {
        Commitment commitment = commitment(id);
        Attempt attempt = attempt(commitment.attemptId());
        String note = form.required("note", "履行情况");
        commitments.setFulfilled(id, clock.instant(), form.actor().user(), note);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", attempt.no());
        input.put("unit", commitment.unit());
        input.put("onTime", !clock.instant().isAfter(commitment.dueAt()));
        timeline.append(attempt.complaintId(), Act.COMMITMENT_FULFILLED, form.actor(), input, Map.of("note", note));
    }

    /** Refuses to answer the enterprise while a commitment stands that the meeting put before the reply (Article 10). */
    void refuseBeforeCommitments(Attempt attempt, String field, String label) {
        commitments.findByAttemptIdAndFulfilledAtIsNullOrderById(attempt.id()).stream()
                .filter(Commitment::beforeReply)
                .findFirst()
                .ifPresent(it -> {
                    throw new InvalidInput(
                            field, label + "：专题会议定须先履行" + organisation.nameOf(it.unit()) + "的承诺“" + it.text() + "”");
                });
    }

    // ---------------------------------------------------------------------------------------------------------- shared

    /** Takes up what was raised in this transaction: one branch of the diagram for each. */
    public Taken take(String number, int no) {
        HandlingRequest request = requests.findFirstByAttemptIdAndTakenOrderById(
                        ledger.attempt(number, no).id(), false)
                .orElseThrow(() -> new IllegalStateException("nothing was raised in " + number));
        requests.setTaken(request.id());
        String kind = request.state() == State.RECORDED
                ? "RECORDED"
                : request.kind() == Kind.OBJECTION && request.byHead()
                        ? "FINAL_OBJECTION"
                        : request.kind().name();
        return new Taken(request.id(), kind);
    }

    /** The attempt has been answered or has ended otherwise: what was still open in it is overtaken. */
    public void overtake(Attempt attempt) {
        requests.overtake(attempt.id(), clock.instant());
        letters.end(attempt);
    }

    private void tellOffice(Complaint complaint, Attempt attempt, String milestone, String unit, String reason) {
        outbox.addOnce(
                complaint,
                attempt.no(),
                milestone + "-" + clock.millis(),
                milestone,
                checkers.of(complaint.number(), attempt.no()),
                organisation.nameOf(unit),
                reason);
    }

    private Case find(Long id) {
        HandlingRequest request =
                requests.findById(id).orElseThrow(() -> new IllegalStateException("no request " + id));
        Attempt attempt = attempt(request.attemptId());
        return new Case(complaint(attempt), attempt, request);
    }

    private Attempt attempt(Long id) {
        return attempts.findById(id).orElseThrow(() -> new IllegalStateException("no attempt " + id));
    }

    private Complaint complaint(Attempt attempt) {
        return complaints.findById(attempt.complaintId()).orElseThrow(() -> new IllegalStateException("no complaint"));
    }

    private Commitment commitment(Long id) {
        return commitments.findById(id).orElseThrow(() -> new IllegalStateException("no commitment " + id));
    }

    private static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }
}
