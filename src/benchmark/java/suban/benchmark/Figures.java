package suban.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table of one part: printed, kept as {@code target/benchmark/<part>.json}, and with those of the other parts written to
 * {@code target/benchmark/benchmark.md}.
 */
final class Figures {

    static final Path FOLDER = Path.of("target/benchmark");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String part;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Map<String, Object> circumstances = new LinkedHashMap<>();

    Figures(String part) {
        this.part = part;
        circumstances.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        circumstances.put("processors", Runtime.getRuntime().availableProcessors());
        circumstances.put("load at the beginning", load());
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Something one has to know to read the figures: sizes, lengths. */
    void note(String what, Object value) {
        circumstances.put(what, value);
    }

    /** A figure for itself. */
    void add(String figure, double value, String unit) {
        row(figure, value, unit, null, null, null, null);
    }

    /** A figure that is to stay below a limit of its own, in the same unit. */
    void atMost(String figure, double value, String unit, double limit) {
        row(figure, value, unit, null, null, "≤ " + number(limit) + " " + unit, value <= limit);
    }

    /**
     * A figure beside another side's.
     *
     * @param against what the ratio is to
     * @param ratio median of the paired windows' ratios
     */
    void ratio(String figure, double value, String unit, String against, double ratio) {
        row(figure, value, unit, against, ratio, null, null);
    }

    /** One whose ratio is to be so much at least. */
    void ratioAtLeast(String figure, double value, String unit, String against, double ratio, double target) {
        row(figure, value, unit, against, ratio, "≥ " + number(target) + " ×", ratio >= target);
    }

    /** One whose ratio is to be so much at most. */
    void ratioAtMost(String figure, double value, String unit, String against, double ratio, double target) {
        row(figure, value, unit, against, ratio, "≤ " + number(target) + " ×", ratio <= target);
    }

    private void row(
            String figure, double value, String unit, String against, Double ratio, String target, Boolean reached) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("figure", figure);
        row.put("value", value);
        row.put("unit", unit);
        row.put("ratio", ratio == null || !Double.isFinite(ratio) ? null : ratio);
        row.put("against", against);
        row.put("target", target);
        row.put("reached", reached);
        if (Double.isFinite(value)) {
            rows.add(row);
        }
    }

    /** Prints and writes what there is. */
    void write() {
        circumstances.put("load at the end", load());
        try {
            Files.createDirectories(FOLDER);
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("part", part);
            all.put("circumstances", circumstances);
            all.put("figures", rows);
            JSON.writeValue(FOLDER.resolve(part + ".json").toFile(), all);
            System.out.println(table(all));
            try (Stream<Path> parts = Files.list(FOLDER)) {
                StringBuilder document = new StringBuilder("# What Suban costs\n");
                for (Path one : parts.filter(it -> it.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    document.append('\n')
                            .append(table(JSON.readValue(one.toFile(), new TypeReference<Map<String, Object>>() {})));
                }
                Files.writeString(FOLDER.resolve("benchmark.md"), document);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static String table(Map<String, Object> all) {
        StringBuilder text = new StringBuilder("## " + all.get("part") + "\n\n");
        ((Map<String, Object>) all.get("circumstances"))
                .forEach((what, value) ->
                        text.append(what).append(": ").append(value).append("; "));
        text.append("\n\n| figure | value | ratio | target | |\n| --- | ---: | ---: | ---: | --- |\n");
        for (Map<String, Object> row : (List<Map<String, Object>>) all.get("figures")) {
            Double ratio = (Double) row.get("ratio");
            text.append("| ")
                    .append(row.get("figure"))
                    .append(" | ")
                    .append(number(((Number) row.get("value")).doubleValue()))
                    .append(' ')
                    .append(row.get("unit"))
                    .append(" | ")
                    .append(ratio == null ? "" : number(ratio) + " × " + row.get("against"))
                    .append(" | ")
                    .append(row.get("target") == null ? "" : row.get("target"))
                    .append(" | ")
                    .append(row.get("reached") == null ? "" : Boolean.TRUE.equals(row.get("reached")) ? "yes" : "NO")
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
