package suban.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts what goes to the database: statements (each of a batch is one), round trips (executions, batches, ends of transactions) and
 * ends of transactions. What people's threads ask is counted apart from what runs by itself.
 */
final class Wire implements QueryExecutionListener, MethodExecutionListener {

    /** What threads that play people are called. */
    static final String PEOPLE = "person-";

    private static final boolean TRACED = Boolean.getBoolean("benchmark.trace");

    private volatile boolean counting;
    private final Tally people = new Tally();
    private final Tally others = new Tally();
    private final Map<String, LongAdder> traces = new ConcurrentHashMap<>();

    private static final class Tally {
        final LongAdder statements = new LongAdder();
        final LongAdder trips = new LongAdder();
        final LongAdder commits = new LongAdder();
    }

    /** The same data source, with everything counted while it is asked for. */
    DataSource count(DataSource pool) {
        DataSource counted = ProxyDataSourceBuilder.create(pool)
                .listener(this)
                .methodListener(this)
                .build();
        return new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                return counting ? counted.getConnection() : super.getConnection();
            }
        };
    }

    /** Begins or ends to count: it takes a quarter of the processor time of what is counted, and so does not go on while time is taken. */
    void counting(boolean on) {
        counting = on;
    }

    /** What has gone over the wire so far. */
    Map<String, Double> counted() {
        return Map.of(
                "statements", people.statements.doubleValue(),
                "trips", people.trips.doubleValue(),
                "commits", people.commits.doubleValue(),
                "statements by itself", others.statements.doubleValue(),
                "trips by itself", others.trips.doubleValue(),
                "commits by itself", others.commits.doubleValue());
    }

    private Tally mine() {
        return Thread.currentThread().getName().startsWith(PEOPLE) ? people : others;
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        // counted when it is done
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        Tally tally = mine();
        tally.statements.add(Math.max(1, execution.getBatchSize()));
        tally.trips.increment();
        queries.forEach(query -> trace(tally, query.getQuery()));
    }

    @Override
    public void beforeMethod(MethodExecutionContext context) {
        // counted when it is done
    }

    @Override
    public void afterMethod(MethodExecutionContext context) {
        String name = context.getMethod().getName();
        if ("commit".equals(name) || "rollback".equals(name)) {
            Tally tally = mine();
            tally.commits.increment();
            tally.trips.increment();
            trace(tally, name);
        }
    }

    private void trace(Tally tally, String statement) {
        if (TRACED && tally == people) {
            traces.computeIfAbsent(statement.replaceAll("\\s+", " ").strip() + "\t" + caller(), key -> new LongAdder())
                    .increment();
        }
    }

    /** Who asks: the innermost steps of Suban's own and of the engine's that tell anything. */
    private static String caller() {
        List<String> frames = StackWalker.getInstance().walk(stack -> stack.filter(frame -> {
                    String type = frame.getClassName();
                    return type.startsWith("suban.") && !type.startsWith("suban.benchmark")
                            || type.contains("Cmd")
                            || type.contains("ActivityBehavior")
                            || type.contains("EntityManager")
                            || type.endsWith("Manager") && type.contains(".entity.");
                })
                .map(frame -> frame.getClassName().replaceAll("^.*\\.|\\$\\$.*$", "") + "." + frame.getMethodName())
                .filter(frame -> !frame.contains("lambda$"))
                .distinct()
                .limit(7)
                .toList());
        return String.join(" < ", frames);
    }

    /** Statements with who asked them, the most frequent first; empty unless {@code -Dbenchmark.trace=true}. */
    Map<String, Long> traces() {
        Stream<Map.Entry<String, LongAdder>> byCount = traces.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, LongAdder> entry) ->
                                entry.getValue().sum())
                        .reversed());
        return byCount.collect(
                Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum(), (a, b) -> a, LinkedHashMap::new));
    }

    void forgetTraces() {
        traces.clear();
    }
}
