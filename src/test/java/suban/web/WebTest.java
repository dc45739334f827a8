package suban.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** The web package on a real port: filters of the container take part, as they do not with MockMvc. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = WebTestApp.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:web-${random.uuid};DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=500",
            "spring.flyway.enabled=false",
            "camunda.bpm.job-execution.enabled=false",
            "camunda.bpm.database.schema-update=true",
            "camunda.bpm.history-level=activity",
            "camunda.bpm.auto-deployment-enabled=false",
            "camunda.bpm.authorization.enabled=true",
            "camunda.bpm.generic-properties.properties.enforce-history-time-to-live=false",
            "management.endpoint.health.probes.enabled=true",
            "spring.servlet.multipart.max-file-size=1MB"
        })
@interface WebTest {}
