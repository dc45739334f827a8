package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import suban.NotFound;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("研判分类、主办与回避")
class TriageTest extends SubanTest {

    @ParameterizedTest(name = "{0} 受理，{1} 到期：{2}")
    @CsvSource({
        "2026-03-02T10:00, 2026-03-09T18:00, 一般工作周",
        "2026-02-13T19:30, 2026-02-27T18:00, 下班后受理仍属当日；14日上班、15至23日春节",
        "2026-02-21T10:00, 2026-02-28T18:00, 春节假期中受理；28日星期六上班",
        "2026-04-30T10:00, 2026-05-11T18:00, 劳动节1至5日；9日星期六上班",
        "2026-09-24T10:00, 2026-10-09T18:00, 中秋节和国庆节",
        "2026-09-30T10:00, 2026-10-13T18:00, 国庆节1至7日；10日星期六上班",
        "2025-12-29T10:00, 2026-01-06T18:00, 元旦1至3日；4日星期日上班"
    })
    @Tag("article-8")
    @DisplayName("第八条：一般类五个工作日，起算日不计入，节假日顺延，调休上班日计入")
    void generalHasFiveWorkingDays(String accepted, String due) {
        String number = dispatched(accepted);
        assertDue(complaint(number).enterpriseDueAt(), due);
        assertDue(attempt(number, 1).dueAt(), due);
        assertThat(complaint(number).provisional()).isFalse();
        assertThat(attempt(number, 1).limitDays()).isEqualTo(5);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：时限进入日历尚未核定的年份，按周一至周五推算并标明暂定")
    void provisionalWhereTheYearIsNotApproved() {
        String number = dispatched("2026-12-28T10:00");
        // 29, 30, 31 December; Friday 1 and Monday 4 January as plain weekdays
        assertDue(complaint(number).enterpriseDueAt(), "2027-01-04T18:00");
        assertThat(complaint(number).provisional()).isTrue();
        assertThat(attempt(number, 1).provisional()).isTrue();
        assertThat(told(number, 1, "provisional")).containsExactly("ysb");
    }

    @ParameterizedTest(name = "{0} 受理，{1} 到期")
    @CsvSource({
        "2026-03-02T10:00, 2026-03-16T18:00",
        "2026-02-02T10:00, 2026-02-24T18:00",
        "2026-09-17T10:00, 2026-10-08T18:00",
        "2026-04-25T10:00, 2026-05-09T18:00"
    })
    @Tag("article-8")
    @DisplayName("第八条：复杂类双周动态清零，第十四天放假的顺延至上班日")
    void complexHasAFortnight(String accepted, String due) {
        today(accepted);
        String number = acts.register("ysb1", with(general(), "demandType", "请求综合协调"));
        acts.triage("ysb1", number, ComplaintClass.COMPLEX, "jinghe", "ziran", "zijian");
        assertDue(complaint(number).enterpriseDueAt(), due);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：研判晚了，企业的时限仍自受理之日起算")
    void lateTriageDoesNotResetTheClock() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.timeIs("2026-03-05T16:00");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
        assertDue(attempt(number, 1).responseDueAt(), "2026-03-05T18:00");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：主办单位默认是企业所属新城，另定的须说明理由")
    void anotherHostNeedsAReason() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertRefused("reason", () -> acts.triage("ysb1", number, ComplaintClass.GENERAL, "zijian"));
        assertThat(openTasks(number)).containsExactly("userTask_triage");

        triage(number, ComplaintClass.GENERAL, "zijian", Map.of("reason", "新区统建项目，由住建局主办。"));
        assertThat(attempt(number, 1).host()).isEqualTo("zijian");
        assertThat(seenBy("zijian1", number)).containsExactly("userTask_respond");
        assertThat(seenBy("jinghe1", number)).isEmpty();
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：建议为一般类而改为复杂类的，须说明理由")
    void complexInsteadOfTheProposalNeedsAReason() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertRefused("reason", () -> acts.triage("ysb1", number, ComplaintClass.COMPLEX, "jinghe"));
        triage(number, ComplaintClass.COMPLEX, "jinghe", Map.of("reason", "涉及三个部门联合验收。"));
        assertThat(complaint(number).complaintClass()).isEqualTo(ComplaintClass.COMPLEX);
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-16T18:00");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：一问题一编号，拆分的各有编号和流程，与原投诉关联，均自原受理之日起算")
    void split() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.timeIs("2026-03-03T09:00");
        triage(number, ComplaintClass.GENERAL, "jinghe", Map.of("splitItems", "门前道路破损无人修复\n\n用电增容迟迟未批\n"));

        List<String> parts = jdbc.queryForList(
                "select number from complaint where split_from = ? order by number", String.class, number);
        assertThat(parts).hasSize(2).doesNotContain(number).allMatch(part -> part.matches("XX20260303-\\d{4}"));
        assertThat(complaint(parts.get(0)).title()).isEqualTo("门前道路破损无人修复");
        assertThat(complaint(parts.get(1)).title()).isEqualTo("用电增容迟迟未批");
        assertThat(times(Act.SPLIT, number)).isEqualTo(2);
        for (String part : parts) {
            assertThat(openTasks(part)).containsExactly("userTask_triage");
            assertThat(complaint(part).acceptedAt()).isEqualTo(Acts.at("2026-03-02T10:00"));
            assertThat(complaint(part).enterpriseName())
                    .isEqualTo(complaint(number).enterpriseName());
            assertIntact(part);
        }
        // each with a host, a visit and a rating of its own
        triage(parts.get(0), ComplaintClass.GENERAL, "zijian", Map.of("reason", "新区统建道路。"));
        assertDue(complaint(parts.get(0)).enterpriseDueAt(), "2026-03-09T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
        handled(number, "2026-03-03T09:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(seenBy("zijian1", parts.get(0))).containsExactly("userTask_respond");
        assertThat(openTasks(parts.get(1))).containsExactly("userTask_triage");
    }

    @Test
    @Tag("article-3")
    @Tag("article-8")
    @DisplayName("第八条：救援救助等紧急诉求在待办中排在最前，从研判到办理")
    void urgentSortsFirst() {
        today("2026-03-02T10:00");
        String ordinary = acts.register("ysb1", general());
        acts.timeIs("2026-03-03T10:00");
        String rescue = acts.register("ysb1", with(general(), "demandType", "救援救助"));
        String marked = acts.register("ysb1", general());
        assertThat(listOf("ysb2")).startsWith(rescue).containsExactlyInAnyOrder(rescue, ordinary, marked);

        acts.triage("ysb1", ordinary, ComplaintClass.GENERAL, "jinghe");
        acts.timeIs("2026-03-04T10:00");
        triage(marked, ComplaintClass.GENERAL, "jinghe", Map.of("urgent", true));
        assertThat(listOf("jinghe1")).containsExactly(marked, ordinary);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：新城的部门被投诉，新城仍为主办，由其营商办承办，被投诉部门不接触本案")
    void theAccusedDepartmentSeesNothing() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        triage(number, ComplaintClass.GENERAL, "jinghe", Map.of("accusedUnit", "jinghezhujian"));
        assertThat(attempt(number, 1).host()).isEqualTo("jinghe");
        assertThat(seenBy("jingheysb1", number)).containsExactly("userTask_respond");
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(seenBy("jinghezhujian1", number)).isEmpty();

        acts.respond("jingheysb1", number, "2026-03-02T10:00", "2026-03-09");
        assertRefused("insideUnit", () -> acts.assignInside("jingheysb1", number, "jinghezhujian"));
        acts.ready("jingheysb1", number, "已核实。");
        acts.reply("jingheysb1", number, Outcome.RESOLVED, "已责成改正。");
        assertThat(recipients(number)).doesNotContain("jinghezhujian");
        assertThat(status(number)).isEqualTo(Status.VISIT);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：被投诉单位不能协办")
    void theAccusedUnitCannotCoHandle() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertRefused(
                "coHandlerUnits",
                () -> acts.triage(
                        "ysb1",
                        number,
                        ComplaintClass.GENERAL,
                        "jinghe",
                        List.of("zijian"),
                        Map.of("accusedUnit", "zijian")));
    }

    @ParameterizedTest
    @CsvSource({"jinghe, jinghe", "jingheysb, jinghe", "jinghe, jinghezhujian", "jinghe, chongwen", "jingheysb, yongle"
    })
    @Tag("article-4")
    @DisplayName("第四条：新城或其营商办被投诉，该新城及其下属单位都不得主办")
    void theAccusedNewCityCannotHost(String accused, String host) {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertRefused(
                "hostUnit",
                () -> triage(number, ComplaintClass.GENERAL, host, Map.of("accusedUnit", accused, "reason", "回避。")));
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：新城被投诉，其下属单位不得协办")
    void nothingInsideTheAccusedNewCityCoHandles() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertRefused(
                "coHandlerUnits",
                () -> acts.triage(
                        "ysb1",
                        number,
                        ComplaintClass.GENERAL,
                        "fengdong",
                        List.of("jinghezhujian"),
                        Map.of("accusedUnit", "jinghe", "reason", "回避。")));
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：新城被投诉，营商办另行指定主办单位，逾期通报的是新主办所在新城的营商办")
    void anotherNewCityHosts() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        triage(number, ComplaintClass.GENERAL, "fengdong", Map.of("accusedUnit", "jinghe", "reason", "回避，另行指定。"));
        assertThat(seenBy("fengdong1", number)).containsExactly("userTask_respond");
        assertThat(seenBy("jinghe1", number)).isEmpty();

        acts.timeIs("2026-03-02T18:00");
        assertThat(told(number, 1, "responseOverdue")).containsExactlyInAnyOrder("ysb", "fengdongysb");
        assertThat(recipients(number)).noneMatch(recipient -> recipient.startsWith("jinghe"));
    }

    @Test
    @Tag("article-4")
    @Tag("article-14")
    @DisplayName("第四条：新区营商办被投诉，由督查室回访")
    void inspectionVisitsWhereTheOfficeIsAccused() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        triage(number, ComplaintClass.GENERAL, "jinghe", Map.of("accusedUnit", "ysb"));
        handled(number, "2026-03-02T10:00");
        assertThat(seenBy("ducha1", number)).containsExactly("userTask_visit");
        assertThat(seenBy("ysb2", number)).isEmpty();
        assertThatThrownBy(() -> acts.visit("ysb2", number, Rating.SATISFIED)).isInstanceOf(NotFound.class);
        acts.visit("ducha1", number, Rating.SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    private void triage(String number, ComplaintClass as, String host, Map<String, Object> further) {
        acts.triage("ysb1", number, as, host, List.of(), further);
    }

    private List<String> recipients(String number) {
        return notices.findByComplaintIdOrderById(complaint(number).id()).stream()
                .map(notice -> notice.recipient())
                .toList();
    }

    /** The numbers in the person's list of the unit's work, in its order. */
    private List<String> listOf(String user) {
        String filter = filters.createTaskFilterQuery()
                .filterName("本单位待办")
                .singleResult()
                .getId();
        List<Task> listed = processes.as(user, () -> filters.list(filter));
        return listed.stream()
                .map(task -> runtime.createProcessInstanceQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .singleResult()
                        .getBusinessKey())
                .toList();
    }
}
