package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("article-7")
@DisplayName("第七条第（六）项：中心必要时联合营商办共同解决企业反馈较多、部门间较难协调的问题")
class JointItemTest extends HotlineTest {

    /** It is Monday 2 March 2026; three enterprises complain of parking, one of a licence. */
    @BeforeEach
    void theLedger() {
        today("2026-03-02T10:00");
        sent(
                row("GD1", "泾河甲公司", "园区停车难", "2026-02-03"),
                row("GD2", "泾河乙公司", "园区门口停车难", "2026-02-10"),
                row("GD3", "泾河丙公司", "办证慢", "2026-02-11"),
                row("GD4", "泾河丁公司", "停车难", "2025-11-03"));
    }

    private static Map<String, Object> proposal(Object... changes) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("title", "泾河新城园区停车难");
        form.put("workOrders", "GD1，GD2");
        form.put("reason", "多家企业反复反映，涉及新城和交通部门。");
        form.put("leadUnit", "jinghe");
        form.put("units", new ArrayList<>(List.of("jiaotong", "zijian")));
        form.put("agreedOn", "2026-03-20");
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                form.remove(changes[i]);
            } else {
                form.put((String) changes[i], changes[i + 1]);
            }
        }
        return form;
    }

    private List<String> rowsOf(String number) {
        return jdbc.queryForList(
                "select r.work_order from hotline_row r join joint_item_row j on j.row_id = r.id"
                        + " join joint_item i on i.id = j.joint_item_id where i.number = ? order by 1",
                String.class,
                number);
    }

    private String state(String number) {
        return jdbc.queryForObject("select state from joint_item where number = ?", String.class, number);
    }

    @Test
    @DisplayName("中心提请，营商办两个工作日内商定日期；参与单位提意见，牵头单位解决，结果告知双方")
    void theWholeRoad() {
        String number = hotline.proposeJointItem("hotline1", proposal());
        assertThat(number).matches("LH20260302-\\d{4}");
        assertThat(rowsOf(number)).containsExactly("GD1", "GD2");
        assertThat(toldOf(number, "jointProposed")).containsExactly("ysb");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_agreeJointItem");
        assertThat(seenBy("hotline1", number)).isEmpty();
        assertDue(taskDue(number, "userTask_agreeJointItem"), "2026-03-04T18:00");

        hotline.agreeJointItem("ysb1", number, "jinghe", List.of("jiaotong", "zijian"), "2026-03-20");
        assertThat(state(number)).isEqualTo("AGREED");
        assertThat(toldOf(number, "jointAssigned")).containsExactly("hotline", "jinghe");
        assertThat(toldOf(number, "jointInvolved")).containsExactly("jiaotong", "zijian");
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(seenBy("jiaotong1", number)).containsExactly("userTask_contributeJointItem");
        assertDue(taskDueOf("jiaotong1", number, "userTask_contributeJointItem"), "2026-03-19T18:00");

        hotline.contributeToJointItem("jiaotong1", number, "可增设路侧泊位四十个，十日内完成。");
        assertThat(seenBy("jinghe1", number)).isEmpty();
        hotline.contributeToJointItem("zijian1", number, "闲置地块可临时平整。");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_resolveJointItem");
        assertDue(taskDue(number, "userTask_resolveJointItem"), "2026-03-20T18:00");
        assertThat(opened(number, "userTask_resolveJointItem", "opinionsText"))
                .isEqualTo("交通运输局：可增设路侧泊位四十个，十日内完成。\n住房和城乡建设局：闲置地块可临时平整。");

        acts.timeIs("2026-03-16T15:00");
        hotline.resolveJointItem("jinghe1", number, "RESOLVED", "新增泊位四十个，已启用。");
        assertThat(ended("jointItem", number, "endEvent_jointItemEnded")).isTrue();
        assertThat(state(number)).isEqualTo("RESOLVED");
        assertThat(toldOf(number, "jointResult")).containsExactly("hotline", "ysb");
        assertThat(toldOf(number, "jointDue")).isEmpty();
    }

    @Test
    @DisplayName("营商办提请的由中心商定；按关键词把近期反复出现的一并列入，另定牵头单位和日期")
    void theOfficeProposes() {
        String number = hotline.proposeJointItem(
                "ysb1", proposal("workOrders", "GD3", "keyword", "停车难", "units", null, "leadUnit", "jiaotong"));
        // GD4 came in November, more than ninety days ago
        assertThat(rowsOf(number)).containsExactly("GD1", "GD2", "GD3");
        assertThat(seenBy("ysb1", number)).isEmpty();
        assertThat(opened(number, "userTask_agreeJointItem", "rowsText")).contains("GD1", "园区停车难", "请协调解决。");
        hotline.agreeJointItem("hotline1", number, "jinghe", List.of(), "2026-04-07");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_resolveJointItem");
        assertDue(taskDue(number, "userTask_resolveJointItem"), "2026-04-07T18:00");
        assertThat(seenBy("jiaotong1", number)).isEmpty();
        assertThat(opened(number, "userTask_resolveJointItem", "opinionsText")).isEqualTo("没有参与单位。");
    }

    @Test
    @DisplayName("另一方不同意的写明理由，事项结束，告知提请的一方")
    void declined() {
        String number = hotline.proposeJointItem("hotline1", proposal());
        assertRefused("reason", () -> hotline.declineJointItem("ysb1", number, " "));
        hotline.declineJointItem("ysb1", number, "已列入年度道路改造计划，不必另行办理。");
        assertThat(ended("jointItem", number, "endEvent_jointItemDeclined")).isTrue();
        assertThat(state(number)).isEqualTo("DECLINED");
        assertThat(toldOf(number, "jointDeclined")).containsExactly("hotline");
    }

    @Test
    @DisplayName("参与单位期满不提意见的不再等待；商定日期到了未办结，提醒牵头单位并告知双方，待办仍在")
    void lateUnits() {
        String number = hotline.proposeJointItem("hotline1", proposal());
        hotline.agreeJointItem("ysb1", number, "jinghe", List.of("jiaotong", "zijian"), "2026-03-20");
        hotline.contributeToJointItem("jiaotong1", number, "可增设泊位。");
        acts.timeIs("2026-03-19T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_contributeJointItem");
        acts.timeIs("2026-03-19T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_resolveJointItem");
        assertThat(opened(number, "userTask_resolveJointItem", "opinionsText")).contains("住房和城乡建设局：期满未提出意见");
        assertThat(toldOf(number, "jointDue")).isEmpty();
        acts.timeIs("2026-03-20T18:00");
        assertThat(toldOf(number, "jointDue")).containsExactly("hotline", "jinghe", "ysb");
        assertThat(openTasks(number)).containsExactly("userTask_resolveJointItem");
        hotline.resolveJointItem("jinghe1", number, "UNRESOLVED", "涉及用地指标，年内难以解决，已向企业说明。");
        assertThat(state(number)).isEqualTo("UNRESOLVED");
        assertThat(ended("jointItem", number, "endEvent_jointItemEnded")).isTrue();
    }

    @Test
    @DisplayName("只有中心和营商办可以提请")
    void whoMayPropose() {
        for (String other : List.of("jinghe1", "jingheysb1", "zijian1", "ducha1", "supervisor1", "analyst1")) {
            assertForbidden(() -> hotline.proposeJointItem(other, proposal()));
        }
        assertThat(jdbc.queryForObject("select count(*) from joint_item", Integer.class))
                .isZero();
    }

    @Test
    @DisplayName("提请要指明台账中的诉求、牵头单位和将来的日期；同一提请十分钟内只算一件")
    void proposals() {
        assertRefused("workOrders", () -> hotline.proposeJointItem("hotline1", proposal("workOrders", null)));
        assertRefused("workOrders", () -> hotline.proposeJointItem("hotline1", proposal("workOrders", "GD1 GD99")));
        assertRefused("keyword", () -> hotline.proposeJointItem("hotline1", proposal("keyword", "%难")));
        assertRefused("agreedOn", () -> hotline.proposeJointItem("hotline1", proposal("agreedOn", "2026-03-02")));
        assertRefused("agreedOn", () -> hotline.proposeJointItem("hotline1", proposal("agreedOn", "2027-03-03")));
        assertRefused(
                "units",
                () -> hotline.proposeJointItem("hotline1", proposal("units", new ArrayList<>(List.of("jinghe")))));
        assertRefused("leadUnit", () -> hotline.proposeJointItem("hotline1", proposal("leadUnit", "jijian")));
        String number = hotline.proposeJointItem("hotline1", proposal());
        assertThat(hotline.proposeJointItem("hotline1", proposal())).isEqualTo(number);
        assertThat(jdbc.queryForObject("select count(*) from joint_item", Integer.class))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("来电号码不给办理的单位看")
    void noTelephoneNumbers() {
        String number = hotline.proposeJointItem("hotline1", proposal("units", null));
        hotline.agreeJointItem("ysb1", number, "jinghe", List.of(), "2026-03-20");
        assertThat(forms.getTaskFormVariables(
                                task(number, "userTask_resolveJointItem").getId())
                        .toString())
                .contains("泾河甲公司")
                .doesNotContain("13800138000");
    }

    private java.time.Instant taskDueOf(String user, String number, String key) {
        return processes.as(user, () -> taskDue(number, key));
    }
}
