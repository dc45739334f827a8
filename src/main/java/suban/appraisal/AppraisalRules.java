package suban.appraisal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.Conflict;
import suban.engine.Decisions;

/**
 * The tables {@code appraisalWeights} and {@code appraisalBonus} as the diagram of the yearly appraisal is bound to them, so that a
 * dry run tells what the diagram would say.
 */
@Component
class AppraisalRules {

    static final String PROCESS = "annualAppraisal";

    private final Decisions decisions;

    AppraisalRules(Decisions decisions) {
        this.decisions = decisions;
    }

    Weights weights(int year) {
        return weights(single("appraisalWeights", Map.of("appraisalYear", (long) year)));
    }

    /** What a row of the table {@code appraisalWeights} says. */
    static Weights weights(Map<?, ?> row) {
        if (row == null || row.values().stream().anyMatch(value -> !(value instanceof Number)) || row.size() != 3) {
            throw new Conflict("考核权重表没有给出该年度的权重和最少件数");
        }
        return new Weights(
                decimal(row.get("onTimeWeight")),
                decimal(row.get("praiseWeight")),
                ((Number) row.get("minimum")).intValue());
    }

    BigDecimal bonus(AppraisalGroup kind, int rank) {
        Map<String, Object> row = single("appraisalBonus", Map.of("kind", kind.name(), "rank", (long) rank));
        return points(kind, row == null ? null : row.get("points"));
    }

    /** What the table {@code appraisalBonus} says for a rank; 0 where it says nothing, never more than Article 16 allows. */
    static BigDecimal points(AppraisalGroup kind, Object points) {
        BigDecimal given = points == null ? BigDecimal.ZERO : decimal(points);
        if (given.signum() < 0 || given.compareTo(kind.mostPoints()) > 0) {
            throw new Conflict(
                    "考核加分表有误：%s加分须为0至%s，现为%s（第十六条）".formatted(kind.label(), kind.mostPoints(), given.toPlainString()));
        }
        return given;
    }

    private Map<String, Object> single(String table, Map<String, Object> inputs) {
        List<Map<String, Object>> rows = decisions.evaluate(PROCESS, table, inputs);
        return rows.isEmpty() ? null : rows.get(0);
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }
}
