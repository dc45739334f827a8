package suban.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.calendar.CalendarService;

/** How much of the outbox has not left though it should have; for monitoring. */
@Service
@Transactional(readOnly = true)
public class NoticeBacklog {

    private final JdbcClient jdbc;
    private final CalendarService calendar;
    private final NoticeSettings settings;
    private final Clock clock;

    NoticeBacklog(JdbcClient jdbc, CalendarService calendar, NoticeSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The outbox now.
     *
     * @param waiting notices that are due and not yet handed over, those that wait for the morning included
     * @param oldest how long the oldest has been waiting that might have left, nights and free days not counted; zero where none is
     * @param undelivered notices of the days that lists show that could not be delivered, or are being telephoned
     */
    public record Backlog(long waiting, Duration oldest, long undelivered) {}

    /** Two statements, by indexes. */
    public Backlog now() {
        Instant now = clock.instant();
        ZonedDateTime here = now.atZone(CalendarService.ZONE);
        long undelivered = jdbc.sql(
                        "select count(*) from notice where state in ('CALLING', 'NOT_REACHED', 'FAILED') and created_at >= :since")
                .param("since", Rows.at(now.minus(Duration.ofDays(settings.listDays()))))
                .query(Long.class)
                .single();
        return jdbc.sql(
                        """
                        select count(*) as waiting, min(next_at) as oldest,
                          min(case when urgent = true and recipient <> 'ENTERPRISE' then next_at end) as urgent
                        from notice where state = 'WAITING' and next_at <= :now""")
                .param("now", Rows.at(now))
                .query((row, index) -> new Backlog(
                        row.getLong("waiting"),
                        longer(
                                isOpen(here) ? since(Rows.instant(row, "oldest"), opening(here), now) : Duration.ZERO,
                                settings.urgentAtAnyHour()
                                        ? since(Rows.instant(row, "urgent"), Instant.MIN, now)
                                        : Duration.ZERO),
                        undelivered))
                .single();
    }

    private boolean isOpen(ZonedDateTime here) {
        return calendar.isWorkingDay(here.toLocalDate()) && settings.leavesAt(here.toLocalTime());
    }

    private Instant opening(ZonedDateTime here) {
        return here.with(settings.from()).toInstant();
    }

    private static Duration since(Instant due, Instant notBefore, Instant now) {
        return due == null ? Duration.ZERO : Duration.between(due.isBefore(notBefore) ? notBefore : due, now);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
