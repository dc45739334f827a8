package suban.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Tells PostgreSQL that questions here are short, many at a time, and answered from memory or a disk without moving parts. By itself
 * it plans for one where every jump costs four times a step, and reads all attempts there ever were to find those of a few open
 * cases; and it starts processes of its own for what takes milliseconds.
 */
@Component
class ShortQueries implements BeanPostProcessor {

    private static final String PLANS = "SET random_page_cost = 1.1; SET max_parallel_workers_per_gather = 0";

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && pool.getJdbcUrl() != null
                && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
            pool.setConnectionInitSql(Stream.of(pool.getConnectionInitSql(), PLANS)
                    .filter(sql -> sql != null && !sql.isBlank())
                    .collect(Collectors.joining("; ")));
        }
        return bean;
    }
}
