package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import suban.Actor;
import suban.acts.Acts;
import suban.acts.BankActs;
import suban.acts.HotlineActs;
import suban.engine.EngineTime;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.ledger.ComplaintClass;
import suban.notice.NoticeDelivery;
import suban.web.Rubbish.Bad;
import suban.web.Stages.Stage;

/**
 * Thousands of bad submissions at every form there is, by every door: each is answered 4xx in Chinese, and nothing that is stored
 * has changed. {@code -Dsuban.rubbish.seed} repeats a run, {@code -Dsuban.rubbish.size} makes it larger.
 */
@ApiTest
@TestPropertySource(properties = "suban.test.application=of its own: it is told by what is stored, and leaves much")
@DisplayName("各种胡乱提交：一律以中文拒绝，什么也不留下")
class RubbishTest {

    private static final long SEED = Long.getLong("suban.rubbish.seed", System.nanoTime() % 1_000_000);

    /** Bad submissions of one good one, sent by the doors in turn. */
    private static final int SIZE = Integer.getInteger("suban.rubbish.size", 3);

    /** Forms of other steps that each step is sent. */
    private static final int OTHERS = Integer.getInteger("suban.rubbish.others", 1);

    private static final int SHOWN = 12;
    private static final String SESSION = "/camunda/api/engine/engine/default";
    private static final Pattern ENGLISH = Pattern.compile(
            "[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}|\\w+(Exception|Error)\\b|ENGINE-|\\b(org|java|com)\\.\\w+\\.");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static int sent;

    private int month = 3;

    /** What the engine says of each refusal, which would be thousands of lines. */
    private static final List<String> TALKATIVE =
            List.of("org.camunda.bpm.engine.context", "org.camunda.bpm.engine.rest.exception");

    @Autowired
    LoggingSystem logs;

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    HotlineActs hotline;

    @Autowired
    BankActs bank;

    @Autowired
    Processes processes;

    @Autowired
    Clock clock;

    @Autowired
    EngineTime time;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    NoticeDelivery delivery;

    @Autowired
    JdbcTemplate jdbc;

    private final Map<String, Visitor> visitors = new HashMap<>();
    private final Map<String, List<String>> wrong = new LinkedHashMap<>();
    private Stages stages;

    @BeforeEach
    void setTheClock() {
        TALKATIVE.forEach(logger -> logs.setLogLevel(logger, LogLevel.OFF));
        stages = new Stages(
                acts,
                hotline,
                bank,
                this::awaitedLedger,
                this::newProblem,
                this::newRevision,
                delivery::run,
                this::forget);
    }

    /** The ledger of two months ago, which nobody waited for before; the timer that is due fires when the clock goes on. */
    private String awaitedLedger() {
        jdbc.update("delete from ledger_month");
        return processes.start(
                "hotlineLedger",
                FormValues.of(
                        Map.of("month", YearMonth.now(clock).minusMonths(2).toString()), Actor.SYSTEM));
    }

    /** A problem as a review would propose it; where none was ever held, one is made up. */
    private String newProblem() {
        if (jdbc.queryForObject("select count(*) from problem_review", Integer.class) == 0) {
            jdbc.update("insert into problem_review (number, review_at, from_at) values ('SL0', now(), now())");
        }
        String code = "WT" + jdbc.queryForObject("select count(*) from problem", Integer.class);
        jdbc.update(
                "insert into problem (code, review_id, title, reason, state, proposed_at, confirm_due_at)"
                        + " select ?, min(id), '园区停车难', '内容相近', 'PROPOSED', now(), now() from problem_review",
                code);
        return processes.start("problemSolution", FormValues.of(Map.of("code", code), Actor.SYSTEM));
    }

    /** A revision as an analyst would propose it, without its files. */
    private String newRevision() {
        int serial = jdbc.queryForObject("select count(*) from rule_revision", Integer.class) + 1;
        String number = "GX2026-" + serial;
        jdbc.update(
                "insert into rule_revision (number, set_year, serial, content_hash, base_hash, origin, status, proposed_by,"
                        + " proposed_at, approve_due_at, reason, changes, in_flight, mapping) values (?, 2026, ?, 'x', 'y', 'PERSON',"
                        + " 'PROPOSED', 'analyst1', now(), now(), '统一口径', '[]', 'KEEP', '{}')",
                number,
                serial);
        processes.startByMessage("ruleRevision.proposed", number, Map.of("revisionNumber", number));
        return number;
    }

    private void forget() {
        runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
                .map(ProcessInstance::getId)
                .forEach(id -> runtime.deleteProcessInstance(id, "no longer needed"));
    }

    @AfterEach
    void letTheClockRun() {
        TALKATIVE.forEach(logger -> logs.setLogLevel(logger, null));
        time.release();
    }

    @AfterAll
    static void count() {
        System.out.printf("Rubbish: %d requests, seed %d%n", sent, SEED);
    }

    /** A way in. */
    private enum Door {
        COMPLETE,
        SUBMIT_FORM,
        TASKLIST;

        String path(String task) {
            return switch (this) {
                case COMPLETE -> "/engine-rest/task/" + task + "/complete";
                case SUBMIT_FORM -> "/engine-rest/task/" + task + "/submit-form";
                case TASKLIST -> SESSION + "/task/" + task + "/submit-form";
            };
        }
    }

    @Test
    @DisplayName("每一种任务、每一张开始表单都试到")
    void everyTaskIsReached() {
        Set<String> known = stages.all().stream().map(Stage::key).collect(Collectors.toCollection(TreeSet::new));
        assertThat(known).isEqualTo(new TreeSet<>(forms(UserTask.class).keySet()));
        assertThat(forms(StartEvent.class))
                .containsOnlyKeys(
                        "startEvent_complaintReceived",
                        "startEvent_secretSuspected",
                        "startEvent_officeAct",
                        "startEvent_jointItemProposed",
                        "startEvent_appraisalDue",
                        "startEvent_calendarReceived",
                        "startEvent_templateOutdated",
                        "startEvent_personAway");
    }

    @Test
    @Tag("article-3")
    @DisplayName("封存表单：缺项、错项、多项、超长，看不到的、已封存的，各条路都拒绝；无权发起的人办不了")
    void theSealingForm() {
        String number = acts.register("ysb1", Stages.registration());
        String elsewhere = acts.register("ysb1", Stages.registration("newCity", "fengdong"));
        Map<String, Object> good = Map.of("number", number, "reason", "疑似涉密。");
        JsonNode form = form(forms(StartEvent.class).get("startEvent_secretSuspected"));
        List<String> paths = List.of(
                "/engine-rest/process-definition/key/sealing/submit-form",
                SESSION + "/process-definition/key/sealing/submit-form");
        List<Bad> bad = new ArrayList<>(new Rubbish(form, new Random(SEED)).of(good, SIZE));
        for (String other : List.of("XX20260302-999999999", "XX0-1", number + "'", "0001")) {
            bad.add(Rubbish.changed(good, Map.of("number", other)));
        }
        Map<String, String> before = Stored.in(jdbc);
        for (String path : paths) {
            for (Bad it : bad) {
                String body = Envelopes.body(it.values());
                refused("sealing: " + it.what(), path, postTo(path, "ysb1", body), body);
            }
            String body = Envelopes.body(good);
            for (String other : List.of("jinghe1", "zijian1", "ducha1", "supervisor1", "analyst1", "admin")) {
                refused("sealing as " + other, path, postTo(path, other, body), body);
            }
            String hidden = Envelopes.body(Map.of("number", elsewhere, "reason", "疑似涉密。"));
            refused("sealing another's", path, postTo(path, "jingheysb1", hidden), hidden);
        }
        unchanged(before, "sealing form");
        String body = Envelopes.body(good);
        assertThat(postTo(paths.get(0), "ysb1", body).statusCode()).isEqualTo(200);
        Map<String, String> sealed = Stored.in(jdbc);
        for (String path : paths) {
            refused("sealed already", path, postTo(path, "ysb1", body), body);
        }
        unchanged(sealed, "sealing form");
    }

    @Test
    @Tag("article-8")
    @DisplayName("各任务表单：缺项、错项、多项、超长、嵌套、不该填的，各条路轮流，都拒绝")
    void everyTaskForm() {
        Map<String, String> forms = forms(UserTask.class);
        for (Stage stage : stages.all()) {
            JsonNode form = form(forms.get(stage.key()));
            List<Map<String, Object>> good = stage.good().get();
            for (int variant = 0; variant < good.size(); variant++) {
                int which = variant;
                String task = null;
                // the same again where something was stored, now looked at one by one
                for (boolean closely : new boolean[] {false, true}) {
                    task = claimed(stage);
                    List<Bad> bad = bad(stage, form, which);
                    Map<String, String> before = Stored.in(jdbc);
                    for (int i = 0; i < bad.size(); i++) {
                        Bad it = bad.get(i);
                        Door door = Door.values()[(i + which) % 3];
                        String body = Envelopes.body(it.values());
                        refused(
                                stage.key() + ": " + it.what(),
                                door.name(),
                                post(door, stage.person(), task, body),
                                body);
                        if (closely && !Stored.in(jdbc).equals(before)) {
                            report("stored something", stage.key() + " " + door + ": " + it.what() + "\n" + cut(body));
                            before = Stored.in(jdbc);
                        }
                    }
                    if (Stored.in(jdbc).equals(before)) {
                        break;
                    }
                }
                String body = Envelopes.body(stage.good().get().get(which));
                HttpResponse<String> answer = post(Door.SUBMIT_FORM, stage.person(), task, body);
                if (answer.statusCode() / 100 != 2) {
                    report("the good one is refused", stage.key() + "\n" + cut(body) + "\n" + answer.body());
                }
            }
        }
        nothingWrong();
    }

    /** From the seed, the stage and the variant alone, whatever ran before; values may follow the clock. */
    private List<Bad> bad(Stage stage, JsonNode form, int variant) {
        Map<String, Object> good = stage.good().get().get(variant);
        Random random = new Random(SEED + stage.key().hashCode() + variant);
        List<Bad> bad = new ArrayList<>(new Rubbish(form, random).of(good, SIZE));
        if (variant == 0) {
            stage.bad().get().forEach(changes -> bad.add(Rubbish.changed(good, changes)));
        }
        return bad;
    }

    @Test
    @Tag("article-4")
    @Tag("article-8")
    @DisplayName("每一种任务：信封作怪、别人的任务、别的步骤的表单，一律拒绝；同一份正确内容两人同时交，只成一份，再交拒绝")
    void everyOtherWayIn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            int turn = 0;
            List<Stage> all = stages.all();
            for (Stage stage : all) {
                turn++;
                String task = claimed(stage); // one case for all of it, as nothing may change it before the end
                Map<String, String> before = Stored.in(jdbc);
                oddEnvelopes(stage, task, turn);
                otherPeople(stage, task);
                outOfOrder(stage, task, all);
                unchanged(before, stage.key());
                nothingWrong(); // what got through has ended the step, so that the rest would not say why
                twiceAtOnceAndAgain(stage, task, threads);
                assertThat(Stored.in(jdbc)).as("the good one is stored").isNotEqualTo(before);
            }
        } finally {
            threads.shutdown();
        }
        nothingWrong();
    }

    /** Types, serialised objects, broken JSON, other content types. */
    private void oddEnvelopes(Stage stage, String task, int turn) {
        Map<String, Object> good = stage.good().get().get(0);
        String key = good.keySet().stream()
                .filter(it -> good.get(it) instanceof String || good.get(it) instanceof List)
                .findFirst()
                .orElse("reached");
        Door door = Door.values()[turn / 3 % 3]; // each third by each door
        for (Map<String, Object> value : third(Envelopes.oddValues(), turn)) {
            Envelopes.Variables variables = new Envelopes.Variables(good);
            variables.put(key, value);
            String body = variables.body();
            refused(stage.key() + ": " + key, door.name(), post(door, stage.person(), task, body), body);
        }
        for (String body : third(Envelopes.oddBodies(), turn)) {
            if (good.isEmpty() && Envelopes.SAYING_NOTHING.contains(body)) {
                continue; // a form that asks nothing wants no more
            }
            refused(stage.key() + ": odd body", door.name(), post(door, stage.person(), task, body), body);
        }
        Visitor visitor = visitor(door, stage.person());
        for (String type : Envelopes.oddTypes()) {
            sent++;
            refused(
                    stage.key() + ": content type " + type,
                    door.name(),
                    visitor.send("POST", door.path(task), type, Envelopes.body(good)),
                    type);
        }
        for (byte[] bytes : Envelopes.oddBytes(Envelopes.body(good))) {
            sent++;
            refused(
                    stage.key() + ": odd bytes",
                    door.name(),
                    visitor.sendBytes(door.path(task), "application/json", bytes),
                    Arrays.toString(Arrays.copyOf(bytes, 20)));
        }
    }

    /** A colleague who has not claimed it, other units, and those who only look. */
    private void otherPeople(Stage stage, String task) {
        String good = Envelopes.body(stage.good().get().get(0));
        String colleague = stage.person().endsWith("head")
                ? stage.person().replace("head", "1")
                : stage.person().replaceFirst("[12]$", "head");
        for (String other :
                List.of(colleague, "fengdong1", "shuiwu1", "ducha1", "supervisor1", "analyst1", "channel1", "admin")) {
            if (other.equals(stage.person())) {
                continue;
            }
            for (Door door : Door.values()) {
                if (door != Door.TASKLIST || !other.equals("channel1")) {
                    refused(stage.key() + " as " + other, door.name(), post(door, other, task, good), good);
                }
            }
        }
    }

    /** The forms of other steps sent to this one: every pair would be thousands, so some in each run, others each time. */
    private void outOfOrder(Stage stage, String task, List<Stage> all) {
        List<Stage> others = new ArrayList<>(all);
        others.remove(stage);
        Collections.shuffle(others, new Random(SEED + stage.key().hashCode()));
        for (Stage other : others.subList(0, Math.min(OTHERS, others.size()))) {
            for (Map<String, Object> good : other.good().get()) {
                if (saysTheSame(good, stage)) {
                    continue; // two tasks ask the same, "return it, because": it is a fitting answer here, too
                }
                Door door = Door.values()[Math.floorMod(other.key().hashCode(), 3)];
                String body = Envelopes.body(good);
                refused(
                        other.key() + " sent to " + stage.key(),
                        door.name(),
                        post(door, stage.person(), task, body),
                        body);
            }
        }
    }

    private void twiceAtOnceAndAgain(Stage stage, String task, ExecutorService threads) throws Exception {
        String good = Envelopes.body(stage.good().get().get(0));
        List<Callable<HttpResponse<String>>> two = Arrays.stream(new Door[] {Door.COMPLETE, Door.TASKLIST})
                .map(door -> {
                    Visitor visitor = visitor(door, stage.person());
                    return (Callable<HttpResponse<String>>) () -> visitor.postJson(door.path(task), good);
                })
                .toList();
        sent += 2;
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : threads.invokeAll(two)) {
            answers.add(answer.get());
        }
        assertThat(answers.stream().filter(answer -> answer.statusCode() / 100 == 2))
                .as(stage.key() + ": "
                        + answers.stream().map(HttpResponse::body).toList())
                .hasSize(1);
        answers.stream()
                .filter(answer -> answer.statusCode() / 100 != 2)
                .forEach(answer -> refused(stage.key() + " at once", "both doors", answer, good));
        Map<String, String> before = Stored.in(jdbc);
        for (Door again : Door.values()) {
            refused(stage.key() + " again", again.name(), post(again, stage.person(), task, good), good);
        }
        unchanged(before, stage.key());
    }

    @Test
    @Tag("article-4")
    @DisplayName("不存在的任务，怎么写都办不了")
    void noSuchTask() {
        String good = Envelopes.body(Map.of("replyText", "已答复。"));
        Map<String, String> before = Stored.in(jdbc);
        for (String id : List.of(
                "none",
                "0",
                "-1",
                "00000000-0000-0000-0000-000000000000",
                "%00",
                "%0A",
                "%20",
                "%25",
                "%27",
                "%3B",
                "%2e%2e",
                "a;b=c",
                "..%2F..%2Ftask",
                "%E4%BB%BB%E5%8A%A1",
                "%F0%9F%98%80",
                "%FF",
                "$%7Bx%7D",
                "x".repeat(300),
                "x".repeat(5000),
                "userTask_triage",
                "XX20260302-0001")) {
            for (Door door : Door.values()) {
                refused("task " + id, door.name(), post(door, "ysb1", id, good), good);
            }
        }
        unchanged(before, "odd ids");
        nothingWrong();
    }

    /** Whether one of the stage's own answers has the same fields and the same decision. */
    private static boolean saysTheSame(Map<String, Object> answer, Stage stage) {
        return stage.good().get().stream()
                .anyMatch(own -> own.keySet().equals(answer.keySet())
                        && Objects.equals(own.get("decision"), answer.get("decision")));
    }

    @Test
    @Tag("article-6")
    @DisplayName("登记表单：缺项、错项、多项、超长、嵌套，各条路都拒绝；无权发起的人办不了")
    void theStartForm() {
        List<Map<String, Object>> goods = List.of(
                Stages.registration(),
                Stages.registration("channel", "CAMPAIGN", "receivedBy", "zijian"),
                Stages.form(
                        Stages.registration(
                                "channel", "SUPERIOR", "orderNumber", "陕营商〔2026〕1号", "orderDueAt", "2026-12-31"),
                        "noComplainant",
                        true));
        List<Map<String, Object>> against = List.of(
                Map.of("creditCode", "91350100M000100Y44"),
                Map.of("creditCode", "91350100M000100Y4I"),
                Map.of("contactPhone", "12345678901"),
                Map.of("contactPhone", "1380013800"),
                Map.of("contactEmail", "王@公司。中国"),
                Map.of("channel", "HOTLINE"),
                Map.of("channel", "CAMPAIGN"),
                Map.of("channel", "UNIT", "receivedBy", "jijian"),
                Map.of("channel", "SUPERIOR"),
                Map.of("channel", "SUPERIOR", "orderNumber", "文", "orderDueAt", "2026-01-01"),
                Map.of("orderNumber", "陕营商〔2026〕1号"),
                Map.of("noComplainant", true),
                Map.of("newCity", "zijian"));
        startForm("startEvent_complaintReceived", "complaint", goods, against, Stages::registration);
    }

    @Test
    @Tag("article-16")
    @DisplayName("发起考核的表单：年度缺失、越界、不是整数、尚未结束的，各条路都拒绝")
    void theStartFormOfAnAppraisal() {
        startForm(
                "startEvent_appraisalDue",
                "annualAppraisal",
                List.of(Stages.form("year", 2025, "reason", "复核更正")),
                List.of(Map.of("year", 2026), Map.of("year", 2019), Map.of("year", 2100), Map.of("year", 2025.5)),
                () -> Stages.form("year", 2024, "reason", "复核更正"));
    }

    @Test
    @Tag("article-8")
    @DisplayName("提交年度日历的表单：不成样子的、版本不连续的、日期有误的，各条路都拒绝")
    void theStartFormOfACalendar() {
        String good = Stages.calendar(2095);
        startForm(
                "startEvent_calendarReceived",
                "calendarApproval",
                List.of(Stages.form("year", 2095, "data", good)),
                List.of(
                        Map.of("year", 2094),
                        Map.of("data", ""),
                        Map.of("data", "x"),
                        Map.of("data", "- 1"),
                        Map.of("data", "{"),
                        Map.of("data", good.replace("2095-1\n", "2095-2\n")),
                        Map.of("data", good.replace("2095-01-01", "2095-02-30")),
                        Map.of("data", good.replace("to: 2095-01-01", "to: 2096-01-01")),
                        Map.of("data", good + "year: 2095\n"),
                        Map.of("data", good + "extra: 1\n"),
                        Map.of("data", good.replaceAll("noticeNumber.*", ""))),
                () -> Stages.form("year", 2096, "data", Stages.calendar(2096)));
    }

    @Test
    @Tag("article-18")
    @DisplayName("修订文书模板的表单：文书种类缺失、没有的，各条路都拒绝")
    void theStartFormOfATemplate() {
        startForm(
                "startEvent_templateOutdated",
                "documentTemplate",
                List.of(Stages.form("kind", "COORDINATION")),
                List.of(Map.of("kind", "LETTER")),
                () -> Stages.form("kind", "ACCOUNTABILITY"));
    }

    @Test
    @Tag("article-4")
    @DisplayName("请假代办的表单：别的单位的人、同一人、日期颠倒、过长、过期、全是休息日的，各条路都拒绝；不是负责人的办不了")
    void theStartFormOfASubstitution() {
        startForm(
                "startEvent_personAway",
                "substitution",
                "ysbhead",
                List.of(Stages.substitution("2026-03-09", "2026-03-13")),
                List.of(
                        Map.of("awayPerson", "jinghe1"),
                        Map.of("substitutePerson", "jinghe1"),
                        Map.of("substitutePerson", "nobody"),
                        Map.of("substitutePerson", "ysb1"),
                        Map.of("untilDay", "2026-03-08"),
                        Map.of("untilDay", "2026-06-07"),
                        Map.of("fromDay", "2026-02-23", "untilDay", "2026-02-27"),
                        Map.of("fromDay", "2026-03-14", "untilDay", "2026-03-15"),
                        Map.of("fromDay", "2027-05-01", "untilDay", "2027-05-07"),
                        Map.of("leaveKind", "SICK")),
                () -> Stages.substitution("2026-0" + ++month + "-09", "2026-0" + month + "-13"));
    }

    private void startForm(
            String event,
            String process,
            List<Map<String, Object>> goods,
            List<Map<String, Object>> against,
            Supplier<Map<String, Object>> fresh) {
        startForm(event, process, "ysb1", goods, against, fresh);
    }

    private void startForm(
            String event,
            String process,
            String starter,
            List<Map<String, Object>> goods,
            List<Map<String, Object>> against,
            Supplier<Map<String, Object>> fresh) {
        JsonNode form = form(forms(StartEvent.class).get(event));
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult()
                .getId();
        List<String> paths = List.of(
                "/engine-rest/process-definition/key/" + process + "/submit-form",
                "/engine-rest/process-definition/" + definition + "/submit-form",
                SESSION + "/process-definition/" + definition + "/submit-form");
        Map<String, String> before = Stored.in(jdbc);
        for (int variant = 0; variant < goods.size(); variant++) {
            Map<String, Object> good = goods.get(variant);
            List<Bad> bad = new ArrayList<>(new Rubbish(form, new Random(SEED + variant)).of(good, SIZE * 2));
            if (variant == 0) {
                against.forEach(changes -> bad.add(Rubbish.changed(good, changes)));
            }
            for (Bad it : bad) {
                for (String path : paths) {
                    String body = Envelopes.body(it.values());
                    refused("start: " + it.what(), path, postTo(path, starter, body), body);
                }
            }
        }
        String good = Envelopes.body(Stages.registration());
        for (String path : paths) {
            for (String other : List.of("jinghe1", "zijian1", "ducha1", "supervisor1", "analyst1", "admin")) {
                refused("start as " + other, path, postTo(path, other, good), good);
            }
            for (String odd : Envelopes.oddBodies()) {
                refused("start: odd body", path, postTo(path, starter, odd), odd);
            }
        }
        for (String id : List.of(
                "none",
                "complaint:99:none",
                "%00",
                "..",
                "handling",
                "returnVisit",
                "phoneNotice",
                "hotlineLedger",
                "problemSolution")) {
            for (String path : List.of(
                    "/engine-rest/process-definition/key/" + id + "/submit-form",
                    "/engine-rest/process-definition/" + id + "/submit-form",
                    SESSION + "/process-definition/" + id + "/submit-form")) {
                refused("start of " + id, path, postTo(path, starter, good), good);
            }
        }
        unchanged(before, "start form");
        for (String path : paths) {
            assertThat(postTo(path, starter, Envelopes.body(fresh.get())).statusCode())
                    .isEqualTo(200);
        }
        nothingWrong();
    }

    @Test
    @Tag("article-3")
    @DisplayName("营商办措施：缺项、错项、多项、不存在的、已办结的、别的营商办的投诉，都拒绝；无权发起的人办不了")
    void theOfficeActForm() {
        JsonNode form = form(forms(StartEvent.class).get("startEvent_officeAct"));
        String path = "/engine-rest/process-definition/key/officeAct/submit-form";
        String open = acts.register("ysb1", Stages.registration());
        String closed = acts.register("ysb1", Stages.registration());
        acts.withdraw("ysb1", closed, "企业要求。");
        acts.confirmWithdrawal("ysb1", closed, "2026-03-02T10:00");
        String others = acts.register("jingheysb1", Stages.registration());
        List<Map<String, Object>> goods = List.of(
                Stages.form("number", open, "act", "WITHDRAW", "reason", "企业已自行解决。"),
                Stages.form(
                        "number",
                        open,
                        "act",
                        "LEAVE_SCOPE",
                        "reason",
                        "已起诉。",
                        "ground",
                        "LITIGATION",
                        "reference",
                        "（2026）陕01民初1号"));
        List<Map<String, Object>> against = List.of(
                Map.of("number", closed),
                Map.of("number", others),
                Map.of("number", "XX20260302-9999"),
                Map.of("number", "xx20260302-0001"),
                Map.of("act", "REOPEN"),
                Map.of("act", "RECLASSIFY"),
                Map.of("act", "UNLINK"),
                Map.of("act", "LEAVE_SCOPE"),
                Map.of("ground", "LITIGATION"),
                Map.of("reference", "（2026）1号"));
        Map<String, String> before = Stored.in(jdbc);
        for (int variant = 0; variant < goods.size(); variant++) {
            Map<String, Object> good = goods.get(variant);
            List<Bad> bad = new ArrayList<>(new Rubbish(form, new Random(SEED + variant)).of(good, SIZE));
            if (variant == 0) {
                against.forEach(changes -> bad.add(Rubbish.changed(good, changes)));
            }
            for (Bad it : bad) {
                String body = Envelopes.body(it.values());
                refused("office act: " + it.what(), path, postTo(path, "ysb1", body), body);
            }
        }
        String good = Envelopes.body(goods.get(0));
        for (String other : List.of("jinghe1", "zijian1", "ducha1", "jijian1", "supervisor1", "analyst1", "admin")) {
            refused("office act as " + other, path, postTo(path, other, good), good);
        }
        String withdrawal = "/api/complaints/" + open + "/withdrawal";
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{} {}",
                "{\"reason\":null}",
                "{\"reason\":\" \"}",
                "{\"reason\":7}",
                "{\"reason\":[\"x\"]}",
                "{\"reason\":\"x\",\"reason\":\"y\"}",
                "{\"reason\":\"x\",\"number\":\"y\"}",
                "{\"reason\":\"坏\\u0000字\"}",
                "{\"reason\":\"" + "长".repeat(2001) + "\"}",
                "{\"reason\":\"" + "长".repeat(40_000) + "\"}",
                "[".repeat(20_000))) {
            refused("withdrawal", withdrawal, postTo(withdrawal, "ysb1", body), body);
        }
        unchanged(before, "office act");
        nothingWrong(); // said before what an accepted one would make of the good ones
        for (Map<String, Object> it : goods) {
            assertThat(postTo(path, "ysb1", Envelopes.body(it)))
                    .extracting(HttpResponse::statusCode, HttpResponse::body)
                    .asString()
                    .startsWith("[200,");
        }
    }

    @Test
    @Tag("article-7")
    @DisplayName("联合办理的提请表单：缺项、错项、多项、超长、嵌套都拒绝；只有中心和新区营商办能发起")
    void theStartFormOfAJointItem() {
        JsonNode form = form(forms(StartEvent.class).get("startEvent_jointItemProposed"));
        String path = "/engine-rest/process-definition/key/jointItem/submit-form";
        String agreedOn = LocalDate.now(clock).plusDays(20).toString();
        Map<String, Object> good = Stages.jointItem(hotline, agreedOn);
        List<Bad> bad = new ArrayList<>(new Rubbish(form, new Random(SEED)).of(good, SIZE * 2));
        for (Map<String, Object> changes : Arrays.<Map<String, Object>>asList(
                Stages.form("workOrders", null),
                Stages.form("workOrders", "没有这个编号"),
                Stages.form("workOrders", "GD1 ".repeat(300)),
                Stages.form("workOrders", null, "keyword", "没有这样的词"),
                Stages.form("agreedOn", LocalDate.now(clock).toString()),
                Stages.form("agreedOn", "2099-01-01"),
                Stages.form("leadUnit", "jiaotong"),
                Stages.form("leadUnit", "jijian"),
                Stages.form("units", List.of("jinghe")))) {
            bad.add(Rubbish.changed(good, changes));
        }
        Map<String, String> before = Stored.in(jdbc);
        for (Bad it : bad) {
            String body = Envelopes.body(it.values());
            refused("start: " + it.what(), path, postTo(path, "hotline1", body), body);
        }
        for (String other : List.of("jinghe1", "jingheysb1", "zijian1", "ducha1", "supervisor1", "analyst1", "admin")) {
            refused("start as " + other, path, postTo(path, other, Envelopes.body(good)), "");
        }
        unchanged(before, "joint item");
        for (String user : List.of("hotline1", "ysb1")) {
            assertThat(postTo(path, user, Envelopes.body(Stages.jointItem(hotline, agreedOn)))
                            .statusCode())
                    .isEqualTo(200);
        }
        nothingWrong();
    }

    @Test
    @Tag("article-4")
    @Tag("article-11")
    @Tag("article-12")
    @DisplayName("案件页上的督办措施：缺项、错项、多项、超长、损坏的，一律拒绝，不留痕迹")
    void actsOnThePageOfACase() {
        String number = acts.register("ysb1", Stages.registration());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        Map<String, Map<String, Object>> good = new LinkedHashMap<>();
        good.put("reassignment", Map.of("fromUnit", "jinghe", "toUnit", "qinhan", "reason", "不在辖区。"));
        good.put("reclassification", Map.of("reason", "涉及多个部门。"));
        good.put("delay", Map.of("task", "none", "decision", "GRANT", "newDate", "2026-03-13", "reason", "可以。"));
        good.put("retry", Map.of("since", "2026-03-02T10:00:00+08:00", "reason", "数据库已恢复"));
        Map<String, String> before = Stored.in(jdbc);
        good.forEach((what, body) -> {
            String path = "/camunda/api/suban/cases/" + number + "/" + what;
            String user = what.equals("retry") ? "admin" : "ysb1";
            for (String key : body.keySet()) {
                for (Object value : Arrays.asList(
                        7,
                        true,
                        List.of("x"),
                        Map.of("a", "b"),
                        "坏\u0000字",
                        "半\ud83d",
                        "长".repeat(3000),
                        "nirvana\n;")) {
                    Map<String, Object> values = new LinkedHashMap<>(body);
                    values.put(key, value);
                    if (!(key.equals("reason") && "nirvana\n;".equals(value))) { // that is one
                        refused(what + ": " + key, path, postTo(path, user, Envelopes.json(values)), key);
                    }
                }
            }
            Map<String, Object> more = new LinkedHashMap<>(body);
            more.put("number", number);
            refused(what + ": more", path, postTo(path, user, Envelopes.json(more)), "");
            for (String odd : List.of(
                    "", "{", "[]", "null", "7", "{} {}", "{\"reason\":\"a\",\"reason\":\"b\"}", "[".repeat(50_000))) {
                refused(what + ": odd body", path, postTo(path, user, odd), odd);
            }
            for (String other : List.of("XX20260302-999999999", "XX0-1", "%00", "..%2F", number + "'")) {
                String elsewhere = "/camunda/api/suban/cases/" + other + "/" + what;
                refused(what + ": no case", elsewhere, postTo(elsewhere, user, Envelopes.json(body)), "");
            }
        });
        for (Map<String, Object> changes : List.<Map<String, Object>>of(
                Map.of("fromUnit", "caizheng"),
                Map.of("toUnit", "jinghe"),
                Map.of("toUnit", "zijian", "fromUnit", "zijian"),
                Map.of("toUnit", "ysb"),
                Map.of("toUnit", " "))) {
            Map<String, Object> values = new LinkedHashMap<>(good.get("reassignment"));
            values.putAll(changes);
            String path = "/camunda/api/suban/cases/" + number + "/reassignment";
            refused("reassignment: " + changes, path, postTo(path, "ysb1", Envelopes.json(values)), "");
        }
        unchanged(before, "acts on the page of a case");
        nothingWrong();
    }

    @Test
    @Tag("article-6")
    @DisplayName("渠道接口：缺项、错项、多项、损坏的、带附件的，一律拒绝，不登记")
    void postedComplaints() {
        String path = "/api/complaints";
        Map<String, Object> good = Api.complaint("externalId", "RUBBISH-" + SEED);
        Random random = new Random(SEED);
        List<Map<String, Object>> bad = new ArrayList<>();
        for (String key : List.of(
                "channel",
                "externalId",
                "enterpriseName",
                "newCity",
                "contactName",
                "contactPhone",
                "title",
                "content",
                "demandType")) {
            for (Object nothing : Arrays.asList(null, "", "  ")) {
                Map<String, Object> values = new LinkedHashMap<>(good);
                values.put(key, nothing);
                bad.add(values);
            }
        }
        for (String key : good.keySet()) {
            for (Object value : Arrays.asList(
                    7,
                    1e308,
                    true,
                    List.of(),
                    List.of("x"),
                    Map.of(),
                    Map.of("value", "x"),
                    "坏\u0000字",
                    "半\ud83d",
                    "\u001b",
                    "长".repeat(6000))) {
                Map<String, Object> values = new LinkedHashMap<>(good);
                values.put(key, value);
                bad.add(values);
            }
        }
        for (Map<String, Object> changes : List.<Map<String, Object>>of(
                Map.of("creditCode", "91350100M000100Y44"),
                Map.of("contactPhone", "12345678901"),
                Map.of("channel", "HOTLINE"),
                Map.of("channel", "CAMPAIGN"),
                Map.of("channel", "SUPERIOR"),
                Map.of("channel", "SUPERIOR", "orderNumber", "文", "orderDueAt", "2026-03-02T09:00:00+08:00"),
                Map.of("orderDueAt", "2026-02-30"),
                Map.of("newCity", "zijian"),
                Map.of("receivedBy", "nirvana"),
                Map.of("title", "第一行\n第二行"),
                Map.of("enterpriseName", "第一行\r\nBcc: x"),
                Map.of("confidential", "true"),
                Map.of("confidential", 1),
                Map.of("splitFrom", "XX20260302-0001"),
                Map.of("declaredGround", "NONE"),
                Map.of("number", "XX20260302-0001"),
                Map.of("k\u0000", "x"),
                Map.of("", "x"))) {
            bad.add(Rubbish.changed(good, changes).values());
        }
        Map<String, String> before = Stored.in(jdbc);
        for (Map<String, Object> values : bad) {
            String body = Envelopes.json(values);
            refused("api", path, postTo(path, random.nextBoolean() ? "channel1" : "ysb1", body), body);
        }
        for (String body : List.of(
                "",
                " ",
                "{",
                "[]",
                "null",
                "7",
                "\"x\"",
                "{}",
                "{} {}",
                "{\"title\":1,\"title\":2}",
                "{'a':1}",
                "[".repeat(50_000),
                "{\"a\":".repeat(20_000),
                "\u0000")) {
            refused("api: odd body", path, postTo(path, "channel1", body), body);
        }
        Visitor channel = visitor("channel1", false);
        for (byte[] bytes : Envelopes.oddBytes(Envelopes.json(good))) {
            sent++;
            refused("api: odd bytes", path, channel.sendBytes(path, "application/json", bytes), "");
        }
        String part = "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        for (String multipart : List.of(
                "",
                "--x--",
                "--x",
                "nothing",
                part.formatted("complaint", "", Envelopes.json(good))
                        + part.formatted("attachments", "; filename=\"../../x.exe\"", "MZ") + "--x--\r\n",
                part.formatted("complaint", "", Envelopes.json(good)) + part.formatted("attachments", "", "%PDF-1.4")
                        + "--x--\r\n",
                part.formatted("complaint", "", Envelopes.json(good))
                        + part.formatted("evil", "; filename=\"x.pdf\"", "%PDF-1.4") + "--x--\r\n",
                part.formatted("complaint", "", Envelopes.json(good)),
                part.formatted("attachments", "; filename=\"../../x.exe\"", "MZ") + "--x--\r\n",
                part.formatted("complaint", "; filename=\"\u0000\"", "{") + "--x--\r\n")) {
            for (String type : List.of(
                    "multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary=")) {
                sent++;
                refused("api: multipart", type, channel.send("POST", path, type, multipart), multipart);
            }
        }
        for (String type : Envelopes.oddTypes()) {
            if (!"multipart/form-data".equals(type)) {
                sent++;
                refused(
                        "api: content type",
                        String.valueOf(type),
                        channel.send("POST", path, type, Envelopes.json(good)),
                        "");
            }
        }
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            sent++;
            refused("api: method", method, channel.send(method, path, "application/json", Envelopes.json(good)), "");
        }
        for (String other : List.of("jinghe1", "zijian1", "supervisor1", "analyst1")) {
            refused("api as " + other, path, postTo(path, other, Envelopes.json(good)), "");
        }
        unchanged(before, "api");
        assertThat(postTo(path, "channel1", Envelopes.json(good)).statusCode()).isEqualTo(201);
        nothingWrong();
    }

    @Test
    @Tag("article-8")
    @DisplayName("查询接口：参数不对的，指明哪一项")
    void queries() {
        List<String> odd = List.of(
                "x",
                "-1",
                "0.5",
                "1e9",
                "999999999999",
                "NaN",
                "true;",
                "'",
                "%",
                "长".repeat(300),
                "\u0000",
                "${x}",
                "2026-02-30",
                "[]");
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(
                "/api/ledger?",
                List.of(
                        "status",
                        "complaintClass",
                        "unit",
                        "channel",
                        "from",
                        "to",
                        "overdue",
                        "sort",
                        "page",
                        "size"));
        parameters.put("/api/deadlines?workingDays=5&", List.of("from"));
        parameters.put("/api/deadlines?from=2026-02-12T10:00%2B08:00&", List.of("workingDays", "calendarDays"));
        parameters.put("/api/timeline/verification?", List.of("number"));
        parameters.put("/api/complaints?externalId=x&", List.of("channel"));
        Map<String, String> before = Stored.in(jdbc);
        parameters.forEach(
                (path, names) -> names.forEach(name -> odd.forEach(value -> read(path + name + "=" + encoded(value)))));
        for (String path : List.of(
                "/api/ledger?q=%00",
                "/api/ledger?q=" + "x".repeat(101),
                "/api/ledger?nosuch=1",
                "/api/ledger?page=0&page=1",
                "/api/ledger?from=2026-03-02&to=2026-03-01",
                "/api/ledger?size=0",
                "/api/ledger?size=201",
                "/api/deadlines",
                "/api/deadlines?from=2026-02-12T10:00%2B08:00",
                "/api/deadlines?from=2026-02-12T10:00%2B08:00&workingDays=5&calendarDays=5",
                "/api/deadlines?from=2026-02-12T10:00%2B08:00&workingDays=0",
                "/api/timeline/verification",
                "/api/complaints",
                "/api/complaints?channel=PHONE",
                "/api/complaints?externalId=x",
                "/api/complaints/none",
                "/api/complaints/XX20260302-9999",
                "/api/complaints/%00",
                "/api/complaints/%E7%BC%96%E5%8F%B7",
                "/api/complaints/" + "x".repeat(3000),
                "/api/complaints/..%2F..%2Fledger",
                "/api/nothing")) {
            read(path);
        }
        unchanged(before, "queries");
        nothingWrong();
    }

    private void read(String path) {
        sent++;
        refused(
                "read",
                path.length() > 200 ? path.substring(0, 200) : path,
                visitor("supervisor1", false).get(path),
                "");
    }

    private static <T> List<T> third(List<T> all, int turn) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 3 == turn % 3)
                .mapToObj(all::get)
                .toList();
    }

    /** Forms of all user tasks, or start events, of the deployed diagrams, by element; one without a form has none to send rubbish to. */
    private <T extends FlowNode> Map<String, String> forms(Class<T> type) {
        Map<String, String> forms = new TreeMap<>();
        for (ProcessDefinition definition :
                repository.createProcessDefinitionQuery().latestVersion().list()) {
            for (T node : repository.getBpmnModelInstance(definition.getId()).getModelElementsByType(type)) {
                String form = node.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef");
                if (form != null || node instanceof UserTask) {
                    forms.put(node.getId(), form);
                }
            }
        }
        return forms;
    }

    private static JsonNode form(String id) {
        try (InputStream file = RubbishTest.class.getResourceAsStream("/forms/" + id + ".form")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new AssertionError(id, e);
        }
    }

    /** A new case's open task of this stage, claimed by its person. */
    private String claimed(Stage stage) {
        String number = stage.open().get();
        List<Task> open = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(stage.key())
                .list();
        assertThat(open).as(stage.key()).isNotEmpty();
        String task = open.get(0).getId();
        HttpResponse<String> answer = visitor(stage.person(), false)
                .postJson("/engine-rest/task/" + task + "/claim", Envelopes.json(Map.of("userId", stage.person())));
        assertThat(answer.statusCode()).as(stage.key() + " " + answer.body()).isEqualTo(204);
        return task;
    }

    private HttpResponse<String> post(Door door, String user, String task, String body) {
        sent++;
        return visitor(door, user).postJson(door.path(task), body);
    }

    private HttpResponse<String> postTo(String path, String user, String body) {
        sent++;
        return visitor(user, path.startsWith("/camunda/")).postJson(path, body);
    }

    private Visitor visitor(Door door, String user) {
        return visitor(user, door == Door.TASKLIST);
    }

    private Visitor visitor(String user, boolean session) {
        return visitors.computeIfAbsent(user + session, key -> {
            if (!session) {
                return api.as(user);
            }
            Visitor visitor = api.withSession(user);
            assertThat(visitor.cookie("XSRF-TOKEN")).as(user).isNotNull();
            return visitor;
        });
    }

    /** 4xx, a problem in Chinese, no word of English. */
    private void refused(String what, String door, HttpResponse<String> answer, String body) {
        int status = answer.statusCode();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String fault = null;
        if (status < 400 || status > 499) {
            fault = "answered " + status;
        } else if (!type.startsWith("application/problem+json")) {
            fault = status + " as " + type;
        } else if (!isChinese(answer.body())) {
            fault = status + " not in Chinese";
        }
        if (fault != null) {
            report(fault + " (" + door + ")", what + "\n    " + cut(body) + "\n    → " + cut(answer.body()));
        }
    }

    private static boolean isChinese(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return problem.path("message")
                            .asText()
                            .codePoints()
                            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                    && !ENGLISH.matcher(problem.toString()).find();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private void unchanged(Map<String, String> before, String where) {
        Map<String, String> after = Stored.in(jdbc);
        if (!after.equals(before)) {
            Map<String, String> changed = new TreeMap<>(after);
            changed.entrySet().removeIf(table -> table.getValue().equals(before.get(table.getKey())));
            report("stored something", where + ": " + changed);
        }
    }

    private void report(String fault, String example) {
        wrong.computeIfAbsent(fault, key -> new ArrayList<>()).add(example);
    }

    private void nothingWrong() {
        String report = wrong.entrySet().stream()
                .map(fault -> "%n%s, %d times:%n  %s"
                        .formatted(
                                fault.getKey(),
                                fault.getValue().size(),
                                String.join(
                                        "\n  ",
                                        fault.getValue()
                                                .subList(
                                                        0,
                                                        Math.min(
                                                                SHOWN,
                                                                fault.getValue().size())))))
                .collect(Collectors.joining());
        assertThat(report).as("seed " + SEED).isEmpty();
    }

    private static String cut(String text) {
        String shown = text == null ? "" : text;
        return shown.length() > 500 ? shown.substring(0, 500) + "… (" + shown.length() + ")" : shown;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
