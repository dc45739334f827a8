package suban.organisation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** An engine with authorisation on and this capability alone, on a database of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = OrganisationOnly.Application.class,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:${random.uuid}",
            "spring.datasource.generate-unique-name=false",
            "spring.flyway.enabled=false",
            "camunda.bpm.database.schema-update=true",
            "camunda.bpm.auto-deployment-enabled=false",
            "camunda.bpm.job-execution.enabled=false",
            "camunda.bpm.authorization.enabled=true",
            "camunda.bpm.history-level=activity",
            "camunda.bpm.default-user-permission-name-for-task=TASK_WORK",
            "camunda.bpm.generic-properties.properties.enable-password-policy=true",
        })
@interface OrganisationOnly {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(
            basePackageClasses = Organisation.class,
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
    class Application {}
}
