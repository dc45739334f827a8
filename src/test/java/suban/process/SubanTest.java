package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;
import suban.Forbidden;
import suban.InvalidInput;
import suban.acts.Acts;
import suban.engine.DueJobs;
import suban.engine.EngineTime;
import suban.engine.Processes;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.ComplaintClass;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.Timeline;
import suban.ledger.TimelineEntry;
import suban.ledger.Viewer;
import suban.notice.Notice;
import suban.notice.Notices;
import suban.organisation.Organisation;

/**
 * What every process test has, and the only place where one meets the engine's services: the real application on a database of its own (H2, or PostgreSQL with
 * {@code suban.test.postgresql}), the acts, and a clock that stands still.
 */
@SpringBootTest
@ActiveProfiles({"demo", "test"})
@Import({PostgresDatabase.class, PathRecorder.class})
abstract class SubanTest {

    /** Which test classes have run in this JVM, for the coverage of the whole suite. */
    static final Set<String> RUN = ConcurrentHashMap.newKeySet();

    private static int serial;

    static final Viewer SUPERVISOR = new Viewer("supervisor1", false, true, true, Set.of(), Set.of(), false, Set.of());

    @Autowired
    Organisation organisation;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    Processes processes;

    @Autowired
    Ledger ledger;

    @Autowired
    Complaints complaints;

    @Autowired
    Timeline timeline;

    @Autowired
    Notices notices;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService managementOfCases;

    @Autowired
    HistoryService history;

    @Autowired
    FormService forms;

    @Autowired
    ProcessEngine engine;

    @Autowired
    IdentityService identity;

    @Autowired
    RepositoryService repository;

    @Autowired
    FilterService filters;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeEach
    void noteThatThisClassRuns() {
        RUN.add(getClass().getSimpleName());
    }

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    /** What a thread of the job executor does, which rests in tests. */
    private static final class Running extends ExecuteJobsRunnable {

        Running(String job, ProcessEngineImpl engine) {
            super(List.of(job), engine);
            jobExecutor = new DefaultJobExecutor() {
                @Override
                public boolean isActive() {
                    return true;
                }
            };
        }
    }

    /** The jobs that this node reserves, those of one batch one after the other. */
    List<List<String>> reservedBy(DueJobs node, int most) {
        return ((ProcessEngineImpl) engine)
                .getProcessEngineConfiguration()
                .getCommandExecutorTxRequired()
                .execute(node.getAcquireJobsCmd(most))
                .getJobIdBatches();
    }

    /** Runs a job as a thread of the executor would, failures and what it says of them included. */
    void runAsTheExecutorDoes(String job) {
        new Running(job, (ProcessEngineImpl) engine).run();
    }

    /** Who belongs to which unit or office. */
    Map<String, List<String>> people() {
        return identity.createGroupQuery().list().stream()
                .map(Group::getId)
                .collect(Collectors.toMap(Function.identity(), this::peopleOf));
    }

    private List<String> peopleOf(String group) {
        return identity.createUserQuery().memberOfGroup(group).list().stream()
                .map(User::getId)
                .sorted()
                .toList();
    }

    /** What somebody of this unit may see. */
    Viewer unit(String id) {
        Set<String> units = Set.of(id);
        return new Viewer(
                id + "1",
                false,
                false,
                false,
                units,
                organisation.overseenBy(units),
                organisation.inspects(units),
                organisation.accusedWith(units));
    }

    /** Sets the clock without firing other cases' timers, so that each story starts on its own day. */
    void today(String localTime) {
        runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
                .map(instance -> instance.getId())
                .forEach(id -> runtime.deleteProcessInstance(id, "another test"));
        time.set(Acts.at(localTime));
    }

    /** Lets the clock run on from this time, where the acts of a story must not all be of one moment. */
    static void itRunsFrom(String localTime) {
        ClockUtil.offset(Acts.at(localTime).toEpochMilli() - System.currentTimeMillis());
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

    /** A general complaint that the office registered and dispatched to Jinghe at this time. */
    String dispatched(String localTime, String... coHandlers) {
        today(localTime);
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", coHandlers);
        return number;
    }

    /** One that Jinghe, alone, has replied to at this time on the day of its dispatch. */
    String replied(String localTime) {
        String number = dispatched(localTime);
        handled(number, localTime);
        return number;
    }

    /** Jinghe responds, handles and replies at this time, without co-handlers. */
    void handled(String number, String localTime) {
        acts.respond("jinghe1", number, localTime, localTime.substring(0, 10));
        acts.ready("jinghe1", number, "已与企业对接。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "规划许可已核发。");
    }

    /** A complaint whose second reply the enterprise rates badly, too, at this time. */
    String dissatisfiedTwice(String localTime) {
        String number = replied(localTime);
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        handled(number, localTime);
        acts.visit("ysb2", number, Rating.VERY_DISSATISFIED);
        return number;
    }

    /** One that was supervised and dispatched for the third time, ten o'clock the day after this one. */
    String supervised(String localTime) {
        String number = dissatisfiedTwice(localTime);
        LocalDateTime next = LocalDateTime.parse(localTime).plusDays(1);
        acts.supervise("ysb1", number);
        acts.supervise("ducha1", number);
        acts.timeIs(next.toString());
        acts.recordSupervision("ducha1", number, "窗口重复要求补件。", "口径不一。", "三日内核发许可。");
        return number;
    }

    /** One whose third reply the enterprise rates badly as well, the day after this one. */
    String dissatisfiedThrice(String localTime) {
        String number = supervised(localTime);
        handled(number, LocalDateTime.parse(localTime).plusDays(1).toString());
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        return number;
    }

    /** On which day which unit was reminded, by a template with the date in its key. */
    List<String> remindersOf(String template, String number) {
        return notices.findByComplaintIdOrderById(complaint(number).id()).stream()
                .filter(notice -> notice.milestone().startsWith(template + "-"))
                .map(notice -> notice.milestone().substring(template.length() + 1) + " " + notice.recipient())
                .toList();
    }

    Complaint complaint(String number) {
        return ledger.complaint(number);
    }

    Status status(String number) {
        return complaint(number).status();
    }

    Attempt attempt(String number, int no) {
        return ledger.attempt(number, no);
    }

    List<Act> acts(String number) {
        return timeline.of(complaint(number).id()).stream()
                .map(TimelineEntry::act)
                .toList();
    }

    /** How often this act stands in the case's timeline. */
    long times(Act act, String number) {
        return acts(number).stream().filter(act::equals).count();
    }

    List<String> openTasks(String number) {
        return tasks.createTaskQuery().processInstanceBusinessKey(number).list().stream()
                .map(Task::getTaskDefinitionKey)
                .sorted()
                .toList();
    }

    /** The case's open tasks that this person may see. */
    List<String> seenBy(String user, String number) {
        return processes.as(user, () -> openTasks(number));
    }

    Task task(String number, String key) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(key)
                .singleResult();
    }

    /** Timers and waiting steps of running cases; what starts processes by itself is not among them. */
    long jobsOfCases() {
        return managementOfCases.createJobQuery().list().stream()
                .filter(job -> job.getProcessInstanceId() != null)
                .count();
    }

    /** The case waits for each of these units to do this task, which nobody has claimed. */
    void assertWaits(String number, String key, String... units) {
        BpmnAwareTests.init(engine);
        List<Task> open = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(key)
                .orderByTaskId()
                .asc()
                .list();
        assertThat(open).as(key).hasSize(units.length);
        for (String unit : units) {
            assertThat(open).as(key + " of " + unit).anySatisfy(task -> BpmnAwareTests.assertThat(task)
                    .hasDefinitionKey(key)
                    .hasCandidateGroup(unit)
                    .isNotAssigned());
        }
    }

    /** By when the open task with this key is due. */
    Instant taskDue(String number, String key) {
        return task(number, key).getDueDate().toInstant();
    }

    List<Notice> notices(String number, String milestone) {
        return notices.findByComplaintIdOrderById(complaint(number).id()).stream()
                .filter(notice -> notice.milestone().equals(milestone))
                .toList();
    }

    /** Who was told of this milestone of this attempt (0: of the complaint), in the order they were. */
    List<String> told(String number, int attempt, String milestone) {
        return notices(number, milestone).stream()
                .filter(notice -> notice.attempt() == attempt)
                .map(Notice::recipient)
                .toList();
    }

    /** The days on which the host of this attempt was reminded. */
    List<String> remindedOn(String number, int attempt) {
        List<String> days = new ArrayList<>();
        notices.findByComplaintIdOrderById(complaint(number).id()).stream()
                .filter(notice -> notice.attempt() == attempt)
                .map(Notice::milestone)
                .filter(milestone -> milestone.startsWith("reminder-"))
                .forEach(milestone -> days.add(milestone.substring("reminder-".length())));
        return days;
    }

    void assertDue(Instant due, String localTime) {
        assertThat(due).isEqualTo(Acts.at(localTime));
    }

    /** The act is refused with a Chinese message on this field. */
    static void assertRefused(String field, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(InvalidInput.class, refusal -> assertThat(refusal.errors())
                .anySatisfy(error -> {
                    assertThat(error.field()).isEqualTo(field);
                    assertThat(error.message()).containsPattern("[\\u4e00-\\u9fff]{2}");
                }));
    }

    /** The act is not this person's to do, and told so in Chinese. */
    static void assertForbidden(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(Forbidden.class).hasMessageMatching(".*[\\u4e00-\\u9fff]{2}.*");
    }

    /** The case has ended in this event and with this status, and nothing of it is left in the engine. */
    void assertEnded(String number, Status status, String endEvent) {
        assertThat(status(number)).isEqualTo(status);
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
        assertIntact(number);
    }

    void assertIntact(String number) {
        assertThat(timeline.verify(complaint(number)).intact()).isTrue();
    }
}
