package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.ledger.ComplaintClass;

@DisplayName("打开表单时看到的期限")
class OpenedFormTest extends SubanTest {

    @Test
    @Tag("article-8")
    @Tag("article-9")
    @DisplayName("第八、九条：办理期限之外，回应和协办意见各有其期限")
    void everyTaskTellsItsOwnDate() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertThat(dueText(number, "userTask_triage")).isEqualTo("2026年3月3日 18:00（研判）");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        assertThat(dueText(number, "userTask_respond")).isEqualTo("2026年3月9日 18:00，回应企业：2026年3月2日 18:00");
        assertThat(dueText(number, "userTask_coHandle")).isEqualTo("2026年3月9日 18:00，协办意见：2026年3月6日 18:00");
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条：先行协调的单位看到自己的期限")
    void theCollectingUnitSeesItsOwnDays() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(with(general(), "channel", "CAMPAIGN"), "receivedBy", "shichang"));
        assertThat(dueText(number, "userTask_coordinateFirst")).isEqualTo("2026年3月9日 18:00");
    }

    private String dueText(String number, String task) {
        String id = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(task)
                .singleResult()
                .getId();
        return (String) forms.getTaskFormVariables(id).get("dueText");
    }
}
