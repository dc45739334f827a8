package suban.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * The one Clock of the application: it reads the engine's own time, so that moving one moves both. Instants are cut to
 * milliseconds, the zone is Asia/Shanghai.
 */
public final class EngineClock extends Clock {

    /** The zone every date and time of day is meant in. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Duration offset;

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

    /** Sets the time to stand still at this instant, for tests and for seeding past cases; {@link #reset()} lets it run. */
    public void set(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    /** Lets the time run on, at the offset this clock was made with. */
    public void reset() {
        ClockUtil.reset();
        if (!offset.isZero()) {
            ClockUtil.offset(offset.toMillis());
        }
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
