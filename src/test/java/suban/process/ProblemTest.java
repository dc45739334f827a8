package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.BankActs;
import suban.problems.ProblemReviewService;

@Tag("article-13")
@DisplayName("第十三条：定期梳理，建立常见问题库，形成短期、长期解决方案")
class ProblemTest extends HotlineTest {

    @Autowired
    BankActs bank;

    @Autowired
    ProblemReviewService reviews;

    /** The review of March is awaited; earlier stories' complaints are out of its ninety days. */
    @BeforeEach
    void february() {
        jdbc.update("update complaint set registered_at = timestamp with time zone '2020-01-01 00:00:00+08:00'");
        today("2026-02-10T10:00");
        reviews.awaitNextReview();
    }

    private String parking(String localTime, String title, String content) {
        time.set(suban.acts.Acts.at(localTime));
        return acts.register("ysb1", with(with(general(), "title", title), "content", content));
    }

    /** Two complaints and two 12345 rows of parking, and others that have nothing in common. */
    private List<String> fourOfParking() {
        String one = parking("2026-02-10T10:00", "园区门口停车难", "园区门口没有停车位，员工车辆停在路边被贴罚单，希望增设停车位。");
        String two = parking("2026-02-11T10:00", "园区停车位不足", "园区停车位不足，车辆只能停在路边，多次被贴罚单，请增设停车位。");
        parking("2026-02-11T11:00", "稳岗返还资金未到账", "去年申请稳岗返还，公示结束后资金一直未到账。");
        sent(
                row("GD1", "甲公司", "园区停车位太少，车辆停路边被贴罚单", "2026-02-03"),
                row("GD2", "乙公司", "希望园区增设停车位，解决停车难", "2026-02-04"),
                row("GD3", "丙公司", "变压器容量不足，申请用电增容", "2026-02-05"),
                row("GD4", "丁公司", "园区停车位太少", "2025-11-01"));
        return List.of(one, two);
    }

    private List<String> codes() {
        return jdbc.queryForList("select code from problem order by id", String.class);
    }

    private String state(String code) {
        return jdbc.queryForObject("select state from problem where code = ?", String.class, code);
    }

    private List<String> itemsOf(String code) {
        return jdbc.queryForList(
                "select i.reference from problem_item i join problem p on p.id = i.problem_id where p.code = ? order by 1",
                String.class,
                code);
    }

    /** The problem that the review of 4 March proposed. */
    private String proposed() {
        fourOfParking();
        acts.timeIs("2026-03-04T09:00");
        assertThat(codes()).hasSize(1);
        return codes().get(0);
    }

    /** It is in the bank, and Jinghe plans its solutions. */
    private String confirmed() {
        String code = proposed();
        bank.confirm("ysb1", code, "园区停车难", "停车难、停车位", "jinghe", "2026-03-18");
        return code;
    }

    @Test
    @DisplayName("每月第三个工作日梳理近90天的投诉和12345诉求，达到三件的提请营商办确认，写明理由")
    void theReview() {
        List<String> complaints = fourOfParking();
        acts.timeIs("2026-03-04T08:59");
        assertThat(codes()).isEmpty();
        acts.timeIs("2026-03-04T09:00"); // 2, 3, 4 March
        assertThat(codes()).singleElement().asString().matches("WT2026-\\d{4}");
        String code = codes().get(0);
        // GD4 is older than ninety days
        assertThat(itemsOf(code)).containsExactly("GD1", "GD2", complaints.get(0), complaints.get(1));
        assertThat(seenBy("ysb1", code)).containsExactly("userTask_confirmProblem");
        assertThat(seenBy("jinghe1", code)).isEmpty();
        assertDue(taskDue(code, "userTask_confirmProblem"), "2026-03-11T18:00");
        assertThat(toldOf(code, "problemProposed")).containsExactly("ysb");
        assertThat(opened(code, "userTask_confirmProblem", "reasonText"))
                .contains("近90天内企业投诉2件、12345诉求2件内容相近", "停车", "多在泾河新城");
        assertThat(opened(code, "userTask_confirmProblem", "itemsText")).contains("GD1", complaints.get(0), "园区停车位不足");
        assertThat(ended("problemReview", "SL202603", "endEvent_problemsProposed"))
                .isTrue();
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey("SL202604")
                        .count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("没有达到件数的，梳理照样结束；多次启动只等候一次梳理")
    void nothingFrequent() {
        reviews.awaitNextReview();
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("problemReview")
                        .count())
                .isEqualTo(1);
        sent(row("GD1", "甲公司", "园区停车位太少", "2026-02-03"), row("GD2", "乙公司", "园区停车位太少了", "2026-02-04"));
        acts.timeIs("2026-03-04T09:00");
        assertThat(codes()).isEmpty();
        assertThat(ended("problemReview", "SL202603", "endEvent_noProblems")).isTrue();
    }

    @Test
    @DisplayName("营商办确认入库，单位拟定短期、长期方案，营商办审定，责任单位到期前落实")
    void theWholeRoad() {
        String code = confirmed();
        assertThat(toldOf(code, "problemPlan")).containsExactly("jinghe");
        assertThat(seenBy("jinghe1", code)).containsExactly("userTask_planSolution");
        assertDue(taskDue(code, "userTask_planSolution"), "2026-03-18T18:00");

        acts.timeIs("2026-03-16T10:00");
        bank.plan(
                "jinghe1",
                code,
                "告知企业临时停车点，不再逐件交办。",
                "开放临时停车场。",
                "jinghe",
                "2026-04-03",
                Map.of("longSolution", "新建停车楼。", "longUnit", "zijian", "longDueOn", "2026-10-15"));
        assertThat(openTasks(code)).containsExactly("userTask_approveSolution");
        assertDue(taskDue(code, "userTask_approveSolution"), "2026-03-19T18:00");
        assertThat(opened(code, "userTask_approveSolution", "solutionText"))
                .contains("短期解决方案（泾河新城，2026年4月3日 18:00前）：开放临时停车场。", "长期解决方案（住房和城乡建设局，2026年10月15日 18:00前）：新建停车楼。");

        bank.approve("ysb1", code);
        assertThat(state(code)).isEqualTo("SOLVING");
        assertThat(openTasks(code)).containsExactly("userTask_carryOutLongTerm", "userTask_carryOutShortTerm");
        assertThat(seenBy("zijian1", code)).containsExactly("userTask_carryOutLongTerm");
        assertDue(taskDue(code, "userTask_carryOutShortTerm"), "2026-04-03T18:00");
        assertDue(taskDue(code, "userTask_carryOutLongTerm"), "2026-10-15T18:00");

        acts.timeIs("2026-04-01T10:00");
        bank.shortTermDone("jinghe1", code, "临时停车场已开放。");
        assertThat(openTasks(code)).containsExactly("userTask_carryOutLongTerm");
        acts.timeIs("2026-10-15T17:59");
        assertThat(toldOf(code, "problemLongDue")).isEmpty();
        acts.timeIs("2026-10-15T18:00");
        assertThat(toldOf(code, "problemLongDue")).containsExactly("ysb", "zijian");
        assertThat(toldOf(code, "problemShortDue")).isEmpty();
        bank.longTermDone("zijian1", code, "停车楼已投用。");
        assertThat(ended("problemSolution", code, "endEvent_problemSolved")).isTrue();
        assertThat(state(code)).isEqualTo("SOLVED");
    }

    @Test
    @DisplayName("简单的问题只有短期方案；到期未落实提醒单位并告知营商办，待办仍在")
    void shortTermOnly() {
        String code = confirmed();
        bank.plan("jinghe1", code, "告知临时停车点。", "开放临时停车场。", "jinghe", "2026-04-03", Map.of());
        bank.approve("ysb1", code);
        assertThat(openTasks(code)).containsExactly("userTask_carryOutShortTerm");
        acts.timeIs("2026-04-03T18:00");
        assertThat(toldOf(code, "problemShortDue")).containsExactly("jinghe", "ysb");
        assertThat(openTasks(code)).containsExactly("userTask_carryOutShortTerm");
        bank.shortTermDone("jinghe1", code, "已开放。");
        assertThat(ended("problemSolution", code, "endEvent_problemSolved")).isTrue();
    }

    @Test
    @DisplayName("方案退回的写明理由，单位在十个工作日内修改，原来的内容还在")
    void returned() {
        String code = confirmed();
        bank.plan("jinghe1", code, "告知临时停车点。", "开放临时停车场。", "jinghe", "2026-04-03", Map.of());
        assertRefused("returnReason", () -> bank.returnPlan("ysb1", code, " "));
        bank.returnPlan("ysb1", code, "泊位数量未写明。");
        assertThat(openTasks(code)).containsExactly("userTask_planSolution");
        // from 4 March: 5, 6, 9 to 13, 16, 17, 18
        assertDue(taskDue(code, "userTask_planSolution"), "2026-03-18T18:00");
        assertThat(opened(code, "userTask_planSolution", "returnedText")).isEqualTo("营商办退回：泊位数量未写明。");
        assertThat(opened(code, "userTask_planSolution", "shortSolution")).isEqualTo("开放临时停车场。");
    }

    @Test
    @DisplayName("不列入的写明理由；已看过的诉求不再为同一问题重复提请")
    void discarded() {
        String code = proposed();
        assertRefused("reason", () -> bank.discard("ysb1", code, ""));
        bank.discard("ysb1", code, "同一工地施工期间的临时情况，已恢复。");
        assertThat(ended("problemSolution", code, "endEvent_problemDiscarded")).isTrue();
        assertThat(state(code)).isEqualTo("DISCARDED");
        acts.timeIs("2026-04-03T09:00"); // the review of April: 1, 2, 3
        assertThat(codes()).containsExactly(code);
    }

    @Test
    @DisplayName("确认和方案的内容不合规矩的，指明哪一项")
    void refusedContent() {
        String code = proposed();
        assertRefused("keywords", () -> bank.confirm("ysb1", code, "停车难", "停、车", "jinghe", "2026-03-18"));
        assertRefused("planUnit", () -> bank.confirm("ysb1", code, "停车难", "停车", "jijian", "2026-03-18"));
        assertRefused("planDueOn", () -> bank.confirm("ysb1", code, "停车难", "停车", "jinghe", "2026-03-04"));
        bank.confirm("ysb1", code, "停车难", "停车", "jinghe", "2026-03-18");
        assertRefused(
                "longDueOn",
                () -> bank.plan(
                        "jinghe1",
                        code,
                        "告知。",
                        "开放。",
                        "jinghe",
                        "2026-04-03",
                        Map.of("longSolution", "新建。", "longUnit", "jinghe", "longDueOn", "2026-04-02")));
        assertRefused(
                "longSolution",
                () -> bank.plan("jinghe1", code, "告知。", "开放。", "jinghe", "2026-04-03", Map.of("longUnit", "jinghe")));
    }

    @Test
    @DisplayName("研判下一件此类投诉时提示常见问题和建议做法；内容不相干的不提示")
    void shownAtTriage() {
        String code = confirmed();
        String before = parking("2026-03-05T10:00", "厂区停车难问题", "厂区外无处停车。");
        assertThat(opened(before, "userTask_triage", "problemText"))
                .contains("常见问题：" + code + "　园区停车难（提到“停车难”）")
                .doesNotContain("建议做法");
        bank.plan("jinghe1", code, "告知企业临时停车点。", "开放临时停车场。", "jinghe", "2026-04-03", Map.of());
        bank.approve("ysb1", code);
        String next = parking("2026-03-06T10:00", "员工车辆停在路边", "园区停车位不足，员工车辆停在路边被贴罚单。");
        assertThat(opened(next, "userTask_triage", "problemText"))
                .contains(code, "建议做法：告知企业临时停车点。", "短期方案：开放临时停车场。（泾河新城，2026年4月3日前）");
        String other = parking("2026-03-06T11:00", "社保缴费基数核定", "社保缴费基数核定后如何补缴。");
        assertThat(opened(other, "userTask_triage", "problemText")).isEqualTo("未见于常见问题库");
        // and the review of April counts the two to the problem it knows
        acts.timeIs("2026-04-03T09:00");
        assertThat(codes()).containsExactly(code);
        assertThat(itemsOf(code)).contains(before, next).doesNotContain(other);
    }

    @Test
    @DisplayName("出现过十万次的常见问题，研判时照样提示")
    void shownHoweverOften() {
        String code = confirmed();
        String digits = "(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) %s (d)";
        jdbc.update("insert into problem_item (problem_id, kind, reference, central, likeness)"
                + " select p.id, 'COMPLAINT', concat('XX20200101-', 100000 + a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d), false, 60"
                + " from problem p cross join "
                + Stream.of("a", "b", "c", "d", "e").map(digits::formatted).collect(Collectors.joining(" cross join "))
                + " where p.code = '" + code + "'");
        String next = parking("2026-03-05T10:00", "厂区停车难问题", "厂区外无处停车。");
        assertThat(opened(next, "userTask_triage", "problemText")).contains("常见问题：" + code);
        String alike = parking("2026-03-05T11:00", "员工车辆停在路边", "园区停车位不足，员工车辆停在路边被贴罚单。");
        assertThat(opened(alike, "userTask_triage", "problemText"))
                .as("by what it was found in first")
                .contains(code);
        jdbc.update("delete from problem_item where reference like 'XX20200101-1%'");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：投诉中被投诉单位的案件，不给拟定方案的单位看")
    void accusations() {
        List<String> complaints = fourOfParking();
        jdbc.update("update complaint set accused_unit = 'jinghe' where number = ?", complaints.get(0));
        acts.timeIs("2026-03-04T09:00");
        String code = codes().get(0);
        assertThat(opened(code, "userTask_confirmProblem", "itemsText")).contains(complaints.get(0));
        bank.confirm("ysb1", code, "园区停车难", "停车", "jinghe", "2026-03-18");
        assertThat(opened(code, "userTask_planSolution", "itemsText"))
                .contains("GD1", complaints.get(1))
                .doesNotContain(complaints.get(0));
    }
}
