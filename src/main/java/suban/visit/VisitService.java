package suban.visit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.documents.Issue;
import suban.engine.FormValues;
import suban.handling.Checkers;
import suban.handling.Handlers;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.CoScore;
import suban.ledger.CoScores;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Rating;
import suban.ledger.Reopening;
import suban.ledger.Reopenings;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.ledger.Visit;
import suban.ledger.Visits;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** Return visits and what follows from them (Articles 4, 14, 15). */
@Service
@Transactional
public class VisitService {

    private static final LocalTime MORNING = LocalTime.of(9, 30);
    private static final LocalTime AFTERNOON = LocalTime.of(14, 30);

    private static final Map<String, String> OFFICE_RATINGS = Map.of("GOOD", "好", "FAIR", "一般", "POOR", "差");

    private final Ledger ledger;
    private final Complaints complaints;
    private final Attempts attempts;
    private final Visits visits;
    private final CoScores scores;
    private final Reopenings reopenings;
    private final Timeline timeline;
    private final Outbox outbox;
    private final DocumentService documents;
    private final People people;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final Handlers handlers;
    private final Checkers checkers;
    private final Limits limits;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a visit touches
    VisitService(
            Ledger ledger,
            Complaints complaints,
            Attempts attempts,
            Visits visits,
            CoScores scores,
            Reopenings reopenings,
            Timeline timeline,
            Outbox outbox,
            DocumentService documents,
            People people,
            CalendarService calendar,
            Organisation organisation,
            Handlers handlers,
            Checkers checkers,
            Limits limits,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.attempts = attempts;
        this.visits = visits;
        this.scores = scores;
        this.reopenings = reopenings;
        this.timeline = timeline;
        this.outbox = outbox;
        this.documents = documents;
        this.people = people;
        this.calendar = calendar;
        this.organisation = organisation;
        this.handlers = handlers;
        this.checkers = checkers;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * One call-back, or a try at one (Article 14): three tries on three working days at differing hours, then 未评价. Beside the
     * enterprise's rating the office may record its own (Article 4).
     */
    public VisitOutcome visit(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Instant now = clock.instant();
        List<Visit> earlier = visits.findByAttemptIdInOrderByAt(List.of(attempt.id()));
        boolean reached = reached(form);
        Rating rating = reached ? rating(form) : null;
        int before = reopenings
                .findFirstByAttemptIdOrderByIdDesc(attempt.id())
                .map(Reopening::visitsBefore)
                .orElse(0);
        boolean last = !reached && earlier.size() - before + 1 >= limits.visitTries();
        visits.save(new Visit(
                null,
                attempt.id(),
                earlier.size() + 1,
                now,
                form.actor().user(),
                reached,
                last ? Rating.UNRATED : rating,
                form.text("dissatisfactionReason"),
                form.text("officeRating"),
                form.text("note")));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("try", earlier.size() - before + 1);
        input.put("rating", last ? Rating.UNRATED.name() : rating == null ? null : rating.name());
        input.put("officeRating", form.text("officeRating"));
        Map<String, Object> personal = new LinkedHashMap<>();
        personal.put("reason", form.text("dissatisfactionReason"));
        personal.put("note", form.text("note"));
        timeline.append(complaint.id(), reached ? Act.VISITED : Act.VISIT_TRIED, form.actor(), input, personal);
        if (!reached && !last) {
            Instant next = nextTry(now, calendar);
            attempts.setNextVisit(
                    attempt.id(), next, calendar.closeOfBusiness(LocalDate.ofInstant(next, clock.getZone())));
            return VisitOutcome.NOT_REACHED;
        }
        attempts.setScoringDue(
                attempt.id(),
                calendar.workingDaysAfter(now, limits.scoringDays()).due());
        file(complaint, no, earlier.subList(Math.min(before, earlier.size()), earlier.size()), rating, form, now);
        if (last) {
            return VisitOutcome.UNRATED;
        }
        return rating.isBad() ? VisitOutcome.DISSATISFIED : VisitOutcome.SATISFIED;
    }

    /** The office keeps a record of the visit once it has come to something (Articles 4, 14). */
    private void file(Complaint complaint, int no, List<Visit> inVain, Rating rating, FormValues form, Instant now) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("回访时间", Texts.time(now));
        facts.put("回访人", people.nameOf(form.actor().user()));
        facts.put("回访结果", rating == null ? "多次未联系上企业" : "已联系上企业");
        facts.put("企业评价", rating == null ? Rating.UNRATED.label() : rating.label());
        facts.put("不满意原因", form.text("dissatisfactionReason"));
        facts.put("办理评价", OFFICE_RATINGS.get(form.text("officeRating", "")));
        facts.put("回访备注", form.text("note"));
        facts.put(
                "未联系上",
                inVain.stream()
                        .map(visit -> Map.of("时间", Texts.time(visit.at())))
                        .toList());
        facts.put("后续处理", rating == null ? "按未评价办结" : rating.isBad() ? "不予销号，按《细则》第十四条、第十五条办理" : "予以销号");
        documents.issue(Issue.of(
                DocumentKind.VISIT,
                complaint,
                no,
                checkers.of(complaint.number(), no),
                Issue.FILE,
                "visit-" + now.toEpochMilli(),
                facts));
    }

    /** Whether the enterprise was reached: said, not assumed, so that an empty form is no call. */
    private static boolean reached(FormValues form) {
        boolean reached = Boolean.parseBoolean(form.required("reached", "已联系上企业"));
        if (!reached && (form.text("rating") != null || form.text("dissatisfactionReason") != null)) {
            throw new InvalidInput("rating", "企业评价：未联系上企业时不能填写");
        }
        return reached;
    }

    private static Rating rating(FormValues form) {
        Rating rating;
        try {
            rating = Rating.valueOf(form.required("rating", "企业评价"));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("rating", "企业评价：没有该选项");
        }
        if (rating == Rating.UNRATED) {
            throw new InvalidInput("rating", "企业评价：已联系上企业时应记录其评价");
        }
        if (rating.isBad()) {
            form.required("dissatisfactionReason", "不满意的原因");
        }
        return rating;
    }

    /** The next working day, in the other half of the day. */
    static Instant nextTry(Instant tried, CalendarService by) {
        ZonedDateTime last = tried.atZone(CalendarService.ZONE);
        LocalDate day =
                LocalDate.ofInstant(by.openingAfter(by.closeOfBusiness(last.toLocalDate())), CalendarService.ZONE);
        return day.atTime(last.getHour() < 12 ? AFTERNOON : MORNING)
                .atZone(CalendarService.ZONE)
                .toInstant();
    }

    /** The host scores how each co-handler cooperated, 1 to 5 (Articles 4, 14). */
    public void scoreCoHandlers(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        List<String> units = ledger.cooperating(attempt);
        List<FieldError> errors = new ArrayList<>();
        Set<String> scored = new HashSet<>();
        Map<String, Object> given = new LinkedHashMap<>();
        for (Map<String, Object> row : form.rows("scores")) {
            String unit = String.valueOf(row.get("unit"));
            if (!units.contains(unit) || !scored.add(unit)) {
                errors.add(new FieldError("scores", "配合情况：" + organisation.nameOf(unit) + "不是协办单位或重复"));
                continue;
            }
            Integer score = score(row.get("score"));
            if (score == null) {
                errors.add(new FieldError("scores", "配合情况：" + organisation.nameOf(unit) + "应为1至5分的整数"));
                continue;
            }
            given.put(unit, score);
        }
        for (String unit : units) {
            if (!scored.contains(unit)) {
                errors.add(new FieldError("scores", "配合情况：" + organisation.nameOf(unit) + "尚未评分"));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        Instant now = clock.instant();
        given.forEach((unit, score) -> scores.save(new CoScore(
                null, attempt.id(), unit, (Integer) score, form.actor().user(), now)));
        timeline.append(complaint.id(), Act.CO_HANDLERS_SCORED, form.actor(), Map.of("attempt", no, "scores", given));
    }

    private static Integer score(Object value) {
        try {
            int score = Integer.parseInt(String.valueOf(value));
            return score < 1 || score > 5 ? null : score;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** 销号: the enterprise is satisfied (Article 14). */
    public void closeSatisfied(String number, int no) {
        close(number, no, "SATISFIED");
    }

    /** Three tries without an answer: closed, outside the praise rate. */
    public void closeUnrated(String number, int no) {
        close(number, no, "UNRATED");
    }

    private void close(String number, int no, String how) {
        Complaint complaint = ledger.complaint(number);
        ledger.end(complaint, Status.CLOSED);
        timeline.append(complaint.id(), Act.CLOSED, Actor.SYSTEM, Map.of("attempt", no, "how", how));
        String notice = "SATISFIED".equals(how) ? "closed" : "closedUnrated";
        if (!outbox.add(complaint, 0, notice, Outbox.ENTERPRISE)) { // closed once before, and reopened
            outbox.addOnce(complaint, 0, notice + "-" + calendar.today(), notice, Outbox.ENTERPRISE);
        }
    }

    /**
     * Dissatisfied once: back to the unit that handled it, five working days from now (Article 14). An immediate answer of the
     * office's goes to the host that triage named.
     *
     * @return the next attempt's number
     */
    public int returnForRehandling(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        List<Visit> all = visits.findByAttemptIdInOrderByAt(
                List.of(ledger.attempt(number, no).id()));
        String reason =
                all.isEmpty() ? "" : String.valueOf(all.get(all.size() - 1).reason());
        timeline.append(
                complaint.id(), Act.RETURNED, Actor.SYSTEM, Map.of("attempt", no + 1), Map.of("reason", reason));
        outbox.add(complaint, no + 1, "rehandling", handlers.hostGroup(complaint), reason);
        return no + 1;
    }

    /** The host that triage named, or the unit of the first attempt where a collecting unit answered itself. */
    public String host(String number) {
        Complaint complaint = ledger.complaint(number);
        return complaint.hostUnit();
    }

    /**
     * Takes an unrated closure up again: the enterprise is called back anew, three times if need be, within the days of a first visit
     * (Article 14).
     */
    public void reopen(String number, int no, String reason, Actor actor) {
        Complaint complaint = ledger.complaint(number);
        Attempt attempt = ledger.attempt(number, no);
        Instant now = clock.instant();
        Instant due = calendar.workingDaysAfter(now, limits.visitDays()).due();
        reopenings.save(new Reopening(
                null,
                complaint.id(),
                attempt.id(),
                visits.findByAttemptIdInOrderByAt(List.of(attempt.id())).size(),
                complaint.closedAt(),
                now,
                actor.user(),
                reason));
        attempts.setVisitDue(attempt.id(), due);
        complaints.reopen(number, Status.VISIT);
        timeline.append(
                complaint.id(),
                Act.REOPENED,
                actor,
                Map.of("attempt", no, "until", due.toString()),
                Map.of("reason", reason));
        outbox.addOnce(complaint, no, "reopened-" + calendar.today(), "reopened", Outbox.ENTERPRISE);
    }

    /** Dissatisfied a second time: the matter waits for joint supervision (Article 15). */
    public void awaitSupervision(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        complaints.setStatus(number, Status.SUPERVISION);
        timeline.append(complaint.id(), Act.SUPERVISION_AWAITED, Actor.SYSTEM, Map.of("attempt", no));
        checkers.toTell(complaint, no).forEach(office -> outbox.add(complaint, no, "supervision", office));
        organisation.ofKind(UnitKind.INSPECTION).stream()
                .map(Unit::id)
                .forEach(unit -> outbox.add(complaint, no, "supervision", unit));
    }
}
