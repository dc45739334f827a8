package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who waits for whom; what a visitor sees of it is in {@link PasswordsTest}. */
class ThrottleTest {

    private static final String NAME = "channel1";
    private static final String HOME = "203.0.113.1";

    private Duration now = Duration.ofDays(-1);
    private final RunningTime time = new RunningTime() {
        @Override
        Duration read() {
            return now;
        }
    };

    private void twentyFailures(Throttle throttle) {
        for (int i = 0; i < 20; i++) {
            throttle.failed(NAME, "198.51.100." + i);
        }
    }

    @Test
    void anAddressIsKnownForThirtyDays() {
        Throttle throttle = new Throttle(time);
        throttle.succeeded(NAME, HOME);

        now = now.plusDays(30).minusSeconds(1);
        twentyFailures(throttle);
        assertThat(throttle.mustWait(NAME, HOME)).isFalse();
        now = now.plusSeconds(1);
        assertThat(throttle.mustWait(NAME, HOME)).isTrue();
    }

    @Test
    void aKnownAddressWaitsForItsOwnFailures() {
        Throttle throttle = new Throttle(time);
        throttle.succeeded(NAME, HOME);
        throttle.failed(NAME, HOME);

        assertThat(throttle.mustWait(NAME, HOME)).isTrue();
        now = now.plusSeconds(3);
        assertThat(throttle.mustWait(NAME, HOME)).isFalse();
    }

    @Test
    void failuresFarApartDoNotAddUp() {
        Throttle throttle = new Throttle(time);
        for (int i = 0; i < 100; i++) {
            throttle.failed(NAME, "198.51.100." + i);
            now = now.plusSeconds(16);
        }
        assertThat(throttle.mustWait(NAME, HOME)).isFalse();
    }

    @Test
    void whatWasUsedLastIsRemembered() {
        Throttle throttle = new Throttle(time, 3);
        throttle.failed("first", HOME);
        throttle.failed("second", HOME);
        throttle.failed("third", HOME);
        throttle.mustWait("first", HOME);
        throttle.failed("fourth", HOME);

        assertThat(throttle.mustWait("first", HOME)).isTrue();
        assertThat(throttle.mustWait("second", HOME)).isFalse();
        assertThat(throttle.mustWait("fourth", HOME)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:0db8:0001:0002:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:203.0.113.1, 203.0.113.1, true",
        "203.0.113.1, 203.0.113.2, false",
        "not:an:address, not:an:address, true"
    })
    void anIpv6NetworkIsOneClient(String one, String other, boolean same) {
        Throttle throttle = new Throttle(time);
        throttle.failed(NAME, one);

        assertThat(throttle.mustWait(NAME, other)).isEqualTo(same);
    }
}
