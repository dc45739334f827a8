package suban.acts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.EngineTime;
import suban.engine.Processes;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Channel;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Status;
import suban.ledger.Timeline;
import suban.ledger.TimelineEntry;
import suban.organisation.Organisation;
import suban.organisation.UnitKind;

@WithDemoCases
@Order(WithDemoCases.CHANGING)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("演示案例：哪天启动都齐全")
class DemoCasesTest {

    @Autowired
    DemoCases demo;

    @Autowired
    DemoHotline hotline;

    @Autowired
    DemoHandling handling;

    @Autowired
    Processes processes;

    @Autowired
    EngineTime time;

    @Autowired
    Clock clock;

    @Autowired
    Ledger ledger;

    @Autowired
    Complaints complaints;

    @Autowired
    Timeline timeline;

    @Autowired
    Organisation organisation;

    @Autowired
    CalendarService calendar;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    JdbcClient jdbc;

    private List<Case> cases;

    /** A case as this test looks at it. */
    private record Case(Complaint complaint, List<Attempt> attempts, List<Task> tasks, List<Act> acts) {

        boolean is(Status status) {
            return complaint.status() == status;
        }

        boolean open(String task) {
            return tasks.stream().anyMatch(it -> it.getTaskDefinitionKey().equals("userTask_" + task));
        }

        boolean has(Act... wanted) {
            return acts.containsAll(List.of(wanted));
        }

        long count(Act act) {
            return acts.stream().filter(act::equals).count();
        }

        Attempt last() {
            return attempts.get(attempts.size() - 1);
        }
    }

    @BeforeAll
    void whatTheStartLeft() {
        time.release();
        look(0);
    }

    @Test
    @Order(1)
    @DisplayName("周四上午启动：各阶段都有案例，时钟从启动时刻继续走")
    void startedOnThursday() {
        assertThat(clock.instant())
                .isBetween(Instant.parse("2026-02-12T02:00:00Z"), Instant.parse("2026-02-12T03:00:00Z"));
        assertEveryStage(clock.instant());
    }

    @Test
    @Order(2)
    @DisplayName("再次启动不再增加案例")
    void onlyOnce() {
        long before = complaints.count();
        demo.start();
        assertThat(complaints.count()).isEqualTo(before);
    }

    @Order(3)
    @ParameterizedTest(name = "{1}")
    @CsvSource("2027-01-01T01:00:00Z, 次年日历尚未批准")
    void startedOn(Instant start, String when) {
        long before = complaints.count();
        clearTheEngine();
        time.set(start);
        assertThat(demo.seed()).isEmpty();
        look(before);
        assertEveryStage(start);
    }

    @Order(3)
    @ParameterizedTest(name = "{1}")
    @EnabledIfSystemProperty(named = "suban.demo.days", matches = "all")
    @CsvSource({
        "2026-02-20T06:00:00Z, 春节假期中",
        "2026-05-09T00:30:00Z, 调休上班的周六开门前",
        "2026-11-23T09:40:00Z, 周一临近下班",
        "2026-02-24T10:30:00Z, 节后首日下班后",
        "2026-03-01T01:00:00Z, 周日",
        "2026-10-01T04:00:00Z, 国庆节"
    })
    void startedOnOtherDays(Instant start, String when) {
        startedOn(start, when);
    }

    @Test
    @Order(4)
    @DisplayName("流程改动后做不下去的案例停在那里，其余照常")
    void anActThatIsNoLongerPossible() {
        clearTheEngine();
        time.set(Instant.parse("2027-03-01T02:00:00Z"));
        long before = complaints.count();
        Acts changed = new Acts(processes, time) {
            @Override
            public void handOver(String person, String number, String reason) {
                throw new NotFound("没有可办的任务");
            }
        };
        assertThat(new DemoCases(changed, hotline, handling, time, calendar, complaints, clock).seed())
                .singleElement()
                .asString()
                .contains("xingzheng1 handsOver: 没有可办的任务");
        assertThat(complaints.count() - before).isEqualTo(cases.size());
    }

    private void clearTheEngine() {
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "another start"));
        for (String table : List.of("problem_item", "problem_act", "problem", "problem_review")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    private void look(long known) {
        cases = new ArrayList<>();
        List<String> numbers = jdbc.sql("select number from complaint order by id offset :known rows")
                .param("known", known)
                .query(String.class)
                .list();
        for (String number : numbers) {
            Complaint complaint = ledger.complaint(number);
            cases.add(new Case(
                    complaint,
                    ledger.attempts(complaint),
                    tasks.createTaskQuery().processInstanceBusinessKey(number).list(),
                    timeline.of(complaint.id()).stream().map(TimelineEntry::act).toList()));
        }
    }

    private void assertEveryStage(Instant now) {
        SoftAssertions all = new SoftAssertions();
        stages(now).forEach((stage, is) -> all.assertThat(cases).as(stage).anyMatch(is));
        all.assertThat(cases).extracting(it -> it.complaint().demandType()).contains(DEMANDS);
        all.assertThat(cases).extracting(it -> it.complaint().channel()).contains(CHANNELS);
        all.assertThat(cases)
                .extracting(it -> it.complaint().newCity())
                .contains("konggang", "fengdong", "qinhan", "fengxi", "jinghe");
        all.assertThat(cases).allMatch(it -> timeline.verify(it.complaint()).intact());
        all.assertThat(cases).allMatch(it -> !it.complaint().registeredAt().isAfter(now));
        for (String task : List.of("agreeJointItem", "resolveJointItem", "carryOutShortTerm", "carryOutLongTerm")) {
            all.assertThat(tasks.createTaskQuery()
                            .taskDefinitionKey("userTask_" + task)
                            .count())
                    .as(task)
                    .isEqualTo(1);
        }
        all.assertThat(runtime.createIncidentQuery().count()).as("事件").isZero();
        all.assertThat(management.createJobQuery().withException().count())
                .as("失败的作业")
                .isZero();
        all.assertThat(unitsWithWork())
                .containsAll(
                        Stream.of(UnitKind.OFFICE, UnitKind.NEW_CITY_OFFICE, UnitKind.NEW_CITY, UnitKind.DEPARTMENT)
                                .flatMap(kind -> organisation.ofKind(kind).stream())
                                .map(unit -> unit.id())
                                .toList());
        all.assertAll();
    }

    private static final String[] DEMANDS = {"咨询政务信息", "申请政策扶持", "请求综合协调", "救援救助", "投诉举报", "意见建议", "其他"};

    private static final Channel[] CHANNELS = {
        Channel.PHONE,
        Channel.ONSITE,
        Channel.EMAIL,
        Channel.LIAISON,
        Channel.OBSERVER,
        Channel.SUPERIOR,
        Channel.DEPARTMENT,
        Channel.HAOCHAPING,
        Channel.UNIT,
        Channel.CAMPAIGN
    };

    private Map<String, Predicate<Case>> stages(Instant now) {
        Map<String, Predicate<Case>> stages = new TreeMap<>();
        stages.put("待研判", it -> it.is(Status.TRIAGE) && it.open("triage"));
        stages.put("不予受理待确认", it -> it.open("confirmRejection"));
        stages.put("不予受理", it -> it.is(Status.REJECTED));
        stages.put("先行协调中", it -> it.is(Status.COORDINATING_FIRST) && it.open("coordinateFirst"));
        stages.put("先行协调期满接办", it -> it.has(Act.TAKEN_OVER) && it.open("triage"));
        stages.put("收到单位已答复", it -> it.has(Act.ANSWERED_BY_UNIT));
        stages.put("收到单位提请", it -> it.has(Act.HANDED_OVER) && it.is(Status.HANDLING));
        stages.put("即时办结已销号", it -> it.has(Act.ANSWERED_IMMEDIATELY) && it.is(Status.CLOSED));
        stages.put("即时未办结转一般", it -> it.has(Act.BECAME_GENERAL) && it.open("handle"));
        stages.put("待回应", it -> it.open("respond") && it.last().responseDueAt().isAfter(now));
        stages.put("回应逾期", it -> it.open("respond") && it.has(Act.RESPONSE_OVERDUE, Act.ESCALATED));
        stages.put("协办中", it -> it.open("coHandle") && !it.open("releaseCoHandler"));
        stages.put("协办逾期待免除", it -> it.open("coHandle") && it.open("releaseCoHandler") && !it.has(Act.OVERDUE));
        stages.put(
                "下一个工作日到期",
                it -> it.open("handle")
                        && it.attempts().size() == 1
                        && it.has(Act.DUE_SOON)
                        && it.last().dueAt().isAfter(now));
        stages.put("再下一个工作日到期", it -> it.open("handle") && workingDaysLeft(it, now) == 2);
        for (int days = 1; days <= 3; days++) {
            int late = days;
            stages.put(
                    "逾期" + late + "个工作日",
                    it -> it.attempts().size() == 1
                            && it.has(Act.OVERDUE, Act.ESCALATED)
                            && it.last().repliedAt() == null
                            && workingDaysLeft(it, now) == 1 - late);
        }
        stages.put("转为复杂类", it -> it.has(Act.RECLASSIFIED) && it.open("handle"));
        stages.put("协调函等候复函", it -> it.open("recordLetterAnswer") && !it.has(Act.LETTER_OVERDUE));
        stages.put("协调函逾期未复", it -> it.open("recordLetterAnswer") && it.count(Act.LETTER_OVERDUE) == 2);
        stages.put("协调函已复函", it -> it.has(Act.LETTER_ANSWERED) && it.open("handle"));
        stages.put("已催办", it -> it.count(Act.REMINDED) >= 2);
        stages.put("解释说明待确认", it -> it.open("confirmReply"));
        stages.put("解释说明被退回", it -> it.has(Act.REPLY_RETURNED) && it.open("reply"));
        stages.put("待回访", it -> it.open("visit") && !it.has(Act.VISIT_TRIED));
        stages.put("回访未联系上一次", it -> it.is(Status.VISIT) && it.count(Act.VISIT_TRIED) == 1);
        stages.put("回访未联系上两次", it -> it.is(Status.VISIT) && it.count(Act.VISIT_TRIED) == 2);
        stages.put("待评价协办", it -> it.open("scoreCoHandlers"));
        stages.put("未评价办结", it -> it.is(Status.CLOSED) && it.count(Act.VISIT_TRIED) == 3);
        stages.put("满意销号并评价协办", it -> it.is(Status.CLOSED) && it.has(Act.CO_HANDLERS_SCORED));
        stages.put("补办即将到期", it -> second(it) && workingDaysLeft(it, now) == 1);
        stages.put("补办逾期", it -> second(it) && it.has(Act.OVERDUE));
        stages.put(
                "两次不满意，待决定是否督查",
                it -> it.is(Status.SUPERVISION) && it.has(Act.SUPERVISION_AWAITED) && it.open("decideSupervision"));
        stages.put(
                "督查后第三次交办",
                it -> it.is(Status.HANDLING)
                        && it.has(Act.SUPERVISION_ORDERED)
                        && it.attempts().size() == 3);
        stages.put(
                "待认定是否推进不力",
                it -> it.is(Status.ACCOUNTABILITY)
                        && it.has(Act.RESPONSIBILITY_JUDGED)
                        && it.open("judgeResponsibility"));
        stages.put("已移送待登记", it -> it.is(Status.ACCOUNTABILITY) && it.open("recordConclusion"));
        stages.put(
                "已尽责仍不满意",
                it -> it.is(Status.CLOSED) && it.has(Act.RESPONSIBILITY_JUDGED) && !it.has(Act.REFERRAL_PREPARED));
        stages.put("已撤回", it -> it.is(Status.WITHDRAWN));
        stages.put("撤回待确认", it -> it.is(Status.HANDLING) && it.open("confirmWithdrawal"));
        stages.put("进入其他程序已终止", it -> it.is(Status.TERMINATED));
        stages.put("未评价重新开启", it -> it.is(Status.VISIT) && it.has(Act.REOPENED) && it.open("visit"));
        stages.put("待报结", it -> it.is(Status.VISIT) && it.open("reportBack"));
        stages.put("补办后满意", it -> it.is(Status.CLOSED) && it.attempts().size() == 2);
        stages.put("拆分件", it -> it.complaint().splitFrom() != null && it.is(Status.TRIAGE));
        stages.put("拆分件已交办", it -> it.complaint().splitFrom() != null && it.is(Status.HANDLING));
        stages.put("交内部单位", it -> it.open("handle") && it.last().insideUnit() != null);
        stages.put(
                "被投诉单位回避",
                it -> it.complaint().confidential()
                        && it.complaint().accusedUnit() != null
                        && !it.last().hostGroup().equals(it.last().host()));
        stages.put("新城营商办自行受理", it -> it.complaint().coordinatingUnit().equals("jingheysb"));
        stages.put("单位自行登记", it -> "caizheng1".equals(it.complaint().registeredBy()) && it.has(Act.ANSWERED_BY_UNIT));
        stages.put("确认同一诉求", it -> it.has(Act.SAME_MATTER_CONFIRMED) && it.is(Status.HANDLING));
        stages.put("封存", it -> it.has(Act.SEALED) && it.open("decideSealed") && it.open("triage"));
        stages.put("紧急", it -> it.complaint().urgent() && it.open("respond"));
        stages.put(
                "上级交办",
                it -> it.complaint().orderNumber() != null
                        && it.last().dueAt().equals(it.complaint().orderDueAt()));
        return stages;
    }

    private static boolean second(Case it) {
        return it.attempts().size() == 2 && it.is(Status.HANDLING);
    }

    /** How many closes of business lie between now and the due date, that one included; 0 or less where it has passed. */
    private int workingDaysLeft(Case it, Instant now) {
        DemoDays days = new DemoDays(calendar, now);
        Map<Instant, Integer> closes = new HashMap<>();
        for (int day = -10; day < 10; day++) {
            closes.put(days.at(day, "18:00"), day + 1);
        }
        return it.attempts().isEmpty() || it.last().dueAt() == null
                ? 99
                : closes.getOrDefault(it.last().dueAt(), 99);
    }

    private List<String> unitsWithWork() {
        return cases.stream()
                .flatMap(it -> it.tasks().stream())
                .flatMap(task -> tasks.getIdentityLinksForTask(task.getId()).stream())
                .map(IdentityLink::getGroupId)
                .distinct()
                .toList();
    }
}
