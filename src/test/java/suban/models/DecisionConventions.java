package suban.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.UnaryTests;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** What every table in {@code processes/rules/} keeps to. */
final class DecisionConventions {

    private static final Set<String> LANGUAGES = Set.of("feel", "juel");

    /** Those the engine knows. A table without one is UNIQUE: the Modeler leaves that word out. */
    private static final Set<HitPolicy> HIT_POLICIES =
            EnumSet.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY, HitPolicy.COLLECT, HitPolicy.RULE_ORDER);

    private final String file;
    private final List<Problem> problems;

    private DecisionConventions(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Every breach in every table. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        for (Models.Table table : models.tables()) {
            new DecisionConventions(table.file(), problems).file(table);
        }
        return problems;
    }

    private void file(Models.Table file) {
        Collection<Decision> decisions = file.model().getModelElementsByType(Decision.class);
        if (decisions.stream().noneMatch(d -> d.getId().equals(Models.idOfFile(this.file)))) {
            problems.add(new Problem(this.file, "", "", "文件中没有与文件名一致的决策：" + Models.idOfFile(this.file)));
        }
        for (Decision decision : decisions) {
            if (Texts.isBlank(decision.getCamundaHistoryTimeToLiveString())) {
                report(decision, "没有设置历史保留期（historyTimeToLive）");
            }
            if (!Texts.isChinese(decision.getName())) {
                report(decision, "决策名称应为中文，不含拉丁字母");
            }
        }
        for (DecisionTable table : file.model().getModelElementsByType(DecisionTable.class)) {
            table(table);
        }
        for (Class<? extends ModelElementInstance> type : List.of(UnaryTests.class, LiteralExpression.class)) {
            for (ModelElementInstance expression : file.model().getModelElementsByType(type)) {
                String language = expression.getAttributeValue("expressionLanguage");
                if (language != null && !LANGUAGES.contains(language)) {
                    report(expression, "不得使用脚本语言 " + language);
                }
            }
        }
    }

    private void table(DecisionTable table) {
        HitPolicy hitPolicy = table.getHitPolicy();
        if (!HIT_POLICIES.contains(hitPolicy)) {
            report(table, "引擎不支持命中策略 " + hitPolicy + "，可用 UNIQUE、FIRST、ANY、COLLECT、RULE ORDER");
        }
        for (Input input : table.getInputs()) {
            if (!Texts.isChinese(input.getLabel())) {
                report(input, "输入列的标题应为中文，不含拉丁字母");
            }
        }
        for (Output output : table.getOutputs()) {
            if (!Texts.isChinese(output.getLabel())) {
                report(output, "输出列的标题应为中文，不含拉丁字母");
            }
        }
        List<Rule> rules = new ArrayList<>(table.getRules());
        for (int i = 0; i < rules.size(); i++) {
            String complaint = Articles.complaint(description(rules.get(i)));
            if (complaint != null) {
                report(rules.get(i), "第 " + (i + 1) + " 行" + complaint);
            }
            for (int j = 0; j < i && hitPolicy == HitPolicy.UNIQUE; j++) {
                if (overlap(rules.get(j), rules.get(i))) {
                    report(rules.get(i), "第 " + (j + 1) + " 行与第 " + (i + 1) + " 行可能同时命中，而命中策略是 UNIQUE");
                }
            }
        }
    }

    static String description(Rule rule) {
        Description description = rule.getDescription();
        return description == null ? "" : description.getTextContent();
    }

    private static boolean overlap(Rule one, Rule other) {
        List<InputEntry> left = new ArrayList<>(one.getInputEntries());
        List<InputEntry> right = new ArrayList<>(other.getInputEntries());
        for (int i = 0; i < left.size() && i < right.size(); i++) {
            if (!Cell.of(left.get(i)).meets(Cell.of(right.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A cell as a set of constants. Ranges and other expressions are not understood: two of them meet only where they are
     * the same text, so that the check never cries wolf.
     *
     * @param values the constants named; null where the cell is anything else
     * @param negated everything but the values: {@code -} is everything but nothing
     */
    private record Cell(String text, Set<String> values, boolean negated) {

        private static final Pattern CONSTANT = Pattern.compile("\\s*(\"[^\"]*\"|true|false)\\s*(,|$)");
        private static final Pattern NOT = Pattern.compile("not\\((.*)\\)", Pattern.DOTALL);

        static Cell of(InputEntry entry) {
            String text = entry.getText() == null
                    ? ""
                    : entry.getText().getTextContent().strip();
            if (text.isEmpty() || text.equals("-")) {
                return new Cell(text, Set.of(), true);
            }
            Matcher not = NOT.matcher(text);
            boolean negated = not.matches();
            return new Cell(text, constants(negated ? not.group(1) : text), negated);
        }

        private static Set<String> constants(String text) {
            Set<String> values = new HashSet<>();
            Matcher constant = CONSTANT.matcher(text);
            int end = 0;
            while (end < text.length() && constant.find(end) && constant.start() == end) {
                values.add(constant.group(1));
                end = constant.end();
            }
            return end == text.length() ? values : null;
        }

        boolean meets(Cell other) {
            boolean any = negated && values != null && values.isEmpty();
            boolean otherAny = other.negated && other.values != null && other.values.isEmpty();
            if (any || otherAny) {
                return true;
            }
            if (values == null || other.values == null) {
                return text.equals(other.text);
            }
            if (negated && other.negated) {
                return true;
            }
            Set<String> common = new HashSet<>(negated ? other.values : values);
            if (negated || other.negated) {
                common.removeAll(negated ? values : other.values);
            } else {
                common.retainAll(other.values);
            }
            return !common.isEmpty();
        }
    }

    private void report(ModelElementInstance element, String what) {
        ModelElementInstance shown = element;
        while (shown.getParentElement() != null && shown.getAttributeValue("id") == null) {
            shown = shown.getParentElement();
        }
        String label = shown.getAttributeValue("label");
        problems.add(new Problem(
                file, shown.getAttributeValue("id"), label == null ? shown.getAttributeValue("name") : label, what));
    }
}
