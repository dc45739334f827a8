package suban.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What an act takes where few cases are open, and where many are: the same stories in turn on two databases, {@code -Dbenchmark.few}
 * (2,000) and {@code -Dbenchmark.many} (50,000). Other properties as {@link CasesBenchmark}'s.
 */
@Tag("open")
class OpenBenchmark {

    private final int cases = Integer.getInteger("benchmark.cases", 60);
    private final int few = Integer.getInteger("benchmark.few", 2_000);
    private final int many = Integer.getInteger("benchmark.many", 50_000);
    private final Figures figures = new Figures("open");

    @Test
    @DisplayName("在办案件多少与办理快慢")
    void open() throws Exception {
        figures.note("cases a window", cases);
        figures.note("windows", Windows.count());
        Wire wire = new Wire();
        try (Server server = Server.open()) {
            server.create("few");
            server.create("many");
            try (Product withFew = Product.start(server, "few", wire);
                    Product withMany = Product.start(server, "many", wire)) {
                Map<String, Stories> stories = new LinkedHashMap<>();
                stories.put("few", prepare(server, "few", withFew, few));
                stories.put("many", prepare(server, "many", withMany, many));
                stories.values().forEach(it -> People.work(2, cases / 2, it::playOne));
                measure(stories);
            }
        }
        figures.write();
    }

    private static Stories prepare(Server server, String database, Product product, int count) {
        Stories stories = new Stories(product);
        String number = stories.playToHandling();
        JdbcTemplate jdbc = server.jdbc(database);
        Clones.wanted(jdbc, count);
        Clones clones = new Clones(
                jdbc,
                number,
                jdbc.queryForObject("select host_unit from complaint where number = ?", String.class, number));
        clones.engineRows();
        clones.ownRows();
        product.verify(jdbc.queryForObject("select number from bench_copy where n = ?", String.class, count));
        jdbc.execute("vacuum analyze");
        return stories;
    }

    private void measure(Map<String, Stories> stories) {
        Map<String, Supplier<Map<String, Double>>> sides = new LinkedHashMap<>();
        Map<String, Map<String, List<Double>>> all = new LinkedHashMap<>();
        stories.forEach((side, story) -> sides.put(side, () -> {
            story.forget();
            People.work(1, cases, story::playOne);
            Map<String, Double> window = new LinkedHashMap<>();
            List<Double> together =
                    story.latencies().values().stream().flatMap(List::stream).toList();
            window.put("p50", Windows.percentile(together, 0.5));
            window.put("p99", Windows.percentile(together, 0.99));
            story.latencies().forEach((act, millis) -> all.computeIfAbsent(act, name -> new LinkedHashMap<>())
                    .merge(side, millis, (a, b) -> Stream.concat(a.stream(), b.stream())
                            .toList()));
            return window;
        }));
        Windows windows = Windows.alternate(sides);
        String against = "%,d open".formatted(few);
        figures.ratioAtMost(
                "any act, %,d open, p50".formatted(many),
                windows.of("many", "p50"),
                "ms",
                against,
                windows.ratio("many", "few", "p50"),
                1.1);
        figures.ratio(
                "any act, %,d open, p99".formatted(many),
                windows.of("many", "p99"),
                "ms",
                against,
                windows.ratio("many", "few", "p99"));
        figures.add("any act, %,d open, p50".formatted(few), windows.of("few", "p50"), "ms");
        all.forEach((act, sidesOf) -> {
            double value = Windows.percentile(sidesOf.get("many"), 0.5);
            figures.ratio(
                    "%s, %,d open, p50".formatted(act, many),
                    value,
                    "ms",
                    against,
                    value / Windows.percentile(sidesOf.get("few"), 0.5));
        });
    }
}
