package suban.appraisal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where periods begin and end: what is counted alike lies between the same two of these.
 *
 * @param moments in order, each once
 */
public record Edges(List<Instant> moments) {

    /** These moments. */
    public static Edges of(Collection<Instant> moments) {
        return new Edges(moments.stream().distinct().sorted().toList());
    }

    /** Those that tell apart what lies within this time, and it from what does not. */
    public Edges within(Instant from, Instant before) {
        return new Edges(moments.stream()
                .filter(it -> !it.isBefore(from) && !it.isAfter(before))
                .toList());
    }

    /** Between which of them a column's moment lies, as an expression of SQL. */
    public String between(String column) {
        return IntStream.range(0, moments.size())
                .mapToObj(i -> "case when " + column + " >= :edge" + i + " then 1 else 0 end")
                .collect(Collectors.joining(" + ", "", ""));
    }

    /** Its parameters. */
    public Map<String, Object> params() {
        Map<String, Object> params = new LinkedHashMap<>();
        for (int i = 0; i < moments.size(); i++) {
            params.put("edge" + i, moments.get(i).atOffset(ZoneOffset.UTC));
        }
        return params;
    }
}
