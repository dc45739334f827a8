package suban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** What Spring Boot documents of its {@code JdbcTemplate} goes for ours. */
class LedgerConfigTest {

    private static final String THREE = "select x from system_range(1, 3)";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class))
            .withUserConfiguration(LedgerConfig.class)
            .withPropertyValues("spring.datasource.url=jdbc:h2:mem:template");

    @Test
    @DisplayName("spring.jdbc.template 的各项设置都生效")
    void settings() {
        application
                .withPropertyValues(
                        "spring.jdbc.template.ignore-warnings=false",
                        "spring.jdbc.template.fetch-size=50",
                        "spring.jdbc.template.max-rows=2",
                        "spring.jdbc.template.query-timeout=90s",
                        "spring.jdbc.template.skip-results-processing=true",
                        "spring.jdbc.template.skip-undeclared-results=true",
                        "spring.jdbc.template.results-map-case-insensitive=true")
                .withBean(SQLExceptionTranslator.class, SQLExceptionSubclassTranslator::new)
                .run(context -> {
                    JdbcTemplate template = context.getBean(JdbcTemplate.class);
                    assertThat(template).isInstanceOf(ForgettingJdbcTemplate.class);
                    assertThat(template.isIgnoreWarnings()).isFalse();
                    assertThat(template.getFetchSize()).isEqualTo(50);
                    assertThat(template.getQueryTimeout()).isEqualTo(90);
                    assertThat(template.isSkipResultsProcessing()).isTrue();
                    assertThat(template.isSkipUndeclaredResults()).isTrue();
                    assertThat(template.isResultsMapCaseInsensitive()).isTrue();
                    assertThat(template.getExceptionTranslator())
                            .isSameAs(context.getBean(SQLExceptionTranslator.class));
                    assertThat(template.queryForList(THREE, Integer.class)).containsExactly(1, 2);
                });
    }

    @Test
    @DisplayName("没有设置时与原来一样")
    void noSettings() {
        application.run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            JdbcTemplate plain = new JdbcTemplate(template.getDataSource());
            assertThat(template.getQueryTimeout()).isEqualTo(plain.getQueryTimeout());
            assertThat(template.getFetchSize()).isEqualTo(plain.getFetchSize());
            assertThat(template.isIgnoreWarnings()).isEqualTo(plain.isIgnoreWarnings());
            assertThat(template.queryForList(THREE, Integer.class)).containsExactly(1, 2, 3);
        });
    }
}
