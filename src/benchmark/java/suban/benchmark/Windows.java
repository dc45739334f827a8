package suban.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures sides in turn, A B A B …, each window for itself, so that whatever else the machine does hits all of them alike; a ratio is
 * the median of those of neighbouring windows.
 */
final class Windows {

    private final Map<String, List<Map<String, Double>>> measured = new LinkedHashMap<>();

    private Windows() {}

    /** How many windows a side gets: {@code -Dbenchmark.windows}, five by default. */
    static int count() {
        return Integer.getInteger("benchmark.windows", 5);
    }

    /** @param sides what measures one window of a side and says its figures */
    static Windows alternate(Map<String, Supplier<Map<String, Double>>> sides) {
        Windows windows = new Windows();
        for (int i = 0; i < count(); i++) {
            sides.forEach((side, measure) -> windows.measured
                    .computeIfAbsent(side, name -> new ArrayList<>())
                    .add(measure.get()));
        }
        return windows;
    }

    /** The median of a side's windows. */
    double of(String side, String figure) {
        return median(measured.get(side).stream().map(it -> it.get(figure)).toList());
    }

    /** The median of the ratios of neighbouring windows. */
    double ratio(String side, String to, String figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < measured.get(side).size(); i++) {
            ratios.add(measured.get(side).get(i).get(figure)
                    / measured.get(to).get(i).get(figure));
        }
        return median(ratios);
    }

    static double median(List<Double> values) {
        return percentile(values, 0.5);
    }

    /** The value below which this share of all values lies; NaN of none. */
    static double percentile(List<Double> values, double share) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }

    /** What was counted between two readings. */
    static Map<String, Double> difference(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> difference = new LinkedHashMap<>();
        after.forEach((name, value) -> difference.put(name, value - before.getOrDefault(name, 0.0)));
        return difference;
    }
}
