package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The regulation is the limit of every table (Article 18). */
class RegulationLimitsTest {

    private static final String FOLDER = "processes/rules/";

    @Test
    void noTableGoesBeyondTheRegulation() {
        Problems.assertNone(RegulationLimits.problems(Models.ofThisProject()));
    }

    /** Shorter is always allowed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "then_general_days | 3",
                "then_rehandling_days | 2",
                "then_complex_days | 10",
                "when_rehandling_attempt | > 2",
                "when_complex_attempt | < 2",
                "when_complex_attempt | [1..1]"
            })
    void withinTheRegulationIsLeftAlone(String cell, String value) throws IOException {
        assertThat(limits("timeLimit.dmn", cell, value)).isEmpty();
    }

    @ParameterizedTest
    @Tag("article-8")
    @Tag("article-14")
    @CsvSource(
            delimiter = '|',
            value = {
                "then_general_days | 6 | 第 1 行超过第八条：一般类诉求（含当日未办结的即时办结类）5个工作日内办结，现为 6 个工作日",
                "then_immediateLapsed_days | 7 | 第 3 行超过第八条",
                "then_rehandling_days | 6 | 第 4 行超过第十四条：补办时间不得超过5个工作日，现为 6 个工作日",
                "then_complex_days | 15 | 第 2 行超过第八条：复杂类“双周动态清零”，首次期限不超过14个自然日，现为 15 个自然日",
                "then_complex_dayKind | \"WORKING\" | 按工作日算的不超过5个",
                "then_general_days | 4 + 4 | 天数应直接写成正整数",
                "then_general_days | 4.5 | 天数应直接写成正整数",
                "then_general_days | 0 | 天数应直接写成正整数",
                "then_general_dayKind | \"CALENDAR\" | 按工作日计",
                "then_rehandling_dayKind | \"CALENDAR\" | 按工作日计",
                "then_general_dayKind | \"MONTHS\" | 算法应为",
                "then_general_dayKind | kind | 算法应为",
                "when_complex_complaintClass | \"GENERAL\" | 超过第八条：一般类",
                "when_complex_complaintClass | \"COMPLEX\", \"URGENT\" | 超过第八条：一般类",
                "when_complex_complaintClass | - | 只有“类别为 COMPLEX、第1次办理”的行可以到双周",
                "when_complex_complaintClass | \"URGENT\" | 超过第八条",
                "when_complex_attempt | - | 只有“类别为 COMPLEX、第1次办理”的行可以到双周",
                "when_complex_attempt | [1..2] | 只有“类别为 COMPLEX、第1次办理”的行可以到双周",
                "when_complex_attempt | 2 | 超过第十四条"
            })
    void noLimitGrows(String cell, String value, String what) throws IOException {
        assertThat(limits("timeLimit.dmn", cell, value)).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains(what);
            assertThat(problem.file()).isEqualTo(FOLDER + "timeLimit.dmn");
        });
    }

    @Test
    @Tag("article-8")
    void aSecondTableIsHeldToTheSame() throws IOException {
        String text = text("timeLimit.dmn")
                .replace("\"timeLimit\"", "\"otherLimit\"")
                .replace(">complaintClass<", ">demandType<");
        assertThat(problems("otherLimit.dmn", text)).singleElement().satisfies(problem -> assertThat(problem.what())
                .contains("现为 14 个自然日"));
    }

    @Test
    void rowsThatAddUpCannotBeChecked() throws IOException {
        String text =
                text("timeLimit.dmn").replace("hitPolicy=\"UNIQUE\"", "hitPolicy=\"COLLECT\" aggregation=\"SUM\"");
        assertThat(problems("timeLimit.dmn", text))
                .extracting(Problem::what)
                .containsExactly("命中策略应为 UNIQUE 或 FIRST：几行合计的结果无从核对是否超过细则");
        assertThat(problems("timeLimit.dmn", text("timeLimit.dmn").replace("name=\"days\"", "name=\"tage\"")))
                .extracting(Problem::what)
                .containsExactly("没有输出列 days，无从核对是否超过第八条、第十四条的规定");
    }

    @ParameterizedTest
    @Tag("article-16")
    @CsvSource(
            delimiter = '|',
            value = {
                "then_departmentFirst_points | 0.6 | 第 1 行不合第十六条：部门加0.5至0.1分，现为 0.6",
                "then_newCityFirst_points | 0.4 | 新城加0.3至0.1分",
                "then_townFifth_points | 0.05 | 镇街加0.5至0.1分",
                "then_townFifth_points | 0 | 缺第5名",
                "then_departmentSecond_points | 1 / 2 | 加分应直接写成数",
                "then_departmentThird_points | 0.45 | 部门第3名的加分多于前一名",
                "when_newCityThird_rank | 4 | 新城只给排名前3名加分，现有第4名",
                "when_departmentFifth_rank | >= 5 | 各写明一个类别",
                "when_townFirst_kind | \"OFFICE\" | 各写明一个类别",
                "when_townFirst_kind | - | 各写明一个类别"
            })
    void noBonusGrows(String cell, String value, String what) throws IOException {
        assertThat(limits("appraisalBonus.dmn", cell, value))
                .extracting(Problem::what)
                .anyMatch(said -> said.contains(what));
    }

    @ParameterizedTest
    @Tag("article-16")
    @CsvSource({"0.6, 按时办结率和好评率的权重之和应为1，现为 1.1", "0, 权重应大于0", "1 - 0.5, 权重应直接写成数"})
    void bothRatesCount(String value, String what) throws IOException {
        assertThat(limits("appraisalWeights.dmn", "then_everyYear_onTimeWeight", value))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains(what));
    }

    @ParameterizedTest
    @Tag("article-3")
    @CsvSource({"\"TAX\"", "\"NOT_ELIGIBLE\"", "ground"})
    void nothingElseIsOutsideTheRegulation(String value) throws IOException {
        assertThat(limits("scope.dmn", "then_litigationDeclared_ground", value))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("第三条所列各项", value));
    }

    @ParameterizedTest
    @Tag("article-6")
    @Tag("article-7")
    @CsvSource({
        "then_onsite_route, \"COORDINATE_FIRST\", 不合第六条、第七条（一）由营商办直接受理：渠道 ONSITE 应为 OFFICE",
        "then_campaign_route, \"OFFICE\", 第七条（四）由组织活动的部门先行协调",
        "then_superior_route, \"COORDINATE_FIRST\", 第七条（三）由营商办牵头",
        "then_unit_route, \"HOTLINE\", 受理路径应为",
        "when_unit_channel, starts with(?), 无从核对"
    })
    void everyChannelIsAcceptedAsTheRegulationSays(String cell, String value, String what) throws IOException {
        assertThat(limits("acceptanceRoute.dmn", cell, value))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains(what));
    }

    /** Where the first row that fits answers, a row is judged by what those above leave to it. */
    @Test
    @Tag("article-7")
    void theRowsAboveHaveAnswered() throws IOException {
        String first = text("acceptanceRoute.dmn").replace("hitPolicy=\"UNIQUE\"", "hitPolicy=\"FIRST\"");
        assertThat(problems("acceptanceRoute.dmn", cell(first, "when_department_channel", "-")))
                .isEmpty();
        assertThat(problems("acceptanceRoute.dmn", cell(first, "when_onsite_channel", "-")))
                .extracting(Problem::what)
                .containsExactly(
                        "第 1 行不合第七条（四）由组织活动的部门先行协调：渠道 CAMPAIGN 应为 COORDINATE_FIRST，现为 OFFICE",
                        "第 1 行不合第七条（五）由该部门先行协调：渠道 UNIT 应为 COORDINATE_FIRST，现为 OFFICE");
        String other = cell(first, "when_department_channel", "-").replace(">channel<", ">way<");
        assertThat(problems("acceptanceRoute.dmn", other)).isNotEmpty();
    }

    @Test
    @Tag("article-8")
    @Tag("article-14")
    void aFortnightMayBeWhatIsLeft() throws IOException {
        String first = text("timeLimit.dmn").replace("hitPolicy=\"UNIQUE\"", "hitPolicy=\"FIRST\"");
        // 即时、一般和补办都在上面答过，剩下的只有复杂类首次办理
        String complexLast = moveToTheEnd(first, "rule_complex");
        assertThat(problems("timeLimit.dmn", cell(complexLast, "when_complex_complaintClass", "-")))
                .isEmpty();
        assertThat(problems(
                        "timeLimit.dmn",
                        cell(cell(complexLast, "when_complex_complaintClass", "-"), "when_complex_attempt", "-")))
                .isEmpty();
        assertThat(problems("timeLimit.dmn", cell(first, "when_complex_complaintClass", "-")))
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .contains("只有“类别为 COMPLEX、第1次办理”的行可以到双周");
    }

    private static String moveToTheEnd(String text, String rule) {
        Matcher row =
                Pattern.compile("(?s)<rule id=\"" + rule + "\">.*?</rule>").matcher(text);
        assertThat(row.find()).isTrue();
        String without = text.substring(0, row.start()) + text.substring(row.end());
        int end = without.lastIndexOf("</rule>") + "</rule>".length();
        return without.substring(0, end) + row.group() + without.substring(end);
    }

    private static List<Problem> limits(String file, String cell, String value) throws IOException {
        return problems(file, cell(text(file), cell, value));
    }

    private static String cell(String text, String cell, String value) {
        Matcher entry = Pattern.compile("(id=\"" + cell + "\">\\s*<text>)[^<]*").matcher(text);
        assertThat(entry.find()).as(cell).isTrue();
        String written = value.replace("<", "&lt;").replace(">", "&gt;");
        return text.substring(0, entry.end(1)) + written + text.substring(entry.end());
    }

    private static List<Problem> problems(String file, String text) {
        Models models = Models.of(Map.of(FOLDER + file, text), Samples.BEANS);
        assertThat(models.unreadable()).isEmpty();
        return RegulationLimits.problems(models);
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(FOLDER + file));
    }
}
