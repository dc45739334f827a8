package suban.calendar;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which days are worked, by the approved years; every other year on plain weekdays. Immutable. */
final class WorkingDays {

    static final String UNAPPROVED = "未批准的年份，暂按周一至周五";

    /** One day: whether it is worked, whether an approved year says so, and the reason in Chinese. */
    record Day(LocalDate date, boolean working, boolean approved, String why) {}

    private final NavigableMap<Integer, CalendarYear> years = new TreeMap<>();

    /** @throws IllegalArgumentException when two data sets claim the same version; of several versions the newest stands */
    WorkingDays(Collection<CalendarYear> sets) {
        for (CalendarYear set : sets) {
            CalendarYear other = years.get(set.year());
            if (other != null && other.revision() == set.revision()) {
                throw new IllegalArgumentException("工作日历版本 " + set.version() + " 有两份；更正时须把 version 的序号加一");
            }
            if (other == null || other.revision() < set.revision()) {
                years.put(set.year(), set);
            }
        }
    }

    /** The same days with one more data set, whatever its version. */
    WorkingDays with(CalendarYear set) {
        WorkingDays more = new WorkingDays(years.values());
        more.years.put(set.year(), set);
        return more;
    }

    Day day(LocalDate date) {
        CalendarYear year = years.get(date.getYear());
        return year == null ? new Day(date, !CalendarYear.isWeekend(date), false, UNAPPROVED) : year.day(date);
    }

    boolean isWorking(LocalDate date) {
        return day(date).working();
    }

    /** The first working day later than this one. */
    LocalDate after(LocalDate date) {
        LocalDate next = date.plusDays(1);
        while (!isWorking(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    /** The last working day earlier than this one. */
    LocalDate before(LocalDate date) {
        LocalDate previous = date.minusDays(1);
        while (!isWorking(previous)) {
            previous = previous.minusDays(1);
        }
        return previous;
    }

    /** The version of each of these years, oldest first, {@code <year>-0} where there is none. */
    String version(Collection<Integer> ofYears) {
        return ofYears.stream()
                .distinct()
                .sorted()
                .map(year -> years.containsKey(year) ? years.get(year).version() : year + "-0")
                .collect(Collectors.joining("+"));
    }

    String version() {
        return version(years.keySet());
    }

    List<CalendarYear> years() {
        return List.copyOf(Collections.unmodifiableCollection(years.values()));
    }
}
