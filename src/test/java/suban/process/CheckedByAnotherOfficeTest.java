package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.InvalidInput;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Status;

@DisplayName("自己承办的不由自己确认和回访")
class CheckedByAnotherOfficeTest extends SubanTest {

    @Test
    @Tag("article-4")
    @Tag("article-14")
    @DisplayName("第四、十四条：新城营商办协调又因部门被投诉而自己承办的，由新区营商办确认解释说明并回访")
    void newCityOfficeThatHandlesItself() {
        today("2026-03-02T10:00");
        String number = acts.register("jingheysb1", general());
        acts.triage(
                "jingheysb1",
                number,
                ComplaintClass.GENERAL,
                "jinghe",
                List.of(),
                Map.of("accusedUnit", "jinghezhujian"));
        acts.respond("jingheysb1", number, "2026-03-02T10:00", "2026-03-06");
        acts.ready("jingheysb1", number, "已核查。");
        acts.reply("jingheysb2", number, Outcome.EXPLAINED_UNREASONABLE, "该诉求不符合现行政策。");
        assertThat(seenBy("jingheysb1", number)).isEmpty();
        acts.confirmReply("ysb1", number);
        assertThat(seenBy("jingheysb1", number)).isEmpty();
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_visit");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：空白的回访表单不算一次回访")
    void anEmptyCallBackIsNone() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-06");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已解决。");
        assertThatThrownBy(() -> processes.complete("ysb2", number, "userTask_visit", Map.of()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("必填");
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(openTasks(number)).containsExactly("userTask_visit");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：到期当日才研判的，协办意见不早于回应期限，也不再发到期提醒")
    void lateTriageLeavesTheCoHandlerItsDay() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.timeIs("2026-03-09T10:00");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        assertDue(attempt(number, 1).opinionDueAt(), "2026-03-09T18:00");
        acts.timeIs("2026-03-09T17:00");
        assertThat(openTasks(number)).doesNotContain("userTask_releaseCoHandler");
        assertThat(told(number, 1, "dueSoon")).isEmpty();
    }

    @Test
    @Tag("article-4")
    @Tag("article-14")
    @DisplayName("第四、十四条：被投诉的是新城本身，由其营商办协调的，确认和回访交新区营商办，也不再告知其营商办")
    void officeOfTheAccusedNewCity() {
        today("2026-03-02T10:00");
        String number = acts.register("jingheysb1", general());
        acts.triage(
                "jingheysb1",
                number,
                ComplaintClass.GENERAL,
                "xingzheng",
                List.of(),
                Map.of("accusedUnit", "jinghe", "reason", "被投诉的是泾河新城，另定主办单位"));
        acts.respond("xingzheng1", number, "2026-03-02T10:00", "2026-03-06");
        acts.ready("xingzheng1", number, "已办。");
        acts.reply("xingzheng1", number, Outcome.RESOLVED, "已解决。");
        assertThat(seenBy("jingheysb1", number)).isEmpty();
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_visit");
        assertThat(told(number, 1, "replyCopy")).containsExactly("ysb");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：被投诉的营商办不能即时答复对自己的投诉")
    void theAccusedOfficeDoesNotAnswer() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertThatThrownBy(() -> acts.triage(
                        "ysb1", number, ComplaintClass.IMMEDIATE, "jinghe", List.of(), Map.of("accusedUnit", "ysb")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("不能由其即时答复");
        assertThat(openTasks(number)).containsExactly("userTask_triage");
    }
}
