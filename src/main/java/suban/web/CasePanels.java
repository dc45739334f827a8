package suban.web;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import suban.Limits;
import suban.calendar.CalendarService;
import suban.calendar.Deadline;
import suban.handling.CourseOfWork;
import suban.ledger.Act;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.ComplaintClass;
import suban.ledger.ComplaintContent;
import suban.ledger.Contact;
import suban.ledger.ContactLine;
import suban.ledger.Contacts;
import suban.ledger.Identity;
import suban.ledger.Ledger;
import suban.ledger.LedgerRow;
import suban.ledger.LedgerSearch;
import suban.ledger.Masking;
import suban.ledger.Opinion;
import suban.ledger.Opinions;
import suban.ledger.Reopening;
import suban.ledger.Reopenings;
import suban.ledger.SimilarComplaints;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.ledger.TimelineEntry;
import suban.ledger.TimelineText;
import suban.ledger.Viewer;
import suban.ledger.Visit;
import suban.ledger.Visits;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.problems.ProblemBank;

/**
 * Gathers what the case beside the form shows, in a number of statements that does not grow with the case. What somebody may see is
 * {@link LedgerSearch}'s and {@link CaseSight}'s to decide; the facts are those that stand above the forms of their tasks.
 */
@Component
class CasePanels {

    /** What gives an attempt another date (design, section 5). */
    private static final Set<Act> MOVES = EnumSet.of(
            Act.REDISPATCHED,
            Act.ASSIGNMENT_CORRECTED,
            Act.DELAY_GRANTED,
            Act.FORTNIGHT_DECIDED,
            Act.PLAN_SIGNED_OFF,
            Act.RECLASSIFIED);

    private static final Map<String, String> ENDS = Map.of(
            "DONE", "已提出意见",
            "RELEASED", "已免除",
            "REASSIGNED", "已改由其他单位协办",
            "WITHDRAWN", "投诉已撤回",
            "TERMINATED", "已终止办理");

    private final LedgerSearch search;
    private final Ledger ledger;
    private final Assignments assignments;
    private final Opinions opinions;
    private final Contacts contacts;
    private final Visits visits;
    private final Reopenings reopenings;
    private final Timeline timeline;
    private final CourseOfWork course;
    private final ProblemBank problems;
    private final Organisation organisation;
    private final People people;
    private final CalendarService calendar;
    private final Limits limits;
    private final Clock clock;

    @SuppressWarnings("java:S107") // everything that is known of a case
    CasePanels(
            LedgerSearch search,
            Ledger ledger,
            Assignments assignments,
            Opinions opinions,
            Contacts contacts,
            Visits visits,
            Reopenings reopenings,
            Timeline timeline,
            CourseOfWork course,
            ProblemBank problems,
            Organisation organisation,
            People people,
            CalendarService calendar,
            Limits limits,
            Clock clock) {
        this.search = search;
        this.ledger = ledger;
        this.assignments = assignments;
        this.opinions = opinions;
        this.contacts = contacts;
        this.visits = visits;
        this.reopenings = reopenings;
        this.timeline = timeline;
        this.course = course;
        this.problems = problems;
        this.organisation = organisation;
        this.people = people;
        this.calendar = calendar;
        this.limits = limits;
        this.clock = clock;
    }

    /** A case, and whether contact data is in it. */
    record Shown(CasePanel panel, boolean withContact) {}

    /** The case as this person may see it; {@link suban.NotFound} where it is none of theirs. */
    @Transactional(readOnly = true)
    Shown of(String number, Viewer viewer) {
        Panel panel = new Panel(search.visible(number, viewer), viewer);
        return new Shown(panel.view(), panel.showsContact());
    }

    /** What to look for complaints like this one by: nothing of the enterprise that this person may not know. */
    @Transactional(readOnly = true)
    SimilarComplaints.Question like(String number, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        ComplaintContent content = ledger.content(complaint);
        if (!hidden(complaint, viewer)) {
            return SimilarComplaints.Question.of(complaint, content);
        }
        return new SimilarComplaints.Question(
                number,
                null,
                null,
                Identity.without(complaint.title(), complaint, content),
                Identity.without(content.content(), complaint, content),
                complaint.demandType());
    }

    private boolean hidden(Complaint complaint, Viewer viewer) {
        return complaint.confidential()
                && Viewer.CONFIDENTIAL.equals(search.enterpriseNames(List.of(complaint.number()), viewer)
                        .get(complaint.number()));
    }

    private static OffsetDateTime at(Instant instant) {
        return CaseView.at(instant);
    }

    /** One case for one person, at one moment. */
    private final class Panel {

        private final Complaint complaint;
        private final Viewer viewer;
        private final Instant now = clock.instant();
        private final List<Attempt> attempts;
        private final Attempt latest;
        private final CaseSight sight;
        private final boolean hidden;
        private final boolean talks;
        private final ComplaintContent content;
        private final List<TimelineEntry> entries;
        private final Map<Long, List<Assignment>> parts;
        private final Map<Long, Opinion> given;
        private final Map<Long, List<Contact>> contacted;
        private final Map<Long, List<Visit>> visited;
        private final List<CourseOfWork.FortnightLine> fortnights;
        private final List<CourseOfWork.CommitmentLine> commitments;
        private final Map<String, String> names;

        Panel(Complaint complaint, Viewer viewer) {
            this.complaint = complaint;
            this.viewer = viewer;
            attempts = ledger.attempts(complaint);
            latest = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
            sight = CaseSight.of(search, complaint, attempts, viewer);
            hidden = hidden(complaint, viewer);
            talks = sight.contact() || viewer.units().contains(String.valueOf(complaint.receivedBy()));
            content = ledger.content(complaint);
            entries = sight.of(timeline.of(complaint.id()));
            List<Long> ids = attempts.stream().map(Attempt::id).toList();
            parts = byAttempt(ids, assignments::findByAttemptIdInOrderById, Assignment::attemptId);
            List<Long> coParts = parts.values().stream()
                    .flatMap(List::stream)
                    .filter(part -> "CO".equals(part.role()))
                    .map(Assignment::id)
                    .toList();
            given = coParts.isEmpty()
                    ? Map.of()
                    : opinions.findByAssignmentIdInOrderByAt(coParts).stream()
                            .collect(Collectors.toMap(
                                    Opinion::assignmentId, Function.identity(), (earlier, later) -> later));
            contacted = byAttempt(ids, contacts::findByAttemptIdInOrderByAt, Contact::attemptId);
            visited = byAttempt(ids, visits::findByAttemptIdInOrderByAt, Visit::attemptId);
            fortnights = course.fortnights(ids);
            commitments = course.commitments(ids);
            names = people.namesOf(Stream.of(
                            entries.stream().map(TimelineEntry::actor),
                            given.values().stream().map(Opinion::recordedBy),
                            contacted.values().stream().flatMap(List::stream).map(Contact::recordedBy),
                            visited.values().stream().flatMap(List::stream).map(Visit::visitedBy))
                    .flatMap(Function.identity())
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet()));
        }

        private <T> Map<Long, List<T>> byAttempt(
                List<Long> ids, Function<Collection<Long>, List<T>> find, Function<T, Long> attempt) {
            return ids.isEmpty() ? Map.of() : find.apply(ids).stream().collect(Collectors.groupingBy(attempt));
        }

        CasePanel view() {
            List<CasePanel.Clock> clocks = clocks();
            List<CasePanel.AttemptView> views =
                    attempts.stream().map(this::view).toList();
            return new CasePanel(
                    complaint.number(),
                    told(complaint.title()),
                    sight.status().label(),
                    sight.status().isEnd(),
                    complaint.complaintClass() == null
                            ? "待分类"
                            : complaint.complaintClass().label(),
                    complaint.comesFirst(),
                    complaint.confidential(),
                    hidden,
                    light(),
                    facts(),
                    readsContent() ? told(content.content()) : null,
                    clocks,
                    views,
                    entries.stream().map(this::step).toList(),
                    search.linked(complaint, viewer).stream().map(this::link).toList(),
                    asksSimilar()
                            ? problems.entriesOf(complaint.number()).stream()
                                    .map(it -> new CasePanel.ProblemView(
                                            it.code(), it.title(), it.state(), it.advice(), it.solutions()))
                                    .toList()
                            : List.of(),
                    asksSimilar());
        }

        /** What the enterprise wrote stands above every form; an administrator works no case and reads no form. */
        private boolean readsContent() {
            return viewer.identities() || !viewer.units().isEmpty();
        }

        /** As {@link SimilarController} answers it. */
        private boolean asksSimilar() {
            return viewer.identities() || viewer.units().stream().anyMatch(organisation::isOffice);
        }

        private List<CasePanel.Fact> facts() {
            List<CasePanel.Fact> facts = new ArrayList<>();
            facts.add(new CasePanel.Fact("投诉企业", hidden ? Viewer.CONFIDENTIAL : complaint.enterpriseName()));
            if (readsContent()) {
                facts.add(new CasePanel.Fact("联系人", contact()));
            }
            facts.add(new CasePanel.Fact("所属新城", organisation.nameOf(complaint.newCity())));
            facts.add(new CasePanel.Fact("诉求类型", complaint.demandType()));
            facts.add(new CasePanel.Fact(
                    "收到渠道",
                    complaint.channel().label()
                            + (complaint.receivedBy() == null
                                    ? ""
                                    : "（" + organisation.nameOf(complaint.receivedBy()) + "收到）")));
            if (complaint.orderNumber() != null) {
                facts.add(new CasePanel.Fact(
                        "上级文号",
                        complaint.orderNumber()
                                + (complaint.orderDueAt() == null
                                        ? ""
                                        : "（" + Texts.time(complaint.orderDueAt()) + "前）")));
            }
            facts.add(new CasePanel.Fact("协调单位", organisation.nameOf(complaint.coordinatingUnit())));
            if (complaint.accusedUnit() != null && sight.words()) {
                facts.add(new CasePanel.Fact("被投诉单位", organisation.nameOf(complaint.accusedUnit()) + "（应当回避）"));
            }
            facts.add(new CasePanel.Fact("登记时间", Texts.time(complaint.registeredAt())));
            entries.stream()
                    .filter(entry -> entry.act() == Act.ARCHIVED)
                    .forEach(entry -> facts.add(new CasePanel.Fact(
                            "已归档", "原文、文书和附件在档案" + Timeline.read(entry.input()).get("archive") + "中")));
            return facts;
        }

        /**
         * The same words as above the forms. The host talks to the enterprise and answers it (Articles 4, 9): what a co-handler wants
         * to know of it, it asks the host; who only watches needs no contact data.
         */
        private String contact() {
            if (hidden) {
                return ContactLine.THROUGH_OFFICE;
            }
            if (talks) {
                return ContactLine.plain(complaint, content);
            }
            return viewer.all() ? ContactLine.masked(complaint, content) : ContactLine.THROUGH_HOST;
        }

        /** What the enterprise wrote itself often says whom to call, too. */
        private String told(String text) {
            if (hidden) {
                return Masking.inText(Identity.without(text, complaint, content));
            }
            return talks ? text : Masking.contactIn(text, content);
        }

        /** Whether contact data is shown in plain, which is noted. */
        private boolean showsContact() {
            return talks && !hidden && readsContent() && !Texts.ARCHIVED.equals(content.contactName());
        }

        // ---- clocks

        private CasePanel.Light light() {
            Instant due;
            String what;
            if (sight.status().isEnd()) {
                return null;
            }
            if (sight.status() == Status.VISIT && latest != null && latest.repliedAt() != null) {
                boolean rated = rated();
                due = rated ? latest.scoringDueAt() : latest.visitDueAt();
                what = rated ? "协办评价期限" : "回访期限";
            } else if (latest != null && latest.repliedAt() == null && latest.dueAt() != null) {
                due = latest.effectiveDueAt();
                what = latest.no() == 1 ? "办理期限" : "第" + latest.no() + "次办理期限";
            } else if (latest == null && complaint.enterpriseDueAt() != null) {
                due = complaint.enterpriseDueAt();
                what = "对企业的答复期限";
            } else if (sight.status() == Status.COORDINATING_FIRST) {
                due = complaint.coordinationDueAt();
                what = "先行协调期限";
            } else if (complaint.triagedAt() == null) {
                due = complaint.triageDueAt();
                what = "研判期限";
            } else {
                return null;
            }
            if (due == null) {
                return null;
            }
            TimeLeft left = TimeLeft.until(due, now, calendar);
            return new CasePanel.Light(left.state(), left.text(), what, at(due));
        }

        /** Whether the last attempt's rating is there: of a case opened anew only what came after counts (Article 14). */
        private boolean rated() {
            int before = reopenings
                    .findFirstByAttemptIdOrderByIdDesc(latest.id())
                    .map(Reopening::visitsBefore)
                    .orElse(0);
            return visited.getOrDefault(latest.id(), List.of()).stream()
                    .anyMatch(visit -> visit.rating() != null && visit.no() > before);
        }

        private List<CasePanel.Clock> clocks() {
            List<CasePanel.Clock> clocks = new ArrayList<>();
            if (complaint.coordinationDueAt() != null && sight.status() == Status.COORDINATING_FIRST) {
                clocks.add(counted(
                        "先行协调",
                        calendar.workingDaysAfter(complaint.registeredAt(), limits.coordinationDays()),
                        complaint.registeredAt(),
                        limits.coordinationDays() + "个工作日",
                        complaint.coordinationDueAt(),
                        null));
            }
            if (complaint.triagedAt() == null
                    && sight.status() != Status.COORDINATING_FIRST
                    && complaint.triageDueAt() != null) {
                Instant anchor = complaint.splitFrom() == null ? complaint.acceptedAt() : complaint.registeredAt();
                clocks.add(counted(
                        "研判分类",
                        calendar.workingDaysAfter(anchor, limits.triageDays()),
                        anchor,
                        limits.triageDays() + "个工作日",
                        complaint.triageDueAt(),
                        null));
            }
            if (complaint.enterpriseDueAt() != null) {
                clocks.add(enterprise());
            }
            return clocks;
        }

        /** From acceptance to the first reply; never begun anew (Article 8). */
        private CasePanel.Clock enterprise() {
            Instant done = attempts.isEmpty() ? null : attempts.get(0).repliedAt();
            if (complaint.complaintClass() == ComplaintClass.IMMEDIATE || complaint.limitDays() == null) {
                return clock(
                        "企业时限",
                        complaint.acceptedAt(),
                        complaint.complaintClass() == ComplaintClass.IMMEDIATE ? "受理当日" : null,
                        complaint.enterpriseDueAt(),
                        null,
                        done,
                        complaint.provisional(),
                        List.of(),
                        complaint.complaintClass() == ComplaintClass.IMMEDIATE ? "即时办结的，受理当日下班前答复企业。" : null);
            }
            return counted(
                    "企业时限",
                    limit(complaint.acceptedAt(), complaint.limitDays(), complaint.limitKind()),
                    complaint.acceptedAt(),
                    days(complaint.limitDays(), complaint.limitKind()),
                    complaint.enterpriseDueAt(),
                    done);
        }

        private List<CasePanel.Clock> clocks(Attempt attempt) {
            List<CasePanel.Clock> clocks = new ArrayList<>();
            if (attempt.dispatchedAt() != null && attempt.responseDueAt() != null) {
                clocks.add(counted(
                        "当日回应",
                        calendar.responseDue(attempt.dispatchedAt(), complaint.urgent()),
                        attempt.dispatchedAt(),
                        complaint.urgent() ? "紧急，即时送达" : "送达当日",
                        attempt.responseDueAt(),
                        attempt.respondedAt()));
            }
            if (attempt.dueAt() != null && attempt.dueAnchor() != null && attempt.limitDays() != null) {
                CasePanel.Clock original = counted(
                        "办理期限",
                        limit(attempt.dueAnchor(), attempt.limitDays(), attempt.limitKind()),
                        attempt.dueAnchor(),
                        days(attempt.limitDays(), attempt.limitKind()),
                        attempt.dueAt(),
                        attempt.repliedAt());
                clocks.add(attempt.adjustedDueAt() == null ? original : moved(attempt, original));
            }
            return clocks;
        }

        /** The adjusted date, with the days of the original one, and the act that moved it. */
        private CasePanel.Clock moved(Attempt attempt, CasePanel.Clock original) {
            String by = entries.stream()
                    .filter(entry -> MOVES.contains(entry.act()) && noOf(entry) == attempt.no())
                    .reduce((earlier, later) -> later)
                    .map(entry -> "因“" + entry.act().label() + "”（" + Texts.time(Instant.ofEpochMilli(entry.atMillis()))
                            + "）")
                    .orElse("");
            return clock(
                    original.name(),
                    attempt.dueAnchor(),
                    original.limit(),
                    attempt.adjustedDueAt(),
                    attempt.dueAt(),
                    attempt.repliedAt(),
                    attempt.provisional(),
                    original.days(),
                    by + "由" + Texts.time(attempt.dueAt()) + "调整为" + Texts.time(attempt.adjustedDueAt()) + "；原期限照常留存。"
                            + (original.note() == null ? "" : original.note()));
        }

        private int noOf(TimelineEntry entry) {
            return Timeline.read(entry.input()).get("attempt") instanceof Number no ? no.intValue() : 1;
        }

        private Deadline limit(Instant from, int days, String kind) {
            return "WORKING".equals(kind)
                    ? calendar.workingDaysAfter(from, days)
                    : calendar.calendarDaysAfter(from, days);
        }

        private static String days(int days, String kind) {
            return days + ("WORKING".equals(kind) ? "个工作日" : "个自然日");
        }

        /** A date that was counted; where another one is stored, why it is not the counted one. */
        private CasePanel.Clock counted(
                String name, Deadline deadline, Instant from, String limit, Instant due, Instant done) {
            boolean same = deadline.due().equals(due);
            boolean ordered = due.equals(complaint.orderDueAt());
            String note = null;
            if (ordered && !same) {
                note = "上级交办的时限早于法定时限，以上级时限为准。";
            } else if (!same && due.isAfter(deadline.due())) {
                note = "按现行日历应为" + Texts.time(deadline.due()) + "；已告知企业的日期不提前。";
            } else if (!same) {
                note = "按现行日历应为" + Texts.time(deadline.due()) + "。";
            }
            return clock(
                    name,
                    from,
                    limit,
                    due,
                    null,
                    done,
                    deadline.provisional(),
                    ordered && !same
                            ? List.of()
                            : deadline.days().stream()
                                    .map(day -> new CasePanel.Day(day.date(), day.counted(), day.why()))
                                    .toList(),
                    note);
        }

        @SuppressWarnings("java:S107") // one clock
        private CasePanel.Clock clock(
                String name,
                Instant from,
                String limit,
                Instant due,
                Instant original,
                Instant done,
                boolean provisional,
                List<CasePanel.Day> days,
                String note) {
            CasePanel.State state;
            String text;
            if (done != null) {
                state = done.isAfter(due) ? CasePanel.State.LATE : CasePanel.State.DONE;
                text = state == CasePanel.State.LATE ? "逾期完成" : "按时完成";
            } else if (sight.status().isEnd()) {
                state = CasePanel.State.ENDED;
                text = "随案件结束";
            } else {
                TimeLeft left = TimeLeft.until(due, now, calendar);
                state = CasePanel.State.valueOf(left.state().name());
                text = left.text();
            }
            return new CasePanel.Clock(
                    name, at(from), limit, at(due), at(original), at(done), state, text, provisional, days, note);
        }

        // ---- attempts

        private CasePanel.AttemptView view(Attempt attempt) {
            boolean words = sight.words();
            return new CasePanel.AttemptView(
                    attempt.no(),
                    organisation.nameOf(attempt.host())
                            + (attempt.hostGroup() == null
                                            || attempt.hostGroup().equals(attempt.host())
                                    ? ""
                                    : "（由" + organisation.nameOf(attempt.hostGroup()) + "办理）"),
                    attempt.insideUnit() == null ? null : organisation.nameOf(attempt.insideUnit()),
                    at(attempt.dispatchedAt()),
                    attempt.promisedDate(),
                    clocks(attempt),
                    attempt.repliedAt() == null || attempt.outcome() == null
                            ? null
                            : attempt.outcome().label(),
                    words && attempt.repliedAt() != null ? attempt.replyText() : null,
                    words && attempt.repliedAt() != null ? attempt.legalBasis() : null,
                    at(attempt.repliedAt()),
                    parts.getOrDefault(attempt.id(), List.of()).stream()
                            .filter(part -> "CO".equals(part.role()))
                            .map(this::view)
                            .toList(),
                    contacted.getOrDefault(attempt.id(), List.of()).stream()
                            .map(this::view)
                            .toList(),
                    visited.getOrDefault(attempt.id(), List.of()).stream()
                            .map(this::view)
                            .toList(),
                    fortnights.stream()
                            .filter(it -> it.attemptId().equals(attempt.id()))
                            .map(it -> view(it, attempt))
                            .toList(),
                    commitments.stream()
                            .filter(it -> it.attemptId().equals(attempt.id()))
                            .map(it -> new CasePanel.CommitmentView(
                                    organisation.nameOf(it.unit()),
                                    at(it.dueAt()),
                                    at(it.fulfilledAt()),
                                    sight.wordsOf(it.unit()) ? it.text() : null))
                            .toList());
        }

        private CasePanel.CoHandlerView view(Assignment part) {
            Opinion opinion = given.get(part.id());
            Instant end = part.endedAt() == null ? now : part.endedAt();
            boolean owes = part.endedAt() == null || "DONE".equals(part.whyEnded());
            String state = part.endedAt() != null
                    ? ENDS.getOrDefault(String.valueOf(part.whyEnded()), "已结束")
                    : part.dispatchedAt() == null ? "尚未交办" : "待提出意见";
            return new CasePanel.CoHandlerView(
                    organisation.nameOf(part.unit()),
                    state,
                    owes && part.dueAt() != null && end.isAfter(part.dueAt()),
                    at(part.dueAt()),
                    at(opinion == null ? part.endedAt() : opinion.at()),
                    opinion == null ? null : name(opinion.recordedBy()),
                    opinion != null && sight.wordsOf(part.unit()) ? opinion.text() : null);
        }

        private CasePanel.ContactView view(Contact contact) {
            boolean words = talks && sight.words() && !hidden;
            String person = words && contact.person() != null ? "，" + contact.person() : "";
            return new CasePanel.ContactView(
                    at(contact.at()),
                    TimelineText.contactChannel(contact.channel()) + (contact.reached() ? "联系上" : "未联系上") + person,
                    name(contact.recordedBy()),
                    sight.words() && !hidden ? told(contact.note()) : null);
        }

        private CasePanel.VisitView view(Visit visit) {
            return new CasePanel.VisitView(
                    visit.no(),
                    at(visit.at()),
                    visit.rating() == null ? null : visit.rating().label(),
                    visit.rating() != null && visit.rating().isBad(),
                    sight.words() ? sight.told(visit.reason()) : null,
                    name(visit.visitedBy()));
        }

        private CasePanel.FortnightView view(CourseOfWork.FortnightLine it, Attempt attempt) {
            return new CasePanel.FortnightView(
                    it.no(),
                    at(it.endsAt()),
                    it.decision() == null
                            ? (attempt.repliedAt() == null ? "尚未决定" : "已答复企业")
                            : it.decision()
                                    + (it.signedOff() ? "（已签批）" : "")
                                    + (it.expectedOn() == null ? "" : "，预计" + Texts.day(it.expectedOn()) + "办结"),
                    sight.words() ? it.text() : null,
                    sight.words()
                            ? it.steps().stream()
                                    .map(step -> Texts.time(step.dueAt()) + "前：" + step.text())
                                    .toList()
                            : List.of());
        }

        // ---- what happened, and what belongs to it

        private CasePanel.Step step(TimelineEntry entry) {
            return new CasePanel.Step(
                    entry.seq(),
                    at(Instant.ofEpochMilli(entry.atMillis())),
                    entry.act().label(),
                    name(entry.actor()),
                    entry.unit() == null ? null : organisation.nameOf(entry.unit()),
                    sight.text(entry, organisation::nameOf));
        }

        private CasePanel.LinkView link(LedgerSearch.Linked linked) {
            LedgerRow row = linked.row();
            return new CasePanel.LinkView(
                    linked.relation().label(),
                    row.number(),
                    row.title(),
                    row.enterpriseName(),
                    row.status().label(),
                    row.host() == null ? null : organisation.nameOf(row.host()),
                    row.overdue());
        }

        private String name(String person) {
            return person == null ? "系统" : names.getOrDefault(person, person);
        }
    }
}
