package suban.hotline;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.Duplicates;
import suban.engine.EngineClock;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.ledger.Texts;
import suban.notice.Outbox;

/**
 * Waits for the ledger of each month, and reminds the centre where none comes (Article 7(6)). A ledger counts for a month when
 * it comes after the month has ended. One case of the process waits for one month and begins the next; which months are awaited
 * stands in a table, so that restarts, further nodes and new diagrams leave none out and make none twice.
 */
@Service
public class LedgerMonthService {

    static final String PROCESS = "hotlineLedger";

    /** What an open reminder waits for. */
    static final String RECEIVED = "hotlineLedger.received";

    private static final String MONTH = "month";
    private static final String CENTRE = "hotline";
    private static final String OFFICE = "ysb";

    private final LedgerMonths months;
    private final HotlineSettings settings;
    private final CalendarService calendar;
    private final Processes processes;
    private final Outbox outbox;
    private final Clock clock;

    LedgerMonthService(
            LedgerMonths months,
            HotlineSettings settings,
            CalendarService calendar,
            Processes processes,
            Outbox outbox,
            Clock clock) {
        this.months = months;
        this.settings = settings;
        this.calendar = calendar;
        this.processes = processes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Begins to wait for the ledger of the current month, unless somebody does so already. Must not run inside a transaction. */
    @Transactional(propagation = Propagation.NEVER)
    public void awaitThisMonth() {
        try {
            begin(YearMonth.from(LocalDate.ofInstant(clock.instant(), EngineClock.ZONE)));
        } catch (RuntimeException e) {
            if (!Duplicates.behind(e)) {
                throw e;
            }
            // another node began in the same moment
        }
    }

    /** Begins to wait for the month after this one, once. */
    @Transactional
    public void awaitNext(String number) {
        begin(YearMonth.from(month(number).monthStart()).plusMonths(1));
    }

    private void begin(YearMonth month) {
        if (!months.existsByMonthStart(month.atDay(1))) {
            processes.start(PROCESS, FormValues.of(Map.of(MONTH, month.toString()), Actor.SYSTEM));
        }
    }

    /** Writes the month down, in the transaction that starts its process; returns its number, {@code TZ202603}. */
    @Transactional
    public String register(FormValues form) {
        YearMonth month = YearMonth.parse(form.required(MONTH, "月份"));
        Instant remindAt = calendar.closeOfBusiness(
                month.atEndOfMonth()); // and from there the openings of the working days that follow
        for (int day = 0; day < settings.reminderDay(); day++) {
            remindAt = calendar.openingAfter(remindAt);
        }
        return months.save(new LedgerMonth(
                        null,
                        month.atDay(1),
                        "TZ%d%02d".formatted(month.getYear(), month.getMonthValue()),
                        remindAt,
                        calendar.workingDaysAfter(remindAt, settings.submitDays())
                                .due(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))
                .number();
    }

    /** The month of this number; {@link NotFound} if it is not awaited. */
    @Transactional(readOnly = true)
    LedgerMonth month(String number) {
        return months.findByNumber(number).orElseThrow(() -> new NotFound("没有编号为" + number + "的台账"));
    }

    /** A ledger has come: it counts for every month that had ended by then. */
    @Transactional(propagation = Propagation.MANDATORY)
    void arrived(HotlineImport ledger, Optional<String> exceptNumber) {
        LocalDate thisMonth =
                LocalDate.ofInstant(ledger.importedAt(), EngineClock.ZONE).withDayOfMonth(1);
        for (LedgerMonth month : months.findByClosedAtIsNullAndMonthStartBeforeOrderByMonthStart(thisMonth)) {
            if (!exceptNumber.equals(Optional.of(month.number()))) {
                months.close(month.id(), ledger.importedAt(), ledger.importedBy(), ledger.id(), null);
                processes.send(month.number(), RECEIVED);
            }
        }
    }

    /** The centre is reminded. */
    @Transactional
    public void remind(String number) {
        LedgerMonth month = month(number);
        months.setReminded(month.id(), clock.instant());
        outbox.tell(number, "ledgerReminder", "ledgerReminder", CENTRE, month.text(), Texts.time(month.dueAt()));
    }

    /** The office is told that the centre has not sent the ledger in time. */
    @Transactional
    public void tellLate(String number) {
        LedgerMonth month = month(number);
        outbox.tell(number, "ledgerLate", "ledgerLate", OFFICE, month.text(), Texts.time(month.dueAt()));
    }

    /** The centre has nothing (more) to send for this month. */
    @Transactional
    public void closeWithout(String number, Actor actor, String note) {
        months.close(month(number).id(), clock.instant(), actor.user(), null, note);
    }

    /** The centre pasted a ledger into the form: the month is closed, or goes on where rows were rejected. */
    @Transactional
    void pasted(String number, HotlineLedgerService.Report report, Actor actor) {
        LedgerMonth month = month(number);
        if (report.rejected().isEmpty()) {
            months.close(month.id(), clock.instant(), actor.user(), null, null);
        }
        months.setReport(
                month.id(),
                "导入%d条，未变%d条，退回%d条%s"
                        .formatted(
                                report.imported(),
                                report.unchanged(),
                                report.rejected().size(),
                                report.rejected().isEmpty()
                                        ? "。"
                                        : "：\n" + HotlineLedgerService.lines(report.rejected())));
    }
}
