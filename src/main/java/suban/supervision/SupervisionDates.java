package suban.supervision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
            dates.add(new OpenDate(
                    it.complaintId(),
                    "联合督查决定期限",
                    it.attempt(),
                    it.decisionDueAt(),
                    due,
                    false,
                    () -> supervisions.setDecisionDue(it.id(), due)));
        } else if (it.recordDueAt() != null) {
            Instant due = OpenDates.limit(
                    it.recordDueAt(),
                    by.workingDaysAfter(it.decidedAt(), limits.recordDays()).due(),
                    now);
            dates.add(new OpenDate(
                    it.complaintId(),
                    "督查记录期限",
                    it.attempt(),
                    it.recordDueAt(),
                    due,
                    false,
                    () -> supervisions.setRecordDue(it.id(), due)));
            Instant reminder = OpenDates.reminder(it.firstReminderAt(), by.openingAfter(due), now);
            dates.add(new OpenDate(
                    it.complaintId(),
                    "督查记录首次催办",
                    it.attempt(),
                    it.firstReminderAt(),
                    reminder,
                    false,
                    () -> supervisions.setFirstReminder(it.id(), reminder)));
        }
    }

    private void accountability(Accountability it, CalendarService by, Instant now, List<OpenDate> dates) {
        if (it.negligent() == null) {
            Instant due = OpenDates.limit(
                    it.judgementDueAt(),
                    by.workingDaysAfter(it.openedAt(), limits.judgementDays()).due(),
                    now);
            dates.add(new OpenDate(
                    it.complaintId(),
                    "责任认定期限",
                    it.attempt(),
                    it.judgementDueAt(),
                    due,
                    true,
                    () -> accountabilities.setJudgementDue(it.id(), due)));
            Instant reminder = OpenDates.reminder(it.judgementReminderAt(), by.openingAfter(due), now);
            dates.add(new OpenDate(
                    it.complaintId(),
                    "责任认定首次催办",
                    it.attempt(),
                    it.judgementReminderAt(),
                    reminder,
                    true,
                    () -> accountabilities.setJudgementReminder(it.id(), reminder)));
        } else if (it.referralDueAt() != null && it.referredAt() == null) {
            // the file is prepared in the very act that decides
            Instant due = OpenDates.limit(
                    it.referralDueAt(),
                    by.workingDaysAfter(it.decidedAt(), limits.referralDays()).due(),
                    now);
            dates.add(new OpenDate(
                    it.complaintId(),
                    "移送期限",
                    it.attempt(),
                    it.referralDueAt(),
                    due,
                    true,
                    () -> accountabilities.setReferralDue(it.id(), due)));
            Instant reminder = OpenDates.reminder(it.referralReminderAt(), by.openingAfter(due), now);
            dates.add(new OpenDate(
                    it.complaintId(),
                    "移送首次催办",
                    it.attempt(),
                    it.referralReminderAt(),
                    reminder,
                    true,
                    () -> accountabilities.setReferralReminder(it.id(), reminder)));
        } else if (it.referredAt() != null) {
            Instant due = OpenDates.limit(
                    it.conclusionDueAt(),
                    by.workingDaysAfter(it.referredAt(), limits.conclusionDays())
                            .due(),
                    now);
            dates.add(new OpenDate(
                    it.complaintId(),
                    "处理结果反馈日期",
                    it.attempt(),
                    it.conclusionDueAt(),
                    due,
                    true,
                    () -> accountabilities.setConclusionDue(it.id(), due)));
        }
    }
}
