package suban.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Works out when something is due, in Asia/Shanghai, and says which days it counted and why. The day of the act is not counted
 * (《民法典》第201条), an act after close of business still belongs to its day, and a limit ends at close of business of its last
 * day (第203条). Only {@link #today()} looks at the clock.
 */
@Service
public class CalendarService {

    /** The zone every date and time of day is meant in. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** The most working days a limit may have: about a year. */
    public static final int MOST_WORKING_DAYS = 250;

    /** The most calendar days a limit may have. */
    public static final int MOST_CALENDAR_DAYS = 366;

    private static final Logger LOG = LoggerFactory.getLogger(CalendarService.class);
    private static final Duration URGENT_RESPONSE = Duration.ofHours(2);
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final CalendarSettings settings;
    private final Clock clock;
    private final Supplier<WorkingDays> source;

    /**
     * Reads and checks the years that ship; those approved later are read from the database when they are asked for.
     *
     * @throws IllegalStateException when a file is broken, naming it
     */
    @Autowired
    public CalendarService(CalendarSettings settings, Clock clock, ApprovedYears approved) {
        this(settings, clock, new CurrentDays(CalendarFiles.read(settings.additionalLocation()), approved));
    }

    /** The calendar of the files alone. */
    public CalendarService(CalendarSettings settings, Clock clock) {
        this(settings, clock, fixed(new WorkingDays(CalendarFiles.read(settings.additionalLocation()))));
        LOG.info("Approved calendar years in use: {}", version());
    }

    private CalendarService(CalendarSettings settings, Clock clock, Supplier<WorkingDays> source) {
        this.settings = settings;
        this.clock = clock;
        this.source = source;
    }

    private static Supplier<WorkingDays> fixed(WorkingDays days) {
        return () -> days;
    }

    /** This calendar as it would be with one more data set: what it says of that year counts before any older version. */
    public CalendarService with(CalendarYear set) {
        return new CalendarService(settings, clock, fixed(workingDays().with(set)));
    }

    private WorkingDays workingDays() {
        return source.get();
    }

    /**
     * The limit of so many working days (Articles 8, 12, 14).
     *
     * @param from the act that starts it; its day is not counted, whatever the hour
     * @param days 1 to 250
     * @throws IllegalArgumentException for any other number of days
     */
    public Deadline workingDaysAfter(Instant from, int days) {
        requireDays(days, MOST_WORKING_DAYS);
        LocalDate date = dateOf(from);
        Explanation explanation = new Explanation();
        explanation.notCounted(date, "起算日不计入");
        int counted = 0;
        while (counted < days) {
            date = date.plusDays(1);
            WorkingDays.Day day = explanation.consult(date);
            explanation.add(date, day.working(), day.why());
            counted += day.working() ? 1 : 0;
        }
        return explanation.due(closeOfBusiness(date));
    }

    /**
     * The limit of so many calendar days (Article 8, 双周动态清零). If the last of them is free, the limit ends on the next working
     * day; the days it is moved over, and the day it is moved to, stand in the explanation as not counted.
     *
     * @param from the act that starts it; its day is not counted, whatever the hour
     * @param days 1 to 366
     * @throws IllegalArgumentException for any other number of days
     */
    public Deadline calendarDaysAfter(Instant from, int days) {
        requireDays(days, MOST_CALENDAR_DAYS);
        LocalDate start = dateOf(from);
        LocalDate date = start.plusDays(days);
        Explanation explanation = new Explanation();
        explanation.notCounted(start, "起算日不计入");
        start.plusDays(1).datesUntil(date).forEach(between -> explanation.add(between, true, "自然日"));
        WorkingDays.Day day = explanation.consult(date);
        if (day.working()) {
            explanation.add(date, true, day.approved() ? "自然日" : "自然日；" + day.why());
            return explanation.due(closeOfBusiness(date));
        }
        explanation.add(date, true, "顺延：" + day.why());
        while (!day.working()) {
            date = date.plusDays(1);
            day = explanation.consult(date);
            explanation.notCounted(date, (day.working() ? "顺延至：" : "顺延：") + day.why());
        }
        return explanation.due(closeOfBusiness(date));
    }

    /**
     * When a dispatch reaches the unit (Article 9). On a working day before the cut-off: at once, before opening too. At or after the
     * cut-off, or on a free day: at the next opening. Urgent: always at once.
     */
    public Instant delivered(Instant dispatchedAt, boolean urgent) {
        return urgent || arrivesThatDay(dispatchedAt)
                ? dispatchedAt
                : opening(workingDays().after(dateOf(dispatchedAt)));
    }

    /**
     * When the unit must have answered the enterprise (Article 9, 当日回应): at close of business of the day of delivery. An urgent
     * dispatch on a free day, or at or after close of business, leaves no such close: it is due two hours after delivery, on a free
     * day not before the usual close, and never later than the end of that day (23:59:59).
     */
    public Deadline responseDue(Instant dispatchedAt, boolean urgent) {
        LocalDate dispatched = dateOf(dispatchedAt);
        Explanation explanation = new Explanation();
        WorkingDays.Day day = explanation.consult(dispatched);
        if (urgent) {
            explanation.add(dispatched, true, "紧急，即时送达：" + day.why());
            return explanation.due(urgentResponseDue(dispatchedAt, day));
        }
        if (arrivesThatDay(dispatchedAt)) {
            explanation.add(dispatched, true, "送达当日：" + day.why());
            return explanation.due(closeOfBusiness(dispatched));
        }
        explanation.notCounted(
                dispatched, day.working() ? settings.cutOff() + " 及以后交办，次一工作日送达" : "非工作日交办：" + day.why());
        LocalDate date = dispatched;
        do {
            date = date.plusDays(1);
            day = explanation.consult(date);
            explanation.add(date, day.working(), (day.working() ? "送达当日：" : "") + day.why());
        } while (!day.working());
        return explanation.due(closeOfBusiness(date));
    }

    private Instant urgentResponseDue(Instant deliveredAt, WorkingDays.Day day) {
        Instant close = closeOfBusiness(day.date());
        if (day.working() && deliveredAt.isBefore(close)) {
            return close;
        }
        Instant due = later(close, deliveredAt.plus(URGENT_RESPONSE));
        Instant endOfDay = day.date().atTime(END_OF_DAY).atZone(ZONE).toInstant();
        // in the last second of a day the end of the day must still not lie before the delivery
        return due.isAfter(endOfDay) ? later(endOfDay, deliveredAt) : due;
    }

    /**
     * Close of business so many working days before something is due: for warnings, and for co-handlers' opinions, which are due
     * one working day before the host's.
     *
     * @param due its own day is not counted
     * @param days 1 to 250
     * @throws IllegalArgumentException for any other number of days
     */
    public Instant workingDaysBefore(Instant due, int days) {
        requireDays(days, MOST_WORKING_DAYS);
        LocalDate date = dateOf(due);
        for (int day = 0; day < days; day++) {
            date = workingDays().before(date);
        }
        return closeOfBusiness(date);
    }

    /** The next opening of a working day, strictly later than this instant. */
    public Instant openingAfter(Instant instant) {
        LocalDate date = dateOf(instant);
        if (isWorkingDay(date) && instant.isBefore(opening(date))) {
            return opening(date);
        }
        return opening(workingDays().after(date));
    }

    /** Close of business on this date, worked or not. */
    public Instant closeOfBusiness(LocalDate date) {
        return date.atTime(settings.closeOfBusiness()).atZone(ZONE).toInstant();
    }

    /** Whether this date is worked, make-up days included; in a year without approved data any Monday to Friday is. */
    public boolean isWorkingDay(LocalDate date) {
        return workingDays().isWorking(date);
    }

    /** Whether approved data say what this date is; a deadline that depends on any other date is provisional. */
    public boolean isApproved(LocalDate date) {
        return workingDays().day(date).approved();
    }

    /** The date it is now. */
    public LocalDate today() {
        return dateOf(clock.instant());
    }

    /** The versions of all approved years, oldest first, such as {@code 2025-1+2026-1}. */
    public String version() {
        return workingDays().version();
    }

    /** The approved years in use, oldest first. */
    public List<CalendarYear> years() {
        return workingDays().years();
    }

    private boolean arrivesThatDay(Instant dispatchedAt) {
        ZonedDateTime time = dispatchedAt.atZone(ZONE);
        return isWorkingDay(time.toLocalDate()) && time.toLocalTime().isBefore(settings.cutOff());
    }

    private Instant opening(LocalDate date) {
        return date.atTime(settings.opening()).atZone(ZONE).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate dateOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    private static void requireDays(int days, int most) {
        if (days < 1 || days > most) {
            throw new IllegalArgumentException("天数须为 1 至 " + most + " 之间的整数，现为 " + days);
        }
    }

    /** Collects the days of one deadline and, of those it depends on, the years. */
    private final class Explanation {

        private final List<CountedDay> days = new ArrayList<>();
        private final List<Integer> years = new ArrayList<>();
        private boolean provisional;

        /** Looks up a day the deadline depends on. */
        WorkingDays.Day consult(LocalDate date) {
            WorkingDays.Day day = workingDays().day(date);
            years.add(date.getYear());
            provisional |= !day.approved();
            return day;
        }

        void add(LocalDate date, boolean counted, String why) {
            days.add(new CountedDay(date, counted, why));
        }

        void notCounted(LocalDate date, String why) {
            add(date, false, why);
        }

        Deadline due(Instant due) {
            return new Deadline(due, provisional, workingDays().version(years), days);
        }
    }
}
