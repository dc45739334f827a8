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

@DisplayName("与建议不同的类别须说明理由")
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
}
