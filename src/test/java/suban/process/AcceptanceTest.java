package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import suban.NotFound;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("投诉的来源与受理")
class AcceptanceTest extends SubanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ONSITE",
                "PHONE",
                "MAIL",
                "EMAIL",
                "HAOCHAPING",
                "ZHENGQITONG",
                "PORTAL",
                "LIAISON",
                "OBSERVER",
                "DEPARTMENT",
                "SUPERIOR"
            })
    @Tag("article-6")
    @Tag("article-7")
    @DisplayName("第七条（一）（二）（三）：向营商办反馈、提请和上级交办的，营商办直接受理，一个工作日内研判")
    void theOfficeAccepts(String channel) {
        today("2026-02-13T16:00");
        Map<String, Object> form = with(general(), "channel", channel);
        if (channel.equals("SUPERIOR")) {
            form.put("orderNumber", "陕营商办函〔2026〕5号");
        }
        String number = acts.register("ysb1", form);
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        assertThat(status(number)).isEqualTo(Status.TRIAGE);
        assertThat(complaint(number).acceptedAt()).isEqualTo(Acts.at("2026-02-13T16:00"));
        // Saturday 14 February is worked, in exchange for the Spring Festival
        assertDue(taskDue(number, "userTask_triage"), "2026-02-14T18:00");
        assertThat(told(number, 0, "accepted")).containsExactly("ENTERPRISE");
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条（三）：上级交办的，文号留存，交办时限早于五个工作日的从其时限")
    void theOrdersEarlierDateRules() {
        String number = ordered("2026-03-05");
        assertThat(complaint(number).orderNumber()).isEqualTo("陕营商办函〔2026〕7号");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-05T18:00");
        assertDue(attempt(number, 1).dueAt(), "2026-03-05T18:00");
        assertDue(attempt(number, 1).warnAt(), "2026-03-04T18:00");
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条（三）：上级交办时限晚于五个工作日的，仍按五个工作日")
    void theOrdersLaterDateChangesNothing() {
        String number = ordered("2026-03-20");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
    }

    @Test
    @Tag("article-7")
    @Tag("article-14")
    @DisplayName("第十四条：上级交办时限已过后退回补办的，补办时限为五个工作日")
    void anOrdersDateThatHasPassedDoesNotRuleTheRehandling() {
        String number = ordered("2026-03-05");
        handled(number, "2026-03-02T10:00");
        acts.timeIs("2026-03-06T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        // 9, 10, 11, 12, 13 March
        assertDue(attempt(number, 2).dueAt(), "2026-03-13T18:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMPAIGN", "UNIT"})
    @Tag("article-6")
    @Tag("article-7")
    @DisplayName("第七条（四）（五）：走访座谈中或部门自收的，由该单位五个工作日内先行协调")
    void theCollectingUnitCoordinatesFirst(String channel) {
        String number = collected(channel, "2026-04-29T10:00");
        assertThat(status(number)).isEqualTo(Status.COORDINATING_FIRST);
        assertThat(openTasks(number)).containsExactly("userTask_coordinateFirst");
        assertThat(seenBy("zijian1", number)).containsExactly("userTask_coordinateFirst");
        assertThat(seenBy("ziran1", number)).isEmpty();
        // 30 April, 6, 7, 8 and the worked Saturday 9 May; 1 to 5 May off
        assertDue(taskDue(number, "userTask_coordinateFirst"), "2026-05-09T18:00");
        assertThat(told(number, 0, "coordinateFirst")).containsExactly("zijian");
        assertThatThrownBy(() -> acts.handOver("ysb1", number, "应由营商办协调。")).isInstanceOf(NotFound.class);
    }

    @Test
    @Tag("article-7")
    @Tag("article-14")
    @DisplayName("第七条（四）：先行协调的单位答复了企业，由营商办回访，满意销号")
    void answeredByTheCollectingUnit() {
        String number = collected("CAMPAIGN", "2026-04-29T10:00");
        acts.answerFirst("zijian1", number, "施工许可已于今日核发。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        assertThat(attempt(number, 1).host()).isEqualTo("zijian");
        assertThat(attempt(number, 1).outcome()).isEqualTo(Outcome.RESOLVED);
        assertThat(notices(number, "replied")).singleElement().satisfies(notice -> assertThat(notice.body())
                .contains("施工许可已于今日核发"));
        assertThat(seenBy("zijian2", number)).isEmpty();

        acts.visit("ysb1", number, Rating.SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-7")
    @Tag("article-14")
    @DisplayName("第十四条：先行协调的答复企业不满意，退回原办理单位补办")
    void theCollectingUnitRehandles() {
        String number = collected("UNIT", "2026-04-29T10:00");
        acts.answerFirst("zijian1", number, "请企业再等等。");
        acts.timeIs("2026-04-30T10:00");
        acts.visit("ysb1", number, Rating.VERY_DISSATISFIED);
        assertThat(attempt(number, 2).host()).isEqualTo("zijian");
        assertThat(seenBy("zijian2", number)).containsExactly("userTask_respond");
        // 6, 7, 8, 9 and 11 May
        assertDue(attempt(number, 2).dueAt(), "2026-05-11T18:00");
    }

    @Test
    @Tag("article-7")
    @Tag("article-8")
    @DisplayName("第七条（四）（五）：难以协调报营商办的，营商办的时限自报送之日起算")
    void handedOver() {
        String number = collected("UNIT", "2026-04-29T10:00");
        acts.timeIs("2026-05-06T11:00");
        acts.handOver("zijian1", number, "涉及规划调整，本局无权决定。");
        assertThat(status(number)).isEqualTo(Status.TRIAGE);
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        assertThat(complaint(number).acceptedAt()).isEqualTo(Acts.at("2026-05-06T11:00"));
        assertDue(taskDue(number, "userTask_triage"), "2026-05-07T18:00");

        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        // 7, 8, the worked Saturday 9, 11 and 12 May
        assertDue(complaint(number).enterpriseDueAt(), "2026-05-12T18:00");
        assertThat(acts(number)).contains(Act.HANDED_OVER);
    }

    @Test
    @Tag("article-7")
    @Tag("article-8")
    @DisplayName("第七条（四）（五）：先行协调五个工作日期满未答复的，营商办接办并起算自己的时限")
    void lapsed() {
        String number = collected("CAMPAIGN", "2026-04-29T10:00");
        acts.timeIs("2026-05-09T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_coordinateFirst");
        acts.timeIs("2026-05-09T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        assertThat(status(number)).isEqualTo(Status.TRIAGE);
        assertThat(complaint(number).acceptedAt()).isEqualTo(Acts.at("2026-05-09T18:00"));
        assertThat(times(Act.TAKEN_OVER, number)).isEqualTo(1);
        assertThat(seenBy("zijian1", number)).isEmpty();

        acts.timeIs("2026-05-11T09:00");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        // 11 to 15 May
        assertDue(complaint(number).enterpriseDueAt(), "2026-05-15T18:00");
    }

    @Test
    @Tag("article-7")
    @Tag("article-8")
    @DisplayName("第八条：已报营商办的投诉拆分后，不再退回单位先行协调，仍自报送之日起算")
    void aPartSplitOffAHandedOverComplaintGoesToTriage() {
        String number = collected("UNIT", "2026-04-29T10:00");
        acts.timeIs("2026-05-06T11:00");
        acts.handOver("zijian1", number, "涉及规划调整，本局无权决定。");
        acts.timeIs("2026-05-07T09:00");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("splitItems", "门前道路破损无人修复"));
        String part = jdbc.queryForObject("select number from complaint where split_from = ?", String.class, number);
        assertThat(openTasks(part)).containsExactly("userTask_triage");
        acts.triage("ysb1", part, ComplaintClass.GENERAL, "jinghe");
        assertDue(complaint(part).enterpriseDueAt(), "2026-05-12T18:00");
    }

    @Test
    @Tag("article-4")
    @Tag("article-7")
    @DisplayName("第四条、第十七条：新城营商办受理的，由该新城营商办研判")
    void aNewCitysOfficeCoordinatesWhatItRegistered() {
        today("2026-03-02T10:00");
        String number = acts.register("jingheysb1", general());
        assertThat(complaint(number).coordinatingUnit()).isEqualTo("jingheysb");
        assertThat(seenBy("jingheysb2", number)).containsExactly("userTask_triage");
        assertThat(seenBy("fengdongysb1", number)).isEmpty();
        acts.triage("jingheysb1", number, ComplaintClass.GENERAL, "jinghe");
        assertThat(status(number)).isEqualTo(Status.HANDLING);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：一问题一编号，同日的投诉编号连续不重")
    void everyProblemHasANumber() {
        today("2026-07-15T10:00");
        String first = acts.register("ysb1", general());
        String second = acts.register("ysb1", general());
        assertThat(first).isEqualTo("XX20260715-0001");
        assertThat(second).isEqualTo("XX20260715-0002");
        acts.timeIs("2026-07-16T08:00");
        assertThat(acts.register("ysb1", general())).isEqualTo("XX20260716-0001");
    }

    private String collected(String channel, String at) {
        today(at);
        return acts.register("ysb1", with(with(general(), "channel", channel), "receivedBy", "zijian"));
    }

    private String ordered(String due) {
        today("2026-03-02T10:00");
        Map<String, Object> form = with(general(), "channel", "SUPERIOR");
        form.put("orderNumber", "陕营商办函〔2026〕7号");
        form.put("orderDueAt", due);
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        return number;
    }
}
