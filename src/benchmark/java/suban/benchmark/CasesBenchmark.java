package suban.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a case costs from its registration to its 销号: Suban, with ledger, timeline and notices, beside the bare engine on the same
 * diagrams, in turn. {@code -Dbenchmark.cases}: how many a window has (60; whole tens have the same mix);
 * {@code -Dbenchmark.windows}: how many a side gets (5).
 */
@Tag("cases")
class CasesBenchmark {

    private static final String SUBAN = "suban";
    private static final String BARE = "bare";

    private final int cases = Integer.getInteger("benchmark.cases", 60);
    private final Figures figures = new Figures("cases");
    private Server server;
    private final Map<String, Wire> wires = Map.of(SUBAN, new Wire(), BARE, new Wire());
    private final Map<String, Stories> stories = new LinkedHashMap<>();

    @Test
    @DisplayName("一件投诉从登记到销号")
    void cases() throws Exception {
        figures.note("cases a window", cases);
        figures.note("windows", Windows.count());
        try (Server opened = Server.open()) {
            server = opened;
            server.create(SUBAN);
            server.create(BARE);
            try (Product product = Product.start(server, SUBAN, wires.get(SUBAN));
                    BareEngine bare = BareEngine.start(server, BARE, wires.get(BARE))) {
                stories.put(SUBAN, new Stories(product));
                stories.put(BARE, new Stories(bare));
                stories.values().forEach(it -> People.work(2, cases, it::playOne));
                boolean statements = server.knowsStatements();
                count();
                if (statements) {
                    list();
                }
                measure(1);
                measure(4);
            }
        }
        figures.write();
    }

    /** What goes to the database and what stays there, by one person. */
    private void count() {
        stories.values().forEach(Stories::forget);
        wires.values().forEach(Wire::forgetTraces);
        Map<String, Map<String, Double>> before = new LinkedHashMap<>();
        stories.keySet().forEach(side -> before.put(side, server.bytes(side)));
        Map<String, Double> played = new LinkedHashMap<>();
        wires.values().forEach(wire -> wire.counting(true));
        Windows windows = windows(1, played);
        wires.values().forEach(wire -> wire.counting(false));
        compare(windows, "statements a case", "statements", "", 0.7, false);
        compare(windows, "round trips a case", "trips", "", 0, false);
        compare(windows, "transactions of people a case", "commits", "", 0, false);
        figures.atMost(
                "transactions of people a case, beside its acts",
                windows.of(SUBAN, "commits"),
                "",
                windows.of(SUBAN, "acts"));
        compare(windows, "transactions a case, PostgreSQL's count", "xact_commit", "", 0, false);
        compare(windows, "log flushes a case", "wal_sync", "", 0, false);
        compare(windows, "log records a case", "wal_records", "", 0, false);
        compare(windows, "log bytes a case", "wal_bytes", "B", 0.4, false);
        for (String side : stories.keySet()) {
            figures.add("acts a case, " + side, windows.of(side, "acts"), "");
            figures.add("statements a case beside people's, " + side, windows.of(side, "statements by itself"), "");
        }
        bytes(before, played);
    }

    /** How fast it goes. */
    private void measure(int people) {
        stories.values().forEach(Stories::forget);
        Windows windows = windows(people, new LinkedHashMap<>());
        String with = people == 1 ? ", 1 person" : ", " + people + " people";
        compare(windows, "cases a second" + with, "rate", "/s", 1.5, true);
        Map<String, List<Double>> bare = stories.get(BARE).latencies();
        stories.get(SUBAN).latencies().forEach((act, all) -> {
            for (int percent : List.of(50, 99)) {
                double value = Windows.percentile(all, percent / 100.0);
                figures.ratio(
                        act + with + ", p" + percent,
                        value,
                        "ms",
                        BARE,
                        value / Windows.percentile(bare.get(act), percent / 100.0));
            }
        });
    }

    private Windows windows(int people, Map<String, Double> played) {
        Map<String, Supplier<Map<String, Double>>> sides = new LinkedHashMap<>();
        stories.forEach((side, story) -> sides.put(side, () -> window(people, side, story, played)));
        return Windows.alternate(sides);
    }

    /** Plays one window, and says what a case of it took. */
    private Map<String, Double> window(int people, String side, Stories story, Map<String, Double> played) {
        Map<String, Double> before = readings(side, story);
        Map<String, Double> worked = People.work(people, cases, story::playOne);
        played.merge(side, (double) cases, Double::sum);
        Map<String, Double> figures = new LinkedHashMap<>();
        Windows.difference(before, readings(side, story)).forEach((name, value) -> figures.put(name, value / cases));
        figures.put("rate", worked.get("rate"));
        return figures;
    }

    private Map<String, Double> readings(String side, Stories story) {
        Map<String, Double> readings = new LinkedHashMap<>(wires.get(side).counted());
        // PostgreSQL tells of a session's transactions a little later
        pause();
        readings.putAll(server.counted(side));
        readings.put("acts", story.acts());
        return readings;
    }

    private static void pause() {
        try {
            Thread.sleep(1100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(Windows windows, String figure, String key, String unit, double target, boolean atLeast) {
        double ratio = windows.ratio(SUBAN, BARE, key);
        if (target == 0) {
            figures.ratio(figure + ", " + SUBAN, windows.of(SUBAN, key), unit, BARE, ratio);
        } else if (atLeast) {
            figures.ratioAtLeast(figure + ", " + SUBAN, windows.of(SUBAN, key), unit, BARE, ratio, target);
        } else {
            figures.ratioAtMost(figure + ", " + SUBAN, windows.of(SUBAN, key), unit, BARE, ratio, target);
        }
        figures.add(figure + ", " + BARE, windows.of(BARE, key), unit);
    }

    private void bytes(Map<String, Map<String, Double>> before, Map<String, Double> played) {
        Map<String, Map<String, Double>> grown = new LinkedHashMap<>();
        stories.keySet().forEach(side -> {
            Map<String, Double> bytes = Windows.difference(before.get(side), server.bytes(side));
            bytes.replaceAll((kind, value) -> value / played.get(side));
            grown.put(side, bytes);
        });
        double bare = total(grown.get(BARE));
        double suban = total(grown.get(SUBAN));
        figures.ratioAtMost("bytes a finished case, " + SUBAN, suban, "B", BARE, suban / bare, 0.4);
        figures.add("bytes a finished case, " + BARE, bare, "B");
        grown.forEach((side, kinds) -> kinds.forEach(
                (kind, value) -> figures.add("bytes a finished case, " + side + ": " + kind, value, "B")));
    }

    private static double total(Map<String, Double> kinds) {
        return kinds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** What was sent how often, for whoever looks for what can be spared. */
    private void list() throws IOException {
        for (String side : stories.keySet()) {
            double all = stories.get(side).latencies().get("register").size();
            server.list(side, "statements-" + side + ".txt", all);
            Map<String, Long> traces = wires.get(side).traces();
            if (!traces.isEmpty()) {
                StringBuilder who = new StringBuilder();
                traces.forEach(
                        (what, count) -> who.append(String.format(Locale.ROOT, "%8.2f\t%s%n", count / all, what)));
                Files.writeString(Figures.FOLDER.resolve("traces-" + side + ".txt"), who);
            }
        }
    }
}
