package suban.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * Whether a table answers every question with one row: rows that meet, rows that are never asked, questions without an answer. What can
 * be asked is known from the column's own list of values ({@code inputValues}) and from the options of the forms before it; a number may
 * be any, unless that list says otherwise.
 */
final class TableCoverage {

    /** Tables without whose answer a case stands still. */
    private static final Set<String> WANTED =
            Set.of("timeLimit", "acceptanceRoute", "scope", "triageProposal", "appraisalWeights");

    /** A table whose description says so may leave questions unanswered. */
    static final String DELIBERATE = "没有列出的";

    /** So many questions are looked at, one for all that no row tells apart; a table that has more is refused. */
    private static final int MOST = 50_000;

    private static final int MOST_GAPS = 3;
    private static final Set<String> NUMBERS = Set.of("integer", "long", "double", "number");
    private static final Set<String> WHOLE = Set.of("integer", "long");

    private final String file;
    private final Decision decision;
    private final Models models;
    private final List<Problem> problems;
    private final List<Column> columns = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<List<TableCell>> cells = new ArrayList<>();

    private TableCoverage(String file, Decision decision, Models models, List<Problem> problems) {
        this.file = file;
        this.decision = decision;
        this.models = models;
        this.problems = problems;
    }

    /** One of the values a column can be asked with that no row tells from its neighbours. */
    private record Kind(String label, Object value, String expression) {

        boolean isIn(TableCell cell) {
            return cell.isAny() || (expression == null ? cell.holds(value) : expression.equals(cell.text()));
        }
    }

    private record Column(Input input, String label, List<Kind> kinds) {}

    /** Every such row and question, in every table. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        for (Models.Table table : models.tables()) {
            for (Decision decision : table.model().getModelElementsByType(Decision.class)) {
                decision.getChildElementsByType(DecisionTable.class)
                        .forEach(it -> new TableCoverage(table.file(), decision, models, problems).table(it));
            }
        }
        return problems;
    }

    private void table(DecisionTable table) {
        rules.addAll(table.getRules());
        for (Rule rule : rules) {
            List<InputEntry> entries = List.copyOf(rule.getInputEntries());
            List<TableCell> row = new ArrayList<>();
            for (int i = 0; i < table.getInputs().size(); i++) {
                row.add(TableCell.of(i < entries.size() ? entries.get(i) : null));
            }
            cells.add(row);
        }
        int before = problems.size();
        int at = 0;
        for (Input input : table.getInputs()) {
            column(input, at++);
        }
        boolean misread = problems.size() > before;
        outputs(table);
        HitPolicy policy = table.getHitPolicy();
        meetings(table, policy);
        if (Set.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY).contains(policy)) {
            Asking asking = new Asking();
            asking.ask(
                    0,
                    new Kind[columns.size()],
                    IntStream.range(0, rules.size()).boxed().toList());
            if (asking.asked > MOST) {
                report(table, "行和列太多，无从逐一核对有没有遗漏的情形：请拆成几张表");
                return;
            }
            if (policy == HitPolicy.FIRST) {
                asking.neverFirst();
            }
            if (!misread) { // else a cell that is not read as it is meant leaves its gap
                gaps(table, asking.unanswered);
            }
        }
    }

    // ---- what can be asked

    private void column(Input input, int at) {
        String label = Objects.requireNonNullElse(input.getLabel(), input.getId());
        String type = input.getInputExpression() == null
                ? ""
                : Objects.requireNonNullElse(input.getInputExpression().getTypeRef(), "");
        List<TableCell> used = cells.stream().map(row -> row.get(at)).toList();
        TableCell domain = TableCell.of(input.getInputValues());
        List<Kind> kinds = new ArrayList<>();
        if (NUMBERS.contains(type)) {
            kinds.addAll(numbers(used, domain, WHOLE.contains(type)));
        } else if (type.equals("boolean")) {
            kinds.add(new Kind("true", true, null));
            kinds.add(new Kind("false", false, null));
        } else {
            Set<String> known = new LinkedHashSet<>(domain.texts());
            known.addAll(options(input));
            boolean closed = !known.isEmpty();
            used.forEach(cell -> known.addAll(closed ? List.of() : cell.texts()));
            known.forEach(value -> kinds.add(new Kind(value, value, null)));
            if (!closed) {
                kinds.add(new Kind("其他值", new Object(), null));
            }
            for (int i = 0; i < used.size() && closed; i++) {
                for (String value : used.get(i).texts()) {
                    if (!known.contains(value)) {
                        report(
                                rules.get(i),
                                row(i) + "「" + label + "」的 " + value + " 不在可选的值之中：" + String.join("、", known));
                    }
                }
            }
        }
        used.stream()
                .filter(cell -> !cell.isPlain())
                .map(TableCell::text)
                .distinct()
                .forEach(text -> kinds.add(new Kind(text, null, text)));
        for (int i = 0; i < used.size(); i++) {
            writing(rules.get(i), row(i) + "「" + label + "」", used.get(i), type);
        }
        columns.add(new Column(input, label, kinds));
    }

    /** Each bound, and one number of each space between two bounds. */
    private static List<Kind> numbers(List<TableCell> used, TableCell domain, boolean whole) {
        Set<BigDecimal> bounds = new TreeSet<>(domain.bounds());
        used.forEach(cell -> bounds.addAll(cell.bounds()));
        List<Kind> kinds = new ArrayList<>();
        BigDecimal before = null;
        for (BigDecimal bound : bounds) {
            kinds.add(between(before, bound, whole));
            kinds.add(new Kind(bound.toPlainString(), bound, null));
            before = bound;
        }
        kinds.add(between(before, null, whole));
        return kinds.stream()
                .filter(Objects::nonNull)
                .filter(kind -> domain.isAny() || domain.holds(kind.value()))
                .toList();
    }

    private static Kind between(BigDecimal low, BigDecimal high, boolean whole) {
        if (low == null && high == null) {
            return new Kind("任何数", BigDecimal.ZERO, null);
        }
        if (low == null) {
            BigDecimal below = high.subtract(BigDecimal.ONE);
            return new Kind("小于" + high.toPlainString(), whole ? below.setScale(0, RoundingMode.CEILING) : below, null);
        }
        if (high == null) {
            BigDecimal above = low.add(BigDecimal.ONE);
            return new Kind("大于" + low.toPlainString(), whole ? above.setScale(0, RoundingMode.FLOOR) : above, null);
        }
        BigDecimal value = whole
                ? low.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE)
                : low.add(high).divide(BigDecimal.valueOf(2));
        return value.compareTo(high) < 0
                ? new Kind(low.toPlainString() + "与" + high.toPlainString() + "之间", value, null)
                : null;
    }

    /** The options, in the forms of the processes that ask this table, of the field of the same name. */
    private Set<String> options(Input input) {
        String variable = input.getInputExpression() == null ? "" : TableCell.text(input.getInputExpression());
        Set<String> forms = models.diagrams().stream()
                .filter(diagram -> diagram.model().getModelElementsByType(BusinessRuleTask.class).stream()
                        .anyMatch(task -> decision.getId()
                                .equals(task.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "decisionRef"))))
                .flatMap(diagram -> diagram.model().getModelElementsByType(FlowNode.class).stream())
                .map(node -> node.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRef"))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> options = new LinkedHashSet<>();
        models.forms().stream()
                .filter(form -> forms.contains(form.id()))
                .flatMap(form -> form.json().findParents("values").stream())
                .filter(field -> field.path("key").asText().equals(variable))
                .forEach(field -> field.path("values").forEach(option -> options.add(value(option))));
        return options;
    }

    private static String value(JsonNode option) {
        return option.path("value").asText();
    }

    // ---- how cells are written

    private void writing(Rule rule, String where, TableCell cell, String type) {
        String complaint = null;
        boolean text = type.equals("string");
        String bare = cell.text().replaceAll("\"[^\"]*\"", "");
        if (!cell.isPlain() && Stream.of("“", "”", "‘", "’", "，").anyMatch(bare::contains)) {
            complaint = "用了中文的引号或逗号，应为英文的";
        } else if (!cell.isPlain() && cell.text().matches("[\\p{L}_][\\p{L}\\w]*(\\s*,\\s*[\\p{L}_][\\p{L}\\w]*)*")) {
            complaint = "没有加英文双引号，会当作变量";
        } else if (text
                && cell.isPlain()
                && !cell.isAny()
                && cell.texts().size() != cell.parts().size()) {
            complaint = "是文字列，值要加英文双引号";
        } else if (NUMBERS.contains(type) && !cell.texts().isEmpty()) {
            complaint = "是数字列，值不加引号";
        }
        if (complaint != null) {
            report(rule, where + complaint + "：" + cell.text());
        }
    }

    private void outputs(DecisionTable table) {
        List<Output> outputs = List.copyOf(table.getOutputs());
        for (int i = 0; i < rules.size(); i++) {
            List<OutputEntry> entries = List.copyOf(rules.get(i).getOutputEntries());
            for (int j = 0; j < outputs.size(); j++) {
                Output output = outputs.get(j);
                String where = row(i) + "「" + Objects.requireNonNullElse(output.getLabel(), output.getName()) + "」";
                TableCell cell = TableCell.of(j < entries.size() ? entries.get(j) : null);
                if (cell.isAny()) {
                    report(rules.get(i), where + "没有填写结果");
                    continue;
                }
                writing(rules.get(i), where, cell, Objects.requireNonNullElse(output.getTypeRef(), ""));
                List<String> listed = TableCell.of(output.getOutputValues()).texts();
                if (!listed.isEmpty() && !listed.contains(String.valueOf(cell.word()))) {
                    report(rules.get(i), where + "应为 " + String.join("、", listed) + " 之一，现为 " + cell.text());
                }
            }
        }
    }

    // ---- rows that meet

    private void meetings(DecisionTable table, HitPolicy policy) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = 0; j < i; j++) {
                String both = policy == HitPolicy.UNIQUE || policy == HitPolicy.ANY ? common(j, i) : null;
                if (both != null && policy == HitPolicy.UNIQUE) {
                    report(rules.get(i), "第 %d 行与第 %d 行可能同时命中，而命中策略是 UNIQUE%s".formatted(j + 1, i + 1, both));
                } else if (both != null && !answers(j).equals(answers(i))) {
                    report(rules.get(i), "第 %d 行与第 %d 行可能同时命中而结果不同，命中策略是 ANY%s".formatted(j + 1, i + 1, both));
                }
            }
        }
    }

    private List<String> answers(int row) {
        return rules.get(row).getOutputEntries().stream().map(TableCell::text).toList();
    }

    /** An example of what both rows answer; null where there is none. */
    private String common(int one, int other) {
        List<String> example = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            TableCell left = cells.get(one).get(at);
            TableCell right = cells.get(other).get(at);
            Kind shared = columns.get(at).kinds().stream()
                    .filter(kind -> kind.isIn(left) && kind.isIn(right))
                    .findFirst()
                    .orElse(null);
            if (shared == null) {
                return null;
            }
            if (!left.isAny() || !right.isAny()) {
                example.add(columns.get(at).label() + " " + shared.label());
            }
        }
        return example.isEmpty() ? "" : "（如：" + String.join("、", example) + "）";
    }

    // ---- questions without an answer, rows that are never asked

    private final class Asking {
        private final List<Kind[]> unanswered = new ArrayList<>();
        private final boolean[] first = new boolean[rules.size()];
        private int asked;

        /**
         * Column by column, and no further than the rows that are left tell questions apart.
         *
         * @param left the rows that answer what has been asked so far, from above
         */
        private void ask(int at, Kind[] question, List<Integer> left) {
            if (++asked > MOST) {
                return;
            }
            if (left.isEmpty()) {
                if (Stream.of(question).allMatch(kind -> kind == null || kind.expression() == null)) {
                    unanswered.add(question.clone());
                }
                return;
            }
            List<TableCell> top = cells.get(left.get(0));
            if (top.subList(at, top.size()).stream().allMatch(TableCell::isAny)) {
                first[left.get(0)] = true;
                return;
            }
            for (Kind kind : columns.get(at).kinds()) {
                question[at] = kind;
                ask(
                        at + 1,
                        question,
                        left.stream()
                                .filter(row -> kind.isIn(cells.get(row).get(at)))
                                .toList());
            }
            question[at] = null;
        }

        private void neverFirst() {
            List<Integer> never = IntStream.range(0, first.length)
                    .filter(row -> !first[row])
                    .boxed()
                    .toList();
            if (!never.isEmpty()) {
                String those =
                        never.stream().map(row -> String.valueOf(row + 1)).collect(Collectors.joining("、"));
                report(rules.get(never.get(0)), "第 " + those + " 行永远轮不到：上面的行已经答完这些情形（命中策略 FIRST，先中先用）");
            }
        }
    }

    private void gaps(DecisionTable table, List<Kind[]> unanswered) {
        Description description = decision.getDescription();
        boolean mayBeSilent = !WANTED.contains(decision.getId());
        boolean deliberate = mayBeSilent
                && description != null
                && description.getTextContent().contains(DELIBERATE);
        if (unanswered.isEmpty() || deliberate) {
            return;
        }
        List<String> told = told(unanswered, 0);
        report(
                table,
                "有的情形没有一行回答："
                        + told.stream().limit(MOST_GAPS).collect(Collectors.joining("；"))
                        + (told.size() > MOST_GAPS ? "；……共 " + told.size() + " 种" : "")
                        + "。请加一行" + (mayBeSilent ? "；确实不需要结果的，在决策的说明里写明“" + DELIBERATE + "……”" : "；没有结果，案件会停住"));
    }

    /** Questions that differ in one column only and have the same rest are told in one; null stands for whatever is asked. */
    private List<String> told(List<Kind[]> questions, int at) {
        if (at == columns.size()) {
            return List.of("");
        }
        Map<Kind, List<Kind[]>> byKind = new LinkedHashMap<>();
        questions.forEach(question ->
                byKind.computeIfAbsent(question[at], it -> new ArrayList<>()).add(question));
        Map<List<String>, List<String>> byRest = new LinkedHashMap<>();
        byKind.forEach((kind, those) -> byRest.computeIfAbsent(told(those, at + 1), it -> new ArrayList<>())
                .add(kind.label()));
        long all = columns.get(at).kinds().stream()
                .filter(kind -> kind.expression() == null)
                .count();
        List<String> told = new ArrayList<>();
        byRest.forEach((rest, labels) -> {
            boolean every = labels.equals(List.of("")) || labels.size() == all && all > 1;
            String mine = every ? "" : columns.get(at).label() + " " + String.join("或", labels);
            rest.forEach(more -> told.add(mine.isEmpty() || more.isEmpty() ? mine + more : mine + "、" + more));
        });
        return told.stream().map(it -> it.isEmpty() && at == 0 ? "任何情形" : it).toList();
    }

    private static String row(int index) {
        return "第 " + (index + 1) + " 行";
    }

    private void report(DmnElement element, String what) {
        problems.add(new Problem(file, element.getId(), decision.getName(), what));
    }
}
