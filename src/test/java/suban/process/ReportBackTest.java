package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("上级交办的报结")
class ReportBackTest extends SubanTest {

    @Test
    @Tag("article-7")
    @DisplayName("第七条（三）：上级交办的，企业满意后先报结，期限为上级要求的日期，报结后才销号")
    void reportedBeforeClosing() {
        String number = ordered("2026-03-02T10:00", "2026-03-20");
        handled(number, "2026-03-02T10:00");
        acts.timeIs("2026-03-03T10:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertThat(openTasks(number)).containsExactly("userTask_reportBack");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_reportBack");
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(told(number, 0, "closed")).isEmpty();
        assertDue(taskDue(number, "userTask_reportBack"), "2026-03-20T18:00");
        acts.reportBack("ysb1", number, "2026-03-03");
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(told(number, 0, "closed")).containsExactly("ENTERPRISE");
        assertThat(times(Act.REPORTED_BACK, number)).isEqualTo(1);
        assertThat(jdbc.queryForMap(
                        "select recipient, summary from report_back where complaint_id = ?",
                        complaint(number).id()))
                .containsEntry("RECIPIENT", "省营商环境局")
                .containsEntry("SUMMARY", "已办结，企业已答复。");
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条（三）：上级要求的日期已过的，下一个工作日下班前报结；逾期每个工作日催办")
    void theOrdersDateHasPassed() {
        String number = ordered("2026-02-11T10:00", "2026-02-12");
        handled(number, "2026-02-11T10:00");
        acts.timeIs("2026-02-14T10:00"); // a worked Saturday, the last day before the Spring Festival
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertDue(taskDue(number, "userTask_reportBack"), "2026-02-24T18:00");
        acts.timeIs("2026-02-28T12:00"); // worked, too
        assertThat(remindersOf("reportBackReminder", number))
                .containsExactly("2026-02-25 ysb", "2026-02-26 ysb", "2026-02-27 ysb", "2026-02-28 ysb");
        assertThat(openTasks(number)).containsExactly("userTask_reportBack");
        assertRefused("reportedOn", () -> acts.reportBack("ysb1", number, "2026-03-01"));
        assertRefused("reportedOn", () -> acts.reportBack("ysb1", number, "2026-02-10"));
        acts.reportBack("ysb1", number, "2026-02-28");
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-7")
    @Tag("article-14")
    @DisplayName("第七、十四条：上级交办的，企业不满意的照常退回补办；未评价的也要报结")
    void onlyWhatIsClosed() {
        String number = ordered("2026-03-02T10:00", null);
        handled(number, "2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        handled(number, "2026-03-02T10:00");
        for (int i = 0; i < 3; i++) {
            acts.visitInVain("ysb2", number);
            if (i < 2) {
                time.advanceTo(attempt(number, 2).nextVisitAt());
            }
        }
        assertThat(openTasks(number)).containsExactly("userTask_reportBack");
        // the third try is made on Wednesday 4 March
        assertDue(taskDue(number, "userTask_reportBack"), "2026-03-05T18:00");
        acts.reportBack("ysb1", number, "2026-03-04");
        assertEnded(number, Status.CLOSED, "endEvent_closedUnrated");
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条：不是上级交办的，没有报结一环")
    void nobodyElseReports() {
        String number = replied("2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(times(Act.REPORT_BACK_DUE, number)).isZero();
    }

    private String ordered(String localTime, String dueOn) {
        today(localTime);
        Map<String, Object> form = with(general(), "channel", "SUPERIOR");
        form.put("orderNumber", "陕营商办函〔2026〕5号");
        if (dueOn != null) {
            form.put("orderDueAt", dueOn);
        }
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        return number;
    }

    @Test
    @Tag("article-3")
    @Tag("article-7")
    @DisplayName("第七条（三）：不予受理的上级交办件，同时提醒营商办向交办单位报告")
    void refused() {
        today("2026-03-02T10:00");
        java.util.Map<String, Object> form = with(with(general(), "channel", "SUPERIOR"), "orderNumber", "陕营商〔2026〕8号");
        String number = acts.register("ysb1", with(form, "declaredGround", "PETITION"));
        acts.confirmRejection("ysb1", number, "REJECT", "已进入信访程序。");
        assertEnded(number, Status.REJECTED, "endEvent_rejected");
        assertThat(told(number, 0, "endedOrder")).containsExactly("ysb");
        assertThat(notices(number, "endedOrder").get(0).body()).contains("陕营商〔2026〕8号", "不予受理", "请向交办单位报告");
    }
}
