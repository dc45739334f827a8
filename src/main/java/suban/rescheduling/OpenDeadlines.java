package suban.rescheduling;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import suban.Limits;
import suban.calendar.CalendarService;
import suban.calendar.Deadline;
import suban.ledger.Attempt;
import suban.ledger.Channel;
import suban.ledger.Complaint;
import suban.ledger.ComplaintClass;
import suban.ledger.Status;

/**
 * The dates of one open case as a calendar gives them, from their stored anchors and limits. A date the enterprise was told is
 * never brought forward; one the office granted (Article 11) or an order sets (Article 7(3)) is no working-day limit and stays.
 */
final class OpenDeadlines {

    /**
     * One date that moves.
     *
     * @param what its Chinese name
     * @param attempt 0 for a date of the complaint itself
     */
    record Moved(String what, int attempt, Instant from, Instant to) {}

    private final CalendarService calendar;
    private final Limits limits;
    private final Complaint complaint;
    private final Attempt attempt;
    private final List<Moved> moved = new ArrayList<>();

    Instant coordinationDueAt;
    Instant triageDueAt;
    Instant enterpriseDueAt;
    String version;
    boolean provisional;

    Instant responseDueAt;
    Instant dueAt;
    Instant warnAt;
    Instant opinionDueAt;
    Instant firstReminderAt;
    Instant visitDueAt;
    String attemptVersion;
    boolean attemptProvisional;

    /**
     * @param attempt the latest one; null where there is none
     * @param calendar the one to compute by
     */
    OpenDeadlines(Complaint complaint, Attempt attempt, CalendarService calendar, Limits limits) {
        this.complaint = complaint;
        this.attempt = attempt;
        this.calendar = calendar;
        this.limits = limits;
        keep();
        if (attempt == null) {
            beforeTheFirstAttempt();
        } else if (attempt.repliedAt() == null) {
            working();
        } else {
            visiting();
        }
    }

    private void keep() {
        coordinationDueAt = complaint.coordinationDueAt();
        triageDueAt = complaint.triageDueAt();
        enterpriseDueAt = complaint.enterpriseDueAt();
        version = complaint.calendarVersion();
        provisional = complaint.provisional();
        if (attempt != null) {
            responseDueAt = attempt.responseDueAt();
            dueAt = attempt.dueAt();
            warnAt = attempt.warnAt();
            opinionDueAt = attempt.opinionDueAt();
            firstReminderAt = attempt.firstReminderAt();
            visitDueAt = attempt.visitDueAt();
            attemptVersion = attempt.calendarVersion();
            attemptProvisional = attempt.provisional();
        }
    }

    private void beforeTheFirstAttempt() {
        if (complaint.status() == Status.COORDINATING_FIRST && coordinationDueAt != null) {
            coordinationDueAt = move(
                    "先行协调期限",
                    0,
                    coordinationDueAt,
                    later(
                            coordinationDueAt,
                            calendar.workingDaysAfter(complaint.registeredAt(), limits.coordinationDays())
                                    .due()));
        } else if (complaint.triagedAt() == null) {
            // what was split off is accepted with its original, and triaged from its own registration
            Instant anchor = complaint.splitFrom() == null ? complaint.acceptedAt() : complaint.registeredAt();
            triageDueAt = move(
                    "研判期限",
                    0,
                    triageDueAt,
                    calendar.workingDaysAfter(anchor, limits.triageDays()).due());
        } else if (complaint.complaintClass() == ComplaintClass.IMMEDIATE && enterpriseDueAt != null) {
            LocalDate day = LocalDate.ofInstant(complaint.acceptedAt(), CalendarService.ZONE);
            LocalDate last = calendar.isWorkingDay(day)
                    ? day
                    : LocalDate.ofInstant(calendar.openingAfter(complaint.acceptedAt()), CalendarService.ZONE);
            enterpriseDueAt =
                    move("即时答复期限", 0, enterpriseDueAt, later(enterpriseDueAt, calendar.closeOfBusiness(last)));
            provisional = !calendar.isApproved(last);
            version = calendar.version();
        }
    }

    private void working() {
        if (attempt.dueAnchor() == null || attempt.limitDays() == null || dueAt == null) {
            return;
        }
        int no = attempt.no();
        if (attempt.respondedAt() == null) {
            responseDueAt = move(
                    "回应期限",
                    no,
                    responseDueAt,
                    calendar.responseDue(attempt.dispatchedAt(), complaint.urgent())
                            .due());
        }
        Deadline limit = "WORKING".equals(attempt.limitKind())
                ? calendar.workingDaysAfter(attempt.dueAnchor(), attempt.limitDays())
                : calendar.calendarDaysAfter(attempt.dueAnchor(), attempt.limitDays());
        dueAt = move("办理期限", no, dueAt, later(dueAt, ordered(limit.due())));
        // a granted date, a milestone or a new host's date stands (Articles 8, 11, 12), and what hangs on it follows it
        Instant worked = attempt.adjustedDueAt() == null ? dueAt : attempt.adjustedDueAt();
        Instant dayBefore = calendar.workingDaysBefore(worked, 1);
        if (!warnedByFortnight()) {
            warnAt = move("到期提醒", no, warnAt, dayBefore);
        }
        opinionDueAt = move("协办意见期限", no, opinionDueAt, later(dayBefore, responseDueAt));
        firstReminderAt = move("首次催办", no, firstReminderAt, calendar.openingAfter(worked));
        attemptVersion = limit.calendarVersion();
        attemptProvisional = limit.provisional();
        if (no == 1) {
            enterpriseDueAt = move("企业期限", 0, enterpriseDueAt, later(enterpriseDueAt, dueAt));
            version = attemptVersion;
            provisional = attemptProvisional;
        }
    }

    /** Whether the next warning is that of a later fortnight, which has its own end (Article 8). */
    private boolean warnedByFortnight() {
        return complaint.complaintClass() == ComplaintClass.COMPLEX
                && (attempt.adjustedDueAt() != null || warnAt != null && warnAt.isAfter(attempt.dueAt()));
    }

    /** An order's date, where it is the earlier one, is no limit of days (Article 7(3)). */
    private Instant ordered(Instant limit) {
        Instant order = complaint.channel() == Channel.SUPERIOR ? complaint.orderDueAt() : null;
        boolean rules =
                order != null && order.isBefore(limit) && (attempt.no() == 1 || order.isAfter(attempt.dispatchedAt()));
        return rules ? order : limit;
    }

    private void visiting() {
        if (complaint.status() == Status.VISIT && attempt.nextVisitAt() == null && visitDueAt != null) {
            visitDueAt = move(
                    "回访期限",
                    attempt.no(),
                    visitDueAt,
                    later( // that of a reopened case, counted from there, is the later one
                            visitDueAt,
                            calendar.workingDaysAfter(attempt.repliedAt(), limits.visitDays())
                                    .due()));
        }
    }

    private Instant move(String what, int no, Instant from, Instant to) {
        if (from != null && !from.equals(to)) {
            moved.add(new Moved(what, no, from, to));
        }
        return from == null ? null : to;
    }

    private static Instant later(Instant one, Instant other) {
        return other == null || one != null && one.isAfter(other) ? one : other;
    }

    /** By when the attempt is due; null where it has no date. */
    Instant worked() {
        return attempt == null || attempt.adjustedDueAt() == null ? dueAt : attempt.adjustedDueAt();
    }

    /** The dates that differ from the stored ones. */
    List<Moved> moved() {
        return List.copyOf(moved);
    }

    /** Whether a provisional date has become a final one. */
    boolean nowFinal() {
        return complaint.provisional() && !provisional
                || attempt != null && attempt.provisional() && !attemptProvisional;
    }

    /** Whether anything stored would change, the calendar's version alone included. */
    boolean changes() {
        return !moved.isEmpty()
                || provisional != complaint.provisional()
                || !Objects.equals(version, complaint.calendarVersion())
                || attempt != null
                        && (attemptProvisional != attempt.provisional()
                                || !Objects.equals(attemptVersion, attempt.calendarVersion()));
    }
}
