package suban.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The approved data set of one year: what the State Council's yearly notice says about it. Everything the notice does not name
 * is a plain weekday or weekend.
 *
 * @param year the calendar year every day below lies in
 * @param version {@code <year>-<n>}, n from 1 and one more for every correction
 * @param noticeNumber the notice's 文号
 * @param approvedBy who compared the data with the notice
 * @param approvedOn when
 * @param holidays days off, from and to inclusive, weekends among them included
 * @param makeUpDays Saturdays and Sundays that are worked (调休)
 */
public record CalendarYear(
        int year,
        String version,
        String noticeNumber,
        String approvedBy,
        LocalDate approvedOn,
        List<Holiday> holidays,
        List<MakeUpDay> makeUpDays) {

    private static final Pattern VERSION = Pattern.compile("(\\d{4})-([1-9]\\d{0,2})");

    /** One holiday by its Chinese name; both dates are off. */
    public record Holiday(String name, LocalDate from, LocalDate to) {

        boolean covers(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }
    }

    /** One worked Saturday or Sunday and the name of the holiday it pays for. */
    public record MakeUpDay(LocalDate date, String holiday) {}

    /** @throws IllegalArgumentException with every mistake in Chinese when the data cannot be a year's */
    public CalendarYear {
        holidays = holidays == null ? List.of() : List.copyOf(holidays);
        makeUpDays = makeUpDays == null ? List.of() : List.copyOf(makeUpDays);
        List<String> mistakes = new ArrayList<>();
        checkHead(mistakes, year, version, noticeNumber, approvedBy, approvedOn);
        checkHolidays(mistakes, year, holidays);
        checkMakeUpDays(mistakes, year, holidays, makeUpDays);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("；", mistakes));
        }
    }

    private static void checkHead(
            List<String> mistakes, int year, String version, String noticeNumber, String by, LocalDate on) {
        if (year < 2000 || year > 2099) {
            mistakes.add("year 须在 2000 至 2099 之间，现为 " + year);
        }
        var matcher = VERSION.matcher(version == null ? "" : version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != year) {
            mistakes.add("version 须为“" + year + "-序号”，序号从 1 起，现为 " + version);
        }
        if (noticeNumber == null || noticeNumber.isBlank()) {
            mistakes.add("缺少通知文号 noticeNumber");
        }
        if (by == null || by.isBlank() || on == null) {
            mistakes.add("未经批准：缺少 approvedBy 或 approvedOn");
        }
    }

    private static void checkHolidays(List<String> mistakes, int year, List<Holiday> holidays) {
        if (holidays.isEmpty()) {
            mistakes.add("没有任何放假日期 holidays");
        }
        Set<LocalDate> off = new HashSet<>();
        for (Holiday holiday : holidays) {
            if (holiday.name() == null || holiday.name().isBlank() || holiday.from() == null || holiday.to() == null) {
                mistakes.add("放假须有 name、from、to，现为 " + holiday);
            } else if (holiday.from().isAfter(holiday.to())) {
                mistakes.add(holiday.name() + "的 from 晚于 to");
            } else if (holiday.from().getYear() != year || holiday.to().getYear() != year) {
                mistakes.add(holiday.name() + "的日期不在 " + year + " 年内");
            } else {
                List<LocalDate> days =
                        holiday.from().datesUntil(holiday.to().plusDays(1)).toList();
                if (!Collections.disjoint(off, days)) {
                    mistakes.add(holiday.name() + "与其他假期重叠");
                }
                off.addAll(days);
            }
        }
    }

    private static void checkMakeUpDays(
            List<String> mistakes, int year, List<Holiday> holidays, List<MakeUpDay> makeUpDays) {
        Set<LocalDate> worked = new HashSet<>();
        for (MakeUpDay day : makeUpDays) {
            if (day.date() == null) {
                mistakes.add("调休上班缺少 date，现为 " + day);
                continue;
            }
            if (day.date().getYear() != year) {
                mistakes.add("调休上班日 " + day.date() + " 不在 " + year + " 年内");
            }
            if (!isWeekend(day.date())) {
                mistakes.add("调休上班日 " + day.date() + " 不是周六或周日");
            }
            if (!worked.add(day.date())) {
                mistakes.add("调休上班日 " + day.date() + " 重复");
            }
            if (holidays.stream().anyMatch(holiday -> isComplete(holiday) && holiday.covers(day.date()))) {
                mistakes.add("调休上班日 " + day.date() + " 在放假期间");
            }
            if (holidays.stream()
                    .noneMatch(
                            holiday -> holiday.name() != null && holiday.name().equals(day.holiday()))) {
                mistakes.add("调休上班日 " + day.date() + " 的 holiday 不是本年的假期：" + day.holiday());
            }
        }
    }

    private static boolean isComplete(Holiday holiday) {
        return holiday.from() != null && holiday.to() != null;
    }

    static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** The n of {@code <year>-<n>}. */
    int revision() {
        return Integer.parseInt(version.substring(version.indexOf('-') + 1));
    }

    /** What this day of the year is. */
    WorkingDays.Day day(LocalDate date) {
        for (MakeUpDay makeUp : makeUpDays) {
            if (makeUp.date().equals(date)) {
                return new WorkingDays.Day(date, true, true, "调休上班（" + makeUp.holiday() + "）");
            }
        }
        for (Holiday holiday : holidays) {
            if (holiday.covers(date)) {
                return new WorkingDays.Day(date, false, true, holiday.name() + "放假");
            }
        }
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> new WorkingDays.Day(date, false, true, "周六");
            case SUNDAY -> new WorkingDays.Day(date, false, true, "周日");
            default -> new WorkingDays.Day(date, true, true, "工作日");
        };
    }
}
