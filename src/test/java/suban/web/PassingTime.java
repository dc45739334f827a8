package suban.web;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Lets people be away for as long as a test wants, at once; to be imported. No stereotype, or every test would have it. */
public class PassingTime {

    private volatile Duration skipped = Duration.ZERO;

    public void pass(Duration length) {
        skipped = skipped.plus(length);
    }

    @Bean
    @Primary
    RunningTime runningTimeThatSkips() {
        return new RunningTime() {
            @Override
            Duration read() {
                return super.read().plus(skipped);
            }
        };
    }
}
