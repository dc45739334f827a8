package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Status;
import suban.ledger.Timeline;
import suban.ledger.TimelineEntry;

/** What every process test has: the real application on a database of its own, the acts, and a clock that stands still. */
@SpringBootTest
@ActiveProfiles({"demo", "test"})
abstract class SubanTest {

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    Ledger ledger;

    @Autowired
    Complaints complaints;

    @Autowired
    Timeline timeline;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    private static int serial;

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    /** Sets the clock without firing other cases' timers, so that each story starts on its own day. */
    void today(String localTime) {
        runtime.createProcessInstanceQuery().processDefinitionKey("complaint").list().stream()
                .filter(instance -> runtime.createProcessInstanceQuery()
                                .processInstanceId(instance.getId())
                                .count()
                        > 0)
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "another test"));
        time.set(Acts.at(localTime));
    }

    /** A general complaint of an enterprise in Jinghe, by telephone. */
    static Map<String, Object> general() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("channel", "PHONE");
        form.put("enterpriseName", "泾河新材料有限公司" + ++serial);
        form.put("newCity", "jinghe");
        form.put("contactName", "王建国");
        form.put("contactPhone", "13800138000");
        form.put("title", "厂房规划许可迟迟未批");
        form.put("content", "我公司厂房规划许可申请已三个月，窗口多次要求补充材料，请协调。");
        form.put("demandType", "意见建议");
        form.put("declaredGround", "NONE");
        form.put("confidential", false);
        return form;
    }

    static Map<String, Object> with(Map<String, Object> form, String key, Object value) {
        form.put(key, value);
        return form;
    }

    Complaint complaint(String number) {
        return ledger.complaint(number);
    }

    Attempt attempt(String number, int no) {
        return ledger.attempt(number, no);
    }

    List<Act> acts(String number) {
        return timeline.of(complaint(number).id()).stream()
                .map(TimelineEntry::act)
                .toList();
    }

    List<String> openTasks(String number) {
        return tasks.createTaskQuery().processInstanceBusinessKey(number).list().stream()
                .map(Task::getTaskDefinitionKey)
                .sorted()
                .toList();
    }

    void assertDue(java.time.Instant due, String localTime) {
        assertThat(due).isEqualTo(Acts.at(localTime));
    }

    /** The case has ended in this event and with this status, and nothing of it is left in the engine. */
    void assertEnded(String number, Status status, String endEvent) {
        assertThat(complaint(number).status()).isEqualTo(status);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .count())
                .isZero();
        assertThat(history.createHistoricActivityInstanceQuery()
                        .activityId(endEvent)
                        .processInstanceId(history.createHistoricProcessInstanceQuery()
                                .processDefinitionKey("complaint")
                                .processInstanceBusinessKey(number)
                                .singleResult()
                                .getId())
                        .count())
                .isEqualTo(1);
        assertThat(timeline.verify(complaint(number)).intact()).isTrue();
    }
}
