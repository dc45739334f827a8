package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.ledger.Status;

@DisplayName("旧版流程中等待联合督查的在途案件")
class InFlightSupervisionTest extends SubanTest {

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：停在“等待联合督查”的案件迁移到新版后，收到消息即进入联合督查，照常第三次交办，也能撤回")
    void goesOnAfterMigration() {
        String number = dissatisfiedTwice("2026-03-02T10:00");
        String target = latest("complaint");
        // as the case stood before there was a supervision: the same event, waiting for the same message
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "as it was before"));
        jdbc.update(
                "delete from supervision where complaint_id = ?",
                complaint(number).id());
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "before.bpmn",
                        Bpmn.createExecutableProcess("before")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .intermediateCatchEvent("event_awaitingSupervision")
                                .message("complaint.jointSupervisionDecided")
                                .endEvent("endEvent_handedToSupervision")
                                .done())
                .deploy()
                .getId();
        try {
            String instance = runtime.startProcessInstanceByKey(
                            "before",
                            number,
                            Map.of(
                                    "complaintNumber", number,
                                    "attempt", 2L,
                                    "coordinatingUnit", "ysb",
                                    "hostUnit", "jinghe",
                                    "complaintClass", "GENERAL"))
                    .getId();
            MigrationPlan plan = runtime.createMigrationPlan(latest("before"), target)
                    .mapActivities("event_awaitingSupervision", "event_awaitingSupervision")
                    .updateEventTrigger()
                    .build();
            runtime.newMigration(plan).processInstanceIds(instance).execute();
            assertThat(openTasks(number)).isEmpty();

            assertThat(processes.tell(number, "complaint.jointSupervisionDecided"))
                    .isTrue();
            assertThat(openTasks(number)).containsExactly("userTask_decideSupervision", "userTask_decideSupervision");
            acts.supervise("ysb1", number);
            acts.supervise("ducha1", number);
            acts.recordSupervision("ducha1", number, "属实。", "推诿。", "限期解决。");
            assertThat(status(number)).isEqualTo(Status.HANDLING);
            assertThat(ledger.attempts(complaint(number))).hasSize(3);

            acts.withdraw("ysb1", number, "企业已自行解决。");
            acts.confirmWithdrawal("ysb1", number, "2026-03-02T10:00");
            assertThat(status(number)).isEqualTo(Status.WITHDRAWN);
            assertThat(runtime.createProcessInstanceQuery()
                            .processInstanceBusinessKey(number)
                            .count())
                    .isZero();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    private String latest(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getId();
    }
}
