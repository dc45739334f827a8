package suban.visit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.calendar.CalendarService;
import suban.engine.FormValues;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.ReportBack;
import suban.ledger.ReportBacks;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;

/** 报结 of orders from above, before the case is closed (Article 7(3)). */
@Service
@Transactional
public class ReportBackService {

    /** Working days for the report where the order's date has passed. */
    static final int DAYS = 1;

    private final Ledger ledger;
    private final ReportBacks reports;
    private final Reporting reporting;
    private final Timeline timeline;
    private final Outbox outbox;
    private final CalendarService calendar;
    private final Clock clock;

    ReportBackService(
            Ledger ledger,
            ReportBacks reports,
            Reporting reporting,
            Timeline timeline,
            Outbox outbox,
            CalendarService calendar,
            Clock clock) {
        this.ledger = ledger;
        this.reports = reports;
        this.reporting = reporting;
        this.timeline = timeline;
        this.outbox = outbox;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** The report is due on the order's date or, where that has passed, at the end of the next working day. */
    public void open(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        Instant now = clock.instant();
        Instant ordered = complaint.orderDueAt();
        Instant due = ordered != null && ordered.isAfter(now)
                ? ordered
                : calendar.workingDaysAfter(now, DAYS).due();
        Instant reminder = calendar.openingAfter(due);
        Optional<ReportBack> before = reports.findByComplaintIdAndAttempt(complaint.id(), no);
        if (before.isPresent()) { // reopened: the order is reported on once more
            reports.reset(before.get().id(), due, reminder);
        } else {
            reports.save(new ReportBack(null, complaint.id(), no, due, reminder, null, null, null, null, null));
        }
        timeline.append(
                complaint.id(), Act.REPORT_BACK_DUE, Actor.SYSTEM, Map.of("attempt", no, "until", due.toString()));
        outbox.addOnce(
                complaint,
                no,
                "reportBack-" + calendar.today(),
                "reportBack",
                reporting.unit(number, no),
                orderNumber(complaint),
                Texts.time(due));
    }

    /** The office has reported the order's end: when, to whom, what. */
    public void report(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        form.required("reportedOn", "报结日期");
        LocalDate on = form.date("reportedOn", "报结日期");
        if (on.isAfter(calendar.today())) {
            throw new InvalidInput("reportedOn", "报结日期：不能晚于今天");
        }
        if (on.isBefore(LocalDate.ofInstant(complaint.registeredAt(), clock.getZone()))) {
            throw new InvalidInput("reportedOn", "报结日期：不能早于登记日期");
        }
        String recipient = form.required("recipient", "报结对象");
        String summary = form.required("summary", "报结内容");
        reports.report(
                find(complaint, no).id(), on, recipient, summary, form.actor().user(), clock.instant());
        timeline.append(
                complaint.id(),
                Act.REPORTED_BACK,
                form.actor(),
                Map.of("attempt", no, "reportedOn", on.toString(), "recipient", recipient),
                Map.of("summary", summary));
    }

    /** The report is late: the office is reminded, on working days. */
    public void remind(String number, int no) {
        LocalDate today = calendar.today();
        if (!calendar.isWorkingDay(today)) {
            return;
        }
        Complaint complaint = ledger.complaint(number);
        outbox.addOnce(
                complaint,
                no,
                "reportBackReminder-" + today,
                "reportBackReminder",
                reporting.unit(number, no),
                Texts.time(find(complaint, no).dueAt()));
        timeline.append(complaint.id(), Act.REPORT_BACK_REMINDED, Actor.SYSTEM, Map.of("attempt", no));
    }

    private static String orderNumber(Complaint complaint) {
        return complaint.orderNumber() == null ? "无" : complaint.orderNumber();
    }

    private ReportBack find(Complaint complaint, int no) {
        return reports.findByComplaintIdAndAttempt(complaint.id(), no)
                .orElseThrow(() -> new IllegalStateException("no report of " + complaint.number()));
    }
}
