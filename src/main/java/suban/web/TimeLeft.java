package suban.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import suban.calendar.CalendarService;

/**
 * How long until a due date, in words for people.
 *
 * @param text such as 剩余1个工作日, 今日18:00到期, 已超期2天; working days before, calendar days after
 * @param state how pressing it is
 */
record TimeLeft(String text, State state) {

    enum State {
        /** the due date has passed */
        OVERDUE,
        /** due today */
        TODAY,
        /** the last working day before: the warning of design section 5 */
        SOON,
        /** there is time */
        OPEN
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /** Beyond this a count of days says less than a date. */
    private static final int MOST_DAYS = 366;

    static TimeLeft until(Instant due, Instant now, CalendarService calendar) {
        ZonedDateTime end = due.atZone(CalendarService.ZONE);
        LocalDate today = now.atZone(CalendarService.ZONE).toLocalDate();
        long days = ChronoUnit.DAYS.between(today, end.toLocalDate());
        if (now.isAfter(due)) {
            return new TimeLeft(days == 0 ? "今日已超期" : "已超期" + -days + "天", State.OVERDUE);
        }
        if (days == 0) {
            return new TimeLeft("今日" + TIME.format(end) + "到期", State.TODAY);
        }
        if (days > MOST_DAYS) {
            return new TimeLeft(end.toLocalDate() + "到期", State.OPEN);
        }
        long working = today.plusDays(1)
                .datesUntil(end.toLocalDate().plusDays(1))
                .filter(calendar::isWorkingDay)
                .count();
        return new TimeLeft(
                working == 0 ? "剩余不足1个工作日" : "剩余" + working + "个工作日", working <= 1 ? State.SOON : State.OPEN);
    }
}
