package suban.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Tells PostgreSQL that the ledger lies in memory or on a disk without moving parts. By itself it plans for one where every jump
 * costs four times a step, and reads all attempts there ever were to find those of a few open cases.
 */
@Component
class IndexCosts implements BeanPostProcessor {

    private static final String COSTS = "SET random_page_cost = 1.1";

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && pool.getJdbcUrl() != null
                && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
            pool.setConnectionInitSql(Stream.of(pool.getConnectionInitSql(), COSTS)
                    .filter(sql -> sql != null && !sql.isBlank())
                    .collect(Collectors.joining("; ")));
        }
        return bean;
    }
}
