package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("新城参照新区体系")
class NewCityLevelTest extends SubanTest {

    private static final String REASON = "事项在街道辖区内，由街道直接办理。";

    private String atKonggang(String host, String... coHandlers) {
        String number = acts.register("konggangysb1", with(general(), "newCity", "konggang"));
        acts.triage(
                "konggangysb1",
                number,
                ComplaintClass.GENERAL,
                host,
                List.of(coHandlers),
                host.equals("konggang") ? Map.of() : Map.of("reason", REASON));
        return number;
    }

    private void handledByTheTown(String number, String at) {
        acts.respond("dizhang1", number, at, at.substring(0, 10));
        acts.opine("konggangzhujian1", number, "雨水井已纳入本周疏通计划。");
        acts.ready("dizhang1", number, "已现场处置。");
        acts.reply("dizhang1", number, Outcome.RESOLVED, "积水已排除，雨水井已疏通。");
    }

    @Test
    @Tag("article-17")
    @Tag("article-9")
    @Tag("article-14")
    @DisplayName("第十七条：新城营商办登记、研判，镇街主办、新城部门协办，新城营商办回访，满意销号，全程不经新区营商办")
    void theWholeRoad() {
        today("2026-02-12T10:00");
        String number = atKonggang("dizhang", "konggangzhujian");
        assertThat(complaint(number).coordinatingUnit()).isEqualTo("konggangysb");
        // 13, the worked Saturday 14, then 24, 25, 26 February; 15 to 23 off
        assertDue(complaint(number).enterpriseDueAt(), "2026-02-26T18:00");
        assertDue(attempt(number, 1).responseDueAt(), "2026-02-12T18:00");
        assertDue(taskDue(number, "userTask_coHandle"), "2026-02-25T18:00");
        assertThat(seenBy("dizhang2", number)).containsExactly("userTask_respond");
        assertThat(seenBy("konggangzhujian2", number)).containsExactly("userTask_coHandle");
        assertThat(seenBy("ysb1", number)).isEmpty();

        handledByTheTown(number, "2026-02-12T10:00");
        assertThat(seenBy("ysb1", number)).isEmpty();
        // who triaged does not visit; 13 and the worked Saturday 14 February
        assertDue(taskDue(number, "userTask_visit"), "2026-02-14T18:00");
        assertForbidden(() -> acts.visit("konggangysb1", number, Rating.SATISFIED));
        acts.visit("konggangysb2", number, Rating.SATISFIED);
        acts.score("dizhang1", number, Map.of("konggangzhujian", 5));
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-17")
    @Tag("article-14")
    @DisplayName("第十七条、第十四条：企业不满意的，退回原镇街补办五个工作日")
    void dissatisfied() {
        today("2026-04-28T10:00");
        String number = atKonggang("dizhang", "konggangzhujian");
        handledByTheTown(number, "2026-04-28T10:00");
        acts.timeIs("2026-04-29T10:00");
        acts.visit("konggangysb2", number, Rating.DISSATISFIED);
        assertThat(attempt(number, 2).host()).isEqualTo("dizhang");
        assertThat(seenBy("dizhang1", number)).containsExactly("userTask_respond");
        assertThat(seenBy("konggangzhujian1", number)).containsExactly("userTask_coHandle");
        // 30 April, 6, 7, 8 and the worked Saturday 9 May
        assertDue(attempt(number, 2).dueAt(), "2026-05-09T18:00");
        handledByTheTown(number, "2026-04-29T10:00");
        acts.visit("konggangysb2", number, Rating.SATISFIED);
        acts.score("dizhang1", number, Map.of("konggangzhujian", 4));
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-17")
    @Tag("article-9")
    @DisplayName("第十七条、第四条：镇街逾期的，报新城营商办督促")
    void overdueIsReportedToTheNewCitysOffice() {
        today("2026-03-02T10:00");
        String number = atKonggang("dizhang");
        acts.timeIs("2026-03-09T18:00");
        assertThat(told(number, 1, "overdue")).containsExactly("konggangysb");
        assertThat(told(number, 1, "responseOverdue")).containsExactly("konggangysb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fengdong", "fengdongzhujian", "doumen"})
    @Tag("article-17")
    @DisplayName("第十七条：新城营商办不能交办给别的新城及其单位")
    void notIntoAnotherNewCity(String unit) {
        today("2026-03-02T10:00");
        String number = acts.register("konggangysb1", with(general(), "newCity", "konggang"));
        assertRefused(
                "hostUnit",
                () -> acts.triage(
                        "konggangysb1", number, ComplaintClass.GENERAL, unit, List.of(), Map.of("reason", REASON)));
        assertRefused(
                "coHandlerUnits", () -> acts.triage("konggangysb1", number, ComplaintClass.GENERAL, "konggang", unit));
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        // the New Area's office may, and a 新城's may ask a department of the New Area in
        acts.triage("konggangysb1", number, ComplaintClass.GENERAL, "konggang", "ziran");
        assertThat(complaint(number).coUnitList()).containsExactly("ziran");
    }
}
