package suban.process;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

/** To whom the tasks of a case's road go (the table of tasks and groups in the design). */
@DisplayName("每一步交到该办的单位")
class TaskGroupsTest extends SubanTest {

    @Test
    @Tag("article-8")
    @Tag("article-9")
    @Tag("article-10")
    @Tag("article-14")
    @DisplayName("第八至十、十四条：研判和回访归营商办，回应、办理、回复和评价协办归主办，协办意见归协办单位，解释说明由营商办确认")
    void theRoad() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertWaits(number, "userTask_triage", "ysb");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "ziran");
        assertWaits(number, "userTask_respond", "jinghe");
        assertWaits(number, "userTask_coHandle", "zijian", "ziran");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-04");
        acts.opine("zijian1", number, "已核。");
        acts.opine("ziran1", number, "已核。");
        assertWaits(number, "userTask_handle", "jinghe");
        acts.ready("jinghe1", number, "可以答复。");
        assertWaits(number, "userTask_reply", "jinghe");
        acts.reply("jinghe1", number, Outcome.EXPLAINED_INFEASIBLE, "依据现行规划不能调整。");
        assertWaits(number, "userTask_confirmReply", "ysb");
        acts.confirmReply("ysb1", number);
        assertWaits(number, "userTask_visit", "ysb");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertWaits(number, "userTask_scoreCoHandlers", "jinghe");
        acts.score("jinghe1", number, Map.of("zijian", 5, "ziran", 4));
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：是否督查由营商办和督查室各自提出意见，督查归督查室，是否推进不力由两家分别认定")
    void afterDissatisfaction() {
        String number = dissatisfiedTwice("2026-03-02T10:00");
        assertWaits(number, "userTask_decideSupervision", "ysb", "ducha");
        acts.supervise("ysb1", number);
        assertWaits(number, "userTask_decideSupervision", "ducha");
        acts.supervise("ducha1", number);
        assertWaits(number, "userTask_recordSupervision", "ducha");
        acts.recordSupervision("ducha1", number, "窗口重复要求补件。", "口径不一。", "三日内核发许可。");
        assertWaits(number, "userTask_respond", "jinghe");
        handled(number, "2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertWaits(number, "userTask_judgeResponsibility", "ysb", "ducha");
        acts.judge("ysb1", number, "NEGLIGENT", "三次办理均未实质推进。");
        assertWaits(number, "userTask_judgeResponsibility", "ducha");
        acts.judge("ducha1", number, "NEGLIGENT", "督办要求未落实。");
        assertWaits(number, "userTask_sendReferral", "ysb");
        acts.sendReferral("ysb1", number);
        assertWaits(number, "userTask_recordConclusion", "jijian");
    }
}
