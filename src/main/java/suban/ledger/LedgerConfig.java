package suban.ledger;

import java.sql.JDBCType;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jdbc.JdbcProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.mapping.JdbcValue;
import org.springframework.data.jdbc.repository.QueryMappingConfiguration;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.config.DefaultQueryMappingConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Instants are stored as {@code timestamp with time zone}, whatever zone a node runs in. */
@Configuration
@EnableConfigurationProperties(JdbcProperties.class)
class LedgerConfig extends AbstractJdbcConfiguration {

    /** In the place of Spring Boot's own, with the same settings ({@code spring.jdbc.template}). */
    @Bean
    @Primary
    JdbcTemplate jdbcTemplate(
            DataSource database, JdbcProperties properties, ObjectProvider<SQLExceptionTranslator> translator) {
        JdbcTemplate template = new ForgettingJdbcTemplate(database);
        translator.ifUnique(template::setExceptionTranslator);
        JdbcProperties.Template set = properties.getTemplate();
        template.setIgnoreWarnings(set.isIgnoreWarnings());
        template.setFetchSize(set.getFetchSize());
        template.setMaxRows(set.getMaxRows());
        if (set.getQueryTimeout() != null) {
            template.setQueryTimeout((int) set.getQueryTimeout().toSeconds());
        }
        template.setSkipResultsProcessing(set.isSkipResultsProcessing());
        template.setSkipUndeclaredResults(set.isSkipUndeclaredResults());
        template.setResultsMapCaseInsensitive(set.isResultsMapCaseInsensitive());
        return template;
    }

    /** For the queries that are written out. */
    @Bean
    QueryMappingConfiguration rows() {
        return new DefaultQueryMappingConfiguration()
                .registerRowMapper(Complaint.class, new RecordRows<>(Complaint.class))
                .registerRowMapper(Attempt.class, new RecordRows<>(Attempt.class))
                .registerRowMapper(Assignment.class, new RecordRows<>(Assignment.class));
    }

    @Override
    protected List<?> userConverters() {
        return List.of(new InstantToColumn(), new ColumnToInstant(), new TimestampToInstant());
    }

    @WritingConverter
    private static final class InstantToColumn implements Converter<Instant, JdbcValue> {
        @Override
        public JdbcValue convert(Instant instant) {
            return JdbcValue.of(instant.atOffset(ZoneOffset.UTC), JDBCType.TIMESTAMP_WITH_TIMEZONE);
        }
    }

    @ReadingConverter
    private static final class ColumnToInstant implements Converter<OffsetDateTime, Instant> {
        @Override
        public Instant convert(OffsetDateTime time) {
            return time.toInstant();
        }
    }

    @ReadingConverter
    private static final class TimestampToInstant implements Converter<Timestamp, Instant> {
        @Override
        public Instant convert(Timestamp time) {
            return time.toInstant();
        }
    }
}
