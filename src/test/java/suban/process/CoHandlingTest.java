package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.NotFound;
import suban.ledger.Act;
import suban.ledger.Assignment;
import suban.ledger.Outcome;
import suban.ledger.Rating;

@DisplayName("协办与内部承办")
class CoHandlingTest extends SubanTest {

    @Test
    @Tag("article-4")
    @Tag("article-9")
    @DisplayName("第九条：协办单位并行提出意见，各单位只看到自己的待办")
    void inParallel() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_coHandle", "userTask_respond");
        assertThat(seenBy("zijian1", number)).containsExactly("userTask_coHandle");
        assertThat(seenBy("ziran1", number)).containsExactly("userTask_coHandle");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_respond");
        assertThat(seenBy("shuiwu1", number)).isEmpty();
        // one working day before the host's date, 9 March
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKey("userTask_coHandle")
                        .list())
                .extracting(Task::getDueDate)
                .allSatisfy(due -> assertDue(due.toInstant(), "2026-03-06T18:00"));
        assertThat(told(number, 1, "assignedCo")).containsExactly("zijian", "ziran");

        acts.opine("ziran1", number, "规划条件无异议。");
        assertThat(seenBy("ziran1", number)).isEmpty();
        assertThat(seenBy("zijian1", number)).containsExactly("userTask_coHandle");
        assertThatThrownBy(() -> acts.opine("ziran2", number, "再提一次。")).isInstanceOf(NotFound.class);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：协办意见不齐，主办单位不能回复")
    void theReplyWaitsForEveryOpinion() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "只等协办意见。");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_coHandle");
        acts.opine("zijian1", number, "同意。");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle");
        acts.opine("ziran1", number, "同意。");
        assertThat(openTasks(number)).containsExactly("userTask_reply");
    }

    @Test
    @Tag("article-4")
    @Tag("article-9")
    @DisplayName("第九条：没有协办单位的，主办单位办理后即可回复")
    void withoutCoHandlers() {
        String number = dispatched("2026-03-02T10:00");
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "已办。");
        assertThat(openTasks(number)).containsExactly("userTask_reply");
    }

    @Test
    @Tag("article-4")
    @Tag("article-9")
    @DisplayName("第四条：协办意见逾期，营商办说明理由免除，主办单位得以回复")
    void released() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "只等协办意见。");
        acts.opine("ziran1", number, "同意。");
        acts.timeIs("2026-03-06T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle");
        acts.timeIs("2026-03-06T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_releaseCoHandler");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_releaseCoHandler");

        assertRefused("reason", () -> acts.release("ysb1", number, " "));
        acts.release("ysb1", number, "住建局已电话答复无意见。");
        assertThat(openTasks(number)).containsExactly("userTask_reply");
        assertThat(times(Act.CO_HANDLER_RELEASED, number)).isEqualTo(1);
        assertThat(ledger.assignment(attempt(number, 1), "zijian", "CO"))
                .get()
                .extracting(Assignment::whyEnded)
                .isEqualTo("RELEASED");
        assertThat(ledger.assignment(attempt(number, 1), "ziran", "CO"))
                .get()
                .extracting(Assignment::whyEnded)
                .isEqualTo("DONE");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：协办单位逾期后仍提交意见的，营商办的免除待办随之撤销，其他单位不受影响")
    void aLateOpinionStillCounts() {
        String number = dispatched("2026-03-02T10:00", "zijian", "ziran");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.timeIs("2026-03-07T10:00");
        acts.opine("zijian1", number, "迟到的意见：同意。");
        assertThat(openTasks(number))
                .containsExactly("userTask_coHandle", "userTask_handle", "userTask_releaseCoHandler");
        assertThat(seenBy("ziran1", number)).containsExactly("userTask_coHandle");
    }

    @Test
    @Tag("article-4")
    @Tag("article-9")
    @DisplayName("第四条、第十七条：新城交内部单位办理，新城仍为主办单位，各项时限不变")
    void assignedInside() {
        String number = dispatched("2026-03-02T10:00");
        Instant due = attempt(number, 1).dueAt();
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09", Map.of("insideUnit", "jinghezhujian"));
        assertThat(seenBy("jinghezhujian1", number)).containsExactly("userTask_handle");

        acts.timeIs("2026-03-03T10:00");
        acts.assignInside("jinghe1", number, "chongwen");
        assertThat(attempt(number, 1).host()).isEqualTo("jinghe");
        assertThat(attempt(number, 1).insideUnit()).isEqualTo("chongwen");
        assertThat(attempt(number, 1).dueAt()).isEqualTo(due);
        assertDue(taskDue(number, "userTask_handle"), "2026-03-09T18:00");
        assertThat(seenBy("chongwen1", number)).containsExactly("userTask_handle");
        assertThat(seenBy("jinghezhujian1", number)).isEmpty();
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_handle");
        assertThat(times(Act.ASSIGNED_INSIDE, number)).isEqualTo(1);

        acts.ready("chongwen1", number, "现场已处理。");
        assertThat(seenBy("chongwen1", number)).isEmpty();
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_reply");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：退回补办时协办单位继续协办")
    void coHandlersAgainInTheSecondAttempt() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.opine("zijian1", number, "同意。");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已办结。");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_respond");
        assertThat(seenBy("zijian1", number)).containsExactly("userTask_coHandle");
        assertThat(told(number, 2, "assignedCo")).containsExactly("zijian");
    }
}
