package suban.appraisal;

import java.math.BigDecimal;
import suban.Conflict;

/**
 * What the table {@code appraisalWeights} says of a year.
 *
 * @param onTime weight of the on-time rate, 0 to 1
 * @param praise weight of the praise rate; both weights together are 1
 * @param minimum how many concluded cases a unit needs to be ranked
 */
public record Weights(BigDecimal onTime, BigDecimal praise, int minimum) {

    /** @throws Conflict where the table holds anything else */
    public Weights {
        if (onTime.signum() < 0
                || praise.signum() < 0
                || onTime.add(praise).compareTo(BigDecimal.ONE) != 0
                || minimum < 1) {
            throw new Conflict("考核权重表有误：两项权重之和须为1，最少件数须不小于1");
        }
    }
}
