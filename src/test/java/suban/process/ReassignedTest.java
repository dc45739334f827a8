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
}
