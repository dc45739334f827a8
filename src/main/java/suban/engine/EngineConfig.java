package suban.engine;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class EngineConfig {

    /** The one Clock. {@code suban.clock.start} (an ISO instant, demo only) makes it start there and run on. */
    @Bean
    EngineClock clock(@Value("${suban.clock.start:}") String start) {
        return EngineClock.of(start);
    }
}
