package suban.calendar;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/** The calendar as it ships, and times written as people in Xi'an write them. */
final class CalendarTestSupport {

    static final CalendarService CALENDAR =
            new CalendarService(CalendarSettings.defaults(), Clock.fixed(at("2026-02-11T23:30"), CalendarService.ZONE));

    private CalendarTestSupport() {}

    /** Local time in Asia/Shanghai. */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(CalendarService.ZONE).toInstant();
    }

    /** Local time with offset, for readable failures. */
    static OffsetDateTime local(Instant instant) {
        return instant.atZone(CalendarService.ZONE).toOffsetDateTime();
    }

    static OffsetDateTime local(String local) {
        return local(at(local));
    }
}
