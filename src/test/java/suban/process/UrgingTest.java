package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.NotFound;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.ledger.Act;
import suban.ledger.TimelineText;
import suban.office.UrgingService;

@DisplayName("催办和督办")
class UrgingTest extends SubanTest {

    @Autowired
    UrgingService urging;

    @Autowired
    DocumentService documents;

    private List<String> texts(String number, Act act) {
        return timeline.of(complaint(number).id()).stream()
                .filter(entry -> entry.act() == act)
                .map(entry -> TimelineText.of(entry, organisation::nameOf))
                .toList();
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：营商办催促正在办理的单位，每单位每天最多一次，记入办理记录，期限和任务不变")
    void urged() {
        String number = dispatched("2026-02-12T10:00", "zijian");
        List<String> before = openTasks(number);
        assertThat(urging.urge(number, "企业来电询问进展。", unit("ysb"))).containsExactlyInAnyOrder("jinghe", "zijian");
        assertThatThrownBy(() -> urging.urge(number, "再催。", unit("ysb"))).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> urging.urge(number, "再催。", SUPERVISOR)).isInstanceOf(Conflict.class);
        assertThat(told(number, 1, "urged-2026-02-12")).containsExactlyInAnyOrder("jinghe", "zijian");
        assertThat(texts(number, Act.URGED))
                .singleElement()
                .asString()
                .startsWith("新区营商办催促办理：")
                .contains("泾河新城", "住房和城乡建设局", "理由“企业来电询问进展”");
        assertThat(openTasks(number)).isEqualTo(before);
        assertDue(complaint(number).enterpriseDueAt(), "2026-02-26T18:00");

        acts.timeIs("2026-02-13T09:00");
        assertThat(urging.urge(number, "再催。", SUPERVISOR)).hasSize(2);
        assertThat(texts(number, Act.URGED)).hasSize(2);
        assertIntact(number);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：办理单位自己、其他新城不能催办；没有别的单位待办的、办结的不催")
    void byWhom() {
        String number = dispatched("2026-02-12T10:00");
        assertThatThrownBy(() -> urging.urge(number, "催。", unit("jinghe"))).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> urging.urge(number, "催。", unit("qinhanysb"))).isInstanceOf(NotFound.class);
        assertThat(urging.urge(number, "催。", unit("jingheysb"))).containsExactly("jinghe");
        assertThat(urging.offer(number, unit("jingheysb"))).isEqualTo(new UrgingService.Offer(true, true));
        assertThat(urging.offer(number, SUPERVISOR)).isEqualTo(new UrgingService.Offer(true, false));
        assertThat(urging.offer(number, unit("jinghe"))).isEqualTo(new UrgingService.Offer(false, false));
        handled(number, "2026-02-12T10:00");
        assertThat(urging.offer(number, unit("ysb"))).isEqualTo(new UrgingService.Offer(false, false));
        // what waits for the call of the New Area's office is not for a 新城's office to press
        assertThatThrownBy(() -> urging.urge(number, "催。", unit("jingheysb")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("没有其他单位的待办");
        assertThatThrownBy(() -> urging.urge(number, "催。", unit("ysb")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("没有其他单位的待办");
        acts.visit("ysb2", number, suban.ledger.Rating.SATISFIED);
        assertThatThrownBy(() -> urging.urge(number, "催。", SUPERVISOR))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("已经办结");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：督办签发通知单，编号、送达各待办单位，报告日期应为工作日；监督人员不签发文书")
    void overseen() {
        String number = dispatched("2026-02-12T10:00", "zijian");
        LocalDate report = LocalDate.parse("2026-02-24");
        assertThatThrownBy(() -> urging.oversee(number, "请落实。", report, SUPERVISOR))
                .isInstanceOf(Forbidden.class);
        // 15 to 23 February are off
        for (String wrong : List.of("2026-02-11", "2026-02-20", "2026-03-30")) {
            assertThatThrownBy(() -> urging.oversee(number, "请落实。", LocalDate.parse(wrong), unit("ysb")))
                    .isInstanceOf(InvalidInput.class);
        }
        assertThat(urging.oversee(number, "请明确牵头科室。", report, unit("ysb")))
                .containsExactlyInAnyOrder("jinghe", "zijian");
        assertThat(texts(number, Act.OVERSEEN))
                .singleElement()
                .asString()
                .startsWith("新区营商办督办：")
                .contains("2026年2月24日前报告落实情况", "督办要求“请明确牵头科室”");
        assertThat(documents.of(number, unit("zijian")))
                .filteredOn(line -> line.kind() == DocumentKind.OVERSIGHT)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.title()).isEqualTo("企业投诉督办通知单");
                    assertThat(line.documentNumber()).startsWith("西咸营商督通〔2026〕");
                });
        assertThat(jdbc.queryForList(
                        "select body from document where complaint_id = ? and kind = 'OVERSIGHT'",
                        String.class,
                        complaint(number).id()))
                .hasSize(2)
                .allSatisfy(body -> assertThat(body)
                        .contains("请明确牵头科室。", "请于2026年2月24日前", "2026年2月26日 18:00")
                        .doesNotContain("已逾期", "{{"));
        assertDue(complaint(number).enterpriseDueAt(), "2026-02-26T18:00");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：责任倒查中的案件不催办，以免在办理记录中显露")
    void notWhileHeldToAccount() {
        String number = dissatisfiedThrice("2026-02-12T10:00");
        assertThatThrownBy(() -> urging.urge(number, "催。", unit("ysb"))).isInstanceOf(Conflict.class);
        String supervised = dissatisfiedTwice("2026-02-12T10:00");
        // the 新城's office cannot tell the one from the other
        for (String one : List.of(number, supervised)) {
            assertThatThrownBy(() -> urging.urge(one, "催。", unit("jingheysb")))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("该投诉目前由新区营商办、督查室按期处理，不作催办");
        }
        assertThat(urging.offer(number, SUPERVISOR)).isEqualTo(new UrgingService.Offer(false, false));
        assertThat(times(Act.URGED, number)).isZero();
    }
}
