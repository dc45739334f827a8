package suban.appraisal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Ranks the units of one group (Article 16): equal exact scores share a rank, and the next one is skipped (1, 1, 3). */
final class Ranking {

    private Ranking() {}

    /**
     * All units, ranked ones first and the best of them on top; those that cannot be ranked follow in their own order.
     *
     * @param cases each unit's cases, in the order of the units
     */
    static List<RankedUnit> of(Map<String, List<ScoredCase>> cases, Weights weights) {
        List<RankedUnit> ranked = new ArrayList<>();
        List<RankedUnit> others = new ArrayList<>();
        cases.forEach((unit, list) -> {
            Tally tally = Tally.of(list);
            boolean insufficient = tally.concluded() < weights.minimum();
            RankedUnit line =
                    new RankedUnit(unit, tally, tally.score(weights), null, BigDecimal.ZERO, insufficient, list);
            (insufficient ? others : ranked).add(line);
        });
        ranked.sort(Comparator.comparing(RankedUnit::score).reversed());
        List<RankedUnit> all = new ArrayList<>();
        for (int place = 0; place < ranked.size(); place++) {
            RankedUnit line = ranked.get(place);
            boolean tied = place > 0 && all.get(place - 1).score().equals(line.score());
            int rank = tied ? all.get(place - 1).rank() : place + 1;
            all.add(new RankedUnit(
                    line.unit(), line.tally(), line.score(), rank, BigDecimal.ZERO, false, line.cases()));
        }
        all.addAll(others);
        return all;
    }
}
