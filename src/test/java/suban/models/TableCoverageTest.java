package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.appraisal.AppraisalGroup;
import suban.ledger.Channel;
import suban.ledger.ComplaintClass;
import suban.ledger.Ground;
import suban.models.Samples.Breach;

class TableCoverageTest {

    private static final Models PROJECT = Models.ofThisProject();
    private static final String POLICY = "<text>\"申请政策扶持\",\"咨询政务信息\"</text>";
    private static final String OTHER = "<text>not(\"申请政策扶持\",\"咨询政务信息\")</text>";
    private static final String LISTED =
            "</inputExpression><inputValues id=\"values_type\"><text>\"申请政策扶持\",\"咨询政务信息\",\"其他\"</text></inputValues>";

    @Test
    void everyTableAnswersEveryQuestionOnce() {
        Problems.assertNone(TableCoverage.problems(PROJECT));
    }

    @Test
    void aGoodTableIsLeftAlone() {
        assertThat(TableCoverage.problems(Samples.good())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void eachBreachIsReported(Breach breach) {
        breach.isReportedBy(TableCoverage::problems);
    }

    static Stream<Breach> eachBreachIsReported() {
        return Stream.of(
                table(OTHER, "<text></text>", "rule_other", "第 2 行与第 3 行可能同时命中"),
                table(OTHER, "<text>-</text>", "rule_other", "第 2 行与第 3 行可能同时命中"),
                table(OTHER, "<text>not(\"申请政策扶持\")</text>", "rule_other", "如：诉求类型 咨询政务信息、已进入诉讼 false"),
                table(
                        "<text>\"申请政策扶持\",\"咨询政务信息\"</text>",
                        "<text>\"申请政策扶持\"</text>",
                        "table_scope",
                        "没有一行回答：诉求类型 咨询政务信息、已进入诉讼 false"),
                table(
                        "<inputEntry id=\"entry_court2\"><text>true",
                        "<inputEntry id=\"entry_court2\"><text>\"true\"",
                        "table_scope",
                        "没有一行回答：已进入诉讼 true"),
                table(POLICY, "<text>申请政策扶持,咨询政务信息</text>", "rule_policy", "没有加英文双引号"),
                table(POLICY, "<text>“申请政策扶持”</text>", "rule_policy", "用了中文的引号或逗号"),
                table("<text>\"OUT\"</text>", "<text></text>", "rule_court", "没有填写结果"),
                table("<text>\"OUT\"</text>", "<text>OUT</text>", "rule_court", "没有加英文双引号"));
    }

    @Test
    void whatIsNotListedIsReported() {
        String listed = Samples.text(Samples.SCOPE).replaceFirst("</inputExpression>", LISTED);
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, listed))).isEmpty();
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, listed.replace(OTHER, "<text>\"其它\"</text>"))))
                .extracting(Problem::what)
                .containsExactly("第 3 行「诉求类型」的 其它 不在可选的值之中：申请政策扶持、咨询政务信息、其他");
    }

    @Test
    void aTableMaySayThatItLeavesQuestionsOpen() {
        String open = Samples.text(Samples.SCOPE).replace(POLICY, "<text>\"申请政策扶持\"</text>");
        String said = open.replace(
                "camunda:historyTimeToLive=\"P3Y\">",
                "camunda:historyTimeToLive=\"P3Y\"><description>没有列出的不受理。</description>");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, open))).hasSize(1);
        // without a scope a case would stand still
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, said))).hasSize(1);
        String other = said.replace("<decision id=\"scope\"", "<decision id=\"bonus\"");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, other))).isEmpty();
    }

    @Test
    void theOptionsOfTheFormsBeforeAreQuestions() {
        String form = Samples.text(Samples.FILE).replace("\"key\": \"kind\"", "\"key\": \"demandType\"");
        assertThat(TableCoverage.problems(Samples.with(Samples.FILE, form)))
                .extracting(Problem::what)
                .contains("第 2 行「诉求类型」的 申请政策扶持 不在可选的值之中：INFORMATION、OTHER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1..5] | > 5 | < 1 | ",
                "[1..5] | > 5 | <= 1 | 第 1 行与第 3 行可能同时命中，而命中策略是 UNIQUE（如：诉求类型 1、已进入诉讼 false）",
                "[1..5] | >= 7 | < 1 | 有的情形没有一行回答：诉求类型 5与7之间、已进入诉讼 false。",
                "[1..5[ | > 5 | < 1 | 有的情形没有一行回答：诉求类型 5、已进入诉讼 false。",
                "1,2,3 | > 3 | < 1 | ",
                "1,2,3 | > 4 | < 1 | 有的情形没有一行回答：诉求类型 4、已进入诉讼 false。",
                "\"1\" | > 1 | < 1 | 第 1 行「诉求类型」是数字列，值不加引号：\"1\""
            })
    void numbersMeetAndLeaveGaps(String first, String second, String third, String what) {
        String text = numbers(first, second, third);
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, text)))
                .extracting(Problem::what)
                .satisfies(said -> {
                    if (what == null) {
                        assertThat(said).isEmpty();
                    } else {
                        assertThat(said).anyMatch(it -> it.startsWith(what));
                    }
                });
    }

    private static String numbers(String... cells) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            rules.append(
                    """
                    <rule id="rule_%d"><description>第三条：范围。</description>
                      <inputEntry id="entry_%d1"><text>%s</text></inputEntry>
                      <inputEntry id="entry_%d2"><text>false</text></inputEntry>
                      <outputEntry id="entry_%d3"><text>"IN"</text></outputEntry></rule>
                    """
                            .formatted(i, i, cells[i].replace("<", "&lt;").replace(">", "&gt;"), i, i));
        }
        rules.append(
                """
                <rule id="rule_court"><description>第三条：诉讼。</description>
                  <inputEntry id="entry_court1"><text>-</text></inputEntry>
                  <inputEntry id="entry_court2"><text>true</text></inputEntry>
                  <outputEntry id="entry_court3"><text>"OUT"</text></outputEntry></rule>
                """);
        String text = Samples.text(Samples.SCOPE);
        return text.substring(0, text.indexOf("<rule "))
                        .replace("typeRef=\"string\"><text>demandType", "typeRef=\"long\"><text>demandType")
                + rules
                + text.substring(text.lastIndexOf("</rule>") + "</rule>".length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"其他\"", "starts with(?, \"其\")"})
    void rowsThatCannotMeetOrAreNotUnderstoodDoNotMeet(String cell) {
        String text = Samples.text(Samples.SCOPE).replace(OTHER, "<text>" + cell + "</text>");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, text)))
                .extracting(Problem::what)
                .allMatch(what -> what.contains("没有一行回答：诉求类型 其他值、已进入诉讼 false"));
    }

    @Test
    void twoRowsWithTheSameExpressionMeet() {
        String text = Samples.text(Samples.SCOPE)
                .replace(OTHER, "<text>starts with(?, \"其\")</text>")
                .replace(POLICY, "<text>starts with(?, \"其\")</text>");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, text)))
                .extracting(Problem::what)
                .anyMatch(what -> what.contains("可能同时命中"));
    }

    @Test
    void aTableWithoutAHitPolicyIsUnique() {
        String text =
                Samples.text(Samples.SCOPE).replace(OTHER, "<text>-</text>").replace(" hitPolicy=\"UNIQUE\"", "");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, text)))
                .extracting(Problem::what)
                .anyMatch(what -> what.contains("可能同时命中"));
    }

    @Test
    void theFirstRowMayHideTheOthers() {
        String first = Samples.text(Samples.SCOPE).replace("\"UNIQUE\"", "\"FIRST\"");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, first.replace(OTHER, "<text>-</text>"))))
                .isEmpty();
        String hidden =
                first.replace("<inputEntry id=\"entry_court2\"><text>true", "<inputEntry id=\"entry_court2\"><text>-");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, hidden)))
                .extracting(Problem::toString)
                .containsExactly(
                        "processes/rules/scope.dmn：rule_policy「受理范围」：第 2、3 行永远轮不到：上面的行已经答完这些情形（命中策略 FIRST，先中先用）");
    }

    /** Twenty questions of yes or no are a million combinations; the rows tell twenty-one apart. */
    @Test
    void aWideTableIsLookedThrough() {
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, wide(20, false))))
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .startsWith("有的情形没有一行回答：甲 false、乙 false、");
        assertThat(TableCoverage.problems(
                        Samples.with(Samples.SCOPE, wide(20, false).replaceFirst("(?s)(.*)<text>true", "$1<text>-"))))
                .isEmpty();
    }

    @Test
    void aTableThatCannotBeLookedThroughIsRefused() {
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, wide(20, true))))
                .extracting(Problem::what)
                .containsExactly("行和列太多，无从逐一核对有没有遗漏的情形：请拆成几张表");
    }

    /** Each row asks one column, or, entangled, one column and the last. */
    private static String wide(int columns, boolean entangled) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            table.append(
                    """
                    <input id="input_%d" label="%s"><inputExpression id="expression_%d" typeRef="boolean"><text>x%d</text></inputExpression></input>
                    """
                            .formatted(i, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".charAt(i), i, i));
        }
        table.append("<output id=\"output_scope\" label=\"范围\" name=\"scope\" typeRef=\"string\"/>");
        for (int row = 0; row < columns; row++) {
            table.append("<rule id=\"rule_%d\"><description>第三条：范围。</description>".formatted(row));
            for (int i = 0; i < columns; i++) {
                boolean asked = i == row || entangled && i == columns - 1;
                table.append("<inputEntry id=\"entry_%d_%d\"><text>%s</text></inputEntry>"
                        .formatted(row, i, asked ? "true" : "-"));
            }
            table.append("<outputEntry id=\"then_%d\"><text>\"IN\"</text></outputEntry></rule>".formatted(row));
        }
        String text = Samples.text(Samples.SCOPE).replace("\"UNIQUE\"", "\"FIRST\"");
        return text.substring(0, text.indexOf("<input "))
                + table
                + text.substring(text.lastIndexOf("</rule>") + "</rule>".length());
    }

    @Test
    void rowsOfOneAnswerMayMeetUnderAny() {
        String any =
                Samples.text(Samples.SCOPE).replace("\"UNIQUE\"", "\"ANY\"").replace(OTHER, "<text>-</text>");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, any))).isEmpty();
        String differing =
                any.replace("<inputEntry id=\"entry_other2\"><text>false", "<inputEntry id=\"entry_other2\"><text>-");
        assertThat(TableCoverage.problems(Samples.with(Samples.SCOPE, differing)))
                .extracting(Problem::what)
                .containsExactly("第 1 行与第 3 行可能同时命中而结果不同，命中策略是 ANY（如：已进入诉讼 true）");
    }

    /** What a column lists is what the program can ask or take; 12345's cases are not routed (Article 7(6)). */
    @Test
    void theListsOfTheColumnsAreTheProgramsOwn() {
        assertThat(listed("acceptanceRoute", "inputValues_channel"))
                .containsExactlyInAnyOrderElementsOf(names(Channel.values(), "HOTLINE"));
        assertThat(listed("timeLimit", "inputValues_complaintClass"))
                .containsExactlyInAnyOrderElementsOf(names(ComplaintClass.values()));
        assertThat(listed("triageProposal", "outputValues_complaintClass"))
                .containsExactlyInAnyOrderElementsOf(names(ComplaintClass.values()));
        assertThat(listed("appraisalBonus", "inputValues_kind"))
                .containsExactlyInAnyOrderElementsOf(names(AppraisalGroup.values()));
        assertThat(listed("scope", "inputValues_declaredGround"))
                .containsExactlyInAnyOrderElementsOf(names(Ground.values(), "NOT_ELIGIBLE"));
        assertThat(listed("scope", "outputValues_ground"))
                .containsExactlyInAnyOrderElementsOf(names(Ground.values(), "NOT_ELIGIBLE"));
    }

    private static List<String> listed(String table, String id) {
        return PROJECT.tables().stream()
                .filter(it -> it.file().endsWith("/" + table + ".dmn"))
                .map(it -> TableCell.of(it.model().<DmnElement>getModelElementById(id))
                        .texts())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Enum<?>[] values, String... without) {
        return Stream.of(values)
                .map(Enum::name)
                .filter(name -> !List.of(without).contains(name))
                .toList();
    }

    private static Breach table(String good, String bad, String element, String what) {
        return new Breach(Samples.SCOPE, good, bad, element, what);
    }
}
