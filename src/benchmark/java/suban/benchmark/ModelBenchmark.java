package suban.benchmark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * What the comparable model, six tasks with two branches and a deadline, costs on three engines in turn: the engine with its own
 * defaults, the same as Suban sets it up (form guard included; nobody is logged in, so no rights are asked for), and Flowable with its own.
 * Properties as {@link CasesBenchmark}'s.
 */
@Tag("model")
class ModelBenchmark {

    private static final String SUBAN = "suban";
    private static final String BARE = "bare";
    private static final String FLOWABLE = "flowable";
    private static final List<String> TASKS = List.of("task1", "task2", "task3", "task4", "task5", "task6");
    private static final String DIAGRAM = "benchmark/six-tasks.bpmn";
    private static final String FORM = "benchmark/six-tasks.form";

    /** What a case begins with. */
    private static final Map<String, Object> FACTS =
            Map.of("complaintNumber", "XX20261124-0001", "attempt", 1L, "hostUnit", "jinghe");

    private final int cases = Integer.getInteger("benchmark.cases", 60);
    private final Figures figures = new Figures("model");
    private final Map<String, Wire> wires = new LinkedHashMap<>();
    private final Map<String, Runnable> plays = new LinkedHashMap<>();

    @Test
    @DisplayName("六个任务的可比流程")
    void model() throws Exception {
        figures.note("cases a window", cases);
        figures.note("windows", Windows.count());
        for (String side : List.of(SUBAN, BARE, FLOWABLE)) {
            wires.put(side, new Wire());
        }
        try (Server server = Server.open()) {
            wires.keySet().forEach(server::create);
            try (Product product = Product.start(server, SUBAN, wires.get(SUBAN));
                    Closing closing = new Closing()) {
                plays.put(SUBAN, camunda(product.bean(ProcessEngine.class)));
                ProcessEngine bare = BareEngine.configuration(server.pool(BARE, wires.get(BARE)))
                        .buildProcessEngine();
                closing.later(bare::close);
                plays.put(BARE, camunda(bare));
                org.flowable.engine.ProcessEngine flowable = flowable(server.pool(FLOWABLE, wires.get(FLOWABLE)));
                closing.later(flowable::close);
                plays.put(FLOWABLE, play(flowable));
                plays.values().forEach(it -> People.work(2, cases / 2, it));
                count(server);
                measure(server, 1);
                measure(server, 4);
            }
        }
        figures.write();
    }

    /** Engines that know no {@code close} of Java's. */
    private static final class Closing implements AutoCloseable {
        private final Deque<Runnable> all = new ArrayDeque<>();

        void later(Runnable close) {
            all.push(close);
        }

        @Override
        public void close() {
            all.forEach(Runnable::run);
        }
    }

    /** What goes to the database and what stays there. */
    private void count(Server server) {
        Map<String, Map<String, Double>> before = new LinkedHashMap<>();
        plays.keySet().forEach(side -> before.put(side, server.bytes(side)));
        wires.values().forEach(wire -> wire.counting(true));
        Windows windows = windows(server, 1);
        wires.values().forEach(wire -> wire.counting(false));
        Map<String, String> each = Map.of(
                "statements",
                "statements",
                "trips",
                "round trips",
                "commits",
                "transactions",
                "wal_records",
                "log records",
                "wal_bytes",
                "log bytes");
        each.forEach((key, name) -> plays.keySet()
                .forEach(side -> figures.ratio(
                        name + " a case, " + side, windows.of(side, key), "", BARE, windows.ratio(side, BARE, key))));
        plays.keySet().forEach(side -> Windows.difference(before.get(side), server.bytes(side))
                .forEach((kind, bytes) ->
                        figures.add("bytes a case, " + side + ": " + kind, bytes / cases / Windows.count(), "B")));
    }

    /** How fast it goes. */
    private void measure(Server server, int people) {
        Windows windows = windows(server, people);
        String with = people == 1 ? ", 1 person" : ", " + people + " people";
        double rate = windows.of(SUBAN, "rate");
        figures.ratioAtLeast(
                "cases a second, suban" + with, rate, "/s", FLOWABLE, windows.ratio(SUBAN, FLOWABLE, "rate"), 1.3);
        figures.ratio("cases a second, suban" + with, rate, "/s", BARE, windows.ratio(SUBAN, BARE, "rate"));
        figures.ratio(
                "cases a second, flowable" + with,
                windows.of(FLOWABLE, "rate"),
                "/s",
                BARE,
                windows.ratio(FLOWABLE, BARE, "rate"));
        figures.add("cases a second, bare" + with, windows.of(BARE, "rate"), "/s");
    }

    private Windows windows(Server server, int people) {
        Map<String, Supplier<Map<String, Double>>> sides = new LinkedHashMap<>();
        plays.forEach((side, play) -> sides.put(side, () -> {
            Map<String, Double> start = readings(server, side);
            Map<String, Double> worked = People.work(people, cases, play);
            Map<String, Double> window = new LinkedHashMap<>();
            Windows.difference(start, readings(server, side)).forEach((name, value) -> window.put(name, value / cases));
            window.put("rate", worked.get("rate"));
            return window;
        }));
        return Windows.alternate(sides);
    }

    private Map<String, Double> readings(Server server, String side) {
        Map<String, Double> readings = new LinkedHashMap<>(wires.get(side).counted());
        readings.putAll(server.counted(side));
        return readings;
    }

    private static Runnable camunda(ProcessEngine engine) {
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource(DIAGRAM)
                .addClasspathResource(FORM)
                .deploy();
        return () -> {
            String id = engine.getRuntimeService()
                    .startProcessInstanceByKey("sixTasks", FACTS)
                    .getId();
            for (String task : TASKS) {
                engine.getTaskService()
                        .complete(
                                engine.getTaskService()
                                        .createTaskQuery()
                                        .processInstanceId(id)
                                        .taskDefinitionKey(task)
                                        .singleResult()
                                        .getId(),
                                Map.of("decision", "READY"));
            }
        };
    }

    private static org.flowable.engine.ProcessEngine flowable(DataSource database) {
        SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
        configuration.setDataSource(database);
        configuration.setTransactionManager(new DataSourceTransactionManager(database));
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setAsyncExecutorActivate(true);
        return configuration.buildProcessEngine();
    }

    private static Runnable play(org.flowable.engine.ProcessEngine engine) {
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource(DIAGRAM)
                .deploy();
        return () -> {
            String id = engine.getRuntimeService()
                    .startProcessInstanceByKey("sixTasks", FACTS)
                    .getId();
            for (String task : TASKS) {
                engine.getTaskService()
                        .complete(
                                engine.getTaskService()
                                        .createTaskQuery()
                                        .processInstanceId(id)
                                        .taskDefinitionKey(task)
                                        .singleResult()
                                        .getId(),
                                Map.of("decision", "READY"));
            }
        };
    }
}
