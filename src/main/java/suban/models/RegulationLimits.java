package suban.models;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.model.dmn.BuiltinAggregator;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * What no table may say, because the regulation says otherwise: time limits beyond Articles 8 and 14, reasons of refusal that Article 3
 * does not know, a way of acceptance other than Articles 6 and 7 have, points beyond Article 16. A table is known by its columns, not by
 * its name, so that a second one is held to the same; in a limited column only plain values stand, since an expression cannot be checked.
 */
final class RegulationLimits {

    /** Working days of a general complaint, of an immediate one that was not answered on its day, and of re-handling. */
    private static final BigDecimal WORKING_DAYS = BigDecimal.valueOf(5);

    /** Calendar days of a complex complaint: 双周. */
    private static final BigDecimal FORTNIGHT = BigDecimal.valueOf(14);

    /** A ranking needs units in it; the design has five. */
    private static final BigDecimal MOST_OF_A_SAMPLE = BigDecimal.valueOf(20);

    private static final BigDecimal LEAST_POINTS = new BigDecimal("0.1");

    /** Most points, and the last rank that gets any, by the group's name. */
    private static final Map<String, Award> AWARDS = Map.of(
            "DEPARTMENT", new Award("部门", new BigDecimal("0.5"), 5),
            "TOWN", new Award("镇街", new BigDecimal("0.5"), 5),
            "NEW_CITY", new Award("新城", new BigDecimal("0.3"), 3));

    /** Grounds of Article 3, and none. */
    private static final Set<String> GROUNDS = Set.of(
            "NONE",
            "LITIGATION",
            "ARBITRATION",
            "DISCIPLINE",
            "ADMIN_REVIEW",
            "DISCLOSURE",
            "PETITION",
            "STATE_SECRET",
            "TRADE_SECRET",
            "CIVIL_DISPUTE");

    private static final String COMPLEX = "COMPLEX";
    private static final Set<String> CLASSES = Set.of("IMMEDIATE", "GENERAL", COMPLEX);

    private static final String OFFICE = "OFFICE";
    private static final String COORDINATE_FIRST = "COORDINATE_FIRST";

    /** Who accepts what comes by which channel, and where that is said. */
    private static final Map<String, String[]> ROUTES = routes();

    private final String file;
    private final Decision decision;
    private final DecisionTable table;
    private final List<Problem> problems;
    private final Map<String, Integer> inputs = new LinkedHashMap<>();
    private final Map<String, Integer> outputs = new LinkedHashMap<>();

    private RegulationLimits(String file, Decision decision, DecisionTable table, List<Problem> problems) {
        this.file = file;
        this.decision = decision;
        this.table = table;
        this.problems = problems;
        for (Input input : table.getInputs()) {
            String text = input.getInputExpression() == null ? "" : TableCell.text(input.getInputExpression());
            inputs.put(text, inputs.size());
        }
        for (Output output : table.getOutputs()) {
            outputs.put(output.getName(), outputs.size());
        }
    }

    private record Award(String label, BigDecimal most, int last) {}

    private static Map<String, String[]> routes() {
        Map<String, String[]> routes = new TreeMap<>();
        for (String channel : List.of("ONSITE", "PHONE", "MAIL", "EMAIL", "HAOCHAPING", "ZHENGQITONG", "PORTAL")) {
            routes.put(channel, new String[] {OFFICE, "第六条、第七条（一）由营商办直接受理"});
        }
        for (String channel : List.of("LIAISON", "OBSERVER")) {
            routes.put(channel, new String[] {OFFICE, "第七条（二）由营商办直接受理"});
        }
        routes.put("SUPERIOR", new String[] {OFFICE, "第七条（三）由营商办牵头"});
        routes.put("DEPARTMENT", new String[] {OFFICE, "第六条（六）提请营商办协调"});
        routes.put("CAMPAIGN", new String[] {COORDINATE_FIRST, "第七条（四）由组织活动的部门先行协调"});
        routes.put("UNIT", new String[] {COORDINATE_FIRST, "第七条（五）由该部门先行协调"});
        return routes;
    }

    /** Everything beyond the regulation, in every table. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        for (Models.Table file : models.tables()) {
            for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
                decision.getChildElementsByType(DecisionTable.class)
                        .forEach(it -> new RegulationLimits(file.file(), decision, it, problems).table());
            }
        }
        return problems;
    }

    private void table() {
        boolean limited = false;
        if (outputs.containsKey("days") || decision.getId().equals("timeLimit")) {
            limited = has("第八条、第十四条", "days", "dayKind");
            if (limited) {
                table.getRules().forEach(this::timeLimit);
            }
        }
        if (outputs.containsKey("points") || decision.getId().equals("appraisalBonus")) {
            limited = has("第十六条", "points");
            if (limited) {
                bonus();
            }
        }
        if (outputs.containsKey("onTimeWeight") || decision.getId().equals("appraisalWeights")) {
            limited = has("第十六条", "onTimeWeight", "praiseWeight");
            if (limited) {
                table.getRules().forEach(this::weights);
            }
        }
        if (outputs.containsKey("ground") || decision.getId().equals("scope")) {
            limited = has("第三条", "ground");
            if (limited) {
                table.getRules().forEach(this::ground);
            }
        }
        if (outputs.containsKey("route") || decision.getId().equals("acceptanceRoute")) {
            limited = has("第六条、第七条", "route");
            if (limited) {
                table.getRules().forEach(this::route);
            }
        }
        boolean single =
                Set.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY).contains(table.getHitPolicy());
        BuiltinAggregator sum = table.getAggregation();
        if (limited && (!single || sum != null)) {
            report(table, "命中策略应为 UNIQUE 或 FIRST：几行合计的结果无从核对是否超过细则");
        }
    }

    private boolean has(String articles, String... names) {
        for (String name : names) {
            if (!outputs.containsKey(name)) {
                report(table, "没有输出列 " + name + "，无从核对是否超过" + articles + "的规定");
                return false;
            }
        }
        return true;
    }

    // ---- Articles 8 and 14

    /** Only a row for nothing but complex complaints, first handled, has a fortnight; every other has five working days. */
    private void timeLimit(Rule rule) {
        BigDecimal days = output(rule, "days").number();
        String kind = output(rule, "dayKind").word();
        if (days == null || days.signum() <= 0 || days.stripTrailingZeros().scale() > 0) {
            report(rule, "天数应直接写成正整数，现为 " + output(rule, "days").text() + "；算式无从核对是否超过第八条、第十四条");
            return;
        }
        if (!"WORKING".equals(kind) && !"CALENDAR".equals(kind)) {
            report(
                    rule,
                    "算法应为 \"WORKING\"（工作日）或 \"CALENDAR\"（自然日），现为 "
                            + output(rule, "dayKind").text());
            return;
        }
        TableCell classes = input(rule, "complaintClass");
        TableCell attempts = input(rule, "attempt");
        List<Map<String, Object>> answered = answered(rule, classes, attempts);
        boolean complex = answered.stream().allMatch(it -> COMPLEX.equals(it.get("complaintClass")));
        boolean first = answered.stream().allMatch(it -> BigDecimal.ONE.equals(it.get("attempt")));
        boolean working = kind.equals("WORKING");
        if (complex && first) {
            if (days.compareTo(working ? WORKING_DAYS : FORTNIGHT) > 0) {
                report(
                        rule,
                        "超过第八条：复杂类“双周动态清零”，首次期限不超过14个自然日"
                                + (working ? "（按工作日算的不超过5个，否则遇长假会超过双周）" : "")
                                + "，现为 "
                                + days.toPlainString()
                                + (working ? " 个工作日" : " 个自然日"));
            }
            return;
        }
        boolean again = answered.stream().noneMatch(it -> BigDecimal.ONE.equals(it.get("attempt")));
        String article = again ? "第十四条：补办时间不得超过5个工作日" : "第八条：一般类诉求（含当日未办结的即时办结类）5个工作日内办结";
        String scope = again || complex || !classes.isPlain() || !attempts.isPlain() || classes.isAny()
                ? "（只有“类别为 COMPLEX、第1次办理”的行可以到双周）"
                : "";
        if (days.compareTo(WORKING_DAYS) > 0) {
            report(rule, "超过" + article + "，现为 " + days.toPlainString() + (working ? " 个工作日" : " 个自然日") + scope);
        } else if (!working) {
            // the program counts working days there, too (HandlingService)
            report(rule, "第八条、第十四条按工作日计：只有“类别为 COMPLEX、第1次办理”的行可以写 \"CALENDAR\"（自然日）");
        }
    }

    /** Which classes and attempts a row is the one to answer; all it names, where the rows above leave it none. */
    private List<Map<String, Object>> answered(Rule rule, TableCell classes, TableCell attempts) {
        Set<String> everyClass = new TreeSet<>(CLASSES);
        everyClass.addAll(classes.texts());
        Set<BigDecimal> everyAttempt = new TreeSet<>();
        for (Rule each : table.getRules()) {
            for (BigDecimal bound : input(each, "attempt").bounds()) {
                BigDecimal whole = bound.setScale(0, RoundingMode.FLOOR);
                everyAttempt.addAll(List.of(whole.subtract(BigDecimal.ONE), whole, whole.add(BigDecimal.ONE)));
            }
        }
        everyAttempt.addAll(List.of(BigDecimal.ONE, BigDecimal.valueOf(2), BigDecimal.valueOf(3)));
        everyAttempt.removeIf(attempt -> attempt.signum() <= 0);
        List<Map<String, Object>> named = new ArrayList<>();
        for (String complaintClass : everyClass) {
            for (BigDecimal attempt : everyAttempt) {
                if ((!classes.isPlain() || classes.holds(complaintClass))
                        && (!attempts.isPlain() || attempts.holds(attempt))) {
                    named.add(Map.of("complaintClass", complaintClass, "attempt", attempt));
                }
            }
        }
        List<Map<String, Object>> left =
                named.stream().filter(it -> !isAnsweredAbove(rule, it)).toList();
        return left.isEmpty() ? named : left;
    }

    // ---- Article 16

    private void bonus() {
        Map<String, Map<Integer, BigDecimal>> given = new TreeMap<>();
        for (Rule rule : table.getRules()) {
            BigDecimal points = output(rule, "points").number();
            String kind = input(rule, "kind").word();
            BigDecimal rank = input(rule, "rank").number();
            Award award = kind == null ? null : AWARDS.get(kind);
            if (points == null) {
                report(rule, "加分应直接写成数，现为 " + output(rule, "points").text() + "；算式无从核对是否超过第十六条");
            } else if (points.signum() == 0) {
                continue;
            } else if (award == null || rank == null) {
                report(
                        rule,
                        "加分的行应各写明一个类别（" + String.join("、", new TreeMap<>(AWARDS).keySet()) + "）和一个名次，否则无从核对是否超过第十六条");
            } else if (rank.compareTo(BigDecimal.ONE) < 0 || rank.compareTo(BigDecimal.valueOf(award.last())) > 0) {
                report(
                        rule,
                        "超过第十六条：" + award.label() + "只给排名前" + award.last() + "名加分，现有第" + rank.toPlainString() + "名");
            } else if (points.compareTo(award.most()) > 0 || points.compareTo(LEAST_POINTS) < 0) {
                report(
                        rule,
                        "不合第十六条：" + award.label() + "加" + award.most() + "至" + LEAST_POINTS + "分，现为 "
                                + points.toPlainString());
            } else {
                given.computeIfAbsent(kind, it -> new TreeMap<>()).put(rank.intValue(), points);
            }
        }
        given.forEach((kind, byRank) -> {
            Award award = AWARDS.get(kind);
            BigDecimal better = award.most();
            for (int rank = 1; rank <= award.last(); rank++) {
                BigDecimal points = byRank.get(rank);
                if (points == null) {
                    report(table, "不合第十六条：排名前" + award.last() + "名的" + award.label() + "都加分，缺第" + rank + "名");
                } else if (points.compareTo(better) > 0) {
                    report(table, "不合第十六条：" + award.label() + "第" + rank + "名的加分多于前一名");
                }
                better = points == null ? better : points;
            }
        });
    }

    private void weights(Rule rule) {
        BigDecimal onTime = output(rule, "onTimeWeight").number();
        BigDecimal praise = output(rule, "praiseWeight").number();
        BigDecimal minimum = output(rule, "minimum").number();
        if (minimum == null
                || minimum.signum() <= 0
                || minimum.stripTrailingZeros().scale() > 0
                || minimum.compareTo(MOST_OF_A_SAMPLE) > 0) {
            report(
                    rule,
                    "参加排名的最少办结件数应直接写成1至" + MOST_OF_A_SAMPLE + "的整数，否则没有单位参加排名，不合第十六条；现为 "
                            + output(rule, "minimum").text());
        }
        if (onTime == null || praise == null) {
            report(rule, "权重应直接写成数；算式无从核对");
        } else if (onTime.signum() <= 0 || praise.signum() <= 0) {
            report(rule, "不合第十六条：按时办结率和好评率都要计入，权重应大于0");
        } else if (onTime.add(praise).compareTo(BigDecimal.ONE) != 0) {
            report(
                    rule,
                    "按时办结率和好评率的权重之和应为1，现为 "
                            + onTime.add(praise).stripTrailingZeros().toPlainString());
        }
    }

    // ---- Articles 3, 6 and 7

    private void ground(Rule rule) {
        String ground = output(rule, "ground").word();
        if (ground == null || !GROUNDS.contains(ground)) {
            report(rule, "超过第三条：不予受理的情形只有第三条所列各项，不能增加 " + output(rule, "ground").text());
        }
    }

    private void route(Rule rule) {
        String route = output(rule, "route").word();
        if (!OFFICE.equals(route) && !COORDINATE_FIRST.equals(route)) {
            report(
                    rule,
                    "受理路径应为 \"OFFICE\" 或 \"COORDINATE_FIRST\"，现为 "
                            + output(rule, "route").text());
            return;
        }
        TableCell channels = input(rule, "channel");
        if (!channels.isPlain()) {
            report(rule, "渠道应直接列出，算式无从核对是否符合第六条、第七条：" + channels.text());
            return;
        }
        ROUTES.forEach((channel, rightly) -> {
            if (channels.holds(channel)
                    && !rightly[0].equals(route)
                    && !isAnsweredAbove(rule, Map.of("channel", channel))) {
                report(rule, "不合" + rightly[1] + "：渠道 " + channel + " 应为 " + rightly[0] + "，现为 " + route);
            }
        });
    }

    // ---- helpers

    /** Where the first row that fits answers: whether one above fits, whatever the other columns are asked. */
    private boolean isAnsweredAbove(Rule rule, Map<String, Object> question) {
        if (table.getHitPolicy() != HitPolicy.FIRST) {
            return false;
        }
        return table.getRules().stream().takeWhile(above -> above != rule).anyMatch(above -> inputs.keySet().stream()
                .allMatch(name -> input(above, name).isAny()
                        || question.containsKey(name) && input(above, name).holds(question.get(name))));
    }

    /** A column that is not there is as good as one with {@code -}. */
    private TableCell input(Rule rule, String name) {
        List<InputEntry> entries = List.copyOf(rule.getInputEntries());
        Integer at = inputs.get(name);
        return TableCell.of(at == null || at >= entries.size() ? null : entries.get(at));
    }

    private TableCell output(Rule rule, String name) {
        List<OutputEntry> entries = List.copyOf(rule.getOutputEntries());
        int at = outputs.get(name);
        return TableCell.of(at >= entries.size() ? null : entries.get(at));
    }

    private void report(DmnElement element, String what) {
        int row = List.copyOf(table.getRules()).indexOf(element) + 1;
        String where = row > 0 ? "第 " + row + " 行" : "";
        problems.add(
                new Problem(file, element.getId(), Objects.requireNonNullElse(decision.getName(), ""), where + what));
    }
}
