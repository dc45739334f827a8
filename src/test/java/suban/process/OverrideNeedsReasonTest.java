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
import suban.ledger.Status;

@DisplayName("与建议不同的类别、协办单位须说明理由")
class OverrideNeedsReasonTest extends SubanTest {

    @Test
    @Tag("article-8")
    @DisplayName("第八条：建议为复杂类而按一般类办理的，写明理由才能研判")
    void anotherClass() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "demandType", "请求综合协调"));
        assertThat(complaint(number).proposedClass()).isEqualTo(ComplaintClass.COMPLEX);
        assertThatThrownBy(() -> acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("调整理由");
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("reason", "问题单一"));
        assertThat(status(number)).isEqualTo(Status.HANDLING);
    }

    @Test
    @Tag("article-4")
    @Tag("article-8")
    @DisplayName("第四、八条：去掉、换掉建议的协办单位，写明理由才能研判；增加单位、次序不同不必")
    void otherCoHandlers() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "demandType", "请求综合协调"));
        assertThat(complaint(number).proposedCoUnitList()).containsExactly("ziran", "zijian");
        for (List<String> others : List.of(List.<String>of(), List.of("ziran"), List.of("ziran", "shuiwu"))) {
            assertRefused("reason", () -> triage(number, others, Map.of()));
            assertRefused("reason", () -> triage(number, others, Map.of("reason", " 　\n")));
        }
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        triage(number, List.of("zijian", "ziran", "shuiwu"), Map.of());
        assertThat(status(number)).isEqualTo(Status.HANDLING);

        String other = acts.register("ysb1", with(general(), "demandType", "请求综合协调"));
        triage(other, List.of("shuiwu"), Map.of("reason", "只涉及税务。"));
        assertThat(complaint(other).coUnitList()).containsExactly("shuiwu");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：建议协办的单位被投诉的，去掉它不需理由")
    void whoMayNotCoHandle() {
        today("2026-03-02T10:00");
        String accused = acts.register("ysb1", with(general(), "demandType", "请求综合协调"));
        triage(accused, List.of("zijian"), Map.of("accusedUnit", "ziran"));
        assertThat(complaint(accused).coUnitList()).containsExactly("zijian");
    }

    private void triage(String number, List<String> coHandlers, Map<String, Object> further) {
        acts.triage("ysb1", number, ComplaintClass.COMPLEX, "jinghe", coHandlers, further);
    }
}
