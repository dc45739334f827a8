package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.OfficeJudgement;
import suban.ledger.OfficeJudgements;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.Supervision;
import suban.ledger.Supervisions;
import suban.notice.Notice;

@DisplayName("两次不满意后的联合督查")
class SupervisionTest extends SubanTest {

    @Autowired
    Supervisions supervisions;

    @Autowired
    OfficeJudgements judgements;

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：第二次不满意，营商办和督查室各有一项决定，两个工作日内作出；办理单位没有待办")
    void bothOfficesDecide() {
        String number = dissatisfiedTwice("2026-03-03T10:00");
        assertThat(status(number)).isEqualTo(Status.SUPERVISION);
        assertThat(openTasks(number)).containsExactly("userTask_decideSupervision", "userTask_decideSupervision");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_decideSupervision");
        assertThat(seenBy("ducha1", number)).containsExactly("userTask_decideSupervision");
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(seenBy("jijian1", number)).isEmpty();
        tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .list()
                .forEach(task -> assertDue(task.getDueDate().toInstant(), "2026-03-05T18:00"));
        assertThat(told(number, 2, "decideSupervision")).containsExactly("ysb", "ducha");
        assertThat(ledger.attempts(complaint(number))).hasSize(2);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：都同意督查，督查室五个工作日内督查并记录，随后带督办函第三次交办，五个工作日")
    void supervisedAndDispatchedAgain() {
        String number = dissatisfiedTwice("2026-03-03T10:00");
        acts.timeIs("2026-03-04T10:00");
        acts.supervise("ysb1", number);
        assertThat(openTasks(number)).containsExactly("userTask_decideSupervision");
        acts.supervise("ducha1", number);
        assertThat(openTasks(number)).containsExactly("userTask_recordSupervision");
        assertThat(seenBy("ducha2", number)).containsExactly("userTask_recordSupervision");
        assertThat(seenBy("ysb1", number)).isEmpty();
        // 5, 6, 9, 10, 11 March
        assertDue(taskDue(number, "userTask_recordSupervision"), "2026-03-11T18:00");
        assertThat(status(number)).isEqualTo(Status.SUPERVISION);

        acts.timeIs("2026-03-06T10:00");
        acts.recordSupervision("ducha1", number, "窗口重复要求补件。", "两部门口径不一。", "三日内统一口径并核发许可。");
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        assertThat(attempt(number, 3).host()).isEqualTo("jinghe");
        // 9, 10, 11, 12, 13 March
        assertDue(attempt(number, 3).dueAt(), "2026-03-13T18:00");
        assertDue(attempt(number, 3).responseDueAt(), "2026-03-06T18:00");
        assertThat(notices(number, "supervisionLetter")).singleElement().satisfies(letter -> {
            assertThat(letter.recipient()).isEqualTo("jinghe");
            assertThat(letter.attempt()).isEqualTo(3);
            assertThat(letter.subject()).startsWith("督办函");
            assertThat(letter.body()).contains("窗口重复要求补件。", "两部门口径不一。", "三日内统一口径并核发许可。");
        });
        assertThat(told(number, 3, "rehandling")).isEmpty();
        assertThat(supervision(number, 2)).satisfies(it -> {
            assertThat(it.decision()).isEqualTo("SUPERVISE");
            assertThat(it.byDefault()).isFalse();
            assertThat(it.requirements()).isEqualTo("三日内统一口径并核发许可。");
            assertThat(it.recordedBy()).isEqualTo("ducha1");
            assertThat(it.endedAt()).isNotNull();
        });
        assertIntact(number);
    }

    @Test
    @Tag("article-9")
    @Tag("article-15")
    @DisplayName("第十五条：第三次交办的各项计时与首次一样：当日回应、到期提醒、逾期上报、每个工作日催办")
    void theThirdAttemptHasAllItsClocks() {
        String number = supervised("2026-09-28T10:00");
        // dispatched on Tuesday 29 September: 30 September, 8, 9, the worked Saturday 10 and 12 October
        assertDue(attempt(number, 3).dueAt(), "2026-10-12T18:00");
        acts.timeIs("2026-09-29T18:00");
        assertThat(attempt(number, 3).responseLateAt()).isNotNull();
        assertThat(told(number, 3, "responseOverdue")).containsExactlyInAnyOrder("ysb", "jingheysb");
        acts.timeIs("2026-10-12T08:00");
        assertThat(told(number, 3, "dueSoon")).containsExactly("jinghe");
        acts.timeIs("2026-10-12T18:00");
        assertThat(attempt(number, 3).overdueAt()).isNotNull();
        assertThat(told(number, 3, "overdue")).containsExactlyInAnyOrder("ysb", "jingheysb");
        acts.timeIs("2026-10-19T12:00");
        assertThat(remindedOn(number, 3))
                .containsExactly("2026-10-13", "2026-10-14", "2026-10-15", "2026-10-16", "2026-10-19");
        assertThat(ledger.attempts(complaint(number))).hasSize(3);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：只有一方不同意督查的，仍然督查")
    void oneDeclines() {
        String number = dissatisfiedTwice("2026-03-03T10:00");
        acts.declineSupervision("ysb1", number, "已责成主办单位整改。");
        acts.supervise("ducha1", number);
        assertThat(openTasks(number)).containsExactly("userTask_recordSupervision");
        assertThat(supervision(number, 2).decision()).isEqualTo("SUPERVISE");
        assertThat(judgements.findByComplaintIdAndAttemptAndQuestionOrderById(
                        complaint(number).id(), 2, OfficeJudgement.SUPERVISION))
                .extracting(it -> it.unit() + " " + it.decision() + " " + it.reason())
                .containsExactly("ysb DECLINE 已责成主办单位整改。", "ducha SUPERVISE null");
    }

    @Test
    @Tag("article-14")
    @Tag("article-15")
    @DisplayName("第十五条：双方都不督查并写明理由的，按退回补办再次交办，没有督办函")
    void bothDecline() {
        String number = dissatisfiedTwice("2026-03-03T10:00");
        acts.declineSupervision("ysb1", number, "已责成整改。");
        assertThat(openTasks(number)).containsExactly("userTask_decideSupervision");
        acts.declineSupervision("ducha1", number, "同意继续办理。");
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        // 4, 5, 6, 9, 10 March
        assertDue(attempt(number, 3).dueAt(), "2026-03-10T18:00");
        assertThat(told(number, 3, "rehandling")).containsExactly("jinghe");
        assertThat(notices(number, "supervisionLetter")).isEmpty();
        assertThat(times(Act.SUPERVISION_ORDERED, number)).isZero();
        assertIntact(number);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：不督查必须写明理由")
    void decliningNeedsAReason() {
        String number = dissatisfiedTwice("2026-03-03T10:00");
        assertRefused(
                "reason",
                () -> processes.complete("ysb1", number, "userTask_decideSupervision", Map.of("decision", "DECLINE")));
        assertThat(openTasks(number)).hasSize(2);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：国庆前提请，两个工作日内未一致决定的按督查办理；督查逾期的每个工作日催办督查室和营商办")
    void supervisedByDefault() {
        String number = dissatisfiedTwice("2026-09-29T10:00");
        // 30 September and 8 October
        acts.timeIs("2026-10-08T17:59");
        acts.declineSupervision("ysb1", number, "已责成整改。");
        assertThat(openTasks(number)).containsExactly("userTask_decideSupervision");
        acts.timeIs("2026-10-08T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_recordSupervision");
        assertThat(supervision(number, 2).byDefault()).isTrue();
        // 9, the worked Saturday 10, 12, 13, 14 October
        assertDue(taskDue(number, "userTask_recordSupervision"), "2026-10-14T18:00");
        acts.timeIs("2026-10-14T18:00");
        assertThat(times(Act.SUPERVISION_REMINDED, number)).isZero();
        acts.timeIs("2026-10-19T12:00");
        assertThat(remindersOf("supervisionReminder", number))
                .containsExactly(
                        "2026-10-15 ysb",
                        "2026-10-15 ducha",
                        "2026-10-16 ysb",
                        "2026-10-16 ducha",
                        "2026-10-19 ysb",
                        "2026-10-19 ducha");
        assertThat(openTasks(number)).containsExactly("userTask_recordSupervision");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：同一诉求的两件各一次不满意，即为两次，从第一次办理直接督查，再第二次交办")
    void countedByMatter() {
        String first = replied("2026-03-02T10:00");
        acts.visit("ysb2", first, Rating.DISSATISFIED);
        String second = sameMatter(first);
        handled(second, "2026-03-02T10:00");
        acts.visit("ysb2", second, Rating.DISSATISFIED);
        assertThat(status(first)).isEqualTo(Status.HANDLING);
        assertThat(status(second)).isEqualTo(Status.SUPERVISION);
        acts.supervise("ysb1", second);
        acts.supervise("ducha1", second);
        acts.recordSupervision("ducha1", second, "同一问题两次反映。", "未真正解决。", "当面答复。");
        assertThat(ledger.attempts(complaint(second))).hasSize(2);
        assertThat(told(second, 2, "supervisionLetter")).containsExactly("jinghe");
        assertThat(status(second)).isEqualTo(Status.HANDLING);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：两次不满意不必连续，中间满意过的也算")
    void notInARow() {
        String first = replied("2026-03-02T10:00");
        acts.visit("ysb2", first, Rating.DISSATISFIED);
        handled(first, "2026-03-02T10:00");
        acts.visit("ysb2", first, Rating.SATISFIED);
        assertThat(status(first)).isEqualTo(Status.CLOSED);
        String again = sameMatter(first);
        handled(again, "2026-03-02T10:00");
        acts.visit("ysb2", again, Rating.DISSATISFIED);
        assertThat(status(again)).isEqualTo(Status.SUPERVISION);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：不是同一诉求的，各算各的")
    void otherMattersDoNotAddUp() {
        String one = replied("2026-03-02T10:00");
        acts.visit("ysb2", one, Rating.DISSATISFIED);
        String other = acts.register("ysb1", general());
        acts.triage("ysb1", other, ComplaintClass.GENERAL, "jinghe");
        handled(other, "2026-03-02T10:00");
        acts.visit("ysb2", other, Rating.DISSATISFIED);
        assertThat(status(other)).isEqualTo(Status.HANDLING);
        assertThat(attempt(other, 2).dispatchedAt()).isNotNull();
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：同一诉求只督查一次：另一件等其结果，随后同样带督办函再次交办")
    void theOtherComplaintWaits() {
        String first = replied("2026-03-02T10:00");
        acts.visit("ysb2", first, Rating.DISSATISFIED);
        String second = sameMatter(first);
        handled(second, "2026-03-02T10:00");
        acts.visit("ysb2", second, Rating.DISSATISFIED);
        handled(first, "2026-03-02T10:00");
        acts.visit("ysb2", first, Rating.DISSATISFIED);
        assertThat(status(first)).isEqualTo(Status.SUPERVISION);
        assertThat(openTasks(first)).isEmpty();
        assertThat(waits(first)).isEqualTo(1);

        acts.supervise("ysb1", second);
        acts.supervise("ducha1", second);
        assertThat(waits(first)).isEqualTo(1);
        acts.recordSupervision("ducha1", second, "情况属实。", "推诿。", "限期解决。");
        assertThat(waits(first)).isZero();
        assertThat(status(first)).isEqualTo(Status.HANDLING);
        assertThat(ledger.attempts(complaint(first))).hasSize(3);
        assertThat(notices(first, "supervisionLetter"))
                .singleElement()
                .extracting(Notice::body)
                .asString()
                .contains("限期解决。");
        assertThat(ledger.attempts(complaint(second))).hasSize(2);
        assertIntact(first);
        assertIntact(second);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：正在督查的一件撤回，等它的另一件自行督查，不会无人过问")
    void theWaitingOneGoesOnByItself() {
        String first = replied("2026-03-02T10:00");
        acts.visit("ysb2", first, Rating.DISSATISFIED);
        String second = sameMatter(first);
        handled(second, "2026-03-02T10:00");
        acts.visit("ysb2", second, Rating.DISSATISFIED);
        handled(first, "2026-03-02T10:00");
        acts.visit("ysb2", first, Rating.DISSATISFIED);
        acts.withdraw("ysb1", second, "企业已自行解决。");
        acts.confirmWithdrawal("ysb1", second, "2026-03-02T10:00");
        assertThat(status(second)).isEqualTo(Status.WITHDRAWN);
        assertThat(waits(first)).isZero();
        assertThat(openTasks(first)).containsExactly("userTask_decideSupervision", "userTask_decideSupervision");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：新区营商办被投诉的，由督查室单独决定，营商办什么也看不到")
    void theAccusedOfficeHasNoPart() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("accusedUnit", "ysb"));
        for (int i = 0; i < 2; i++) {
            handled(number, "2026-03-02T10:00");
            acts.visit("ducha1", number, Rating.DISSATISFIED);
        }
        assertThat(openTasks(number)).containsExactly("userTask_decideSupervision");
        assertThat(seenBy("ysb1", number)).isEmpty();
        assertThat(told(number, 2, "decideSupervision")).containsExactly("ducha");
        acts.supervise("ducha1", number);
        acts.recordSupervision("ducha1", number, "情况属实。", "推诿。", "限期解决。");
        assertThat(ledger.attempts(complaint(number))).hasSize(3);
    }

    @Test
    @Tag("article-15")
    @Tag("article-17")
    @DisplayName("第十五、十七条：新城营商办协调的投诉，同样由新区营商办和督查室决定")
    void coordinatedByANewCity() {
        today("2026-03-02T10:00");
        String number = acts.register("jingheysb1", general());
        acts.triage("jingheysb1", number, ComplaintClass.GENERAL, "jinghe");
        for (int i = 0; i < 2; i++) {
            handled(number, "2026-03-02T10:00");
            acts.visit("jingheysb2", number, Rating.DISSATISFIED);
        }
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_decideSupervision");
        assertThat(seenBy("ducha1", number)).containsExactly("userTask_decideSupervision");
        assertThat(seenBy("jingheysb1", number)).isEmpty();
        assertThat(told(number, 2, "supervision")).contains("jingheysb");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：督查后企业满意，照常销号")
    void satisfiedAfterSupervision() {
        String number = supervised("2026-03-02T10:00");
        acts.respond("jinghe1", number, "2026-03-03T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "已整改。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "许可已核发。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(times(Act.ACCOUNTABILITY_OPENED, number)).isZero();
    }

    private Supervision supervision(String number, int no) {
        return supervisions
                .findByComplaintIdAndAttempt(complaint(number).id(), no)
                .orElseThrow();
    }

    private long waits(String number) {
        return runtime.createExecutionQuery()
                .processInstanceBusinessKey(number)
                .activityId("event_awaitingSupervision")
                .count();
    }

    /** Another complaint that the office has confirmed to be the same matter, dispatched now. */
    private String sameMatter(String number) {
        String other = acts.register("ysb1", general());
        jdbc.update(
                "update complaint set matter_id = ? where number = ?",
                complaint(number).matterId(),
                other);
        acts.triage("ysb1", other, ComplaintClass.GENERAL, "jinghe");
        return other;
    }
}
