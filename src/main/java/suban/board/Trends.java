package suban.board;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import suban.ledger.Viewer;

/**
 * Months that are over, kept for a while: they hardly change any more, and five of them cost more to read than everything else on
 * the board. What is kept draws the trend only; no number that opens a list comes from here.
 */
@Component
class Trends {

    private static final Duration KEPT = Duration.ofMinutes(10);

    /** More than all filters anybody uses in that time; then it begins anew. */
    private static final int MOST = 2000;

    private final Map<Object, Kept> months = new ConcurrentHashMap<>();

    /**
     * A month's rates.
     *
     * @param onTime 按时办结率 by unit
     */
    record Month(LocalDate month, Rates rates, Map<String, Rate> onTime) {}

    private record Kept(Instant at, Month month) {}

    /** The month as it was read not long ago; null where it was not. */
    Month of(Scope scope, BoardQuery month, Instant now) {
        Kept kept = months.get(key(scope, month));
        boolean fresh =
                kept != null && !kept.at().isAfter(now) && kept.at().plus(KEPT).isAfter(now);
        return fresh ? kept.month() : null;
    }

    void keep(Scope scope, BoardQuery month, Instant now, Month read) {
        if (months.size() >= MOST) {
            months.clear();
        }
        months.put(key(scope, month), new Kept(now, read));
    }

    /** What decides which cases are counted: two readers with the same share it. */
    private static Object key(Scope scope, BoardQuery month) {
        Viewer viewer = scope.viewer();
        return scope.district() ? month : List.of(month, scope.newCities(), viewer.accusedWith());
    }
}
