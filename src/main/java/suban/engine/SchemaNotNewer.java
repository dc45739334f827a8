package suban.engine;

import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps a jar away from a database that a newer one has changed. By itself Flyway lets it in; it would write rows as they were, without
 * what the newer one needs.
 */
@Configuration(proxyBeanMethods = false)
class SchemaNotNewer {

    @Bean
    FlywayConfigurationCustomizer refuseFutureMigrations() {
        return configuration -> configuration.ignoreMigrationPatterns(new String[0]);
    }
}
