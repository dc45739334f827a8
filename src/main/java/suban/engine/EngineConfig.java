package suban.engine;

import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class EngineConfig {

    /** The one Clock. {@code suban.clock.start} (an ISO instant, demo only) makes it start there and run on. */
    @Bean
    EngineClock clock(@Value("${suban.clock.start:}") String start) {
        return new EngineClock(
                start.isBlank() ? Duration.ZERO : Duration.between(Instant.now(), Instant.parse(start.strip())));
    }
}
