package suban.appraisal;

import java.math.BigDecimal;
import java.util.List;

/**
 * One unit's line in a ranking.
 *
 * @param unit its id
 * @param score null where nothing counts
 * @param rank 1 is the best, equal scores share one; null where the unit is not ranked
 * @param points what the table {@code appraisalBonus} gives for the rank; 0 for all others
 * @param insufficient 样本不足: fewer concluded cases than a ranking needs
 * @param cases the cases behind the figures, by their number
 */
public record RankedUnit(
        String unit,
        Tally tally,
        Fraction score,
        Integer rank,
        BigDecimal points,
        boolean insufficient,
        List<ScoredCase> cases) {

    public RankedUnit {
        cases = List.copyOf(cases);
    }

    RankedUnit withPoints(BigDecimal given) {
        return new RankedUnit(unit, tally, score, rank, given, insufficient, cases);
    }
}
