package suban.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long due deadlines take that have piled up: half of them 当日未回应 (Article 9), half 办理逾期 (Article 8), each in a case of its
 * own; by one node and by two, beside the bare engine's own executor on the same diagrams, and beside nothing but a commit each.
 * {@code -Dbenchmark.deadlines}: how many in all (10,000), in as many windows as {@code -Dbenchmark.windows} says.
 */
@Tag("deadlines")
class DeadlinesBenchmark {

    private static final String SUBAN = "suban";
    private static final String BARE = "bare";

    private final int deadlines = Integer.getInteger("benchmark.deadlines", 10_000);
    private final Figures figures = new Figures("deadlines");
    private Server server;

    /** How many deadlines have been made due, by side. */
    private final Map<String, Integer> used = new LinkedHashMap<>();

    @Test
    @DisplayName("到期期限的处理")
    void deadlines() throws Exception {
        int each = Math.max(1, deadlines / Windows.count());
        figures.note("deadlines a side", each * Windows.count());
        figures.note("windows", Windows.count());
        try (Server opened = Server.open()) {
            server = opened;
            server.create(SUBAN);
            server.create(BARE);
            Wire wire = new Wire();
            try (Product one = Product.start(server, SUBAN, wire);
                    Product two = Product.start(server, SUBAN, wire);
                    BareEngine bare = BareEngine.start(server, BARE, wire)) {
                List.of(one.jobs(), two.jobs(), bare.jobs()).forEach(JobExecutor::shutdown);
                prepare(SUBAN, one, 2 * each * Windows.count() + 200);
                prepare(BARE, bare, 2 * each * Windows.count() + 200);
                int threads = one.threads();
                figures.note("threads of the executor", threads);
                raw(each, threads);
                later(Duration.ofDays(8));
                // warms up
                drain(SUBAN, 100, one.jobs());
                drain(BARE, 100, bare.jobs());
                drain(SUBAN, 100, two.jobs());
                Map<String, Supplier<Map<String, Double>>> sides = new LinkedHashMap<>();
                sides.put("one node", () -> drain(SUBAN, each, one.jobs()));
                sides.put(BARE, () -> drain(BARE, each, bare.jobs()));
                sides.put("raw", () -> Map.of("seconds", raw(each, threads)));
                sides.put("two nodes", () -> drain(SUBAN, each, one.jobs(), two.jobs()));
                boolean statements = server.knowsStatements();
                report(Windows.alternate(sides), each);
                if (statements) {
                    server.list(SUBAN, "statements-deadlines-suban.txt", 2.0 * each * Windows.count());
                    server.list(BARE, "statements-deadlines-bare.txt", each * Windows.count());
                }
            }
        }
        figures.write();
    }

    private void report(Windows windows, int each) {
        for (String side : List.of("one node", "two nodes", BARE, "raw")) {
            figures.add(
                    "%,d deadlines, %s".formatted(each * Windows.count(), side),
                    windows.of(side, "seconds") * Windows.count(),
                    "s");
            figures.add("deadlines a second, " + side, each / windows.of(side, "seconds"), "/s");
        }
        for (String side : List.of("one node", "two nodes")) {
            figures.ratio(
                    "processor time of the JVM a deadline, " + side,
                    windows.of(side, "cpu"),
                    "ms",
                    BARE,
                    windows.ratio(side, BARE, "cpu"));
            figures.ratioAtMost(
                    "time, " + side,
                    windows.of(side, "seconds"),
                    "s a window",
                    BARE,
                    windows.ratio(side, BARE, "seconds"),
                    0.5);
            figures.ratioAtMost(
                    "time, " + side,
                    windows.of(side, "seconds"),
                    "s a window",
                    "one commit a deadline",
                    windows.ratio(side, "raw", "seconds"),
                    8);
        }
    }

    /** Cases a host works on, with no timer due before anybody says so. */
    private void prepare(String database, Desk desk, int count) {
        Stories stories = new Stories(desk);
        String number = stories.playToHandling();
        JdbcTemplate jdbc = server.jdbc(database);
        String host = jdbc.queryForObject(
                "select group_id_ from act_ru_identitylink l join act_ru_task t on t.id_ = l.task_id_ where t.task_def_key_ ="
                        + " 'userTask_respond' limit 1",
                String.class);
        Clones.wanted(jdbc, count);
        Clones clones = new Clones(jdbc, number, host);
        clones.engineRows();
        if (database.equals(SUBAN)) {
            clones.ownRows();
        }
        jdbc.execute("update act_ru_job set duedate_ = timestamp '2099-01-01'");
        jdbc.execute("vacuum analyze");
    }

    private static void later(Duration by) {
        ClockUtil.offset(ClockUtil.getCurrentTime().getTime() + by.toMillis() - System.currentTimeMillis());
    }

    /** Makes the next deadlines due and lets these executors work until none is left. */
    private Map<String, Double> drain(String database, int count, JobExecutor... executors) {
        JdbcTemplate jdbc = server.jdbc(database);
        int until = used.merge(database, count, Integer::sum);
        int from = until - count + 1;
        Timestamp due = Timestamp.from(ClockUtil.getCurrentTime().toInstant().minus(Duration.ofMinutes(5)));
        int made = jdbc.update(
                """
                update act_ru_job set duedate_ = ?
                where right(process_instance_id_, 12) between lpad(to_hex(?), 12, '0') and lpad(to_hex(?), 12, '0')
                  and handler_cfg_ = (array['event_responseOverdue', 'subProcess_overdue'])
                    [1 + mod(cast(right(process_instance_id_, 1) in ('0', '2', '4', '6', '8', 'a', 'c', 'e') as integer), 2)]""",
                due,
                from,
                until);
        if (made != count) {
            throw new IllegalStateException(made + " timers instead of " + count);
        }
        double cpu = cpu();
        long start = System.nanoTime();
        for (JobExecutor executor : executors) {
            executor.start();
        }
        while (jdbc.queryForObject(
                "select exists (select 1 from act_ru_job where type_ = 'timer' and duedate_ = ?)",
                Boolean.class,
                due)) {
            pause();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double millis = 1000 * (cpu() - cpu) / count;
        for (JobExecutor executor : executors) {
            executor.shutdown();
        }
        if (jdbc.queryForObject("select count(*) from act_ru_job where retries_ < 3", Integer.class) > 0) {
            throw new IllegalStateException("deadlines have failed");
        }
        return Map.of("seconds", seconds, "cpu", millis);
    }

    /** Seconds that this machine's processors have spent on our side of the wire. */
    private static double cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The least it can take: with as many connections as the executor has threads, a row changed and a commit for each. */
    private double raw(int count, int threads) {
        JdbcTemplate jdbc = server.jdbc(BARE);
        jdbc.execute("drop table if exists bench_raw");
        jdbc.execute(
                "create table bench_raw as select n as id, false as done from generate_series(1, " + count + ") n");
        jdbc.execute("create unique index on bench_raw (id)");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                Connection connection = DriverManager.getConnection(server.url(BARE));
                connection.setAutoCommit(false);
                connections.add(connection);
            }
            AtomicInteger next = new AtomicInteger();
            long start = System.nanoTime();
            List<Future<Void>> working = connections.stream()
                    .map(connection -> pool.submit(() -> change(connection, next, count)))
                    .toList();
            for (Future<Void> one : working) {
                one.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdown();
            connections.forEach(DeadlinesBenchmark::close);
        }
    }

    private static Void change(Connection connection, AtomicInteger next, int last) throws SQLException {
        try (PreparedStatement done = connection.prepareStatement("update bench_raw set done = true where id = ?")) {
            for (int id = next.incrementAndGet(); id <= last; id = next.incrementAndGet()) {
                done.setInt(1, id);
                done.executeUpdate();
                connection.commit();
            }
        }
        return null;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
