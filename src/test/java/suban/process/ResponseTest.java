package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;

@DisplayName("当日回应企业")
class ResponseTest extends SubanTest {

    @Test
    @Tag("article-9")
    @DisplayName("第九条：主办单位当日回应并告知办结时限，不计逾期")
    void onTheSameDay() {
        String number = dispatched("2026-03-02T10:00");
        assertDue(taskDue(number, "userTask_respond"), "2026-03-02T18:00");
        acts.timeIs("2026-03-02T17:30");
        acts.respond("jinghe1", number, "2026-03-02T17:20", "2026-03-09");
        assertThat(attempt(number, 1).respondedAt()).isEqualTo(Acts.at("2026-03-02T17:20"));
        assertThat(attempt(number, 1).promisedDate()).isEqualTo("2026-03-09");
        assertThat(openTasks(number)).containsExactly("userTask_handle");

        acts.timeIs("2026-03-03T10:00");
        assertThat(attempt(number, 1).responseLateAt()).isNull();
        assertThat(told(number, 1, "responseOverdue")).isEmpty();
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：17时以后交办的，次一工作日为当日；企业的五个工作日不受影响")
    void dispatchedAfterTheCutOff() {
        String number = dispatched("2026-03-06T17:30");
        assertDue(attempt(number, 1).responseDueAt(), "2026-03-09T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-13T18:00");
        acts.timeIs("2026-03-09T17:00");
        acts.respond("jinghe1", number, "2026-03-09T16:00", "2026-03-13");
        assertThat(times(Act.RESPONSE_OVERDUE, number)).isZero();
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：休息日交办的，下一工作日为当日")
    void dispatchedOnAFreeDay() {
        assertDue(attempt(dispatched("2026-03-07T11:00"), 1).responseDueAt(), "2026-03-09T18:00");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：春节前最后一个工作日17时以后交办的，节后首日为当日")
    void dispatchedOnTheEveOfTheFestival() {
        assertDue(attempt(dispatched("2026-02-14T17:30"), 1).responseDueAt(), "2026-02-24T18:00");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：调休上班的星期六交办的，当日回应")
    void dispatchedOnAMakeUpDay() {
        assertDue(attempt(dispatched("2026-02-14T11:00"), 1).responseDueAt(), "2026-02-14T18:00");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：紧急的随时送达，17时以后也须当日回应")
    void urgent() {
        today("2026-03-02T17:30");
        String number = acts.register("ysb1", with(general(), "demandType", "救援救助"));
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of("renshe"), Map.of("urgent", true));
        assertDue(attempt(number, 1).responseDueAt(), "2026-03-02T18:00");
        assertThat(attempt(number, 1).deliveredAt()).isEqualTo(Acts.at("2026-03-02T17:30"));
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：不同时段两次联系未接通并留言的，视为已回应")
    void triedTwiceAtDifferingHours() {
        String number = dispatched("2026-03-02T10:00");
        acts.timeIs("2026-03-02T10:30");
        acts.tryContact("jinghe1", number, "2026-03-02T10:20");
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        assertThat(attempt(number, 1).respondedAt()).isNull();

        acts.timeIs("2026-03-02T15:00");
        acts.tryContact("jinghe2", number, "2026-03-02T14:50");
        assertThat(openTasks(number)).containsExactly("userTask_handle");
        assertThat(attempt(number, 1).respondedAt()).isEqualTo(Acts.at("2026-03-02T14:50"));
        acts.timeIs("2026-03-02T18:00");
        assertThat(times(Act.RESPONSE_OVERDUE, number)).isZero();
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：同一时段连打两次不算已回应")
    void triedTwiceInTheSameHour() {
        String number = dispatched("2026-03-02T10:00");
        acts.timeIs("2026-03-02T11:00");
        acts.tryContact("jinghe1", number, "2026-03-02T10:20");
        acts.tryContact("jinghe1", number, "2026-03-02T10:25");
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        assertThat(attempt(number, 1).respondedAt()).isNull();
    }

    @Test
    @Tag("article-4")
    @Tag("article-9")
    @DisplayName("第九条：当日未回应的，向新城营商办和新区营商办各通报一次，待办仍在")
    void overdue() {
        String number = dispatched("2026-03-02T10:00");
        acts.timeIs("2026-03-02T17:59");
        assertThat(times(Act.RESPONSE_OVERDUE, number)).isZero();
        acts.timeIs("2026-03-02T18:00");
        assertThat(told(number, 1, "responseOverdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
        assertThat(times(Act.RESPONSE_OVERDUE, number)).isEqualTo(1);
        assertThat(attempt(number, 1).responseLateAt()).isEqualTo(Acts.at("2026-03-02T18:00"));
        assertThat(openTasks(number)).containsExactly("userTask_respond");

        acts.timeIs("2026-03-03T12:00");
        assertThat(told(number, 1, "responseOverdue")).hasSize(2);
        acts.respond("jinghe1", number, "2026-03-03T11:00", "2026-03-09");
        assertThat(attempt(number, 1).responseLateAt()).isNotNull();
        assertThat(openTasks(number)).containsExactly("userTask_handle");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：逾期后再次联系未接通的，不重复记录、不重复通报")
    void lateTriesAreNotReportedAgain() {
        String number = dispatched("2026-03-02T10:00");
        acts.timeIs("2026-03-03T10:00");
        acts.tryContact("jinghe1", number, "2026-03-03T09:55");
        acts.timeIs("2026-03-03T10:10");
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        assertThat(told(number, 1, "responseOverdue")).hasSize(2);
        assertThat(times(Act.RESPONSE_OVERDUE, number)).isEqualTo(1);
        assertThat(times(Act.ESCALATED, number)).isEqualTo(1);
    }
}
