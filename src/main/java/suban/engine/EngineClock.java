package suban.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.joda.time.DateTimeUtils;

/**
 * The one Clock of the application: it reads the engine's own time, so that moving one moves both. Instants are cut to
 * milliseconds, the zone is Asia/Shanghai.
 */
public final class EngineClock extends Clock {

    /** The zone every date and time of day is meant in. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final Time EVERYBODYS = new Time();

    /** The time of a thread that has one of its own. */
    private static final ThreadLocal<Time> OWN = new ThreadLocal<>();

    private final Duration offset;

    /** A time that stands still, or runs on so many milliseconds ahead of the machine's. */
    private static final class Time {
        private volatile Long standsAt;
        private volatile long ahead;
    }

    private EngineClock(Duration offset) {
        this.offset = offset;
        reset();
    }

    /** The machine's time. */
    public static EngineClock real() {
        return new EngineClock(Duration.ZERO);
    }

    /** A clock that starts at {@code start} and runs on at the machine's pace, for demonstrations and trials. */
    public static EngineClock startingAt(Instant start) {
        return new EngineClock(Duration.between(Instant.now(), start));
    }

    /** @param start an ISO instant as for {@link #startingAt}, or blank for the machine's time */
    public static EngineClock of(String start) {
        return start.isBlank() ? real() : startingAt(Instant.parse(start.strip()));
    }

    /** The instant that the clock of {@link #of} begins at, moving nobody's time. */
    public static Instant beginning(String start) {
        Instant instant = start.isBlank() ? Instant.now() : Instant.parse(start.strip());
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Sets the time to stand still at this instant, for tests and for seeding past cases; {@link #reset()} lets it run. */
    public void set(Instant instant) {
        current().standsAt = instant.toEpochMilli();
        DateTimeUtils.setCurrentMillisProvider(EngineClock::now);
    }

    /** Lets the time run on, at the offset this clock was made with. */
    public void reset() {
        Time time = current();
        time.ahead = offset.toMillis();
        time.standsAt = null;
        DateTimeUtils.setCurrentMillisProvider(EngineClock::now);
    }

    /**
     * Does something with a time of this thread's own: what is set or reset meanwhile is this thread's time, the engine's included, and
     * everybody else's goes on as it did. For trials, which live through the same weeks side by side.
     */
    public static <T> T inOwnTime(Supplier<T> act) {
        Time around = OWN.get();
        OWN.set(new Time());
        DateTimeUtils.setCurrentMillisProvider(EngineClock::now);
        try {
            return act.get();
        } finally {
            if (around == null) {
                OWN.remove();
            } else {
                OWN.set(around);
            }
        }
    }

    private static Time current() {
        Time own = OWN.get();
        return own == null ? EVERYBODYS : own;
    }

    private static long now() {
        Time time = current();
        Long stands = time.standsAt;
        return stands != null ? stands : System.currentTimeMillis() + time.ahead;
    }

    @Override
    public ZoneId getZone() {
        return ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Suban knows one zone");
    }

    @Override
    public Instant instant() {
        return ClockUtil.getCurrentTime().toInstant();
    }
}
