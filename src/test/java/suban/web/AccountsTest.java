package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** When a session's account is no longer the same, on both databases. */
class AccountsTest {

    private static final String USER = "handler1";

    @Test
    void onH2() {
        DataSource database =
                new DriverManagerDataSource("jdbc:h2:mem:accounts-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        tellTheStory(database, "h2");
    }

    @Test
    void onPostgresql() throws IOException {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().setRegisterShutdownHook(false).start()) {
            tellTheStory(server.getPostgresDatabase(), "postgres");
        }
    }

    private static void tellTheStory(DataSource database, String dialect) {
        new ResourceDatabasePopulator(
                        new ClassPathResource(
                                "org/camunda/bpm/engine/db/create/activiti." + dialect + ".create.identity.sql"),
                        new ClassPathResource("db/migration/V3__sessions.sql"))
                .execute(database);
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Accounts accounts = new Accounts(jdbc);
        jdbc.update("insert into ACT_ID_USER (ID_, REV_, PWD_) values (?, 1, 'hash one')", USER);
        Set<String> stamps = new HashSet<>();
        Consumer<String> isNew =
                step -> assertThat(stamps.add(accounts.stamp(USER).orElseThrow()))
                        .as(step)
                        .isTrue();

        isNew.accept("first");
        assertThat(accounts.stamp(USER)).isEqualTo(accounts.stamp(USER));
        accounts.endSessions(USER);
        isNew.accept("ended");
        accounts.endSessions(USER);
        isNew.accept("ended again");
        jdbc.update("update ACT_ID_USER set PWD_ = 'hash two' where ID_ = ?", USER);
        isNew.accept("other password");
        jdbc.update("delete from ACT_ID_USER where ID_ = ?", USER);
        assertThat(accounts.stamp(USER)).isEmpty();

        // two devices in the same moment, for the first time
        IntStream.range(0, 8).parallel().forEach(i -> accounts.endSessions("somebody"));
        assertThat(jdbc.queryForObject(
                        "select session_generation from account_security where user_id = 'somebody'", Integer.class))
                .isEqualTo(8);
    }
}
