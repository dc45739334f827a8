package suban.handling;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import suban.Limits;
import suban.calendar.CalendarService;
import suban.calendar.Deadline;
import suban.engine.FormValues;
import suban.ledger.Act;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.Channel;
import suban.ledger.Complaint;
import suban.ledger.ComplaintClass;
import suban.ledger.Complaints;
import suban.ledger.Contact;
import suban.ledger.Contacts;
import suban.ledger.Ledger;
import suban.ledger.Opinion;
import suban.ledger.Opinions;
import suban.ledger.Outcome;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** The acts of one attempt (Article 9) and its clocks (Articles 8, 14). */
@Service
@Transactional
public class HandlingService {

    private static final String HOST = "HOST";
    private static final String CO = "CO";
    private static final String WORKING = "WORKING";
    private static final int REGULATION_DAYS = 5;
    private static final int NEW_UNIT_DAYS = 3;

    private final Ledger ledger;
    private final Complaints complaints;
    private final Attempts attempts;
    private final Assignments assignments;
    private final Contacts contacts;
    private final Opinions opinions;
    private final Timeline timeline;
    private final Outbox outbox;
    private final AttemptDocuments papers;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final Handlers handlers;
    private final Checkers checkers;
    private final RequestService requests;
    private final FortnightService fortnights;
    private final LetterService letters;
    private final Clocks clocks;
    private final Limits limits;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what handling touches
    HandlingService(
            Ledger ledger,
            Complaints complaints,
            Attempts attempts,
            Assignments assignments,
            Contacts contacts,
            Opinions opinions,
            Timeline timeline,
            Outbox outbox,
            AttemptDocuments papers,
            CalendarService calendar,
            Organisation organisation,
            Handlers handlers,
            Checkers checkers,
            RequestService requests,
            FortnightService fortnights,
            LetterService letters,
            Clocks clocks,
            Limits limits,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.attempts = attempts;
        this.assignments = assignments;
        this.contacts = contacts;
        this.opinions = opinions;
        this.timeline = timeline;
        this.outbox = outbox;
        this.papers = papers;
        this.calendar = calendar;
        this.organisation = organisation;
        this.handlers = handlers;
        this.checkers = checkers;
        this.requests = requests;
        this.fortnights = fortnights;
        this.letters = letters;
        this.clocks = clocks;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Dispatches an attempt to its host and co-handlers and sets all its clocks. The first attempt counts from acceptance (Article
     * 8), a later one from its return (Article 14).
     *
     * @param days the limit from the table {@code timeLimit}
     * @param dayKind {@code WORKING} or {@code CALENDAR} days
     */
    public void dispatch(String number, int no, int days, String dayKind) {
        Complaint complaint = ledger.complaint(number);
        Attempt known = attempts.find(number, no).orElse(null);
        if (known != null) {
            redispatch(complaint, known);
            return;
        }
        boolean first = no == 1;
        refuseBeyondRegulation(complaint, first, days, dayKind);
        Instant now = clock.instant();
        Instant anchor = first ? complaint.acceptedAt() : now;
        Deadline limit = WORKING.equals(dayKind)
                ? calendar.workingDaysAfter(anchor, days)
                : calendar.calendarDaysAfter(anchor, days);
        Instant due = earlier(complaint, limit.due(), first, now);
        Instant response = calendar.responseDue(now, complaint.urgent()).due();
        Instant dayBefore = calendar.workingDaysBefore(due, 1);
        Instant opinionDue = dayBefore.isAfter(response) ? dayBefore : response; // never before the day of delivery
        Attempt attempt =
                attempts.save(Attempt.planned(complaint.id(), no, complaint.hostUnit(), handlers.hostGroup(complaint)));
        attempts.setDispatched(
                attempt.id(),
                now,
                calendar.delivered(now, complaint.urgent()),
                response,
                days,
                dayKind,
                anchor,
                due,
                dayBefore,
                opinionDue,
                calendar.openingAfter(due),
                limit.calendarVersion(),
                limit.provisional());
        if (first) {
            complaints.setEnterpriseDue(number, due, days, dayKind, limit.calendarVersion(), limit.provisional());
        }
        if (limit.provisional()) {
            for (String office : checkers.toTell(complaint, no)) {
                outbox.add(complaint, no, "provisional", office, Texts.time(due));
            }
        }
        assignments.save(new Assignment(null, attempt.id(), attempt.host(), HOST, now, due, null, null, true));
        for (String unit : complaint.coUnitList()) {
            assignments.save(new Assignment(null, attempt.id(), unit, CO, now, opinionDue, null, null, false));
            outbox.add(complaint, no, "assignedCo", unit, organisation.nameOf(attempt.host()), Texts.time(opinionDue));
        }
        if (first && complaint.complaintClass() == ComplaintClass.COMPLEX) {
            fortnights.begin(attempt, due);
        }
        complaints.setStatus(number, Status.HANDLING);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("host", attempt.host());
        input.put("coHandlers", complaint.coUnitList());
        input.put("anchor", anchor);
        input.put("days", days);
        input.put("dayKind", dayKind);
        input.put("due", due);
        input.put("responseDue", response);
        input.put("calendarVersion", limit.calendarVersion());
        input.put("provisional", limit.provisional());
        timeline.append(complaint.id(), Act.DISPATCHED, Actor.SYSTEM, input);
        outbox.add(complaint, no, "assignedHost", attempt.hostGroup(), Texts.time(response), Texts.time(due));
        outbox.add(
                complaint, no, "dispatched", Outbox.ENTERPRISE, organisation.nameOf(attempt.host()), Texts.time(due));
        papers.order(
                complaint,
                no,
                attempt.host(),
                attempt.hostGroup(),
                complaint.coUnitList(),
                new AttemptDocuments.Order(
                        "dispatch",
                        now,
                        response,
                        opinionDue,
                        due,
                        limitText(first, due.equals(limit.due()), days, dayKind),
                        limit.provisional(),
                        false));
    }

    private static String limitText(boolean first, boolean byLimit, int days, String dayKind) {
        if (!byLimit) {
            return "上级要求的期限";
        }
        return (first ? "自受理之日起" : "自本次交办之日起") + days + (WORKING.equals(dayKind) ? "个工作日" : "个自然日");
    }

    /**
     * Gives a running attempt to the complaint's new host (Article 12): it has until the later of the attempt's date and three
     * working days from now, and where that is beyond the date the enterprise knows, the Article 11 notice goes out. The
     * enterprise's clock does not move.
     */
    private void redispatch(Complaint complaint, Attempt attempt) {
        Instant now = clock.instant();
        int no = attempt.no();
        String host = complaint.hostUnit();
        Instant response = calendar.responseDue(now, complaint.urgent()).due();
        Instant known = attempt.effectiveDueAt();
        Instant due = clocks.forNewUnit(known, now, NEW_UNIT_DAYS);
        Instant opinionDue = clocks.dayBefore(due, response);
        Instant warnAt = calendar.workingDaysBefore(due, 1);
        String group = handlers.hostGroup(complaint);
        attempts.setRedispatched(
                attempt.id(),
                host,
                group,
                now,
                calendar.delivered(now, complaint.urgent()),
                response,
                due.equals(attempt.dueAt()) ? null : due,
                warnAt,
                opinionDue,
                calendar.openingAfter(due));
        assignments.save(new Assignment(null, attempt.id(), host, HOST, now, due, null, null, true));
        String occasion = "redispatch-" + now.toEpochMilli();
        List<String> coHandlers = new ArrayList<>();
        for (Assignment part : ledger.coHandlers(attempt)) {
            if (part.endedAt() == null) {
                coHandlers.add(part.unit());
                assignments.setOffered(part.id(), false); // its task is offered again beside the new host's
                assignments.setDue(part.id(), opinionDue);
                outbox.addOnce(
                        complaint,
                        no,
                        "hostChanged-" + now.toEpochMilli(),
                        "hostChanged",
                        part.unit(),
                        organisation.nameOf(host),
                        Texts.time(opinionDue));
            }
        }
        papers.order(
                complaint,
                no,
                host,
                group,
                coHandlers,
                new AttemptDocuments.Order(
                        occasion,
                        now,
                        response,
                        opinionDue,
                        due,
                        due.isAfter(known) ? "改派后3个工作日" : "原办理期限",
                        attempt.provisional(),
                        true));
        complaints.setStatus(complaint.number(), Status.HANDLING);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("host", host);
        input.put("oldDue", known);
        input.put("due", due);
        input.put("responseDue", response);
        timeline.append(complaint.id(), Act.REDISPATCHED, Actor.SYSTEM, input);
        outbox.addOnce(
                complaint,
                no,
                "assignedHost-" + now.toEpochMilli(),
                "assignedHost",
                group,
                Texts.time(response),
                Texts.time(due));
        LocalDate day = LocalDate.ofInstant(due, clock.getZone());
        if (due.isAfter(known)) {
            requests.tellOfDelay(complaint, attempt, AttemptDocuments.Delay.BY_OFFICE, day, "调整了主办单位", occasion);
        } else {
            outbox.addOnce(
                    complaint,
                    no,
                    "redispatched-" + now.toEpochMilli(),
                    "redispatched",
                    Outbox.ENTERPRISE,
                    organisation.nameOf(host),
                    Texts.time(due));
        }
    }

    /** The host of the case, as triage or a later ruling named it. */
    @Transactional(readOnly = true)
    public String host(String number) {
        return ledger.complaint(number).hostUnit();
    }

    /** A co-handler's task is on its desk from now on. */
    void coHandlingOffered(String number, int no, String unit) {
        ledger.assignment(ledger.attempt(number, no), unit, CO)
                .ifPresent(part -> assignments.setOffered(part.id(), true));
    }

    /** The order's date where it is the earlier one (Article 7(3)); once it has passed, a return has its own days (Article 14). */
    static Instant earlier(Complaint complaint, Instant limit, boolean first, Instant now) {
        Instant ordered = complaint.channel() == Channel.SUPERIOR ? complaint.orderDueAt() : null;
        boolean rules = ordered != null && ordered.isBefore(limit) && (first || ordered.isAfter(now));
        return rules ? ordered : limit;
    }

    private static void refuseBeyondRegulation(Complaint complaint, boolean first, int days, String dayKind) {
        boolean fiveDays = !first || complaint.complaintClass() == ComplaintClass.GENERAL;
        if (days < 1 || fiveDays && (days > REGULATION_DAYS || !WORKING.equals(dayKind))) {
            throw new IllegalStateException("办理时限表给出的%d天超过细则规定（第八条、第十四条：不超过5个工作日）".formatted(days));
        }
    }

    /**
     * The host's same-day contact with the enterprise, or a try at one (Article 9). Two tries at differing hours count as a response.
     *
     * @return whether the duty is done
     */
    public boolean respond(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Instant now = clock.instant();
        if ("OBJECT".equals(form.required("decision", "联系情况"))) {
            requests.object(number, no, attempt.host(), HOST, form);
            return false; // the same-day duty goes on meanwhile (Article 12)
        }
        boolean reached = "CONTACTED".equals(form.required("decision", "联系情况"));
        Instant at = form.time("contactedAt", "联系时间") == null
                ? now
                : form.time("contactedAt", "联系时间").toInstant();
        LocalDate promised = form.date("promisedDate", "告知企业的办结日期");
        String inside = form.text("insideUnit");
        List<FieldError> errors = contactProblems(attempt, reached, at, promised, now);
        if (!reached && form.text("note") == null) {
            errors.add(new FieldError("note", "了解到的情况：未接通时必填，写明如何留言"));
        }
        errors.addAll(insideProblems(attempt, complaint, inside));
        refuseIfAny(errors);
        String channel = form.required("contactChannel", "联系方式");
        List<Contact> earlier = contacts.findByAttemptIdOrderByAt(attempt.id());
        contacts.save(new Contact(
                null,
                attempt.id(),
                at,
                reached,
                channel,
                form.text("contactPerson"),
                form.text("note"),
                promised,
                form.actor().user(),
                now));
        boolean done = reached
                || earlier.stream()
                        .anyMatch(contact -> Math.abs(java.time.Duration.between(contact.at(), at)
                                        .toMinutes())
                                >= 60);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("at", at);
        input.put("channel", channel);
        input.put("promisedDate", promised);
        input.put("insideUnit", inside);
        Map<String, Object> personal = new LinkedHashMap<>();
        personal.put("person", form.text("contactPerson"));
        personal.put("note", form.text("note"));
        timeline.append(complaint.id(), reached ? Act.RESPONDED : Act.CONTACT_TRIED, form.actor(), input, personal);
        if (done) {
            attempts.setResponded(attempt.id(), at, promised);
        }
        if (reached) {
            outbox.add(
                    complaint,
                    no,
                    "promised",
                    Outbox.ENTERPRISE,
                    organisation.nameOf(attempt.host()),
                    Texts.day(promised));
        }
        if (inside != null) {
            assignInside(complaint, attempt, inside);
        }
        return done;
    }

    private List<FieldError> contactProblems(
            Attempt attempt, boolean reached, Instant at, LocalDate promised, Instant now) {
        List<FieldError> errors = new ArrayList<>();
        if (at.isAfter(now.plusSeconds(60))) {
            errors.add(new FieldError("contactedAt", "联系时间：不能晚于现在"));
        }
        if (at.isBefore(attempt.dispatchedAt().minusSeconds(60))) {
            errors.add(new FieldError("contactedAt", "联系时间：不能早于交办时间"));
        }
        if (reached && promised == null) {
            errors.add(new FieldError("promisedDate", "告知企业的办结日期：必填"));
        }
        if (promised != null) {
            LocalDate today = LocalDate.ofInstant(now, clock.getZone());
            LocalDate due = LocalDate.ofInstant(attempt.effectiveDueAt(), clock.getZone());
            if (promised.isBefore(today)) {
                errors.add(new FieldError("promisedDate", "告知企业的办结日期：不能早于今天"));
            } else if (promised.isAfter(due) && !today.isAfter(due)) {
                errors.add(new FieldError("promisedDate", "告知企业的办结日期：不能晚于办理期限" + Texts.day(due)));
            }
        }
        return errors;
    }

    private static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    /** The department or town inside the host that is to work the matter; the host stays responsible (Articles 4, 17). */
    private List<FieldError> insideProblems(Attempt attempt, Complaint complaint, String inside) {
        if (inside == null) {
            return List.of();
        }
        Unit unit = organisation.find(inside).orElse(null);
        if (unit == null) {
            return List.of(new FieldError("insideUnit", "内部单位：没有该单位"));
        }
        if (!organisation.insideOf(attempt.host()).contains(unit)) {
            return List.of(new FieldError("insideUnit", "内部单位：只能是本新城的部门或镇街"));
        }
        if (inside.equals(complaint.accusedUnit())) {
            return List.of(new FieldError("insideUnit", "内部单位：被投诉单位不能承办"));
        }
        return List.of();
    }

    private void assignInside(Complaint complaint, Attempt attempt, String inside) {
        attempts.setInsideUnit(attempt.id(), inside);
        outbox.add(
                complaint,
                attempt.no(),
                "assignedInside",
                inside,
                organisation.nameOf(attempt.host()),
                Texts.time(attempt.effectiveDueAt()));
    }

    /** Nobody responded by close of business of the day of dispatch (Article 9). */
    public void recordResponseOverdue(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        if (attempts.setResponseLate(ledger.attempt(number, no).id(), clock.instant()) > 0) {
            timeline.append(complaint.id(), Act.RESPONSE_OVERDUE, Actor.SYSTEM, Map.of("attempt", no));
        }
    }

    /**
     * Tells the host's 新城's office and the coordinating office that the attempt is late (Article 4); once each, and nobody who is
     * accused.
     */
    public void escalateOverdue(String number, int no) {
        Attempt attempt = ledger.attempt(number, no);
        escalate(number, attempt, "overdue", Texts.time(attempt.effectiveDueAt()), organisation.nameOf(attempt.host()));
    }

    /** Tells the same offices that the enterprise was not responded to in time (Articles 4, 9). */
    public void escalateResponseOverdue(String number, int no) {
        Attempt attempt = ledger.attempt(number, no);
        escalate(number, attempt, "responseOverdue", organisation.nameOf(attempt.host()));
    }

    private void escalate(String number, Attempt attempt, String milestone, String... arguments) {
        Complaint complaint = ledger.complaint(number);
        Set<String> offices = checkers.toTell(complaint, attempt.no());
        organisation
                .officeFor(attempt.host())
                .or(() -> organisation.officeOf(complaint.newCity()))
                .filter(office -> !organisation.isPartOf(office.id(), complaint.accusedUnit()))
                .ifPresent(office -> offices.add(office.id()));
        List<String> told = outbox.addOnce(complaint, attempt.no(), milestone, milestone, offices, arguments);
        if (!told.isEmpty()) {
            timeline.append(
                    complaint.id(),
                    Act.ESCALATED,
                    Actor.SYSTEM,
                    Map.of("attempt", attempt.no(), "what", milestone, "to", told));
        }
    }

    /** The host works on, or names a unit inside itself; {@code READY} ends its part before the reply. */
    public void handle(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Map<String, Object> progress =
                form.text("progress") == null ? Map.of() : Map.of("progress", form.text("progress"));
        switch (form.required("decision", "办理到哪一步")) {
            case "ASSIGN_INSIDE" -> {
                String inside = form.required("insideUnit", "内部单位");
                refuseIfAny(insideProblems(attempt, complaint, inside));
                assignInside(complaint, attempt, inside);
                timeline.append(
                        complaint.id(),
                        Act.ASSIGNED_INSIDE,
                        form.actor(),
                        Map.of("attempt", no, "unit", inside),
                        progress);
            }
            case "OBJECT" -> requests.object(number, no, attempt.host(), HOST, form);
            case "MEETING" -> requests.callMeeting(complaint, attempt, form);
            case "NOTICE_OF_DELAY" -> requests.noticeOfDelay(complaint, attempt, form);
            case "CHANGE_CO_HANDLERS" -> requests.askForCoHandlers(complaint, attempt, form);
            case "LETTER" -> letters.send(complaint, attempt, form);
            default -> {
                requests.refuseBeforeCommitments(attempt, "decision", "办理到哪一步");
                timeline.append(complaint.id(), Act.HANDLED, form.actor(), Map.of("attempt", no), progress);
            }
        }
    }

    /** A co-handler's opinion (Article 9), or its objection to the part it was given (Article 12). */
    public void coHandle(String number, int no, String unit, FormValues form) {
        if ("OBJECT".equals(form.required("decision", "处理方式"))) {
            requests.object(number, no, unit, CO, form);
            return;
        }
        String text = form.required("opinion", "协办意见");
        endCoHandling(number, no, unit, text, false, form.actor());
    }

    /** The office releases a co-handler from its opinion, with reason. */
    public void releaseCoHandler(String number, int no, String unit, FormValues form) {
        String reason = form.required("reason", "免除理由");
        endCoHandling(number, no, unit, reason, true, form.actor());
    }

    private void endCoHandling(String number, int no, String unit, String text, boolean released, Actor actor) {
        Complaint complaint = ledger.complaint(number);
        Assignment part = ledger.assignment(ledger.attempt(number, no), unit, CO)
                .orElseThrow(() -> new IllegalStateException(unit + " is no co-handler of " + number));
        Instant now = clock.instant();
        opinions.save(new Opinion(null, part.id(), now, text, released, actor.user()));
        assignments.end(part.id(), now, released ? "RELEASED" : "DONE");
        timeline.append(
                complaint.id(),
                released ? Act.CO_HANDLER_RELEASED : Act.OPINION_GIVEN,
                actor,
                Map.of("attempt", no, "unit", unit),
                Map.of(released ? "reason" : "text", text));
    }

    /** The host's draft of the reply (Article 9); an 解释说明 states its legal basis. */
    public void reply(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Outcome outcome = Outcome.valueOf(form.required("outcome", "办理结果"));
        requests.refuseBeforeCommitments(attempt, "outcome", "办理结果");
        String text = form.required("replyText", "答复内容");
        String basis = outcome.isExplanation() ? form.required("legalBasis", "政策法规依据") : form.text("legalBasis");
        attempts.setReply(attempt.id(), outcome, text, basis, form.actor().user());
        Map<String, Object> personal = new LinkedHashMap<>();
        personal.put("replyText", text);
        personal.put("legalBasis", basis);
        timeline.append(
                complaint.id(),
                Act.REPLY_DRAFTED,
                form.actor(),
                Map.of("attempt", no, "outcome", outcome.name()),
                personal);
    }

    /** The office confirms an 解释说明, or returns it with reason (Article 9). */
    public void confirmReply(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        if ("RETURN".equals(form.required("decision", "是否确认"))) {
            String reason = form.required("reason", "退回理由");
            timeline.append(
                    complaint.id(), Act.REPLY_RETURNED, form.actor(), Map.of("attempt", no), Map.of("reason", reason));
            return;
        }
        attempts.setConfirmed(attempt.id(), form.actor().user());
        timeline.append(complaint.id(), Act.REPLY_CONFIRMED, form.actor(), Map.of("attempt", no));
    }

    /**
     * What somebody decided and wrote in a step of which the program knows only its name in the diagram: one that an analyst added, for
     * instance a legal review before the reply (Article 9).
     *
     * @param step what the diagram calls it
     */
    public void completeStep(String number, int no, String step, FormValues form) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("step", step.replaceAll("\\s+", ""));
        input.put("decision", form.text("decision"));
        Map<String, Object> words = new LinkedHashMap<>();
        for (String key : List.of("reason", "text", "note")) {
            if (form.text(key) != null) {
                words.put(key, form.text(key));
            }
        }
        timeline.append(ledger.complaint(number).id(), Act.STEP_COMPLETED, form.actor(), input, words);
    }

    /** The reply goes to the enterprise, with a copy to the office (Article 9); the attempt's clock stops. */
    public void deliverReply(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Instant now = clock.instant();
        Instant visitDue = calendar.workingDaysAfter(now, limits.visitDays()).due();
        attempts.setReplied(attempt.id(), now, visitDue);
        ledger.assignment(attempt, attempt.host(), HOST).ifPresent(part -> assignments.end(part.id(), now, "DONE"));
        requests.overtake(attempt);
        complaints.setStatus(number, Status.VISIT);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("outcome", attempt.outcome().name());
        input.put("onTime", !now.isAfter(attempt.dueAt()));
        input.put("adjustedOnTime", attempt.adjustedDueAt() == null ? null : !now.isAfter(attempt.adjustedDueAt()));
        timeline.append(complaint.id(), Act.REPLIED, Actor.SYSTEM, input);
        outbox.add(
                complaint, no, "replied", Outbox.ENTERPRISE, attempt.outcome().label(), attempt.replyText());
        outbox.add(
                complaint,
                no,
                "visitAnnounced",
                Outbox.ENTERPRISE,
                organisation.nameOf(checkers.of(number, no)),
                Texts.day(LocalDate.ofInstant(visitDue, clock.getZone())));
        papers.reply(complaint, attempt);
        Set<String> offices = checkers.toTell(complaint, no);
        organisation.ofKind(UnitKind.OFFICE).stream()
                .map(Unit::id)
                .filter(office -> !office.equals(complaint.accusedUnit()))
                .forEach(offices::add);
        for (String office : offices) {
            outbox.add(
                    complaint,
                    no,
                    "replyCopy",
                    office,
                    organisation.nameOf(attempt.host()),
                    attempt.outcome().label());
        }
    }

    /** One working day before due: the host is reminded. */
    public void warnDueSoon(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        if (!attempt.dispatchedAt().isBefore(attempt.warnAt())) {
            return; // dispatched so late that the dispatch itself was the warning
        }
        LocalDate day = LocalDate.ofInstant(attempt.effectiveDueAt(), clock.getZone());
        boolean moves =
                no == 1 && complaint.complaintClass() == ComplaintClass.COMPLEX; // reclassified, or a fortnight on
        boolean again = attempt.adjustedDueAt() != null || moves;
        for (String unit : working(attempt)) {
            String key = again ? "dueSoon-" + day : "dueSoon";
            outbox.addOnce(complaint, no, key, "dueSoon", unit, Texts.time(attempt.effectiveDueAt()));
        }
        timeline.append(complaint.id(), Act.DUE_SOON, Actor.SYSTEM, Map.of("attempt", no));
    }

    /** Who still owes something in an attempt: the host, the unit inside it that works it, co-handlers without an opinion. */
    private Set<String> working(Attempt attempt) {
        Set<String> units = new LinkedHashSet<>(List.of(attempt.hostGroup()));
        if (attempt.insideUnit() != null) {
            units.add(attempt.insideUnit());
        }
        ledger.coHandlers(attempt).stream()
                .filter(part -> part.endedAt() == null)
                .map(Assignment::unit)
                .forEach(units::add);
        return units;
    }

    /** The attempt is due and not replied to. */
    public void recordOverdue(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        if (attempts.setOverdue(attempt.id(), clock.instant()) > 0) {
            timeline.append(
                    complaint.id(), Act.OVERDUE, Actor.SYSTEM, Map.of("attempt", no, "due", attempt.effectiveDueAt()));
        }
    }

    /** The daily 催办 of a late attempt; nothing on free days. */
    public void remind(String number, int no) {
        LocalDate today = calendar.today();
        if (!calendar.isWorkingDay(today)) {
            return;
        }
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        if (attempt.effectiveDueAt().isAfter(clock.instant())) {
            return; // it has got a new date since
        }
        outbox.addOnce(
                complaint, no, "reminder-" + today, "reminder", working(attempt), Texts.time(attempt.effectiveDueAt()));
        timeline.append(complaint.id(), Act.REMINDED, Actor.SYSTEM, Map.of("attempt", no));
    }
}
