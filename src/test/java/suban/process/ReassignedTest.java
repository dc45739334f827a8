package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.acts.Acts.Promise;
import suban.ledger.Assignment;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("改派之后")
class ReassignedTest extends SubanTest {

    private static final String RESPOND = "userTask_respond";
    private static final String CO_HANDLE = "userTask_coHandle";

    @Test
    @Tag("article-12")
    @Tag("article-14")
    @DisplayName("第十二条、第十四条：协办单位改为主办后不再协办，补办时也不同时是协办单位")
    void aCoHandlerThatBecameHost() {
        String number = dispatched("2026-03-02T10:00", "qinhan", "zijian");
        acts.object("jinghe1", number, RESPOND, "qinhan", "厂房在秦汉新城辖区。");
        acts.uphold("ysb1", number, "qinhan", "确在秦汉新城。");
        assertThat(seenBy("qinhan1", number)).containsExactly(RESPOND);
        assertThat(complaint(number).coUnitList()).containsExactly("zijian");
        acts.respond("qinhan1", number, "2026-03-02T10:00", "2026-03-09");
        acts.opine("zijian1", number, "同意。");
        acts.ready("qinhan1", number, "可以答复。");
        acts.reply("qinhan1", number, Outcome.RESOLVED, "已解决。");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(openTasks(number)).containsExactly(CO_HANDLE, RESPOND);
        assertThat(ledger.coHandlers(attempt(number, 2)).stream().map(Assignment::unit))
                .containsExactly("zijian");
    }

    @Test
    @Tag("article-10")
    @Tag("article-12")
    @DisplayName("第十条、第十二条：改派主办后，未履行的会议承诺不再妨碍新主办单位答复")
    void commitmentsOfTheOldHostsMeeting() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.callMeeting("jinghe1", number, "2026-03-02T15:00", "商定先后。");
        acts.agreeToMeeting("zijian1", number);
        acts.recordMeeting("jinghe1", number, "先出意见。", new Promise("zijian", "出具消防意见", "2026-03-06", true));
        acts.opine("zijian1", number, "同意。");
        acts.correct("ysb1", number, "jinghe", "qinhan", "厂区已划入秦汉新城。");
        assertThat(openTasks(number)).containsExactly(RESPOND);
        acts.respond("qinhan1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("qinhan1", number, "可以答复。");
        acts.reply("qinhan1", number, Outcome.RESOLVED, "已解决。");
        assertThat(openTasks(number)).containsExactly("userTask_visit");
    }

    @Test
    @Tag("article-12")
    @Tag("article-17")
    @DisplayName("第十七条：新城营商办改派主办或协办，只能在本新城和新区部门之内")
    void withinReachOfTheNewCity() {
        today("2026-03-02T10:00");
        String number = acts.register("jingheysb1", general());
        acts.triage("jingheysb1", number, ComplaintClass.GENERAL, "jinghe", "jinghejingfa");
        assertRefused("toUnit", () -> acts.correct("jingheysb1", number, "jinghe", "qinhan", "不在辖区。"));
        assertRefused("toUnit", () -> acts.correct("jingheysb1", number, "jinghejingfa", "qinhanjingfa", "不对口。"));
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        assertRefused(
                "addUnits", () -> acts.askForCoHandlers("jinghe1", number, List.of("qinhanjingfa"), List.of(), "会同。"));
        // the unit may think so, the office cannot follow it
        acts.object("jinghe1", number, "userTask_handle", "qinhan", "不在辖区。");
        assertRefused("newUnit", () -> acts.uphold("jingheysb1", number, "qinhan", "不在辖区。"));
        acts.uphold("jingheysb1", number, "yongle", "按管理权限由永乐街道办理。");
        assertThat(seenBy("yongle1", number)).containsExactly(RESPOND);
    }

    @Test
    @Tag("article-4")
    @Tag("article-12")
    @DisplayName("第四条：被投诉的是新城营商办的，不能改派给该新城")
    void notToThoseWhoseOfficeIsAccused() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "fengxi",
                List.of(),
                Map.of("accusedUnit", "qinhanysb", "reason", "反映秦汉新城营商办推诿，另行指定。"));
        assertRefused("proposedUnit", () -> acts.object("fengxi1", number, RESPOND, "qinhan", "不在辖区。"));
        assertRefused("toUnit", () -> acts.correct("ysb1", number, "fengxi", "qinhan", "不在辖区。"));
    }

    @Test
    @Tag("article-4")
    @Tag("article-14")
    @DisplayName("第四条、第十四条：主办单位只评价实际协办的单位，各评一次，不评自己")
    void whoIsScored() {
        String number = dispatched("2026-03-02T10:00", "qinhan", "zijian", "ziran");
        acts.object("jinghe1", number, RESPOND, "qinhan", "厂房在秦汉新城辖区。");
        acts.uphold("ysb1", number, "qinhan", "确在秦汉新城。");
        acts.respond("qinhan1", number, "2026-03-02T10:00", "2026-03-09");
        acts.correct("ysb1", number, "zijian", "xingzheng", "许可权已划转。"); // released in time: nothing to score
        acts.correct("ysb1", number, "ziran", null, "与规划无关。");
        acts.askForCoHandlers("qinhan1", number, List.of("ziran"), List.of(), "仍需规划意见。");
        acts.changeCoHandlers("ysb1", number, List.of("ziran"), List.of(), "同意。");
        acts.opine("xingzheng1", number, "同意。");
        acts.opine("ziran1", number, "同意。");
        acts.ready("qinhan1", number, "可以答复。");
        acts.reply("qinhan1", number, Outcome.RESOLVED, "已解决。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertRefused("scores", () -> acts.score("qinhan1", number, Map.of("xingzheng", 5, "ziran", 5, "zijian", 1)));
        acts.score("qinhan1", number, Map.of("xingzheng", 5, "ziran", 4));
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-9")
    @Tag("article-14")
    @Tag("article-15")
    @DisplayName("第十四条、第十五条：补办的单位打开表单即知企业为何不满意、督办有何要求，退回的答复知退回理由")
    void whyItIsHandledAgain() {
        String number = supervised("2026-03-02T10:00");
        assertThat(String.valueOf(prefilled(number, RESPOND).get("beforeText")))
                .contains("企业对上次答复非常不满意")
                .contains("督办要求：三日内核发许可。");
        acts.respond("jinghe1", number, "2026-03-03T10:00", "2026-03-03");
        assertThat(prefilled(number, "userTask_handle")).containsKey("beforeText");
        acts.ready("jinghe1", number, "已办。");
        assertThat(prefilled(number, "userTask_reply").get("returnText")).isNull();
        acts.reply("jinghe1", number, Outcome.EXPLAINED_INFEASIBLE, "难以解决。", Map.of("legalBasis", "《城乡规划法》第四十条"));
        acts.returnReply("ysb1", number, "依据不准确。");
        assertThat(prefilled(number, "userTask_reply").get("returnText")).hasToString("依据不准确。");
    }

    @Test
    @Tag("article-12")
    @Tag("article-15")
    @DisplayName("第十二条、第十五条：再次协办的单位只知企业不满意，看不到不满意的原因和对主办单位的督办要求")
    void coHandlersReadNoReason() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        for (int no = 1; no <= 2; no++) {
            acts.opine("zijian1", number, "同意。");
            acts.ready("jinghe1", number, "可以答复。");
            acts.reply("jinghe1", number, Outcome.RESOLVED, "已解决。");
            acts.visit("ysb2", number, Rating.DISSATISFIED, Map.of("dissatisfactionReason", "经办人推诿"));
            if (no == 1) {
                acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-02");
                assertThat(String.valueOf(opened("zijian1", number).get("beforeText")))
                        .isEqualTo("企业对上次答复不满意");
            }
        }
        acts.supervise("ysb1", number);
        acts.supervise("ducha1", number);
        acts.recordSupervision("ducha1", number, "窗口重复要求补件。", "口径不一。", "三日内核发许可。");
        assertThat(String.valueOf(prefilled(number, RESPOND).get("beforeText"))).contains("经办人推诿", "督办要求：三日内核发许可。");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-02");
        assertThat(String.valueOf(opened("zijian1", number).get("beforeText"))).isEqualTo("企业对上次答复不满意");
        assertThat(String.valueOf(prefilled(number, "userTask_handle").get("beforeText")))
                .contains("经办人推诿", "督办要求：三日内核发许可。");
    }

    private Map<String, Object> opened(String user, String number) {
        return processes.as(
                user,
                () -> forms.getTaskFormVariables(
                        task(number, "userTask_coHandle").getId()));
    }

    @Test
    @Tag("article-4")
    @Tag("article-12")
    @DisplayName("第四条：被投诉的营商办不能对该投诉采取措施，由上一级营商办采取")
    void theAccusedOfficeActsOnNothing() {
        today("2026-03-02T10:00");
        String number = acts.register("jingheysb1", general());
        acts.triage(
                "jingheysb1",
                number,
                ComplaintClass.GENERAL,
                "zijian",
                List.of(),
                Map.of("accusedUnit", "jingheysb", "reason", "反映本办推诿，另行指定主办单位。"));
        assertRefused("number", () -> acts.correct("jingheysb1", number, "zijian", "ziran", "自行改派。"));
        assertRefused("number", () -> acts.withdraw("jingheysb1", number, "企业要求。"));
        acts.correct("ysb1", number, "zijian", "ziran", "规划事项。");
        assertThat(seenBy("ziran1", number)).containsExactly(RESPOND);
    }

    private Map<String, Object> prefilled(String number, String key) {
        return processes.as(
                "jinghe1", () -> forms.getTaskFormVariables(task(number, key).getId()));
    }
}
