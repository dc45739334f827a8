package suban.board;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import suban.calendar.CalendarService;
import suban.ledger.Channel;
import suban.ledger.ComplaintClass;

/**
 * What the board is asked about; null means any.
 *
 * @param from first day of the period
 * @param to its last day
 * @param unit whose figures are asked for
 * @param newCity the enterprises' 新城
 * @param level who coordinates; where it is null, the rates are the appraisal's, {@link Level#AREA}
 */
public record BoardQuery(
        LocalDate from,
        LocalDate to,
        String unit,
        String newCity,
        ComplaintClass complaintClass,
        Channel channel,
        Level level) {

    /** Who coordinates a complaint (Article 17). */
    public enum Level {
        /** The New Area's 营商办: what the appraisal counts. */
        AREA,
        /** A 新城's own. */
        CITY
    }

    /** First moment of the period. */
    Instant start() {
        return from.atStartOfDay(CalendarService.ZONE).toInstant();
    }

    /** End of the period, exclusive. */
    Instant end() {
        return to.plusDays(1).atStartOfDay(CalendarService.ZONE).toInstant();
    }

    /** The same for the period before: the month before a whole month, else as many days. */
    BoardQuery previous() {
        boolean wholeMonths = from.getDayOfMonth() == 1 && to.plusDays(1).getDayOfMonth() == 1;
        long months = from.until(to.plusDays(1)).toTotalMonths();
        LocalDate earlier =
                wholeMonths ? from.minusMonths(months) : from.minusDays(to.toEpochDay() - from.toEpochDay() + 1);
        return over(earlier, from.minusDays(1));
    }

    /** The same over other days. */
    BoardQuery over(LocalDate first, LocalDate last) {
        return new BoardQuery(first, last, unit, newCity, complaintClass, channel, level);
    }

    /** The same for one unit. */
    BoardQuery of(String other) {
        return new BoardQuery(from, to, other, newCity, complaintClass, channel, level);
    }

    static LocalDate day(Instant instant) {
        return ZonedDateTime.ofInstant(instant, CalendarService.ZONE).toLocalDate();
    }
}
