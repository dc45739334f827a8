package suban.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import suban.Conflict;
import suban.ledger.Rating;

@Label("排名与并列（第十六条）")
class RankingTest {

    private static final Weights HALF = new Weights(new BigDecimal("0.5"), new BigDecimal("0.5"), 5);

    /** So many cases, of which so many on time and so many, of those rated, praised. */
    private static List<ScoredCase> cases(int all, int onTime, int rated, int praised) {
        List<ScoredCase> cases = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            Rating rating = i >= rated ? Rating.UNRATED : i < praised ? Rating.SATISFIED : Rating.DISSATISFIED;
            cases.add(new ScoredCase("XX" + i, Part.HOST, null, null, true, i < onTime, i < onTime, rating, null, ""));
        }
        return cases;
    }

    @SafeVarargs
    private static List<RankedUnit> ranked(List<ScoredCase>... units) {
        Map<String, List<ScoredCase>> all = new LinkedHashMap<>();
        for (int i = 0; i < units.length; i++) {
            all.put("u" + (i + 1), units[i]);
        }
        return Ranking.of(all, HALF);
    }

    @Example
    @Tag("article-16")
    @Label("得分相同的并列同名次，下一名跳过：1、1、3")
    void equalScoresShareARank() {
        List<RankedUnit> rows = ranked(
                cases(6, 3, 6, 6), // 1/2 and 1: 3/4
                cases(5, 5, 5, 5), // 1
                cases(8, 6, 4, 3), // 3/4 and 3/4: 3/4
                cases(10, 10, 5, 5)); // 1
        assertThat(rows).extracting(RankedUnit::unit).containsExactly("u2", "u4", "u1", "u3");
        assertThat(rows).extracting(RankedUnit::rank).containsExactly(1, 1, 3, 3);
        assertThat(rows.get(2).score()).hasToString("3/4");
        assertThat(rows.get(3).score()).hasToString("3/4");
    }

    @Example
    @Tag("article-16")
    @Label("相差极小也不并列：比的是精确分数，不是四舍五入后的小数")
    void nearlyEqualIsNotEqual() {
        List<RankedUnit> rows = ranked(cases(9999, 3333, 1, 1), cases(10000, 3333, 1, 1), cases(9999, 3333, 1, 1));
        assertThat(rows).extracting(RankedUnit::unit).containsExactly("u1", "u3", "u2");
        assertThat(rows).extracting(RankedUnit::rank).containsExactly(1, 1, 3);
    }

    @Example
    @Tag("article-16")
    @Label("办结不足5件的为样本不足，不排名，也不占名次")
    void fewerThanFiveAreNotRanked() {
        List<RankedUnit> rows = ranked(cases(4, 4, 4, 4), cases(5, 0, 5, 0), List.of());
        assertThat(rows).extracting(RankedUnit::unit).containsExactly("u2", "u1", "u3");
        assertThat(rows).extracting(RankedUnit::rank).containsExactly(1, null, null);
        assertThat(rows).extracting(RankedUnit::insufficient).containsExactly(false, true, true);
        assertThat(rows.get(0).score()).isEqualTo(Fraction.ZERO);
        assertThat(rows.get(2).score()).isNull();
    }

    @Example
    @Tag("article-16")
    @Label("没有任何评价的，只按按时办结率计分")
    void withoutRatingsTheOtherRateDecides() {
        assertThat(ranked(cases(5, 4, 0, 0)).get(0).score()).hasToString("4/5");
    }

    @Example
    @Tag("article-16")
    @Label("权重表之和不为1的、加分超过细则上限的，不予采用")
    void tablesBeyondTheRegulationAreRefused() {
        assertThatThrownBy(() -> new Weights(new BigDecimal("0.6"), new BigDecimal("0.5"), 5))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("之和须为1");
        assertThatThrownBy(() -> AppraisalRules.points(AppraisalGroup.NEW_CITY, 0.4))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("第十六条");
        assertThat(AppraisalRules.points(AppraisalGroup.TOWN, 0.5)).isEqualByComparingTo("0.5");
        assertThat(AppraisalRules.points(AppraisalGroup.TOWN, null)).isZero();
    }

    @Provide
    Arbitrary<List<int[]>> units() {
        Arbitrary<int[]> unit = Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 12))
                .as((all, onTime, rated, praised) -> new int[] {
                    all, Math.min(all, onTime), Math.min(all, rated), Math.min(Math.min(all, rated), praised)
                });
        return unit.list().ofMaxSize(12);
    }

    @Property
    @Tag("article-16")
    @Label("名次等于更高分单位数加一；同分必同名次，同名次必同分；人人都在榜上")
    void aRankIsOneMoreThanTheBetter(@ForAll("units") List<int[]> given) {
        Map<String, List<ScoredCase>> units = new LinkedHashMap<>();
        for (int[] it : given) {
            units.put("u" + units.size(), cases(it[0], it[1], it[2], it[3]));
        }
        List<RankedUnit> rows = Ranking.of(units, HALF);
        assertThat(rows).extracting(RankedUnit::unit).containsExactlyInAnyOrderElementsOf(units.keySet());
        List<RankedUnit> ranked =
                rows.stream().filter(row -> row.rank() != null).toList();
        for (RankedUnit row : ranked) {
            // by cross-multiplied whole numbers, independent of the class under test
            long better = ranked.stream()
                    .filter(other -> hundredths(other) > hundredths(row))
                    .count();
            assertThat(row.rank()).isEqualTo((int) better + 1);
        }
        assertThat(rows.stream().filter(row -> row.rank() == null))
                .allMatch(row -> row.tally().concluded() < 5);
        assertThat(ranked).allMatch(row -> row.tally().concluded() >= 5);
    }

    /** The score of counts up to 12 as a whole number: 27720 is divisible by every number up to 12. */
    private static long hundredths(RankedUnit row) {
        Tally tally = row.tally();
        long onTime = 27720L * tally.onTime() / tally.counted();
        return tally.rated() == 0 ? 2 * onTime : onTime + 27720L * tally.praised() / tally.rated();
    }
}
