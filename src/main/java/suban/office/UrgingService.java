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
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.documents.Issue;
import suban.engine.Processes;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.ledger.Viewer;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.secrecy.SecrecyService;

/**
 * 催办 and 督办 by people (Article 4): whoever oversees a case presses those it waits for. Neither moves a date or a task; both are on
 * record, and reach each unit once a day at most.
 */
@Service
@Transactional
public class UrgingService {

    /** The furthest day for a report on what came of a 督办, from today. */
    private static final int LONGEST_REPORT_DAYS = 30;

    private final Complaints complaints;
    private final Ledger ledger;
    private final LedgerSearch search;
    private final Processes processes;
    private final Timeline timeline;
    private final Outbox outbox;
    private final DocumentService documents;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final SecrecyService secrecy;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what pressing touches
    UrgingService(
            Complaints complaints,
            Ledger ledger,
            LedgerSearch search,
            Processes processes,
            Timeline timeline,
            Outbox outbox,
            DocumentService documents,
            CalendarService calendar,
            Organisation organisation,
            SecrecyService secrecy,
            Clock clock) {
        this.complaints = complaints;
        this.ledger = ledger;
        this.search = search;
        this.processes = processes;
        this.timeline = timeline;
        this.outbox = outbox;
        this.documents = documents;
        this.calendar = calendar;
        this.organisation = organisation;
        this.secrecy = secrecy;
        this.clock = clock;
    }

    /**
     * What a viewer can do with a case now: nothing is offered that would be refused.
     *
     * @param urge whoever oversees it: its office, the office of its 新城, the New Area's, 督查室 with it, supervisors
     * @param oversee whoever of them is of an office, which signs documents
     */
    public record Offer(boolean urge, boolean oversee) {}

    /** What {@code viewer} can do with this case; {@link suban.NotFound} where it is not theirs. */
    @Transactional(readOnly = true)
    public Offer offer(String number, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        String office = office(complaint, viewer);
        boolean urge = (viewer.identities() || office != null)
                && refusal(complaint, viewer) == null
                && !waiting(complaint, viewer, office).isEmpty();
        return new Offer(urge, urge && office != null);
    }

    /**
     * Presses the units the case waits for (催办).
     *
     * @param reason why, up to 500 characters
     * @return the units told now
     * @throws Conflict where the case has ended, is sealed, waits for nobody else, or where all were told today
     */
    public List<String> urge(String number, String reason, Viewer viewer) {
        Complaint complaint = overseen(number, viewer);
        String office = office(complaint, viewer);
        int attempt = attempt(complaint);
        String key = "urged-" + calendar.today();
        List<String> told = pressed(complaint, viewer, office).stream()
                .filter(unit -> outbox.addOnce(complaint, attempt, key, "urged", unit, nameOf(office), reason))
                .toList();
        record(complaint, Act.URGED, attempt, told, viewer, office, new LinkedHashMap<>(), Map.of("reason", reason));
        return told;
    }

    /**
     * Puts the units the case waits for under 督办: a document to each, with what is required and when to report on it.
     *
     * @param requirements up to 1000 characters
     * @param reportBy a working day from today, at most 30 days ahead
     * @return the units told now
     * @throws Conflict as {@link #urge}
     */
    public List<String> oversee(String number, String requirements, LocalDate reportBy, Viewer viewer) {
        Complaint complaint = overseen(number, viewer);
        String office = office(complaint, viewer);
        if (office == null) {
            throw new Forbidden("督办通知单由负责协调或统筹该投诉的营商办、督查室签发");
        }
        refuseUnlessWorkingDay(reportBy);
        int attempt = attempt(complaint);
        Instant due = dueOf(complaint);
        String key = "overseen-" + calendar.today();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("督办要求", requirements);
        facts.put("报告日期", Texts.day(reportBy));
        facts.put("办理期限", due == null ? "" : Texts.time(due));
        facts.put("已逾期", due != null && due.isBefore(clock.instant()));
        List<String> told = new ArrayList<>();
        for (String unit : pressed(complaint, viewer, office)) {
            if (outbox.addOnce(
                    complaint, attempt, key, "overseen", unit, nameOf(office), Texts.day(reportBy), requirements)) {
                documents.issue(Issue.of(DocumentKind.OVERSIGHT, complaint, attempt, office, unit, key, facts));
                told.add(unit);
            }
        }
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("reportBy", reportBy.toString());
        record(complaint, Act.OVERSEEN, attempt, told, viewer, office, input, Map.of("requirements", requirements));
        return told;
    }

    private Complaint overseen(String number, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        if (!viewer.identities() && office(complaint, viewer) == null) {
            throw new Forbidden("只有负责协调或统筹该投诉的营商办、督查室和监督人员可以催办、督办");
        }
        String refusal = refusal(complaint, viewer);
        if (refusal != null) {
            throw new Conflict(refusal);
        }
        return complaints.lock(complaint.id()); // two who press at once do so one after the other
    }

    /** Why the state of the case lets nobody press it; null where it does. */
    private String refusal(Complaint complaint, Viewer viewer) {
        if (complaint.status().isEnd()) {
            return "该投诉已经办结，无需催办";
        }
        if (complaint.status() == Status.ACCOUNTABILITY
                || complaint.status() == Status.SUPERVISION && !search.knowsResponsibility(complaint, viewer)) {
            // neither the record nor this answer may tell one from the other (Article 15)
            return "该投诉目前由新区营商办、督查室按期处理，不作催办";
        }
        return secrecy.isSealed(complaint.number()) ? "该投诉疑似涉密，已封存，待保密负责人决定" : null;
    }

    /** For which unit the viewer oversees the case; null where for none. */
    private String office(Complaint complaint, Viewer viewer) {
        if (viewer.units().contains(complaint.coordinatingUnit())) {
            return complaint.coordinatingUnit();
        }
        if (viewer.supervises() || viewer.oversees().contains(complaint.newCity())) {
            return viewer.units().stream()
                    .filter(unit -> organisation.isOffice(unit) || organisation.inspects(Set.of(unit)))
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    private String nameOf(String office) {
        return office == null ? "监督人员" : organisation.nameOf(office);
    }

    private int attempt(Complaint complaint) {
        return last(complaint).map(Attempt::no).orElse(0);
    }

    /** When the running attempt has to be answered; null before the first dispatch. */
    private Instant dueOf(Complaint complaint) {
        return last(complaint).map(Attempt::effectiveDueAt).orElse(null);
    }

    private Optional<Attempt> last(Complaint complaint) {
        return ledger.attempts(complaint).stream().reduce((earlier, later) -> later);
    }

    /** Units with open tasks, but for the viewer's own; a 新城's office presses whom it may assign to (Articles 4, 17). */
    private Set<String> waiting(Complaint complaint, Viewer viewer, String office) {
        Set<String> units = new LinkedHashSet<>(processes.waitingGroups(complaint.number()));
        units.removeIf(unit -> viewer.units().contains(unit)
                || organisation
                        .find(unit)
                        .filter(it -> office == null || organisation.isWithinReach(office, it))
                        .isEmpty());
        return units;
    }

    private Set<String> pressed(Complaint complaint, Viewer viewer, String office) {
        Set<String> units = waiting(complaint, viewer, office);
        if (units.isEmpty()) {
            throw new Conflict("该投诉目前没有其他单位的待办，无需催办");
        }
        return units;
    }

    private void record(
            Complaint complaint,
            Act act,
            int attempt,
            List<String> told,
            Viewer viewer,
            String office,
            Map<String, Object> input,
            Map<String, Object> words) {
        if (told.isEmpty()) {
            throw new Conflict("今天已经催办或督办过，请等待办理");
        }
        input.put("attempt", attempt);
        input.put("urged", told);
        timeline.append(complaint.id(), act, new Actor(viewer.user(), office), input, words);
    }

    private void refuseUnlessWorkingDay(LocalDate reportBy) {
        LocalDate today = calendar.today();
        if (reportBy.isBefore(today)
                || reportBy.isAfter(today.plusDays(LONGEST_REPORT_DAYS))
                || !calendar.isWorkingDay(reportBy)) {
            throw new InvalidInput(
                    List.of(new FieldError("reportBy", "报告日期：应为今天起%d天内的工作日".formatted(LONGEST_REPORT_DAYS))));
        }
    }
}
