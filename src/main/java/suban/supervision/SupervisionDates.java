package suban.supervision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import suban.calendar.CalendarService;
import suban.ledger.Accountabilities;
import suban.ledger.Accountability;
import suban.ledger.Supervision;
import suban.ledger.Supervisions;
import suban.rescheduling.OpenDate;
import suban.rescheduling.OpenDates;

/** The open dates of joint supervision and of what follows a third 差评 (Article 15). */
@Component
class SupervisionDates implements OpenDates {

    private final Supervisions supervisions;
    private final Accountabilities accountabilities;
    private final SupervisionLimits limits;

    SupervisionDates(Supervisions supervisions, Accountabilities accountabilities, SupervisionLimits limits) {
        this.supervisions = supervisions;
        this.accountabilities = accountabilities;
        this.limits = limits;
    }

    @Override
    public List<OpenDate> of(List<Case> cases, CalendarService by, Instant now) {
        List<Long> ids = cases.stream().map(it -> it.complaint().id()).toList();
        List<OpenDate> dates = new ArrayList<>();
        supervisions.findByComplaintIdInAndEndedAtIsNull(ids).forEach(it -> supervision(it, by, now, dates));
        accountabilities.findByComplaintIdInAndConcludedAtIsNull(ids).forEach(it -> accountability(it, by, now, dates));
        return dates;
    }

    private void supervision(Supervision it, CalendarService by, Instant now, List<OpenDate> dates) {
        if (it.decision() == null) {
            Instant due = OpenDates.limit(
                    it.decisionDueAt(),
                    by.workingDaysAfter(it.openedAt(), limits.decisionDays()).due(),
                    now);
            add(dates, it, "联合督查决定期限", it.decisionDueAt(), due, supervisions::setDecisionDue);
        } else if (it.recordDueAt() != null) {
            Instant due = OpenDates.limit(
                    it.recordDueAt(),
                    by.workingDaysAfter(it.decidedAt(), limits.recordDays()).due(),
                    now);
            add(dates, it, "督查记录期限", it.recordDueAt(), due, supervisions::setRecordDue);
            Instant reminder = OpenDates.reminder(it.firstReminderAt(), by.openingAfter(due), now);
            add(dates, it, "督查记录首次催办", it.firstReminderAt(), reminder, supervisions::setFirstReminder);
        }
    }

    private void accountability(Accountability it, CalendarService by, Instant now, List<OpenDate> dates) {
        if (it.negligent() == null) {
            Instant due = OpenDates.limit(
                    it.judgementDueAt(),
                    by.workingDaysAfter(it.openedAt(), limits.judgementDays()).due(),
                    now);
            add(dates, it, "责任认定期限", it.judgementDueAt(), due, accountabilities::setJudgementDue);
            Instant reminder = OpenDates.reminder(it.judgementReminderAt(), by.openingAfter(due), now);
            add(dates, it, "责任认定首次催办", it.judgementReminderAt(), reminder, accountabilities::setJudgementReminder);
        } else if (it.referralDueAt() != null && it.referredAt() == null) {
            // the file is prepared in the very act that decides
            Instant due = OpenDates.limit(
                    it.referralDueAt(),
                    by.workingDaysAfter(it.decidedAt(), limits.referralDays()).due(),
                    now);
            add(dates, it, "移送期限", it.referralDueAt(), due, accountabilities::setReferralDue);
            Instant reminder = OpenDates.reminder(it.referralReminderAt(), by.openingAfter(due), now);
            add(dates, it, "移送首次催办", it.referralReminderAt(), reminder, accountabilities::setReferralReminder);
        } else if (it.referredAt() != null) {
            Instant due = OpenDates.limit(
                    it.conclusionDueAt(),
                    by.workingDaysAfter(it.referredAt(), limits.conclusionDays())
                            .due(),
                    now);
            add(dates, it, "处理结果反馈日期", it.conclusionDueAt(), due, accountabilities::setConclusionDue);
        }
    }

    private static void add(
            List<OpenDate> dates,
            Supervision it,
            String what,
            Instant from,
            Instant to,
            BiConsumer<Long, Instant> set) {
        dates.add(new OpenDate(it.complaintId(), what, it.attempt(), from, to, false, () -> set.accept(it.id(), to)));
    }

    /** Those who handle the complaint are not to know that responsibility is asked. */
    private static void add(
            List<OpenDate> dates,
            Accountability it,
            String what,
            Instant from,
            Instant to,
            BiConsumer<Long, Instant> set) {
        dates.add(new OpenDate(it.complaintId(), what, it.attempt(), from, to, true, () -> set.accept(it.id(), to)));
    }
}
