package suban.triage;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.Limits;
import suban.calendar.CalendarService;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.documents.Issue;
import suban.engine.FormValues;
import suban.intake.IntakeService;
import suban.intake.LinkService;
import suban.ledger.Act;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.Channel;
import suban.ledger.Complaint;
import suban.ledger.ComplaintClass;
import suban.ledger.Complaints;
import suban.ledger.Ground;
import suban.ledger.Ledger;
import suban.ledger.Outcome;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;
import suban.secrecy.SecrecyService;

/** Admission and triage of a complaint (Articles 2, 3, 4, 7, 8). */
@Service
@Transactional
public class TriageService {

    static final Set<UnitKind> HOSTS =
            Set.of(UnitKind.NEW_CITY, UnitKind.DEPARTMENT, UnitKind.NEW_CITY_DEPARTMENT, UnitKind.TOWN);
    private static final Set<String> ELIGIBILITY =
            Set.of("REGISTERED", "SETTING_UP", "ASSOCIATION", "ORDER", "NOT_ELIGIBLE");

    private final Ledger ledger;
    private final Complaints complaints;
    private final Attempts attempts;
    private final Assignments assignments;
    private final Timeline timeline;
    private final Outbox outbox;
    private final DocumentService documents;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final IntakeService intake;
    private final LinkService links;
    private final SecrecyService secrecy;
    private final Limits limits;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what triage touches
    TriageService(
            Ledger ledger,
            Complaints complaints,
            Attempts attempts,
            Assignments assignments,
            Timeline timeline,
            Outbox outbox,
            DocumentService documents,
            CalendarService calendar,
            Organisation organisation,
            IntakeService intake,
            LinkService links,
            SecrecyService secrecy,
            Limits limits,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.attempts = attempts;
        this.assignments = assignments;
        this.timeline = timeline;
        this.outbox = outbox;
        this.documents = documents;
        this.calendar = calendar;
        this.organisation = organisation;
        this.intake = intake;
        this.links = links;
        this.secrecy = secrecy;
        this.limits = limits;
        this.clock = clock;
    }

    /** What triage decided, as the diagram asks for it. */
    public record Triage(String result, String hostUnit, ComplaintClass complaintClass) {}

    /** Records who accepts the complaint first (Article 7). */
    public void recordRoute(String number, String route) {
        Complaint complaint = ledger.complaint(number);
        boolean unitFirst = "COORDINATE_FIRST".equals(route);
        complaints.setStatus(number, unitFirst ? Status.COORDINATING_FIRST : Status.TRIAGE);
        timeline.append(complaint.id(), Act.ROUTE_DECIDED, Actor.SYSTEM, Map.of("route", route));
        if (unitFirst) {
            outbox.add(
                    complaint, 0, "coordinateFirst", complaint.receivedBy(), Texts.time(complaint.coordinationDueAt()));
        }
    }

    /** Records whether the table takes the matter for one outside the regulation (Article 3). */
    public void recordScope(String number, Ground ground) {
        complaints.setScopeGround(number, ground);
        timeline.append(
                ledger.complaint(number).id(), Act.SCOPE_DECIDED, Actor.SYSTEM, Map.of("ground", ground.name()));
    }

    /** Keeps what the tables propose, for the officer's form (Article 8). */
    public void recordProposal(String number, ComplaintClass proposed, String coUnits) {
        complaints.setProposal(number, proposed, coUnits);
    }

    /**
     * The collecting unit answers itself, or hands the matter to the office with its reason (Article 7(4)(5)).
     *
     * @return whether it answered
     */
    public boolean coordinateFirst(String number, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Instant now = clock.instant();
        if ("ANSWERED".equals(form.required("decision", "先行协调的结果"))) {
            String reply = form.required("replyText", "答复内容");
            complaints.setHost(number, complaint.receivedBy(), ComplaintClass.GENERAL);
            answered(complaint, complaint.receivedBy(), reply, form.actor(), now);
            timeline.append(complaint.id(), Act.ANSWERED_BY_UNIT, form.actor(), Map.of(), Map.of("replyText", reply));
            return true;
        }
        String reason = form.required("reason", "难以协调的理由");
        accepted(complaint, now);
        timeline.append(complaint.id(), Act.HANDED_OVER, form.actor(), Map.of(), Map.of("reason", reason));
        return false;
    }

    /** The collecting unit's days are over: the office takes the matter over (Article 7(4)(5)). */
    public void takeOver(String number) {
        Complaint complaint = ledger.complaint(number);
        accepted(complaint, complaint.coordinationDueAt()); // when its days were over, however late the timer
        timeline.append(complaint.id(), Act.TAKEN_OVER, Actor.SYSTEM, Map.of());
    }

    private void accepted(Complaint complaint, Instant at) {
        complaints.setAccepted(
                complaint.number(),
                at,
                calendar.workingDaysAfter(at, limits.triageDays()).due());
        complaints.setStatus(complaint.number(), Status.TRIAGE);
    }

    /**
     * The officer confirms or overrules a proposed refusal (Article 3); the enterprise is told the reason.
     *
     * @return whether the complaint is refused
     */
    public boolean confirmRejection(String number, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        String reason = form.required("reason", "理由");
        if ("REJECT".equals(form.required("decision", "是否受理"))) {
            complaints.setRejectionReason(number, reason);
            ledger.end(complaint, Status.REJECTED);
            timeline.append(
                    complaint.id(),
                    Act.REJECTED,
                    form.actor(),
                    Map.of("ground", Objects.toString(complaint.scopeGround(), "NONE")),
                    Map.of("reason", reason));
            outbox.add(complaint, 0, "rejected", Outbox.ENTERPRISE, reason);
            if (complaint.channel() == Channel.SUPERIOR) { // whoever gave the order waits for a report (Article 7(3))
                String order = complaint.orderNumber() == null ? "无" : complaint.orderNumber();
                outbox.add(complaint, 0, "endedOrder", complaint.coordinatingUnit(), order, "不予受理");
            }
            return true;
        }
        complaints.setScopeGround(number, Ground.NONE);
        timeline.append(complaint.id(), Act.ADMITTED, form.actor(), Map.of(), Map.of("reason", reason));
        return false;
    }

    /** Class, host and co-handlers as the officer decides them (Articles 4, 8); every problem is named at once. */
    public Triage triage(String number, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Ground excluded = form.flag("seal")
                ? Ground.STATE_SECRET
                : "NOT_ELIGIBLE".equals(form.text("eligibility"))
                        ? Ground.NOT_ELIGIBLE
                        : Ground.valueOf(form.text("exclusionGround", "NONE"));
        if (excluded != Ground.NONE) {
            complaints.setScopeGround(number, excluded);
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("ground", excluded.name());
            input.put("eligibility", form.text("eligibility"));
            timeline.append(
                    complaint.id(),
                    Act.SCOPE_DECIDED,
                    form.actor(),
                    input,
                    form.text("reason") == null ? Map.of() : Map.of("reason", form.text("reason")));
            if (form.flag("seal")) {
                String why = form.text("reason");
                secrecy.seal(number, why == null ? "研判时发现疑似涉密" : why, form.actor());
            }
            return new Triage("CONFIRM_REJECTION", null, null);
        }
        Decision decision = check(complaint, form);
        Instant now = clock.instant();
        complaints.setTriage(
                number,
                now,
                form.actor().user(),
                decision.complaintClass(),
                decision.eligibility(),
                decision.accused(),
                decision.host(),
                String.join(",", decision.coUnits()),
                form.flag("urgent"));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("complaintClass", decision.complaintClass().name());
        input.put("hostUnit", decision.host());
        input.put("coHandlerUnits", List.copyOf(decision.coUnits()));
        input.put("eligibility", decision.eligibility());
        input.put("accusedUnit", decision.accused());
        input.put("urgent", form.flag("urgent"));
        timeline.append(
                complaint.id(),
                Act.TRIAGED,
                form.actor(),
                input,
                form.text("reason") == null ? Map.of() : Map.of("reason", form.text("reason")));
        if (decision.complaintClass() == ComplaintClass.IMMEDIATE) {
            LocalDate day = LocalDate.ofInstant(complaint.acceptedAt(), clock.getZone());
            LocalDate last = calendar.isWorkingDay(day)
                    ? day
                    : LocalDate.ofInstant(calendar.openingAfter(complaint.acceptedAt()), clock.getZone());
            complaints.setEnterpriseDue(
                    number,
                    calendar.closeOfBusiness(last),
                    0,
                    "WORKING",
                    calendar.version(),
                    !calendar.isApproved(last));
        }
        String sameMatter = form.text("sameMatterAs");
        if (sameMatter != null) {
            links.confirmSameMatter(number, sameMatter, form.actor());
        }
        links.relate(
                number,
                form.list("relatedTo").stream()
                        .filter(other -> !other.equals(sameMatter))
                        .toList(),
                form.actor());
        if (!decision.splitTitles().isEmpty()) {
            intake.split(complaint, decision.splitTitles(), form.actor());
        }
        complaints.setStatus(number, Status.HANDLING);
        return new Triage(
                decision.complaintClass() == ComplaintClass.IMMEDIATE ? "IMMEDIATE" : "DISPATCH",
                decision.host(),
                decision.complaintClass());
    }

    private record Decision(
            ComplaintClass complaintClass,
            String host,
            Set<String> coUnits,
            String eligibility,
            String accused,
            List<String> splitTitles) {}

    private Decision check(Complaint complaint, FormValues form) {
        List<FieldError> errors = new ArrayList<>();
        ComplaintClass complaintClass = null;
        try {
            complaintClass = ComplaintClass.valueOf(form.text("complaintClass", ""));
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("complaintClass", "类别：必填，且只能为即时办结、一般或复杂"));
        }
        String host = form.text("hostUnit", complaint.newCity());
        Unit hostUnit = organisation.find(host).orElse(null);
        String accused = form.text("accusedUnit");
        if (hostUnit == null) {
            errors.add(new FieldError("hostUnit", "主办单位：没有该单位"));
        } else if (!HOSTS.contains(hostUnit.kind())) {
            errors.add(new FieldError("hostUnit", "主办单位：" + hostUnit.name() + "不能主办投诉"));
        } else if (!organisation.isWithinReach(complaint.coordinatingUnit(), hostUnit)) {
            errors.add(new FieldError("hostUnit", "主办单位：" + hostUnit.name() + "不属于本新城"));
        }
        if (accused != null && organisation.find(accused).isEmpty()) {
            errors.add(new FieldError("accusedUnit", "被投诉单位：没有该单位"));
        } else if (accused != null && hostUnit != null && organisation.accusesLeadership(accused, host)) {
            errors.add(new FieldError("hostUnit", "主办单位：被投诉的是" + organisation.nameOf(accused) + "，应另行指定主办单位"));
        }
        if (complaintClass == ComplaintClass.IMMEDIATE
                && organisation.isPartOf(complaint.coordinatingUnit(), accused)) {
            errors.add(new FieldError("complaintClass", "类别：被投诉的是负责协调的营商办，不能由其即时答复"));
        }
        Set<String> coUnits = new LinkedHashSet<>(form.list("coHandlerUnits"));
        for (String unit : coUnits) {
            Unit known = organisation.find(unit).orElse(null);
            if (known == null) {
                errors.add(new FieldError("coHandlerUnits", "协办单位：没有单位“" + unit + "”"));
            } else if (unit.equals(host)) {
                errors.add(new FieldError("coHandlerUnits", "协办单位：主办单位不能同时协办"));
            } else if (organisation.isPartOf(unit, accused)) {
                errors.add(new FieldError("coHandlerUnits", "协办单位：被投诉单位及其下属单位不能协办"));
            } else if (!HOSTS.contains(known.kind())) {
                errors.add(new FieldError("coHandlerUnits", "协办单位：" + known.name() + "不能协办投诉"));
            } else if (!organisation.isWithinReach(complaint.coordinatingUnit(), known)) {
                errors.add(new FieldError("coHandlerUnits", "协办单位：" + known.name() + "不属于本新城"));
            }
        }
        if (coUnits.size() > 10) {
            errors.add(new FieldError("coHandlerUnits", "协办单位：不能超过10个"));
        }
        String eligibility = form.text("eligibility", "REGISTERED");
        if (!ELIGIBILITY.contains(eligibility)) {
            errors.add(new FieldError("eligibility", "投诉主体：没有该选项"));
        }
        boolean otherHost = !host.equals(complaint.newCity());
        boolean otherClass = complaintClass != null && complaint.proposedClass() != complaintClass;
        // to name further co-handlers overrules nobody (Article 4); to leave out one the table proposes does
        boolean leftOut = !coUnits.containsAll(proposedCoUnits(complaint, host, accused));
        if ((otherHost || otherClass || leftOut) && form.text("reason") == null) {
            errors.add(new FieldError("reason", "调整理由：主办单位不是企业所属新城、类别与建议不同，或去掉建议的协办单位时必填"));
        }
        List<String> split = form.text("splitItems") == null
                ? List.of()
                : form.text("splitItems")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        if (split.size() > 9) {
            errors.add(new FieldError("splitItems", "拆分：一次最多拆分9个问题"));
        }
        for (String title : split) {
            if (title.codePointCount(0, title.length()) < 2 || title.codePointCount(0, title.length()) > 100) {
                errors.add(new FieldError("splitItems", "拆分：每行为一个问题的标题，2至100个字"));
                break;
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return new Decision(complaintClass, host, coUnits, eligibility, accused, split);
    }

    /** Those the table proposed who may still co-handle: not the host itself, nobody accused, no unit since removed. */
    private Set<String> proposedCoUnits(Complaint complaint, String host, String accused) {
        Set<String> proposed = new LinkedHashSet<>(complaint.proposedCoUnitList());
        proposed.removeIf(unit -> unit.equals(host)
                || organisation.isPartOf(unit, accused)
                || organisation.find(unit).isEmpty());
        return proposed;
    }

    /** The office's own answer on the day of acceptance (Article 8 即时办结). */
    public void answerImmediately(String number, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        String reply = form.required("replyText", "答复内容");
        answered(complaint, complaint.coordinatingUnit(), reply, form.actor(), clock.instant());
        timeline.append(complaint.id(), Act.ANSWERED_IMMEDIATELY, form.actor(), Map.of(), Map.of("replyText", reply));
    }

    /** Not answered on the day of acceptance: it becomes a general one, timed from acceptance (Article 8). */
    public ComplaintClass becomeGeneral(String number) {
        Complaint complaint = ledger.complaint(number);
        complaints.setClass(number, ComplaintClass.GENERAL);
        timeline.append(complaint.id(), Act.BECAME_GENERAL, Actor.SYSTEM, Map.of());
        return ComplaintClass.GENERAL;
    }

    private void answered(Complaint complaint, String unit, String reply, Actor actor, Instant at) {
        Attempt attempt = attempts.save(Attempt.planned(complaint.id(), 1, unit, unit));
        assignments.save(new Assignment(null, attempt.id(), unit, "HOST", at, null, at, "DONE", true));
        attempts.setReply(attempt.id(), Outcome.RESOLVED, reply, null, actor.user());
        Instant visitDue = calendar.workingDaysAfter(at, limits.visitDays()).due();
        attempts.setReplied(attempt.id(), at, visitDue);
        complaints.setStatus(complaint.number(), Status.VISIT);
        outbox.add(complaint, 1, "replied", Outbox.ENTERPRISE, Outcome.RESOLVED.label(), reply);
        outbox.add(
                complaint,
                1,
                "visitAnnounced",
                Outbox.ENTERPRISE,
                organisation.nameOf(complaint.coordinatingUnit()),
                Texts.day(LocalDate.ofInstant(visitDue, CalendarService.ZONE)));
        documents.issue(Issue.of(
                DocumentKind.REPLY,
                complaint,
                1,
                unit,
                Issue.ENTERPRISE,
                "reply",
                Map.of(
                        "受理日期",
                        Texts.day(LocalDate.ofInstant(complaint.registeredAt(), CalendarService.ZONE)),
                        "办理结果",
                        Outcome.RESOLVED.label(),
                        "答复内容",
                        reply,
                        "主办单位",
                        organisation.nameOf(unit))));
    }
}
