package suban.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.test.context.ActiveProfiles;
import suban.board.BoardQuery;
import suban.board.BoardService;
import suban.board.Figure;
import suban.board.Narrowing;
import suban.board.Scope;
import suban.calendar.CalendarService;
import suban.ledger.Viewer;
import suban.process.PostgresDatabase;

/**
 * What a call of the supervisors' board costs: on PostgreSQL, {@code -Dsuban.benchmark.cases} cases (100,000), median and range of
 * eleven calls. Wants a machine that does nothing else.
 */
@SpringBootTest(properties = {"suban.test.postgresql=true", "camunda.bpm.job-execution.enabled=false"})
@ActiveProfiles({"demo", "test"})
@Import(PostgresDatabase.class)
class BoardBenchmark {

    private static final int CALLS = 11;
    private static final int WARM_UP = 30;

    @Autowired
    BoardService board;

    @Autowired
    DataSource database;

    @Test
    @DisplayName("督办看板：全区、一个新城、清单")
    void board() throws IOException {
        String script = new ClassPathResource("benchmark/ledger.sql").getContentAsString(StandardCharsets.UTF_8);
        new ResourceDatabasePopulator(new ByteArrayResource(
                        script.replace("${cases}", System.getProperty("suban.benchmark.cases", "100000"))
                                .getBytes(StandardCharsets.UTF_8)))
                .execute(database);
        new JdbcTemplate(database).execute("analyze");

        LocalDate first = ZonedDateTime.ofInstant(Instant.now(), CalendarService.ZONE)
                .toLocalDate()
                .withDayOfMonth(1);
        BoardQuery month = new BoardQuery(first, first.plusMonths(1).minusDays(1), null, null, null, null, null);
        Scope district = board.scope(new Viewer("supervisor1", false, true, true, Set.of(), Set.of(), false, Set.of()));
        Set<String> office = Set.of("fengdongysb");
        Scope city = board.scope(new Viewer(
                "fengdongysb1",
                false,
                false,
                false,
                office,
                Set.of("fengdong"),
                false,
                Set.of("fengdongysb", "fengdong")));
        measure("board, district", () -> board.board(district, month));
        measure("board, one 新城", () -> board.board(city, month));
        for (Figure figure : List.of(Figure.LATE, Figure.OPEN, Figure.COUNTED)) {
            measure(
                    "first page of " + figure,
                    () -> board.list(district, month, figure, Narrowing.NONE, BoardService.Sort.DUE_AT, false, 0, 20));
        }
        measure(
                "all of LATE, as for a spreadsheet",
                () -> board.list(
                        district, month, Figure.LATE, Narrowing.NONE, BoardService.Sort.DUE_AT, false, 0, 20_000));
    }

    private static void measure(String what, Runnable call) {
        for (int i = 0; i < WARM_UP; i++) {
            call.run();
        }
        double[] millis = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long from = System.nanoTime();
            call.run();
            millis[i] = (System.nanoTime() - from) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                "BENCHMARK %-36s median %5.0f ms (%.0f to %.0f)%n",
                what, millis[CALLS / 2], millis[0], millis[CALLS - 1]);
    }
}
