package suban.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.UnaryTests;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** What every table in {@code processes/rules/} keeps to. */
final class DecisionConventions {

    private static final Set<String> LANGUAGES = Set.of("feel", "juel");

    /** Those with one result, which is what the diagrams take. A table without one is UNIQUE: the Modeler leaves that word out. */
    private static final Set<HitPolicy> HIT_POLICIES = EnumSet.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY);

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
        if (decisions.size() > 1
                || !file.model()
                        .getModelElementsByType(InformationRequirement.class)
                        .isEmpty()) {
            problems.add(new Problem(this.file, "", "", "一个文件只放一个决策，决策之间不互相引用：否则看不出表里问的值从何而来"));
        }
        for (Decision decision : decisions) {
            if (decision.getChildElementsByType(DecisionTable.class).isEmpty()) {
                report(decision, "决策应为一张表，不用表达式");
            }
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
            report(table, "命中策略应为 UNIQUE、FIRST 或 ANY：流程每次只取一个结果，现为 " + hitPolicy);
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
        }
    }

    static String description(Rule rule) {
        Description description = rule.getDescription();
        return description == null ? "" : description.getTextContent();
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
