package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import suban.Actor;
import suban.Conflict;
import suban.NotFound;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.Assignments;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.office.OfficeService;

@DisplayName("撤回和进入其他程序")
class EndingTest extends SubanTest {

    @Autowired
    OfficeService office;

    @Autowired
    Assignments assignments;

    /** A name for where a case stands, and how it gets there on Monday 2 March 2026. */
    private record Stage(String name, Function<EndingTest, String> open) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Stage> stages() {
        return Stream.of(
                new Stage("先行协调", test -> {
                    test.today("2026-03-02T10:00");
                    return test.acts.register(
                            "ysb1", with(with(general(), "channel", "CAMPAIGN"), "receivedBy", "zijian"));
                }),
                new Stage("待确认是否受理", test -> {
                    test.today("2026-03-02T10:00");
                    return test.acts.register("ysb1", with(general(), "declaredGround", "LITIGATION"));
                }),
                new Stage("待研判", test -> {
                    test.today("2026-03-02T10:00");
                    return test.acts.register("ysb1", general());
                }),
                new Stage("即时办结", test -> {
                    test.today("2026-03-02T10:00");
                    String number = test.acts.register("ysb1", with(general(), "demandType", "咨询政务信息"));
                    test.acts.triage("ysb1", number, ComplaintClass.IMMEDIATE, "jinghe");
                    return number;
                }),
                new Stage("办理和协办", test -> test.dispatched("2026-03-02T10:00", "zijian", "ziran")),
                new Stage("确认解释说明", test -> {
                    String number = test.dispatched("2026-03-02T10:00");
                    test.acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-06");
                    test.acts.ready("jinghe1", number, "已办。");
                    test.acts.reply("jinghe1", number, Outcome.EXPLAINED_INFEASIBLE, "无法解决。");
                    return number;
                }),
                new Stage("待回访", test -> test.replied("2026-03-02T10:00")),
                new Stage("改日再访", test -> {
                    String number = test.replied("2026-03-02T10:00");
                    test.acts.visitInVain("ysb2", number);
                    return number;
                }),
                new Stage("补办", test -> {
                    String number = test.replied("2026-03-02T10:00");
                    test.acts.visit("ysb2", number, Rating.DISSATISFIED);
                    return number;
                }),
                new Stage("决定是否督查", test -> test.dissatisfiedTwice("2026-03-02T10:00")),
                new Stage("督查", test -> {
                    String number = test.dissatisfiedTwice("2026-03-02T10:00");
                    test.acts.supervise("ysb1", number);
                    test.acts.supervise("ducha1", number);
                    return number;
                }),
                new Stage("第三次办理", test -> test.supervised("2026-03-02T10:00")),
                new Stage("认定责任", test -> test.dissatisfiedThrice("2026-03-02T10:00")),
                new Stage("移送", test -> {
                    String number = test.dissatisfiedThrice("2026-03-02T10:00");
                    test.acts.judge("ysb1", number, "NEGLIGENT", "未推进。");
                    test.acts.judge("ducha1", number, "NEGLIGENT", "未推进。");
                    return number;
                }),
                new Stage("报结", test -> {
                    test.today("2026-03-02T10:00");
                    Map<String, Object> form = with(general(), "channel", "SUPERIOR");
                    form.put("orderNumber", "陕营商办函〔2026〕5号");
                    String number = test.acts.register("ysb1", form);
                    test.acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
                    test.handled(number, "2026-03-02T10:00");
                    test.acts.visit("ysb2", number, Rating.SATISFIED);
                    return number;
                }));
    }

    @ParameterizedTest
    @MethodSource("stages")
    @Tag("article-3")
    @DisplayName("任何阶段都可以撤回：营商办核实确认后，待办、计时、在办流程全部结束，台账如实")
    void withdrawnAtAnyStage(Stage stage) {
        String number = stage.open().apply(this);
        List<String> before = openTasks(number);
        long jobs = jobsOfCases();
        String now = attemptsOf(number) > 2 ? "2026-03-03T10:00" : "2026-03-02T10:00";
        acts.withdraw("ysb1", number, "企业已自行解决。");
        assertThat(openTasks(number)).hasSize(before.size() + 1).contains("userTask_confirmWithdrawal");
        assertThat(jobsOfCases()).isEqualTo(jobs);
        acts.confirmWithdrawal("ysb1", number, now);
        assertEnded(number, Status.WITHDRAWN, "endEvent_withdrawn");
        assertThat(openTasks(number)).isEmpty();
        assertThat(jobsOfCases()).isZero();
        assertThat(complaint(number).closedAt()).isNotNull();
        assertThat(told(number, 0, "withdrawn")).containsExactly("ENTERPRISE");
        assertThat(times(Act.WITHDRAWN, number)).isEqualTo(1);
        ledger.attempts(complaint(number))
                .forEach(attempt -> assertThat(assignments.findByAttemptIdOrderById(attempt.id()))
                        .allMatch(part -> part.endedAt() != null));
    }

    @Test
    @Tag("article-3")
    @Tag("article-4")
    @DisplayName("撤回由营商办一个工作日内致电确认；各单位被告知任务结束，其分工记为撤回")
    void unitsAreTold() {
        String number = dispatched("2026-02-13T10:00", "zijian", "ziran");
        acts.respond("jinghe1", number, "2026-02-13T10:00", "2026-02-24", Map.of("insideUnit", "chongwen"));
        acts.opine("zijian1", number, "同意。");
        acts.withdraw("ysb1", number, "企业已自行解决。");
        // the worked Saturday 14 February
        assertDue(taskDue(number, "userTask_confirmWithdrawal"), "2026-02-14T18:00");
        assertThat(seenBy("jinghe1", number)).doesNotContain("userTask_confirmWithdrawal");
        acts.confirmWithdrawal("ysb2", number, "2026-02-13T10:00");
        assertThat(told(number, 0, "ended")).containsExactlyInAnyOrder("jinghe", "chongwen", "ziran");
        assertThat(assignments.findByAttemptIdOrderById(attempt(number, 1).id()))
                .extracting(part -> part.unit() + " " + part.whyEnded())
                .containsExactlyInAnyOrder("jinghe WITHDRAWN", "zijian DONE", "ziran WITHDRAWN");
        assertThat(attempt(number, 1).overdueAt()).isNull();
    }

    @Test
    @Tag("article-3")
    @DisplayName("已发生的逾期照记，未逾期的不添；计时器还没走到的也记上")
    void latenessIsKept() {
        String late = dispatched("2026-03-02T10:00");
        acts.timeIs("2026-03-09T18:00");
        acts.withdraw("ysb1", late, "企业已自行解决。");
        acts.confirmWithdrawal("ysb1", late, "2026-03-09T18:00");
        assertDue(attempt(late, 1).overdueAt(), "2026-03-09T18:00");
        assertThat(attempt(late, 1).responseLateAt()).isNotNull();
        assertThat(times(Act.OVERDUE, late)).isEqualTo(1);

        String unnoticed = dispatched("2026-03-02T10:00");
        time.set(Acts.at("2026-03-10T09:00")); // no timer has fired
        acts.withdraw("ysb1", unnoticed, "企业已自行解决。");
        acts.confirmWithdrawal("ysb1", unnoticed, "2026-03-10T09:00");
        assertThat(attempt(unnoticed, 1).overdueAt()).isNotNull();
        assertThat(attempt(unnoticed, 1).responseLateAt()).isNotNull();
        assertThat(acts(unnoticed)).contains(Act.OVERDUE, Act.RESPONSE_OVERDUE);
        assertIntact(unnoticed);
    }

    @Test
    @Tag("article-3")
    @DisplayName("未确认的继续办理，期限不变，可以再次提出")
    void refused() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        List<String> before = openTasks(number);
        acts.withdraw("ysb1", number, "疑为他人代提。");
        assertRefused(
                "reason",
                () -> processes.complete(
                        "ysb1",
                        number,
                        "userTask_confirmWithdrawal",
                        Map.of("decision", "REFUSE", "calledAt", "2026-03-02T10:00:00+08:00", "callNote", "已核实")));
        acts.refuseWithdrawal("ysb1", number, "2026-03-02T10:00", "企业表示未提出撤回。");
        assertThat(openTasks(number)).isEqualTo(before);
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertDue(attempt(number, 1).dueAt(), "2026-03-09T18:00");
        assertThat(notices(number, "ended")).isEmpty();
        acts.withdraw("ysb1", number, "企业确认撤回。");
        assertThat(openTasks(number)).contains("userTask_confirmWithdrawal");
        acts.confirmWithdrawal("ysb1", number, "2026-03-02T10:00");
        assertEnded(number, Status.WITHDRAWN, "endEvent_withdrawn");
    }

    @Test
    @Tag("article-3")
    @DisplayName("同一撤回提两次只有一项确认；已办结的不能撤回")
    void askedTwice() {
        String number = dispatched("2026-03-02T10:00");
        office.requestWithdrawal(number, "企业要求。", new Actor("channel1", null));
        office.requestWithdrawal(number, "企业要求。", new Actor("channel1", null));
        assertRefused("number", () -> acts.withdraw("ysb1", number, "企业要求。"));
        assertThat(openTasks(number).stream().filter("userTask_confirmWithdrawal"::equals))
                .hasSize(1);
        assertThat(times(Act.WITHDRAWAL_REQUESTED, number)).isEqualTo(1);
        acts.confirmWithdrawal("ysb1", number, "2026-03-02T10:00");
        assertThatThrownBy(() -> office.requestWithdrawal(number, "企业要求。", new Actor("channel1", null)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("已办结");
        assertRefused("number", () -> acts.withdraw("ysb1", number, "企业要求。"));
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：办理中进入诉讼的，凭受理文号确认后终止办理，告知企业")
    void leavesTheScope() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.leaveScope("ysb1", number, "LITIGATION", "企业已起诉。");
        assertThat(seenBy("ysb1", number)).contains("userTask_confirmLeavingScope");
        assertDue(taskDue(number, "userTask_confirmLeavingScope"), "2026-03-03T18:00");
        assertRefused(
                "reference",
                () -> processes.complete(
                        "ysb1",
                        number,
                        "userTask_confirmLeavingScope",
                        Map.of(
                                "decision",
                                "CONFIRM",
                                "checkedAt",
                                "2026-03-02T10:00:00+08:00",
                                "checkNote",
                                "已核实",
                                "ground",
                                "LITIGATION")));
        acts.confirmLeavingScope("ysb1", number, "2026-03-02T10:00", "LITIGATION", "（2026）陕7102行初12号");
        assertEnded(number, Status.TERMINATED, "endEvent_terminated");
        assertThat(notices(number, "leftScope")).singleElement().satisfies(notice -> {
            assertThat(notice.recipient()).isEqualTo("ENTERPRISE");
            assertThat(notice.body()).contains("已进入诉讼程序", "（2026）陕7102行初12号");
        });
        assertThat(assignments.findByAttemptIdOrderById(attempt(number, 1).id()))
                .allMatch(part -> part.whyEnded().equals("TERMINATED"));
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：民事纠纷等没有文号的情形，核实后即可终止；不确认的继续办理")
    void withoutAReference() {
        String number = dispatched("2026-03-02T10:00");
        acts.leaveScope("ysb1", number, "CIVIL_DISPUTE", "实为租赁纠纷。");
        acts.refuseLeavingScope("ysb1", number, "2026-03-02T10:00", "涉及行政许可，继续办理。");
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        acts.leaveScope("ysb1", number, "CIVIL_DISPUTE", "实为租赁纠纷。");
        processes.complete(
                "ysb1",
                number,
                "userTask_confirmLeavingScope",
                Map.of(
                        "decision",
                        "CONFIRM",
                        "checkedAt",
                        "2026-03-02T10:00:00+08:00",
                        "checkNote",
                        "已告知企业",
                        "ground",
                        "CIVIL_DISPUTE"));
        assertEnded(number, Status.TERMINATED, "endEvent_terminated");
    }

    @Test
    @Tag("article-3")
    @DisplayName("撤回和其他程序同时登记的，确认其一即终止，另一项随之消失")
    void bothAtOnce() {
        String number = dispatched("2026-03-02T10:00");
        acts.withdraw("ysb1", number, "企业要求。");
        acts.leaveScope("ysb1", number, "PETITION", "已信访。");
        assertThat(openTasks(number)).contains("userTask_confirmWithdrawal", "userTask_confirmLeavingScope");
        acts.confirmLeavingScope("ysb1", number, "2026-03-02T10:00", "PETITION", "信访〔2026〕3号");
        assertEnded(number, Status.TERMINATED, "endEvent_terminated");
        assertThat(jdbc.queryForList(
                        "select decision from ending_request where complaint_id = ? order by id",
                        String.class,
                        complaint(number).id()))
                .containsExactly("LAPSED", "CONFIRM");
        assertThat(told(number, 0, "withdrawn")).isEmpty();
    }

    @Test
    @Tag("article-3")
    @Tag("article-14")
    @DisplayName("第十四条：撤回、进入其他程序还没有确认，企业已满意销号的，两项确认随之作罢，不留待办；此后不能再确认")
    void closedBeforeTheOfficeConfirmed() {
        String number = replied("2026-03-02T10:00");
        acts.withdraw("ysb1", number, "企业要求。");
        acts.leaveScope("ysb1", number, "PETITION", "已信访。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(openTasks(number)).isEmpty();
        assertThat(jobsOfCases()).isZero();
        assertThat(jdbc.queryForList(
                        "select decision from ending_request where complaint_id = ? order by id",
                        String.class,
                        complaint(number).id()))
                .containsExactly("LAPSED", "LAPSED");
        assertThatThrownBy(() -> acts.confirmWithdrawal("ysb1", number, "2026-03-02T10:00"))
                .isInstanceOf(NotFound.class);
        assertThat(status(number)).isEqualTo(Status.CLOSED);
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：撤回还没有确认，已确认不予受理的，确认撤回随之作罢，不留待办")
    void rejectedBeforeTheOfficeConfirmed() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "declaredGround", "LITIGATION"));
        acts.withdraw("ysb1", number, "企业要求。");
        acts.confirmRejection("ysb1", number, "REJECT", "已起诉。");
        assertEnded(number, Status.REJECTED, "endEvent_rejected");
        assertThat(openTasks(number)).isEmpty();
    }

    @Test
    @Tag("article-3")
    @Tag("article-15")
    @DisplayName("第十五条：撤回还没有确认，责任认定已了结的，确认撤回随之作罢，不留待办")
    void judgedBeforeTheOfficeConfirmed() {
        String number = dissatisfiedThrice("2026-03-02T10:00");
        acts.withdraw("ysb1", number, "企业要求。");
        acts.judge("ysb1", number, "DILIGENT", "已尽责。");
        acts.judge("ducha1", number, "DILIGENT", "已尽责。");
        assertEnded(number, Status.CLOSED, "endEvent_judged");
        assertThat(openTasks(number)).isEmpty();
        assertThat(jobsOfCases()).isZero();
    }

    @Test
    @Tag("article-4")
    @Tag("article-17")
    @DisplayName("第四、十七条：只有负责协调的营商办可以登记；别的营商办、办理单位不行")
    void onlyTheCoordinatingOffice() {
        String number = dispatched("2026-03-02T10:00");
        assertRefused("number", () -> acts.withdraw("jingheysb1", number, "企业要求。"));
        assertRefused("number", () -> acts.withdraw("jinghe1", number, "企业要求。"));
        assertRefused("number", () -> acts.withdraw("ysb1", "XX20260302-9999", "企业要求。"));
        assertThat(openTasks(number)).containsExactly("userTask_respond");

        String ofNewCity = acts.register("jingheysb1", general());
        acts.withdraw("jingheysb1", ofNewCity, "企业要求。");
        assertThat(seenBy("jingheysb2", ofNewCity)).contains("userTask_confirmWithdrawal");
        assertThatThrownBy(() -> acts.confirmWithdrawal("ysb1", ofNewCity, "2026-03-02T10:00"))
                .isInstanceOf(NotFound.class);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：负责协调的营商办被投诉的，撤回由上一级确认")
    void theAccusedOfficeDoesNotConfirm() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("accusedUnit", "ysb"));
        office.requestWithdrawal(number, "企业要求。", new Actor("channel1", null));
        assertThat(seenBy("ysb1", number)).isEmpty();
        assertThat(seenBy("ducha1", number)).containsExactly("userTask_confirmWithdrawal");
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条（三）：上级交办的撤回后，请营商办向交办单位报告")
    void theSuperiorIsTold() {
        today("2026-03-02T10:00");
        Map<String, Object> form = with(general(), "channel", "SUPERIOR");
        form.put("orderNumber", "陕营商办函〔2026〕5号");
        String number = acts.register("ysb1", form);
        acts.withdraw("ysb1", number, "企业要求。");
        acts.confirmWithdrawal("ysb1", number, "2026-03-02T10:00");
        assertThat(notices(number, "endedOrder")).singleElement().satisfies(notice -> {
            assertThat(notice.recipient()).isEqualTo("ysb");
            assertThat(notice.body()).contains("陕营商办函〔2026〕5号");
        });
    }

    @Test
    @Tag("article-3")
    @DisplayName("核实时间不晚于现在，不早于登记；登记其他程序须选情形")
    void impossibleValues() {
        String number = dispatched("2026-03-02T10:00");
        assertRefused("ground", () -> acts.officeAct("ysb1", number, "LEAVE_SCOPE", "已起诉。", Map.of()));
        assertRefused("ground", () -> acts.officeAct("ysb1", number, "WITHDRAW", "撤回。", Map.of("ground", "PETITION")));
        assertRefused("act", () -> acts.officeAct("ysb1", number, "CLOSE", "撤回。", Map.of()));
        acts.withdraw("ysb1", number, "企业要求。");
        assertRefused("calledAt", () -> acts.confirmWithdrawal("ysb1", number, "2026-03-02T11:00"));
        assertRefused("calledAt", () -> acts.confirmWithdrawal("ysb1", number, "2026-03-01T10:00"));
    }

    private int attemptsOf(String number) {
        return ledger.attempts(complaint(number)).size();
    }
}
