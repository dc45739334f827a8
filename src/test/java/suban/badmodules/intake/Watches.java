package suban.badmodules.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.function.Supplier;

/** Every way to read the machine's clock, and three that read the given one. */
class Watches {

    Object instantNow() {
        return Instant.now();
    }

    Object localDateNow() {
        return LocalDate.now();
    }

    Object localDateTimeNowInZone() {
        return LocalDateTime.now(ZoneId.of("Asia/Shanghai"));
    }

    Supplier<Instant> instantNowByReference() {
        return Instant::now;
    }

    Object newDate() {
        return new Date();
    }

    Object newGregorianCalendar() {
        return new GregorianCalendar();
    }

    Object calendarGetInstance() {
        return Calendar.getInstance();
    }

    long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    Object clockSystem() {
        return Clock.systemUTC();
    }

    Object clockTick() {
        return Clock.tickMillis(ZoneId.of("Asia/Shanghai"));
    }

    Object fineWithClock(Clock clock) {
        return LocalDate.now(clock);
    }

    Object fineDate(Instant instant) {
        return Date.from(instant);
    }

    Object fineClock(Instant instant) {
        return Clock.fixed(instant, ZoneId.of("Asia/Shanghai"));
    }
}
