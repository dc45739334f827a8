package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Rating;
import suban.ledger.Status;

@DisplayName("部门、新城和镇街自行登记")
class OwnRegistrationTest extends SubanTest {

    private static Map<String, Object> through(String channel) {
        return with(general(), "channel", channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMPAIGN", "UNIT"})
    @Tag("article-7")
    @DisplayName("第七条（四）（五）：部门自行登记走访或自收的投诉，由本单位先行协调，并把期限告知企业")
    void aDepartmentRegistersWhatItHeard(String channel) {
        today("2026-09-30T10:00");
        String number = acts.register("zijian1", through(channel));
        assertThat(complaint(number).receivedBy()).isEqualTo("zijian");
        assertThat(complaint(number).coordinatingUnit()).isEqualTo("ysb");
        assertThat(status(number)).isEqualTo(Status.COORDINATING_FIRST);
        assertThat(seenBy("zijian2", number)).containsExactly("userTask_coordinateFirst");
        assertThat(seenBy("ysb1", number)).isEmpty();
        // 1 to 7 October off; 8, 9 and the worked Saturday 10, then 12 and 13 October
        assertDue(taskDue(number, "userTask_coordinateFirst"), "2026-10-13T18:00");
        assertThat(notices(number, "acceptedByUnit")).singleElement().satisfies(notice -> {
            assertThat(notice.recipient()).isEqualTo("ENTERPRISE");
            assertThat(notice.body()).contains(number, "住房和城乡建设局", "2026年10月13日 18:00");
        });
        acts.answerFirst("zijian2", number, "已协调解决。");
        acts.visit("ysb1", number, Rating.SATISFIED);
        assertEnded(number, Status.CLOSED, "endEvent_closed");
    }

    @Test
    @Tag("article-6")
    @DisplayName("第六条（六）：部门无法解决、提请营商办协调的，直接研判，不再先行协调")
    void aRequestGoesStraightToTriage() {
        today("2026-03-02T10:00");
        String number = acts.register("zijian1", through("DEPARTMENT"));
        assertThat(complaint(number).receivedBy()).isEqualTo("zijian");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_triage");
        assertThat(seenBy("zijian1", number)).isEmpty();
        assertDue(taskDue(number, "userTask_triage"), "2026-03-03T18:00");
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条（五）：先行协调期满，营商办接办，时限自期满之日起算")
    void lapsed() {
        today("2026-04-29T10:00");
        String number = acts.register("zijian1", through("UNIT"));
        acts.timeIs("2026-05-09T18:00");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_triage");
        assertThat(seenBy("zijian1", number)).isEmpty();
        assertThat(times(Act.TAKEN_OVER, number)).isEqualTo(1);
        acts.timeIs("2026-05-11T09:00");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        // 11, 12, 13, 14, 15 May
        assertDue(complaint(number).enterpriseDueAt(), "2026-05-15T18:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PHONE", "ONSITE", "SUPERIOR", "ZHENGQITONG", "LIAISON", "HOTLINE"})
    @Tag("article-7")
    @DisplayName("第七条（一）至（三）：其他渠道的投诉由营商办登记，部门不能登记")
    void otherChannelsAreTheOffices(String channel) {
        today("2026-03-02T10:00");
        Map<String, Object> form = through(channel);
        if (channel.equals("SUPERIOR")) {
            form.put("orderNumber", "陕营商办函〔2026〕9号");
        }
        long before = complaints.count();
        assertRefused("channel", () -> acts.register("zijian1", form));
        assertThat(complaints.count()).isEqualTo(before);
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条（五）：部门不能替别的单位登记")
    void onlyItsOwn() {
        today("2026-03-02T10:00");
        assertRefused("receivedBy", () -> acts.register("zijian1", with(through("UNIT"), "receivedBy", "ziran")));
        assertThat(acts.register("zijian1", with(through("UNIT"), "receivedBy", "zijian")))
                .startsWith("XX20260302-");
        // the office names the unit
        assertRefused("receivedBy", () -> acts.register("ysb1", through("UNIT")));
    }

    @ParameterizedTest
    @CsvSource({
        "jinghe1, jinghe, jingheysb",
        "jinghezhujian1, jinghe, jingheysb",
        "chongwen1, jinghe, jingheysb",
        "chongwen1, fengdong, ysb",
        "jingheysb1, fengdong, ysb",
        "ziran1, jinghe, ysb"
    })
    @Tag("article-7")
    @Tag("article-17")
    @DisplayName("第七条、第十七条：新城的单位登记本新城企业的投诉由其新城营商办协调；其余由新区营商办协调")
    void whoCoordinates(String person, String newCity, String office) {
        today("2026-03-02T10:00");
        Map<String, Object> form = with(through(person.equals("jingheysb1") ? "PHONE" : "UNIT"), "newCity", newCity);
        String number = acts.register(person, form);
        assertThat(complaint(number).coordinatingUnit()).isEqualTo(office);
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条（三）：文号、时限只用于上级交办；无投诉人的，研判时预选“上级交办无投诉人”")
    void ordersFromAbove() {
        today("2026-03-02T10:00");
        assertRefused("orderNumber", () -> acts.register("ysb1", with(through("PHONE"), "orderNumber", "文〔2026〕1号")));
        assertRefused("orderDueAt", () -> acts.register("ysb1", with(through("PHONE"), "orderDueAt", "2026-03-05")));
        assertRefused("noComplainant", () -> acts.register("ysb1", with(through("PHONE"), "noComplainant", true)));

        Map<String, Object> order = with(through("SUPERIOR"), "orderNumber", "陕营商办函〔2026〕11号");
        order.put("noComplainant", true);
        order.put("enterpriseName", "省优化营商环境工作领导小组办公室");
        String number = acts.register("ysb1", order);
        assertThat(complaint(number).eligibility()).isEqualTo("ORDER");
        acts.triage(
                "ysb1", number, ComplaintClass.GENERAL, "jinghe", java.util.List.of(), Map.of("eligibility", "ORDER"));
        assertThat(complaint(number).eligibility()).isEqualTo("ORDER");
    }
}
