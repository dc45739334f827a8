package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("一件投诉从登记到销号")
class RoadToClosureTest extends SubanTest {

    @Test
    @Tag("article-4")
    @Tag("article-6")
    @Tag("article-8")
    @Tag("article-9")
    @Tag("article-14")
    @DisplayName("第四、六、八、九、十四条：电话投诉，一般类，主办协办，回复，满意，销号")
    void satisfied() {
        today("2026-02-12T10:00");
        String number = acts.register("ysb1", general());
        assertThat(number).matches("XX20260212-\\d{4}");
        assertThat(openTasks(number)).containsExactly("userTask_triage");

        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        // Article 8: five working days; 15 to 23 February off, Saturday the 14th worked
        assertDue(complaint(number).enterpriseDueAt(), "2026-02-26T18:00");
        assertDue(attempt(number, 1).responseDueAt(), "2026-02-12T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_respond");

        acts.respond("jinghe1", number, "2026-02-12T10:00", "2026-02-25");
        acts.opine("zijian1", number, "同意加快办理，所需材料已一次性告知。");
        acts.ready("jinghe1", number, "已与企业对接。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发。");
        assertThat(complaint(number).status()).isEqualTo(Status.VISIT);

        acts.visit("ysb2", number, Rating.SATISFIED);
        acts.score("jinghe1", number, Map.of("zijian", 5));
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-9")
    @DisplayName("表单填写的内容进入台账，不留在流程变量里")
    void typedValuesStayOutOfTheEngine() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-06");
        assertThat(runtime.createVariableInstanceQuery().list())
                .extracting(variable -> variable.getName())
                .containsOnly(
                        "complaintNumber",
                        "coordinatingUnit",
                        "attempt",
                        "acceptanceRoute",
                        "scopeGround",
                        "triageResult",
                        "hostUnit",
                        "complaintClass",
                        "coUnit",
                        "nrOfInstances",
                        "nrOfCompletedInstances",
                        "nrOfActiveInstances",
                        "loopCounter");
        assertThat(history.createHistoricVariableInstanceQuery().count()).isZero();
    }
}
