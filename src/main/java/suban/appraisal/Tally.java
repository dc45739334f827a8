package suban.appraisal;

import java.util.Collection;
import java.util.List;

/**
 * A unit's counts.
 *
 * @param concluded cases that count and are over
 * @param counted cases in the on-time rate: concluded and open overdue ones
 * @param onTime those by the due date
 * @param adjustedOnTime those by the date the office granted
 * @param rated ratings that count, 未评价 is not among them
 * @param praised the good ones
 */
public record Tally(int concluded, int counted, int onTime, int adjustedOnTime, int rated, int praised) {

    /** The counts of these cases. */
    public static Tally of(Collection<ScoredCase> cases) {
        return new Tally(
                count(cases, it -> it.counts() && it.concluded()),
                count(cases, ScoredCase::counts),
                count(cases, it -> Boolean.TRUE.equals(it.onTime())),
                count(cases, it -> Boolean.TRUE.equals(it.adjustedOnTime())),
                count(cases, it -> it.praised() != null),
                count(cases, it -> Boolean.TRUE.equals(it.praised())));
    }

    /** The same of so many cases each of which counts like this one. */
    public static Tally of(ScoredCase one, int cases) {
        Tally of = of(List.of(one));
        return new Tally(
                of.concluded * cases,
                of.counted * cases,
                of.onTime * cases,
                of.adjustedOnTime * cases,
                of.rated * cases,
                of.praised * cases);
    }

    /** These and others. */
    public Tally plus(Tally other) {
        return new Tally(
                concluded + other.concluded,
                counted + other.counted,
                onTime + other.onTime,
                adjustedOnTime + other.adjustedOnTime,
                rated + other.rated,
                praised + other.praised);
    }

    private static int count(Collection<ScoredCase> cases, java.util.function.Predicate<ScoredCase> which) {
        return (int) cases.stream().filter(which).count();
    }

    /** 按时办结率; null where nothing counts. */
    public Fraction onTimeRate() {
        return counted == 0 ? null : Fraction.of(onTime, counted);
    }

    /** 按时办结率 by the granted dates (Article 11); null where nothing counts. */
    public Fraction adjustedOnTimeRate() {
        return counted == 0 ? null : Fraction.of(adjustedOnTime, counted);
    }

    /** 好评率; null where nobody rated. */
    public Fraction praiseRate() {
        return rated == 0 ? null : Fraction.of(praised, rated);
    }

    /** Both rates by their weights; where there is only one, that one; null where there is none. */
    public Fraction score(Weights weights) {
        if (onTimeRate() == null || praiseRate() == null) {
            return onTimeRate() == null ? praiseRate() : onTimeRate();
        }
        return onTimeRate()
                .times(Fraction.of(weights.onTime()))
                .plus(praiseRate().times(Fraction.of(weights.praise())));
    }
}
