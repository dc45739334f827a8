package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.models.Samples.Breach;

class DecisionConventionsTest {

    private static final String POLICY = "<text>\"申请政策扶持\",\"咨询政务信息\"</text>";
    private static final String OTHER = "<text>not(\"申请政策扶持\",\"咨询政务信息\")</text>";

    @Test
    void everyTableKeepsTheConventions() {
        Models models = Models.ofThisProject();
        assertThat(models.tables()).as("processes/rules/*.dmn").isNotEmpty();
        Problem.assertNone(DecisionConventions.problems(models));
    }

    @Test
    void aGoodTableIsLeftAlone() {
        assertThat(DecisionConventions.problems(Samples.good())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void eachBreachIsReported(Breach breach) {
        breach.isReportedBy(DecisionConventions::problems);
    }

    static Stream<Breach> eachBreachIsReported() {
        return Stream.of(
                table("<decision id=\"scope\"", "<decision id=\"range\"", "", "与文件名一致的决策：scope"),
                table(" camunda:historyTimeToLive=\"P3Y\"", "", "scope", "historyTimeToLive"),
                table("id=\"scope\" name=\"受理范围\"", "id=\"scope\" name=\"scope\"", "scope", "决策名称应为中文"),
                table("hitPolicy=\"UNIQUE\"", "hitPolicy=\"OUTPUT ORDER\"", "table_scope", "不支持命中策略"),
                table("label=\"诉求类型\"", "label=\"type\"", "input_type", "输入列的标题"),
                table(" label=\"诉求类型\"", "", "input_type", "输入列的标题"),
                table(" label=\"是否受理\"", "", "output_scope", "输出列的标题"),
                table("<description>第三条：其他诉求。</description>", "", "rule_other", "第 3 行没有说明文字"),
                table("第三条：其他诉求。", "其他诉求。", "rule_other", "没有写明依据条款"),
                table("第三条：其他诉求。", "第20条：其他诉求。", "rule_other", "实施细则只有18条"),
                table(
                        "id=\"expression_type\"",
                        "id=\"expression_type\" expressionLanguage=\"groovy\"",
                        "expression_type",
                        "不得使用脚本语言 groovy"),
                table(OTHER, "<text></text>", "rule_other", "第 2 行与第 3 行可能同时命中"),
                table(OTHER, "<text>-</text>", "rule_other", "第 2 行与第 3 行可能同时命中"),
                table(OTHER, "<text>\"其他\", \"咨询政务信息\"</text>", "rule_other", "第 2 行与第 3 行可能同时命中"),
                table(OTHER, "<text>not(\"申请政策扶持\")</text>", "rule_other", "第 2 行与第 3 行可能同时命中"),
                table(POLICY, "<text>not(\"其他\")</text>", "rule_other", "第 2 行与第 3 行可能同时命中"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"其他\"", "not(\"申请政策扶持\", \"咨询政务信息\", \"其他\")", "starts with(?, \"其\")"})
    void rowsThatCannotMeetOrAreNotUnderstoodAreLeftAlone(String cell) {
        String text = Samples.text(Samples.SCOPE).replace(OTHER, "<text>" + cell + "</text>");
        assertThat(DecisionConventions.problems(Samples.with(Samples.SCOPE, text)))
                .isEmpty();
    }

    @Test
    void twoRowsWithTheSameRangeMeet() {
        String text = Samples.text(Samples.SCOPE)
                .replace(OTHER, "<text>[1..5]</text>")
                .replace(POLICY, "<text>[1..5]</text>");
        assertThat(DecisionConventions.problems(Samples.with(Samples.SCOPE, text)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("可能同时命中"));
    }

    @Test
    void aTableWithoutAHitPolicyIsUnique() {
        String text =
                Samples.text(Samples.SCOPE).replace(OTHER, "<text>-</text>").replace(" hitPolicy=\"UNIQUE\"", "");
        assertThat(DecisionConventions.problems(Samples.with(Samples.SCOPE, text)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("可能同时命中"));
    }

    @Test
    void otherHitPoliciesMayOverlap() {
        String text =
                Samples.text(Samples.SCOPE).replace(OTHER, "<text>-</text>").replace("\"UNIQUE\"", "\"FIRST\"");
        assertThat(DecisionConventions.problems(Samples.with(Samples.SCOPE, text)))
                .isEmpty();
    }

    private static Breach table(String good, String bad, String element, String what) {
        return new Breach(Samples.SCOPE, good, bad, element, what);
    }
}
