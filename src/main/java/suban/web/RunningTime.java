package suban.web;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Real time, as a length since some moment of this process. How long somebody has been away from the screen is measured with it:
 * the one Clock is moved and stopped by demonstrations and trials.
 */
@Component
class RunningTime {

    Duration read() {
        return Duration.ofNanos(System.nanoTime());
    }
}
