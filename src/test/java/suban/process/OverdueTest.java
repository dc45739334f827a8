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

@DisplayName("提醒、逾期与催办")
class OverdueTest extends SubanTest {

    @Test
    @Tag("article-8")
    @DisplayName("第八条：到期前一个工作日提醒主办单位一次，隔着劳动节假期也是前一个工作日")
    void warnedOneWorkingDayBefore() {
        // 27, 28, 29, 30 April, 6 May
        String number = dispatched("2026-04-24T10:00");
        assertDue(attempt(number, 1).dueAt(), "2026-05-06T18:00");
        acts.respond("jinghe1", number, "2026-04-24T10:00", "2026-05-06");
        acts.timeIs("2026-04-30T17:59");
        assertThat(told(number, 1, "dueSoon")).isEmpty();
        acts.timeIs("2026-04-30T18:00");
        assertThat(told(number, 1, "dueSoon")).containsExactly("jinghe");
        acts.timeIs("2026-05-06T17:59");
        assertThat(told(number, 1, "dueSoon")).containsExactly("jinghe");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        assertThat(times(Act.OVERDUE, number)).isZero();
    }

    @Test
    @Tag("article-4")
    @Tag("article-8")
    @DisplayName("第四条：到期未回复的，向新城营商办和新区营商办各通报一次，办理继续")
    void escalatedAtTheDueDate() {
        String number = lateOverMay();
        acts.timeIs("2026-04-30T17:59");
        assertThat(times(Act.OVERDUE, number)).isZero();
        acts.timeIs("2026-04-30T18:00");
        assertThat(told(number, 1, "overdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
        assertThat(attempt(number, 1).overdueAt()).isEqualTo(Acts.at("2026-04-30T18:00"));
        assertThat(openTasks(number)).containsExactly("userTask_handle");
        assertThat(status(number)).isEqualTo(Status.HANDLING);

        acts.timeIs("2026-05-08T12:00");
        assertThat(told(number, 1, "overdue")).hasSize(2);
        assertThat(times(Act.OVERDUE, number)).isEqualTo(1);
        assertThat(times(Act.ESCALATED, number)).isEqualTo(1);
        assertThat(told(number, 1, "responseOverdue")).isEmpty();
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：逾期后每个工作日催办一次，节假日不催，调休上班日要催，回复后停止")
    void remindedEachWorkingDayUntilReplied() {
        String number = lateOverMay();
        acts.timeIs("2026-05-05T23:00");
        assertThat(remindedOn(number, 1)).isEmpty();
        acts.timeIs("2026-05-11T12:00");
        assertThat(remindedOn(number, 1))
                .containsExactly("2026-05-06", "2026-05-07", "2026-05-08", "2026-05-09", "2026-05-11");
        assertThat(times(Act.REMINDED, number)).isEqualTo(5);

        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已办结，抱歉迟复。");
        assertThat(attempt(number, 1).repliedAt()).isAfter(attempt(number, 1).dueAt());
        acts.timeIs("2026-05-15T18:00");
        assertThat(times(Act.REMINDED, number)).isEqualTo(5);
        assertIntact(number);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：周末不催办")
    void notRemindedOverTheWeekend() {
        // due on Friday 13 March: 9, 10, 11, 12, 13
        String number = dispatched("2026-03-06T10:00");
        acts.respond("jinghe1", number, "2026-03-06T10:00", "2026-03-13");
        acts.timeIs("2026-03-17T12:00");
        assertThat(remindedOn(number, 1)).containsExactly("2026-03-16", "2026-03-17");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：按时回复的，不提醒、不通报、不催办")
    void silentWhereRepliedInTime() {
        String number = replied("2026-04-23T10:00");
        acts.timeIs("2026-05-08T18:00");
        assertThat(times(Act.DUE_SOON, number)).isZero();
        assertThat(times(Act.OVERDUE, number)).isZero();
        assertThat(times(Act.REMINDED, number)).isZero();
        assertThat(attempt(number, 1).overdueAt()).isNull();
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：到期当日才交办的，回应和办结的逾期分别通报")
    void responseAndReplyLateInTheSameMoment() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.timeIs("2026-03-09T10:00");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        assertDue(attempt(number, 1).responseDueAt(), "2026-03-09T18:00");
        assertDue(attempt(number, 1).dueAt(), "2026-03-09T18:00");
        acts.timeIs("2026-03-09T18:30");
        assertThat(told(number, 1, "responseOverdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
        assertThat(told(number, 1, "overdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
    }

    @Test
    @Tag("article-9")
    @Tag("article-14")
    @DisplayName("第十四条：补办同样当日回应、到期前提醒、逾期通报并催办")
    void theSecondAttemptHasTheSameTimers() {
        String number = replied("2026-04-22T10:00");
        acts.timeIs("2026-04-23T15:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertDue(attempt(number, 2).responseDueAt(), "2026-04-23T18:00");
        // 24, 27, 28, 29, 30 April
        assertDue(attempt(number, 2).dueAt(), "2026-04-30T18:00");

        acts.timeIs("2026-04-23T18:00");
        assertThat(told(number, 2, "responseOverdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
        acts.timeIs("2026-04-29T18:00");
        assertThat(told(number, 2, "dueSoon")).containsExactly("jinghe");
        acts.timeIs("2026-04-30T18:00");
        assertThat(told(number, 2, "overdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
        acts.timeIs("2026-05-07T12:00");
        assertThat(remindedOn(number, 2)).containsExactly("2026-05-06", "2026-05-07");
        assertThat(remindedOn(number, 1)).isEmpty();
        assertThat(openTasks(number)).containsExactly("userTask_respond");
    }

    /** Due on 30 April (24, 27, 28, 29, 30), before the holiday of 1 to 5 May; responded to, not replied to. */
    private String lateOverMay() {
        String number = dispatched("2026-04-23T10:00");
        assertDue(attempt(number, 1).dueAt(), "2026-04-30T18:00");
        acts.respond("jinghe1", number, "2026-04-23T10:00", "2026-04-30");
        return number;
    }
}
