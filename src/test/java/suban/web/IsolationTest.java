package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.ledger.ComplaintClass;
import suban.web.RightsFixtures.Case;

/** What stands behind the paths that are open: only rows of one's own unit, whatever is asked and however it is asked. */
@ApiTest
@DisplayName("单位之间互不可见")
class IsolationTest {

    private static final String TODAY = "2026-03-02";
    private static final String SESSION = "/camunda/api/engine/engine/default";
    private static final String CREDIT_CODE = "91350100M000100Y43";
    private static final String EMAIL = "geheim@example.cn";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    EngineTime time;

    @Autowired
    ProcessEngine engine;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identities;

    private final Map<String, Visitor> machines = new HashMap<>();
    private final Map<String, Visitor> sessions = new HashMap<>();

    @BeforeEach
    void stopTheClock() {
        time.set(Acts.at(TODAY + "T10:00"));
    }

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    private Visitor session(String user) {
        return sessions.computeIfAbsent(user, id -> {
            Visitor visitor = api.visitor();
            visitor.logIn(id, RightsFixtures.PASSWORD);
            visitor.get("/camunda/api/admin/auth/user/default");
            return visitor;
        });
    }

    /** With a file that tells everything, by its name and in its content. */
    private String filed(String mark, boolean confidential) {
        Map<String, Object> complaint = Api.complaint(
                "externalId",
                externalId(mark),
                "enterpriseName",
                enterprise(mark),
                "creditCode",
                CREDIT_CODE,
                "contactName",
                "联系人" + mark,
                "contactPhone",
                "13912345678",
                "contactEmail",
                EMAIL,
                "title",
                "诉求" + mark,
                "content",
                "正文" + mark,
                "confidential",
                confidential,
                "demandType",
                "意见建议");
        byte[] body = new Multipart()
                .complaint(Api.json(complaint))
                .file("attachments", enterprise(mark) + ".txt", words(mark).getBytes(StandardCharsets.UTF_8))
                .bytes();
        HttpResponse<String> answer = api.as("channel1").sendBytes("/api/complaints", Multipart.TYPE, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Visitor.json(answer).path("number").asText();
    }

    private static String words(String mark) {
        return String.join("\n", enterprise(mark), "诉求" + mark, "联系人" + mark, CREDIT_CODE, EMAIL, "13912345678");
    }

    private static String mark() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static String enterprise(String mark) {
        return mark + "号隔离测试有限公司";
    }

    private static String externalId(String mark) {
        return "extern-" + mark;
    }

    private Case known(String mark, String number) {
        return Case.of(engine, number, externalId(mark), enterprise(mark), "联系人" + mark, "正文" + mark, "诉求" + mark);
    }

    /** Everything that tells of this case. */
    private static Set<String> traces(Case which) {
        Set<String> traces = new HashSet<>(which.words());
        traces.addAll(which.ids());
        traces.addAll(which.taskOfUnit().values());
        return traces;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Task queries that do all they can to name the case: by its number, its variables, its units, its ids, combined by or. */
    private static List<String> queries(Case wanted) {
        String number = wanted.number();
        String ids = Api.json(wanted.taskOfUnit().values());
        String instances = Api.json(wanted.instances());
        String variable = "[{\"name\":\"complaintNumber\",\"operator\":\"eq\",\"value\":\"%s\"}]".formatted(number);
        List<String> queries = new ArrayList<>(List.of(
                "{}",
                "{\"processInstanceBusinessKey\":\"%s\"}".formatted(number),
                "{\"processInstanceBusinessKeyLike\":\"XX%\"}",
                "{\"processVariables\":%s}".formatted(variable),
                "{\"processVariables\":[{\"name\":\"complaintNumber\",\"operator\":\"like\",\"value\":\"XX%\"}]}",
                "{\"taskVariables\":%s}".formatted(variable),
                "{\"taskIdIn\":%s}".formatted(ids),
                "{\"processInstanceIdIn\":%s}".formatted(instances),
                "{\"candidateGroup\":\"jinghe\",\"includeAssignedTasks\":true}",
                "{\"candidateGroups\":[\"jinghe\",\"zijian\",\"shengtai\",\"zijian\",\"jinghezhujian\"]}",
                "{\"candidateUser\":\"jinghe1\"}",
                "{\"withCandidateGroups\":true}",
                "{\"assigned\":true}",
                "{\"orQueries\":[{\"processInstanceBusinessKey\":\"%s\",\"candidateGroup\":\"jinghe\"}]}"
                        .formatted(number),
                "{\"orQueries\":[{\"processVariables\":%s,\"unassigned\":true}]}".formatted(variable),
                "{\"orQueries\":[{\"candidateGroups\":[\"jinghe\"],\"assigned\":true},{\"taskIdIn\":%s}]}"
                        .formatted(ids),
                "{\"withCommentAttachmentInfo\":true}",
                "{\"withTaskVariablesInReturn\":true}",
                "{\"sorting\":[{\"sortBy\":\"processVariable\",\"sortOrder\":\"desc\",\"parameters\":"
                        + "{\"variable\":\"complaintNumber\",\"type\":\"String\"}}]}",
                "{\"sorting\":[{\"sortBy\":\"dueDate\",\"sortOrder\":\"asc\"}]}"));
        return queries;
    }

    /** Every answer this person can get about the case, from every open path, in both ways in. */
    private void forEveryAnswer(String user, Case wanted, Consumer<Answer> check) {
        forEveryAnswer(user, wanted, queries(wanted), check);
    }

    private void forEveryAnswer(String user, Case wanted, List<String> queries, Consumer<Answer> check) {
        List<String> filters = engine.getFilterService().createFilterQuery().list().stream()
                .filter(filter -> !filter.getName().matches("今日到期|已超期")) // narrower than 本单位待办
                .map(filter -> filter.getId())
                .toList();
        List<Ask> asks = new ArrayList<>();
        for (boolean machine : new boolean[] {true, false}) {
            String mount = machine ? "/engine-rest" : SESSION;
            for (String query : queries) {
                asks.add(new Ask(machine, mount + "/task", query));
                asks.add(new Ask(machine, mount + "/task/count", query));
                for (String filter : filters) {
                    asks.add(new Ask(machine, mount + "/filter/" + filter + "/list", query));
                    asks.add(new Ask(machine, mount + "/filter/" + filter + "/count", query));
                }
            }
            for (String query : List.of(
                    "processInstanceBusinessKey=" + wanted.number(),
                    "processVariables=complaintNumber_eq_" + wanted.number(),
                    "processVariables=complaintNumber_like_XX%25&variableNamesIgnoreCase=true",
                    "candidateGroup=jinghe&includeAssignedTasks=true",
                    "taskIdIn=" + String.join(",", wanted.taskOfUnit().values()),
                    "sortBy=created&sortOrder=desc&maxResults=1000")) {
                asks.add(new Ask(machine, mount + "/task?" + query, null));
                asks.add(new Ask(machine, mount + "/task/count?" + query, null));
            }
            for (String task : wanted.taskOfUnit().values()) {
                for (String part : List.of(
                        "",
                        "/form",
                        "/deployed-form",
                        "/identity-links",
                        "/form-variables",
                        "/variables",
                        "/comment")) {
                    asks.add(new Ask(machine, mount + "/task/" + task + part, null));
                }
                asks.add(new Ask(
                        machine,
                        mount + "/task/" + task + "/form-variables?variableNames=complaintNumber,enterpriseName",
                        null));
            }
            for (String path : List.of(
                    "/process-instance?businessKey=" + wanted.number(),
                    "/variable-instance?variableValues=complaintNumber_eq_" + wanted.number(),
                    "/history/task?processInstanceBusinessKey=" + wanted.number(),
                    "/history/process-instance?processInstanceBusinessKey=" + wanted.number(),
                    "/history/user-operation",
                    "/process-definition/statistics")) {
                asks.add(new Ask(machine, mount + path, null));
            }
        }
        asks.add(new Ask(
                false,
                "/camunda/api/suban/cards?tasks="
                        + String.join(",", wanted.taskOfUnit().values()),
                null));
        asks.add(new Ask(true, "/api/complaints/" + wanted.number(), null));
        for (String question :
                List.of("title=" + encode(wanted.title()), "enterpriseName=" + encode(wanted.enterprise()))) {
            asks.add(new Ask(true, "/api/complaints/similar?" + question, null));
            asks.add(new Ask(false, "/camunda/api/suban/similar?" + question, null));
        }
        asks.add(new Ask(true, "/api/timeline/verification?number=" + wanted.number(), null));
        asks.add(new Ask(true, "/api/complaints?channel=ZHENGQITONG&externalId=" + encode(wanted.externalId()), null));
        for (String text : List.of(wanted.number(), wanted.enterprise(), wanted.contact(), wanted.title(), "")) {
            asks.add(new Ask(true, "/api/ledger?size=200&q=" + encode(text), null));
        }
        for (String filter : List.of(
                "unit=jinghe", "status=HANDLING", "channel=ZHENGQITONG", "complaintClass=GENERAL", "overdue=false")) {
            asks.add(new Ask(true, "/api/ledger?size=200&" + filter, null));
        }
        for (String field : List.of("number", "title", "enterpriseName", "host", "enterpriseDueAt")) {
            asks.add(new Ask(true, "/api/ledger?size=200&sort=" + field + ",desc", null));
        }
        List<Long> files = jdbc.queryForList(
                "select a.id from attachment a join complaint c on c.id = a.complaint_id where c.number = ?",
                Long.class,
                wanted.number());
        assertThat(files).isNotEmpty();
        for (boolean machine : new boolean[] {true, false}) {
            String mount = machine ? "/api" : "/camunda/api/suban";
            asks.add(new Ask(machine, mount + "/complaints/" + wanted.number() + "/attachments", null));
            files.forEach(file -> asks.add(new Ask(machine, mount + "/attachments/" + file, null)));
        }
        Visitor machine = machines.computeIfAbsent(user, api::as);
        Visitor session = session(user);
        int answered = 0;
        for (Answer answer : asks.parallelStream()
                .map(ask -> new Answer(ask, ask.sentBy(ask.machine() ? machine : session)))
                .toList()) {
            assertThat(answer.response().statusCode())
                    .as("%s %s", user, answer.ask())
                    .isNotEqualTo(401);
            answered += answer.response().statusCode() == 200 ? 1 : 0;
            check.accept(answer);
        }
        // a sweep that is refused everywhere would prove nothing
        assertThat(answered).as("answers to " + user).isGreaterThan(30);
    }

    private record Ask(boolean machine, String path, String body) {

        HttpResponse<String> sentBy(Visitor visitor) {
            return body == null ? visitor.get(path) : visitor.postJson(path, body);
        }
    }

    private record Answer(Ask ask, HttpResponse<String> response) {}

    private void seesNothing(String user, Case hidden) {
        Set<String> traces = traces(hidden);
        forEveryAnswer(user, hidden, answer -> {
            String body = answer.response().body();
            if (answer.response().statusCode() < 400) {
                assertThat(traces.stream().filter(body::contains))
                        .as("%s: %s", user, answer.ask())
                        .isEmpty();
            }
            boolean names = answer.ask().path().contains(hidden.number())
                    || answer.ask().path().contains(encode(hidden.enterprise()))
                    || answer.ask().body() != null
                            && answer.ask().body().contains(hidden.number())
                            && !answer.ask().body().contains("orQueries");
            if (names && answer.response().statusCode() == 200 && body.matches("\\{\"(count|total)\".*")) {
                JsonNode counted = Visitor.json(answer.response());
                assertThat(counted.path("count").asInt() + counted.path("total").asInt())
                        .as("%s: %s", user, answer.ask())
                        .isZero();
            }
        });
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：无关单位用任何查询、筛选、排序、计数都看不到别的单位的案件")
    void anotherUnit() {
        String mark = mark();
        String number = filed(mark, false);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        Case wanted = known(mark, number);
        assertThat(wanted.taskOfUnit()).containsOnlyKeys("jinghe", "zijian", "shengtai");
        for (String user : List.of("shichang1", "fengdong1", "fengdongysb1", "analyst1")) {
            if (user.equals("analyst1")) {
                assertThat(api.get(user, "/api/ledger").statusCode()).isEqualTo(403);
                assertThat(api.get(user, "/api/complaints/" + number).statusCode())
                        .isEqualTo(404);
            } else {
                seesNothing(user, wanted);
            }
        }
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：协办单位看不到主办单位和其他协办单位的任务")
    void oneUnitOfTheCaseDoesNotSeeTheTasksOfAnother() {
        String mark = mark();
        String number = filed(mark, false);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        Case wanted = known(mark, number);
        List<String> others =
                List.of(wanted.taskOfUnit().get("jinghe"), wanted.taskOfUnit().get("shengtai"));
        forEveryAnswer("zijian1", wanted, answer -> {
            if (answer.response().statusCode() < 400) {
                assertThat(answer.response().body()).as("%s", answer.ask()).doesNotContain(others);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jinghezhujian", "zijian"})
    @Tag("article-4")
    @DisplayName("第四条：被投诉单位在任何接口都看不到该案")
    void theAccused(String accused) {
        String mark = mark();
        String number = filed(mark, false);
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "jinghe",
                List.of("shengtai"),
                Map.of("accusedUnit", accused, "reason", "涉及环评，请生态环境局协办。"));
        Case wanted = known(mark, number);
        seesNothing(accused + "1", wanted);
        assertThat(api.get("jinghe1", "/api/complaints/" + number).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：被投诉的是新城的，新城及其营商办都看不到该案")
    void theAccusedNewCity() {
        String mark = mark();
        String number = filed(mark, false);
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "zijian",
                List.of("shengtai"),
                Map.of("accusedUnit", "jinghe", "reason", "新城本身被投诉，由行业主管部门主办"));
        Case wanted = known(mark, number);
        seesNothing("jinghe1", wanted);
        seesNothing("jingheysb1", wanted);
        assertThat(api.get("zijian1", "/api/complaints/" + number).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("要求保密的：协办单位在任何接口都看不到企业名称、信用代码和联系人，主办单位和营商办看得到")
    void confidential() {
        String mark = mark();
        String number = filed(mark, true);
        Case triaged = known(mark, number);
        assertThat(api.get("ysb1", "/engine-rest/task/" + triaged.taskOfUnit().get("ysb") + "/form-variables")
                        .body())
                .contains(enterprise(mark), "联系人" + mark);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        Case wanted = known(mark, number);
        List<String> identity = List.of(enterprise(mark), "联系人" + mark, CREDIT_CODE, EMAIL, "13912345678");
        int[] seen = {0};
        forEveryAnswer("zijian1", wanted, answer -> {
            if (answer.response().statusCode() < 400) {
                assertThat(answer.response().body()).as("%s", answer.ask()).doesNotContain(identity);
                seen[0] += answer.response().body().contains(number) ? 1 : 0;
            }
        });
        assertThat(seen[0]).as("answers with the case in them").isGreaterThan(5);
        for (String text : List.of(enterprise(mark), mark, "联系人" + mark, CREDIT_CODE)) {
            String path = "/api/ledger?q=" + encode(text);
            long expected = text.equals(mark) ? 1 : 0; // the title may be searched for
            assertThat(api.read("zijian1", path).path("total").asLong())
                    .as(path)
                    .isEqualTo(expected);
        }

        String host = "/engine-rest/task/" + wanted.taskOfUnit().get("jinghe") + "/form-variables";
        assertThat(api.get("jinghe1", host).body()).contains(enterprise(mark), "联系人" + mark, "13912345678");
        for (String user : List.of("jinghe1", "ysb1", "supervisor1")) {
            JsonNode found = api.read(user, "/api/ledger?q=" + encode(enterprise(mark)));
            assertThat(found.path("total").asInt()).as(user).isEqualTo(1);
            assertThat(found.at("/items/0/enterpriseName").asText()).isEqualTo(enterprise(mark));
        }
        assertThat(session("jinghe1")
                        .get("/camunda/api/suban/cards?tasks="
                                + wanted.taskOfUnit().get("jinghe"))
                        .body())
                .contains(enterprise(mark));
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：封存的内容在任何接口都看不到、搜不到，清除之后也没有，保密负责人除外")
    void sealed() {
        String mark = mark();
        String number = filed(mark, false);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        acts.opine("shengtai1", number, "意见" + mark);
        Case wanted = known(mark, number);
        Set<String> words = Set.of("诉求" + mark, "正文" + mark, "联系人" + mark, "意见" + mark, "13912345678", EMAIL);
        assertThat(answersWith(words, "ysb1", wanted)).isNotEmpty();

        acts.seal("ysb1", number, "理由" + mark);
        Set<String> all = new HashSet<>(words);
        all.add("理由" + mark);
        List<String> everybody = List.of("jinghe1", "zijian1", "ysb1", "jingheysb1", "ducha1", "supervisor1", "admin");
        for (String user : everybody) {
            assertThat(answersWith(all, user, wanted)).as(user).isEmpty();
        }
        assertThat(api.read("ysb1", "/api/timeline/verification?number=" + number)
                        .path("intact")
                        .asBoolean())
                .isTrue();
        String secret = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("userTask_decideSealed")
                .singleResult()
                .getId();
        String form = "/engine-rest/task/" + secret + "/form-variables";
        assertThat(api.get("ysbhead", form).body()).contains("诉求" + mark, "正文" + mark, "意见" + mark, "理由" + mark);
        for (String user : everybody) {
            assertThat(api.get(user, form).body()).as(user).doesNotContain(all);
        }

        acts.purge("ysbhead", number, "保密函〔2026〕1号", "鉴定为涉密。");
        for (String user : List.of("ysbhead", "ysb1", "jinghe1", "supervisor1")) {
            assertThat(answersWith(all, user, wanted)).as(user).isEmpty();
        }
        assertThat(api.read("ysb1", "/api/timeline/verification?number=" + number)
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    /** Which answers hold one of these words, beside what was asked for. */
    private List<Ask> answersWith(Set<String> words, String user, Case wanted) {
        List<Ask> with = new ArrayList<>();
        // who may see the case at all is not the question here, so that it need not be asked for in twenty ways
        List<String> plain = List.of(
                "{}",
                "{\"processInstanceBusinessKey\":\"%s\"}".formatted(wanted.number()),
                "{\"withTaskVariablesInReturn\":true}");
        forEveryAnswer(user, wanted, plain, answer -> {
            if (answer.response().statusCode() < 400
                    && words.stream().anyMatch(answer.response().body()::contains)) {
                with.add(answer.ask());
            }
        });
        return with;
    }

    @Test
    @DisplayName("要求保密的：协办单位按企业名称排序也推不出名称的先后")
    void sortingGivesNoNameAway() {
        // by name the second would stand before the first
        String later = mark();
        String first =
                api.file("channel1", "enterpriseName", "Z" + later + "公司", "confidential", true, "demandType", "意见建议");
        String second =
                api.file("channel1", "enterpriseName", "A" + later + "公司", "confidential", true, "demandType", "意见建议");
        for (String number : List.of(first, second)) {
            acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        }
        assertThat(order("zijian1", "enterpriseName,asc", first, second)).containsExactly(first, second);
        assertThat(order("zijian1", "enterpriseName,desc", first, second)).containsExactly(second, first);
        assertThat(order("jinghe1", "enterpriseName,asc", first, second)).containsExactly(second, first);
    }

    private List<String> order(String user, String sort, String... numbers) {
        List<String> order = new ArrayList<>();
        api.read(user, "/api/ledger?size=200&sort=" + sort)
                .path("items")
                .forEach(item -> order.add(item.path("number").asText()));
        order.retainAll(Set.of(numbers));
        return order;
    }

    @Test
    @Tag("article-12")
    @DisplayName("新城内部改派后，原承办单位的任务、案件、卡片、台账随即消失")
    void handedOnInside() {
        String mark = mark();
        String number = filed(mark, false);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        acts.respond("jinghe1", number, TODAY + "T10:00", TODAY);
        acts.assignInside("jinghe1", number, "jinghezhujian");
        String task = taskOf("jinghezhujian", number);
        assertThat(sees("jinghezhujian1", number, task)).containsExactly("task", "list", "case", "card", "ledger");

        acts.assignInside("jinghe1", number, "jinghejingfa");
        assertThat(sees("jinghezhujian1", number, task)).isEmpty();
        seesNothing("jinghezhujian1", known(mark, number));
        assertThat(sees("jinghejingfa1", number, taskOf("jinghejingfa", number)))
                .containsExactly("task", "list", "case", "card", "ledger");
    }

    private String taskOf(String unit, String number) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskCandidateGroup(unit)
                .singleResult()
                .getId();
    }

    /** In which of the places where a case is met this person finds it. */
    private List<String> sees(String user, String number, String task) {
        List<String> places = new ArrayList<>();
        Visitor session = session(user);
        if (session.get(SESSION + "/task/" + task).statusCode() == 200) {
            places.add("task");
        }
        if (session.get(SESSION + "/task").body().contains(task)) {
            places.add("list");
        }
        if (api.get(user, "/api/complaints/" + number).statusCode() == 200) {
            places.add("case");
        }
        if (session.get("/camunda/api/suban/cards?tasks=" + task).body().contains(number)) {
            places.add("card");
        }
        if (api.get(user, "/api/ledger?q=" + number).body().contains(number)) {
            places.add("ledger");
        }
        return places;
    }

    @Test
    @DisplayName("人员调离单位后，原有会话随即什么也看不到，已认领的也不能再提交")
    void whoLeavesTheUnitLosesEverythingAtOnce() {
        String mark = mark();
        String number = filed(mark, false);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        String task = taskOf("shengtai", number);
        Visitor session = session("shengtai2");
        assertThat(session.postJson(SESSION + "/task/" + task + "/claim", "{\"userId\":\"shengtai2\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(sees("shengtai2", number, task)).containsExactly("task", "list", "case", "card", "ledger");

        identities.deleteMembership("shengtai2", "shengtai");
        try {
            String opinion =
                    "{\"variables\":{\"decision\":{\"value\":\"OPINION\"},\"opinion\":{\"value\":\"已离开单位的人提交的意见\"}}}";
            for (String act : List.of("/complete", "/submit-form", "/unclaim")) {
                for (HttpResponse<String> answer : List.of(
                        session.postJson(SESSION + "/task/" + task + act, opinion),
                        api.as("shengtai2").postJson("/engine-rest/task/" + task + act, opinion))) {
                    assertThat(answer.statusCode()).as(act).isIn(401, 403, 404);
                }
            }
            assertThat(sees("shengtai2", number, task)).isEmpty();
            assertThat(session.get(SESSION + "/task").body()).doesNotContain(task, number);
            assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);
        } finally {
            identities.createMembership("shengtai2", "shengtai");
        }
        // who is back at work finds what they had
        assertThat(sees("shengtai2", number, task)).contains("task", "case");
    }
}
