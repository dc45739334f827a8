package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("即时办结")
class ImmediateTest extends SubanTest {

    @Test
    @Tag("article-8")
    @Tag("article-14")
    @DisplayName("第八条：政策咨询即时答复，由研判人和答复人以外的人回访，满意销号")
    void answered() {
        String number = consultation();
        assertThat(openTasks(number)).containsExactly("userTask_answerImmediately");
        assertDue(taskDue(number, "userTask_answerImmediately"), "2026-03-02T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-02T18:00");

        acts.answerImmediately("ysb2", number, "高新技术企业认定每年三批，请于6月30日前申报。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(attempt(number, 1).outcome()).isEqualTo(Outcome.RESOLVED);
        assertThat(attempt(number, 1).repliedAt()).isEqualTo(Acts.at("2026-03-02T10:00"));
        assertThat(notices(number, "replied")).singleElement().satisfies(notice -> assertThat(notice.body())
                .contains("请于6月30日前申报"));
        assertDue(taskDue(number, "userTask_visit"), "2026-03-04T18:00");

        assertForbidden(() -> acts.visit("ysb1", number, Rating.SATISFIED));
        assertForbidden(() -> acts.visit("ysb2", number, Rating.SATISFIED));
        assertForbidden(() -> tasks.claim(task(number, "userTask_visit").getId(), "ysb1"));
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        acts.visit("ysbhead", number, Rating.VERY_SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
        assertThat(complaint(number).complaintClass()).isEqualTo(ComplaintClass.IMMEDIATE);
    }

    @Test
    @Tag("article-8")
    @Tag("article-9")
    @DisplayName("第八条：当日未答复的转为一般类，自受理之日起五个工作日")
    void lapsed() {
        String number = consultation();
        acts.timeIs("2026-03-02T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_answerImmediately");
        acts.timeIs("2026-03-02T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(complaint(number).complaintClass()).isEqualTo(ComplaintClass.GENERAL);
        assertThat(times(Act.BECAME_GENERAL, number)).isEqualTo(1);
        assertThat(attempt(number, 1).host()).isEqualTo("jinghe");
        // 3, 4, 5, 6 and 9 March, from acceptance
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
        assertDue(attempt(number, 1).dueAt(), "2026-03-09T18:00");
        // dispatched after the cut-off: the next day is the day of response
        assertDue(attempt(number, 1).responseDueAt(), "2026-03-03T18:00");
    }

    @Test
    @Tag("article-8")
    @Tag("article-14")
    @DisplayName("第十四条：即时答复得到差评的，交企业所属新城补办，五个工作日")
    void dissatisfied() {
        String number = consultation();
        acts.answerImmediately("ysb1", number, "请自行查阅网站。");
        acts.timeIs("2026-03-03T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(attempt(number, 2).host()).isEqualTo("jinghe");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_respond");
        // 4, 5, 6, 9 and 10 March
        assertDue(attempt(number, 2).dueAt(), "2026-03-10T18:00");
        assertThat(told(number, 2, "rehandling")).containsExactly("jinghe");
    }

    private String consultation() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "demandType", "咨询政务信息"));
        assertThat(complaint(number).proposedClass()).isEqualTo(ComplaintClass.IMMEDIATE);
        acts.triage("ysb1", number, ComplaintClass.IMMEDIATE, "jinghe");
        return number;
    }
}
