package suban.appraisal;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Texts;
import suban.organisation.Organisation;

/** Opens the review with the rankings as tables (Article 16). */
@Component
class AppraisalPrefill implements FormPrefill {

    private final AppraisalService appraisals;
    private final Organisation organisation;

    AppraisalPrefill(AppraisalService appraisals, Organisation organisation) {
        this.appraisals = appraisals;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (!"userTask_reviewAppraisal".equals(task.key())) {
            return Map.of();
        }
        Appraisal appraisal = appraisals.of(task.number());
        List<String> notes = appraisals.notes(task.number());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", task.number());
        values.put("yearText", appraisal.year() + "年度");
        values.put("computedText", Texts.time(appraisal.computedAt()));
        String weights = "按时办结率占%s，好评率占%s，办结不足%d件的不排名"
                .formatted(
                        percent(Fraction.of(appraisal.weights().onTime())),
                        percent(Fraction.of(appraisal.weights().praise())),
                        appraisal.weights().minimum());
        values.put("weightsText", weights);
        values.put("versionReason", appraisal.reason() == null ? "首次考核" : "更正已公布的结果：" + appraisal.reason());
        values.put("notesText", notes.isEmpty() ? "无" : String.join("\n", notes));
        for (Appraisal.Group group : appraisal.groups()) {
            values.put(
                    switch (group.kind()) {
                        case NEW_CITY -> "newCityRows";
                        case DEPARTMENT -> "departmentRows";
                        case TOWN -> "townRows";
                    },
                    group.rows().stream().map(this::line).toList());
        }
        return values;
    }

    private Map<String, Object> line(RankedUnit row) {
        Tally tally = row.tally();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("rank", row.insufficient() ? "样本不足" : String.valueOf(row.rank()));
        line.put("unit", organisation.nameOf(row.unit()));
        line.put("onTimeRate", onTime(tally));
        line.put("praiseRate", rate(tally.praiseRate(), tally.praised(), tally.rated()));
        line.put(
                "score",
                row.points().signum() == 0
                        ? percent(row.score())
                        : "%s，加%s分".formatted(percent(row.score()), row.points().toPlainString()));
        return line;
    }

    /** The granted dates' rate only where it differs (Article 11). */
    private static String onTime(Tally tally) {
        String rate = rate(tally.onTimeRate(), tally.onTime(), tally.counted());
        return tally.onTime() == tally.adjustedOnTime() ? rate : rate + "，按批准期限" + percent(tally.adjustedOnTimeRate());
    }

    private static String rate(Fraction rate, int part, int whole) {
        return rate == null ? "无" : "%s（%d/%d）".formatted(percent(rate), part, whole);
    }

    static String percent(Fraction rate) {
        if (rate == null) {
            return "无";
        }
        BigDecimal percent = rate.times(Fraction.of(100, 1)).decimal(2).stripTrailingZeros();
        return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString() + "%";
    }
}
