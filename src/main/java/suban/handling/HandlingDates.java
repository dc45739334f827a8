package suban.handling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.calendar.CalendarService;
import suban.ledger.Attempts;
import suban.rescheduling.OpenDate;
import suban.rescheduling.OpenDates;

/**
 * The open dates of what was raised in an attempt that is being worked (Articles 4, 10, 11, 12), and the end of the fortnight it
 * is in (Article 8). A letter's date was named to a body outside and stays.
 */
@Component
class HandlingDates implements OpenDates {

    private final HandlingRequests requests;
    private final Fortnights fortnights;
    private final Attempts attempts;

    HandlingDates(HandlingRequests requests, Fortnights fortnights, Attempts attempts) {
        this.requests = requests;
        this.fortnights = fortnights;
        this.attempts = attempts;
    }

    @Override
    public List<OpenDate> of(List<Case> cases, CalendarService by, Instant now) {
        Map<Long, Case> worked = cases.stream()
                .filter(it -> it.attempt() != null && it.attempt().repliedAt() == null && it.dueAt() != null)
                .collect(Collectors.toMap(it -> it.attempt().id(), Function.identity()));
        if (worked.isEmpty()) {
            return List.of();
        }
        List<OpenDate> dates = new ArrayList<>();
        requests.findByAttemptIdInAndStateOrderById(worked.keySet(), HandlingRequest.State.OPEN)
                .forEach(it -> request(it, worked.get(it.attemptId()), by, now, dates));
        Map<Long, List<Fortnight>> all = new HashMap<>();
        fortnights.findByAttemptIdInOrderByNo(worked.keySet()).forEach(it -> all.computeIfAbsent(
                        it.attemptId(), id -> new ArrayList<>())
                .add(it));
        all.forEach((attempt, of) -> fortnight(of, worked.get(attempt), by, now, dates));
        return dates;
    }

    private void request(HandlingRequest it, Case of, CalendarService by, Instant now, List<OpenDate> dates) {
        if (it.dueAt() == null || it.kind() == HandlingRequest.Kind.LETTER) {
            return;
        }
        int days = it.kind() == HandlingRequest.Kind.MEETING ? RequestService.CONSENT_DAYS : RequestService.RULING_DAYS;
        Instant counted = by.workingDaysAfter(it.raisedAt(), days).due();
        Instant due = OpenDates.limit(
                it.dueAt(),
                switch (it.kind()) {
                    case DELAY -> of.dueAt();
                    case MEETING -> it.plannedAt().isBefore(counted) ? it.plannedAt() : counted;
                    default -> counted;
                },
                now);
        Long complaint = of.complaint().id();
        int no = of.attempt().no();
        String what =
                switch (it.kind()) {
                    case OBJECTION -> "异议裁定期限";
                    case MEETING -> "专题会意见期限";
                    case DELAY -> "延期决定期限";
                    default -> "协办单位调整决定期限";
                };
        if (!it.byHead()) {
            dates.add(new OpenDate(complaint, what, no, it.dueAt(), due, false, () -> requests.setDue(it.id(), due)));
        }
        if (it.headDueAt() != null) {
            Instant last = it.byHead()
                    ? due
                    : OpenDates.limit(
                            it.headDueAt(),
                            by.workingDaysAfter(due, RequestService.RULING_DAYS).due(),
                            now);
            dates.add(new OpenDate(complaint, "异议终裁期限", no, it.headDueAt(), last, false, () -> {
                requests.setHeadDue(it.id(), last);
                if (it.byHead()) {
                    requests.setDue(it.id(), last);
                }
            }));
        }
    }

    private void fortnight(List<Fortnight> all, Case of, CalendarService by, Instant now, List<OpenDate> dates) {
        Fortnight current = all.get(all.size() - 1);
        boolean first = all.size() == 1;
        Instant computed;
        if (!first) {
            computed = FortnightService.nextEnd(all.get(all.size() - 2), by);
        } else { // it ends with the attempt's own date
            computed = current.endsAt().equals(of.attempt().dueAt()) ? of.limitAt() : current.endsAt();
        }
        Instant end = OpenDates.limit(current.endsAt(), computed, now);
        Long complaint = of.complaint().id();
        int no = of.attempt().no();
        dates.add(new OpenDate(
                complaint, "双周届满", no, current.endsAt(), end, false, () -> fortnights.setEndsAt(current.id(), end)));
        if (!first) { // the first one's warning is that of the attempt's date
            Instant warnAt = of.attempt().warnAt();
            Instant warn = OpenDates.reminder(warnAt, by.workingDaysBefore(end, 1), now);
            dates.add(new OpenDate(
                    complaint,
                    "双周届满提醒",
                    no,
                    warnAt,
                    warn,
                    false,
                    () -> attempts.setWarnAt(of.attempt().id(), warn)));
        }
    }
}
