package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.util.List;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.acts.Acts;
import suban.engine.EngineClock;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;

@DisplayName("期限变动后，定时器与待办到期时间一并移动")
class RecalculationTest extends SubanTest {

    @Test
    @Tag("article-8")
    @DisplayName("第八条：存储的期限移动后，待办、提醒、逾期和催办的时间都随之移动，其他案件不动")
    void timersAndTasksFollowTheStoredDates() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        String other = acts.register("ysb1", general());
        acts.triage("ysb1", other, ComplaintClass.GENERAL, "jinghe");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        assertDue(taskDue(number, "userTask_handle"), "2026-03-09T18:00");
        assertDue(taskDue(number, "userTask_coHandle"), "2026-03-06T18:00");

        move(number, "due_at", "2026-03-16T18:00");
        move(number, "warn_at", "2026-03-13T18:00");
        move(number, "opinion_due_at", "2026-03-13T18:00");
        move(number, "first_reminder_at", "2026-03-17T09:00");
        jdbc.update(
                "update assignment set due_at = ? where role = 'CO' and attempt_id = ?",
                Timestamp.from(Acts.at("2026-03-13T18:00")),
                attempt(number, 1).id());
        processes.recalculate(number);

        assertDue(taskDue(number, "userTask_handle"), "2026-03-16T18:00");
        assertDue(taskDue(number, "userTask_coHandle"), "2026-03-13T18:00");
        assertThat(timersOf(number))
                .containsExactly(
                        "2026-03-13T18:00", // warning
                        "2026-03-13T18:00", // opinion
                        "2026-03-16T18:00", // overdue
                        "2026-03-17T09:00"); // reminders
        assertDue(taskDue(other, "userTask_respond"), "2026-03-02T18:00");

        acts.timeIs("2026-03-13T17:59");
        assertThat(times(Act.DUE_SOON, number)).isZero();
        assertThat(times(Act.OVERDUE, number)).isZero();
        acts.opine("zijian1", number, "材料齐全，可予核发。");
        acts.timeIs("2026-03-16T18:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        assertThat(attempt(number, 1).overdueAt()).isEqualTo(Acts.at("2026-03-16T18:00"));
        acts.timeIs("2026-03-18T12:00");
        assertThat(remindedOn(number, 1)).containsExactly("2026-03-17", "2026-03-18");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：期限提前的，催办从新的起点起每个工作日一次，不跳过")
    void aCycleGoesOnFromItsNewBeginning() {
        String number = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        move(number, "due_at", "2026-03-04T18:00");
        move(number, "first_reminder_at", "2026-03-05T09:00");
        processes.recalculate(number);
        acts.timeIs("2026-03-09T12:00");
        assertThat(remindedOn(number, 1)).containsExactly("2026-03-05", "2026-03-06", "2026-03-09");
    }

    @Test
    @Tag("article-8")
    @DisplayName("再算一次结果不变；已触发的提醒不再触发")
    void askingAgainChangesNothing() {
        String number = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.timeIs("2026-03-06T18:00");
        List<String> before = timersOf(number);
        processes.recalculate(number);
        processes.recalculate(number);
        assertThat(timersOf(number)).isEqualTo(before);
        acts.timeIs("2026-03-10T12:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        assertThat(times(Act.OVERDUE, number)).isEqualTo(1);
        assertThat(remindedOn(number, 1)).containsExactly("2026-03-10");
    }

    private void move(String number, String column, String localTime) {
        int rows = jdbc.update(
                "update attempt set " + column
                        + " = ? where complaint_id = (select id from complaint where number = ?)",
                Timestamp.from(Acts.at(localTime)),
                number);
        assertThat(rows).isEqualTo(1);
    }

    /** Local times of the case's timers, earliest first. */
    private List<String> timersOf(String number) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                .flatMap(instance ->
                        managementOfCases.createJobQuery().processInstanceId(instance.getId()).list().stream())
                .map(Job::getDuedate)
                .map(due -> due.toInstant()
                        .atZone(EngineClock.ZONE)
                        .toLocalDateTime()
                        .toString())
                .sorted()
                .toList();
    }
}
