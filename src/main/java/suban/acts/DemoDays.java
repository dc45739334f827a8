package suban.acts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import suban.calendar.CalendarService;
import suban.engine.EngineClock;

/**
 * Days counted from the moment of the start, whatever day that is: day 0 is the first working day whose close of business is
 * still to come, day -1 the last working day that is over.
 */
final class DemoDays {

    private final CalendarService calendar;
    private final Instant now;
    private final LocalDate zero;

    DemoDays(CalendarService calendar, Instant now) {
        this.calendar = calendar;
        this.now = now.truncatedTo(ChronoUnit.MINUTES);
        LocalDate date = LocalDate.ofInstant(now, EngineClock.ZONE);
        while (!calendar.isWorkingDay(date) || !calendar.closeOfBusiness(date).isAfter(now)) {
            date = date.plusDays(1);
        }
        zero = date;
    }

    /** The date so many working days after day 0, or before it. */
    LocalDate workingDay(int days) {
        LocalDate date = zero;
        int left = Math.abs(days);
        while (left > 0) {
            date = date.plusDays(Integer.signum(days));
            left -= calendar.isWorkingDay(date) ? 1 : 0;
        }
        return date;
    }

    /** A time of such a day. */
    Instant at(int workingDay, String time) {
        return workingDay(workingDay)
                .atTime(LocalTime.parse(time))
                .atZone(EngineClock.ZONE)
                .toInstant();
    }

    /** So many minutes of office hours before the start; on a free day or at night those of the last working day. */
    Instant officeMinutesAgo(int minutes) {
        LocalDate date = LocalDate.ofInstant(now, EngineClock.ZONE);
        Duration left = Duration.ofMinutes(minutes);
        while (true) {
            if (calendar.isWorkingDay(date)) {
                Instant opening = calendar.openingAfter(
                        date.atStartOfDay(EngineClock.ZONE).toInstant());
                Instant close = calendar.closeOfBusiness(date);
                Instant end = close.isBefore(now) ? close : now;
                Duration open = Duration.between(opening, end);
                if (open.compareTo(left) > 0) {
                    return end.minus(left);
                }
                left = open.isNegative() ? left : left.minus(open);
            }
            date = date.minusDays(1);
        }
    }
}
