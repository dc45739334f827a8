package suban.visit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.Limits;
import suban.calendar.CalendarService;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Attempts;
import suban.ledger.ReportBack;
import suban.ledger.ReportBacks;
import suban.ledger.Timeline;
import suban.ledger.Visit;
import suban.ledger.Visits;
import suban.rescheduling.OpenDate;
import suban.rescheduling.OpenDates;

/** The next try of a return visit, the host's scoring of its co-handlers (Article 14), and 报结 of orders (Article 7(3)). */
@Component
class VisitDates implements OpenDates {

    private final Visits visits;
    private final Attempts attempts;
    private final VisitAssignment assignment;
    private final ReportBacks reports;
    private final Timeline timeline;
    private final Limits limits;

    VisitDates(
            Visits visits,
            Attempts attempts,
            VisitAssignment assignment,
            ReportBacks reports,
            Timeline timeline,
            Limits limits) {
        this.visits = visits;
        this.attempts = attempts;
        this.assignment = assignment;
        this.reports = reports;
        this.timeline = timeline;
        this.limits = limits;
    }

    @Override
    public List<OpenDate> of(List<Case> cases, CalendarService by, Instant now) {
        Map<Long, Case> replied = cases.stream()
                .filter(it -> it.attempt() != null && it.attempt().repliedAt() != null)
                .collect(Collectors.toMap(it -> it.complaint().id(), Function.identity()));
        if (replied.isEmpty()) {
            return List.of();
        }
        List<OpenDate> dates = new ArrayList<>();
        Map<Long, Visit> last =
                visits
                        .findByAttemptIdInOrderByAt(replied.values().stream()
                                .map(it -> it.attempt().id())
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Visit::attemptId, Function.identity(), (earlier, later) -> later));
        replied.values().forEach(of -> {
            Visit visit = last.get(of.attempt().id());
            if (visit != null && visit.rating() == null) {
                nextTry(visit, of, by, now, dates);
            } else if (visit != null) {
                scoring(visit, of, by, now, dates);
            }
        });
        reports.findByComplaintIdInAndRecordedAtIsNull(replied.keySet())
                .forEach(it -> report(it, replied.get(it.complaintId()), by, now, dates));
        return dates;
    }

    private void nextTry(Visit visit, Case of, CalendarService by, Instant now, List<OpenDate> dates) {
        Attempt attempt = of.attempt();
        if (attempt.nextVisitAt() == null || attempt.visitDueAt() == null) {
            return; // reopened after it
        }
        Instant next = OpenDates.limit(attempt.nextVisitAt(), VisitService.nextTry(visit.at(), by), now);
        Instant due = by.closeOfBusiness(LocalDate.ofInstant(next, CalendarService.ZONE));
        dates.add(new OpenDate(
                of.complaint().id(),
                "下次回访",
                attempt.no(),
                attempt.nextVisitAt(),
                next,
                false,
                () -> attempts.setNextVisit(attempt.id(), next, due)));
    }

    private void scoring(Visit visit, Case of, CalendarService by, Instant now, List<OpenDate> dates) {
        Attempt attempt = of.attempt();
        if (attempt.scoringDueAt() == null
                || !attempt.scoringDueAt().isAfter(now)
                || !assignment.scoringOpen(of.complaint().number(), attempt.no())) {
            return;
        }
        Instant due = OpenDates.limit(
                attempt.scoringDueAt(),
                by.workingDaysAfter(visit.at(), limits.scoringDays()).due(),
                now);
        dates.add(new OpenDate(
                of.complaint().id(),
                "协办配合评价期限",
                attempt.no(),
                attempt.scoringDueAt(),
                due,
                false,
                () -> attempts.setScoringDue(attempt.id(), due)));
    }

    private void report(ReportBack it, Case of, CalendarService by, Instant now, List<OpenDate> dates) {
        boolean ordered = it.dueAt().equals(of.complaint().orderDueAt()); // an order's date stays
        Instant due = ordered
                ? it.dueAt()
                : OpenDates.limit(
                        it.dueAt(),
                        by.workingDaysAfter(opened(it), ReportBackService.DAYS).due(),
                        now);
        dates.add(new OpenDate(
                it.complaintId(), "报结期限", it.attempt(), it.dueAt(), due, false, () -> reports.setDue(it.id(), due)));
        Instant reminder = OpenDates.reminder(it.firstReminderAt(), by.openingAfter(due), now);
        dates.add(new OpenDate(
                it.complaintId(),
                "报结首次催办",
                it.attempt(),
                it.firstReminderAt(),
                reminder,
                false,
                () -> reports.setFirstReminder(it.id(), reminder)));
    }

    /** When the report was asked for, the last time where the case was reopened. */
    private Instant opened(ReportBack it) {
        return timeline.of(it.complaintId()).stream()
                .filter(entry -> entry.act() == Act.REPORT_BACK_DUE)
                .map(entry -> Instant.ofEpochMilli(entry.atMillis()))
                .reduce((earlier, later) -> later)
                .orElse(it.dueAt());
    }
}
