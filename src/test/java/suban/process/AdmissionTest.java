package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Ground;
import suban.ledger.Status;
import suban.notice.Notice;
import suban.notice.Outbox;

@DisplayName("投诉主体与投诉范围")
class AdmissionTest extends SubanTest {

    private static final String REASON = "该事项已由其他法定程序受理，请循该程序解决。";

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            mode = EXCLUDE,
            names = {"NONE", "NOT_ELIGIBLE"})
    @Tag("article-3")
    @DisplayName("第三条：登记时注明不予受理情形，经人确认后不予受理，并把理由告知企业")
    void rejectedOnTheDeclaredGround(Ground ground) {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "declaredGround", ground.name()));
        assertThat(openTasks(number)).containsExactly("userTask_confirmRejection");
        assertThat(status(number)).isEqualTo(Status.TRIAGE);
        assertDue(taskDue(number, "userTask_confirmRejection"), "2026-03-03T18:00");

        acts.confirmRejection("ysb2", number, "REJECT", REASON);
        assertEnded(number, Status.REJECTED, "endEvent_rejected");
        assertThat(complaint(number).scopeGround()).isEqualTo(ground);
        assertThat(complaint(number).rejectionReason()).isEqualTo(REASON);
        assertThat(complaint(number).closedAt()).isEqualTo(suban.acts.Acts.at("2026-03-02T10:00"));
        assertThat(notices(number, "rejected")).singleElement().satisfies(notice -> {
            assertThat(notice.recipient()).isEqualTo(Outbox.ENTERPRISE);
            assertThat(notice.body()).contains(number, REASON);
        });
        assertThat(acts(number)).containsExactly(Act.REGISTERED, Act.ROUTE_DECIDED, Act.SCOPE_DECIDED, Act.REJECTED);
    }

    @Test
    @Tag("article-3")
    @Tag("article-5")
    @DisplayName("第三条：疑似不属范围，营商办认为应予受理的，照常研判")
    void overruled() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "declaredGround", "PETITION"));
        acts.confirmRejection("ysb1", number, "ACCEPT", "信访事项与本诉求不是同一事项。");
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        assertThat(status(number)).isEqualTo(Status.TRIAGE);
        assertThat(complaint(number).scopeGround()).isEqualTo(Ground.NONE);
        assertThat(complaint(number).rejectionReason()).isNull();
        assertThat(notices(number, "rejected")).isEmpty();
        assertThat(acts(number)).endsWith(Act.ADMITTED);

        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        assertThat(status(number)).isEqualTo(Status.HANDLING);
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：内容提到法院已立案，系统只作提示，由人确认")
    void proposedByAWordInTheText() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", with(general(), "content", "该补偿款争议法院已立案，仍请协调。"));
        assertThat(openTasks(number)).containsExactly("userTask_confirmRejection");
        assertThat(complaint(number).scopeGround()).isEqualTo(Ground.LITIGATION);
        assertThat(status(number)).isNotEqualTo(Status.REJECTED);

        acts.confirmRejection("ysb1", number, "REJECT", REASON);
        assertEnded(number, Status.REJECTED, "endEvent_rejected");
    }

    @Test
    @Tag("article-2")
    @Tag("article-3")
    @DisplayName("第二条：研判时发现不是新区的企业或其组织，经确认不予受理")
    void notEligible() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        triaged(number, Map.of("eligibility", "NOT_ELIGIBLE"));
        assertThat(openTasks(number)).containsExactly("userTask_confirmRejection");
        assertThat(complaint(number).scopeGround()).isEqualTo(Ground.NOT_ELIGIBLE);
        assertThat(notices(number, "rejected")).isEmpty();

        acts.confirmRejection("ysb2", number, "REJECT", "企业不在西咸新区登记注册。");
        assertEnded(number, Status.REJECTED, "endEvent_rejected");
        assertThat(notices(number, "rejected")).extracting(Notice::recipient).containsExactly(Outbox.ENTERPRISE);
    }

    @Test
    @Tag("article-2")
    @DisplayName("第二条：认为主体不符、复核后予以受理的，重新研判并交办")
    void notEligibleOverruled() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        triaged(number, Map.of("eligibility", "NOT_ELIGIBLE"));
        acts.confirmRejection("ysb2", number, "ACCEPT", "企业登记机关为新区行政审批局。");
        assertThat(openTasks(number)).containsExactly("userTask_triage");

        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        assertThat(complaint(number).scopeGround()).isEqualTo(Ground.NONE);
        assertThat(complaint(number).eligibility()).isEqualTo("REGISTERED");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            mode = EXCLUDE,
            names = {"NONE", "NOT_ELIGIBLE"})
    @Tag("article-3")
    @DisplayName("第三条：研判时才发现已进入其他程序、涉密或属民事纠纷，转人确认不予受理")
    void outsideScopeAtTriage(Ground ground) {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        triaged(number, Map.of("exclusionGround", ground.name()));
        assertThat(openTasks(number)).containsExactly("userTask_confirmRejection");
        assertThat(complaint(number).scopeGround()).isEqualTo(ground);

        acts.confirmRejection("ysb1", number, "REJECT", REASON);
        assertEnded(number, Status.REJECTED, "endEvent_rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTERED", "SETTING_UP", "ASSOCIATION", "ORDER"})
    @Tag("article-2")
    @Tag("article-5")
    @DisplayName("第二条：登记企业、开办中的企业、商会协会和上级交办的事项都可以受理，没有信用代码也可以")
    void eligible(String eligibility) {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        triaged(number, Map.of("eligibility", eligibility));
        assertThat(complaint(number).creditCode()).isNull();
        assertThat(complaint(number).eligibility()).isEqualTo(eligibility);
        assertThat(openTasks(number)).containsExactly("userTask_respond");
    }

    private void triaged(String number, Map<String, Object> further) {
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), further);
    }
}
