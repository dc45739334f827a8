package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import suban.models.Samples.Breach;

class DecisionConventionsTest {

    @Test
    void everyTableKeepsTheConventions() {
        Models models = Models.ofThisProject();
        assertThat(models.tables()).as("processes/rules/*.dmn").isNotEmpty();
        Problems.assertNone(DecisionConventions.problems(models));
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
                table("hitPolicy=\"UNIQUE\"", "hitPolicy=\"OUTPUT ORDER\"", "table_scope", "命中策略应为 UNIQUE、FIRST 或 ANY"),
                table("hitPolicy=\"UNIQUE\"", "hitPolicy=\"COLLECT\"", "table_scope", "每次只取一个结果，现为 COLLECT"),
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
                        "不得使用脚本语言 groovy"));
    }

    private static Breach table(String good, String bad, String element, String what) {
        return new Breach(Samples.SCOPE, good, bad, element, what);
    }
}
