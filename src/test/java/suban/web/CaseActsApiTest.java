package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

@ApiTest
@DisplayName("案件页上的督办措施接口：调整办理单位、转为复杂类、决定延期、重试系统步骤")
class CaseActsApiTest {

    private static final String CASES = "/camunda/api/suban/cases/";
    private static final String REASON = "数据库短暂中断，现已恢复";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    ManagementService jobs;

    @Autowired
    JdbcClient jdbc;

    private final Map<String, Visitor> visitors = new LinkedHashMap<>();

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    private Visitor person(String user) {
        return visitors.computeIfAbsent(user, api::withSession);
    }

    private String given(String at, String... coHandlers) {
        time.set(Acts.at(at));
        String number = api.file("channel1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", coHandlers);
        return number;
    }

    private JsonNode offered(String user, String number) {
        HttpResponse<String> answer = person(user).get(CASES + number + "/acts");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Visitor.json(answer);
    }

    private HttpResponse<String> post(String user, String number, String what, Map<String, Object> body) {
        return person(user).postJson(CASES + number + "/" + what, Api.json(body));
    }

    private List<String> timeline(String number, String act) {
        List<String> texts = new ArrayList<>();
        api.read("supervisor1", "/api/complaints/" + number).path("timeline").forEach(entry -> {
            if (entry.path("act").asText().equals(act)) {
                texts.add(
                        entry.path("actor").asText() + "：" + entry.path("text").asText());
            }
        });
        return texts;
    }

    /** A timer of the case that really fails, as often as it is tried: the notices are out of reach for a moment. */
    private Job fail(String number, String activity) {
        Job job = job(number, activity);
        jdbc.sql("alter table notice rename to notice_out_of_reach").update();
        try {
            do {
                assertThatThrownBy(() -> jobs.executeJob(job.getId())).isInstanceOf(RuntimeException.class);
            } while (jobs.createJobQuery().jobId(job.getId()).withRetriesLeft().count() > 0);
        } finally {
            jdbc.sql("alter table notice_out_of_reach rename to notice").update();
        }
        return job;
    }

    private Job job(String number, String activity) {
        return jobs.createJobQuery().activityId(activity).list().stream()
                .filter(it -> jdbc.sql("select count(*) from act_ru_execution where proc_inst_id_ = ?"
                                        + " and business_key_ = ?")
                                .param(it.getProcessInstanceId())
                                .param(number)
                                .query(Integer.class)
                                .single()
                        > 0)
                .findFirst()
                .orElseThrow();
    }

    private int failedOnTheBoard(String user) {
        JsonNode board = Visitor.json(person(user).get("/camunda/api/suban/board"));
        JsonNode list = Visitor.json(person(user).get("/camunda/api/suban/board/cases?figure=FAILED&size=200"));
        assertThat(board.path("now").path("FAILED").asInt())
                .isEqualTo(list.path("total").asInt());
        return list.path("total").asInt();
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：系统步骤失败的，看板上有数、有清单，写明哪一步、何时起，不带技术信息；别的新城看不到")
    void aFailedStepIsSeen() {
        String number = given("2025-07-07T10:00");
        int before = failedOnTheBoard("supervisor1");
        int elsewhere = failedOnTheBoard("konggangysb1");
        time.set(Acts.at("2025-07-11T18:00"));
        fail(number, "startEvent_dueSoon");
        assertThat(failedOnTheBoard("supervisor1")).isEqualTo(before + 1);
        assertThat(failedOnTheBoard("jingheysb1")).isPositive();
        assertThat(failedOnTheBoard("konggangysb1")).isEqualTo(elsewhere);
        String list = person("ysb1")
                .get("/camunda/api/suban/board/cases?figure=FAILED&size=200")
                .body();
        assertThat(list)
                .contains(number, "“提醒即将到期”自2025年7月11日 18:00起未能自动完成")
                .doesNotContain("Exception", "suban.", "event_");
        for (String user : List.of("supervisor1", "admin", "ysb1", "jingheysb1")) {
            JsonNode offer = offered(user, number);
            assertThat(offer.at("/failures/0/what").asText()).as(user).isEqualTo("提醒即将到期");
            assertThat(offer.at("/failures/0/since").asText()).isEqualTo("2025-07-11T18:00:00+08:00");
            assertThat(offer.path("retry").asBoolean()).isEqualTo(user.equals("admin"));
        }
        assertThat(offered("jinghe1", number).path("failures")).isEmpty(); // it has its work to do all the same
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：管理员重试，写明理由，记入办理记录；同一次失败只重试一次；其他人不能重试")
    void retried() throws Exception {
        String number = given("2025-07-07T10:00");
        Map<String, Object> body = Map.of("since", "2025-07-11T18:00:00+08:00", "reason", REASON);
        assertThat(post("admin", number, "retry", body).statusCode()).isEqualTo(409); // nothing has failed
        time.set(Acts.at("2025-07-11T18:00"));
        Job job = fail(number, "startEvent_dueSoon");
        for (String user : List.of("supervisor1", "ysb1", "jingheysb1", "jinghe1")) {
            assertThat(post(user, number, "retry", body).statusCode()).as(user).isEqualTo(403);
        }
        assertThat(post("zijian1", number, "retry", body).statusCode()).isEqualTo(404);
        for (String wrong : List.of("", "重试", "……。。", "长".repeat(501))) {
            assertThat(post("admin", number, "retry", Map.of("since", "2025-07-11T18:00:00+08:00", "reason", wrong))
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(post("admin", number, "retry", Map.of("since", "昨天", "reason", REASON))
                        .statusCode())
                .isEqualTo(400);
        assertThat(timeline(number, "INTERVENED")).isEmpty();
        assertThat(jobs.createJobQuery().jobId(job.getId()).singleResult().getRetries())
                .isZero();

        assertThat(together("admin", number, body)).containsExactlyInAnyOrder(200, 409);
        assertThat(post("admin", number, "retry", body).statusCode()).isEqualTo(409);
        assertThat(timeline(number, "INTERVENED")).containsExactly("admin：管理员干预：重试失败的步骤，理由“" + REASON + "”。");
        assertThat(jobs.createJobQuery().jobId(job.getId()).singleResult().getRetries())
                .isEqualTo(1);
        assertThat(offered("admin", number).path("failures")).isEmpty();
        jobs.executeJob(job.getId());
        assertThat(timeline(number, "DUE_SOON")).hasSize(1);
        assertThat(api.read("ysb1", "/api/timeline/verification?number=" + number)
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：重试后又失败的，照原来那次失败再按一下不算数，须看到新的失败再重试")
    void failedAgain() {
        String number = given("2025-07-07T10:00");
        time.set(Acts.at("2025-07-11T18:00"));
        fail(number, "startEvent_dueSoon");
        Map<String, Object> body = Map.of("since", "2025-07-11T18:00:00+08:00", "reason", REASON);
        assertThat(post("admin", number, "retry", body).statusCode()).isEqualTo(200);
        time.set(Acts.at("2025-07-11T18:05"));
        fail(number, "startEvent_dueSoon");
        assertThat(post("admin", number, "retry", body).statusCode()).isEqualTo(409);
        String since = offered("admin", number).at("/failures/0/since").asText();
        assertThat(post("admin", number, "retry", Map.of("since", since, "reason", REASON))
                        .statusCode())
                .isEqualTo(200);
        assertThat(timeline(number, "INTERVENED")).hasSize(2);
    }

    private List<Integer> together(String user, String number, Map<String, Object> body) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Callable<Integer> press = () -> post(user, number, "retry", body).statusCode();
        person(user);
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> answer : threads.invokeAll(List.of(press, press))) {
            answers.add(answer.get());
        }
        threads.shutdown();
        return answers;
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：责任认定中的步骤失败，新城营商办只知道是督查环节")
    void aStepOfAccountability() {
        String at = "2025-09-15T10:00";
        String number = given(at);
        for (int attempt = 1; attempt <= 3; attempt++) {
            acts.respond("jinghe1", number, at, at.substring(0, 10));
            acts.ready("jinghe1", number, "已对接。");
            acts.reply("jinghe1", number, Outcome.RESOLVED, "已办。");
            acts.visit("ysb2", number, Rating.DISSATISFIED);
            if (attempt == 2) {
                acts.supervise("ysb1", number);
                acts.supervise("ducha1", number);
                acts.recordSupervision("ducha1", number, "窗口重复要求材料。", "口径不一。", "三日内核发。");
            }
        }
        time.set(Acts.at("2025-09-30T10:00"));
        fail(number, "event_judgementOverdue");
        assertThat(offered("ysb1", number).at("/failures/0/what").asText()).isEqualTo("催办认定");
        assertThat(offered("jingheysb1", number).at("/failures/0/what").asText())
                .isEqualTo("督查环节");
        assertThat(person("ysb1")
                        .get("/camunda/api/suban/board/cases?figure=FAILED&size=200")
                        .body())
                .contains("“催办认定”");
        assertThat(person("jingheysb1")
                        .get("/camunda/api/suban/board/cases?figure=FAILED&size=200")
                        .body())
                .contains(number, "“督查环节”")
                .doesNotContain("认定");
        // what the administrator does about it, and why, says as little to the units
        String since = offered("admin", number).at("/failures/0/since").asText();
        assertThat(person("admin")
                        .postJson(
                                CASES + number + "/retry",
                                "{\"since\":\"" + since + "\",\"reason\":\"认定催办失败，数据库已恢复。\"}")
                        .statusCode())
                .isEqualTo(200);
        for (String user : List.of("jinghe1", "jingheysb1")) {
            assertThat(api.as(user).get("/api/complaints/" + number).body())
                    .as(user)
                    .contains("timeline")
                    .doesNotContain("干预", "认定催办", "责任认定");
        }
        assertThat(api.as("ysb1").get("/api/complaints/" + number).body()).contains("管理员干预责任认定的步骤");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：营商办调整办理单位；不是协调的营商办不提供、403，看不到的404，不合规则的400")
    void reassigned() {
        String number = given("2026-03-02T10:00", "zijian");
        JsonNode offer = offered("ysb1", number);
        assertThat(offer.at("/parts/0/name").asText()).isEqualTo("泾河新城");
        assertThat(offer.at("/parts/0/host").asBoolean()).isTrue();
        assertThat(offer.path("parts").findValuesAsText("name")).contains("秦汉新城", "住房和城乡建设局");
        Map<String, Object> body = Map.of("fromUnit", "jinghe", "toUnit", "qinhan", "reason", "厂区已划入秦汉新城。");
        for (String user : List.of("supervisor1", "admin", "jingheysb1", "jinghe1", "zijian1")) {
            assertThat(offered(user, number).path("parts")).as(user).isEmpty();
            assertThat(post(user, number, "reassignment", body).statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(post("qinhanysb1", number, "reassignment", body).statusCode())
                .isEqualTo(404);
        assertThat(post("ysb1", number, "reassignment", Map.of("fromUnit", "jinghe", "reason", "不在辖区。"))
                        .body())
                .contains("改由哪个单位：调整主办单位时必填");
        HttpResponse<String> done = post("ysb1", number, "reassignment", body);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(Visitor.json(done).path("message").asText()).isEqualTo("已由泾河新城调整为秦汉新城，立即生效。");
        assertThat(post("ysb1", number, "reassignment", body).statusCode()).isEqualTo(400);
        assertThat(timeline(number, "ASSIGNMENT_CORRECTED")).hasSize(1);
        assertThat(post("ysb1", number, "reassignment", Map.of("fromUnit", "zijian", "reason", "不再需要。"))
                        .body())
                .contains("已免除住房和城乡建设局的协办");
        assertThat(post("ysb1", number, "reclassification", Map.of("reason", "涉及多个部门。"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("ysb1", number, "reclassification", Map.of("reason", "涉及多个部门。"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @Tag("article-11")
    @DisplayName("第十一条：有延期告知的，营商办决定；别人没有可决定的，答409")
    void delayDecided() {
        String number = given("2026-03-02T10:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        assertThat(offered("ysb1", number).path("delays")).isEmpty();
        acts.noticeOfDelay("jinghe1", number, "2026-03-13", "须待专家评审。");
        JsonNode delay = offered("ysb1", number).at("/delays/0");
        assertThat(delay.path("newDate").asText()).isEqualTo("2026-03-13");
        Map<String, Object> grant =
                Map.of("task", delay.path("task").asText(), "decision", "GRANT", "newDate", "2026-03-13");
        for (String user : List.of("supervisor1", "jingheysb1", "jinghe1")) {
            assertThat(offered(user, number).path("delays")).as(user).isEmpty();
            assertThat(post(user, number, "delay", grant).statusCode()).as(user).isEqualTo(409);
        }
        Map<String, Object> sunday = new LinkedHashMap<>(grant);
        sunday.put("newDate", "2026-03-15");
        assertThat(post("ysb1", number, "delay", sunday).body()).contains("应为工作日");
        HttpResponse<String> done = post("ysb1", number, "delay", grant);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(post("ysb1", number, "delay", grant).statusCode()).isEqualTo(409);
        assertThat(timeline(number, "DELAY_GRANTED")).hasSize(1);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：等待的步骤由不在岗的人认领的，办理轨迹写明至何日、由谁代办，不写事由；单位负责人可去安排代办")
    void whoStandsIn() {
        String number = given("2026-03-02T10:00", "zijian");
        String task = api.read("jinghe1", "/engine-rest/task?processInstanceBusinessKey=" + number)
                .at("/0/id")
                .asText();
        assertThat(api.as("jinghe1")
                        .postJson("/engine-rest/task/" + task + "/claim", "{\"userId\":\"jinghe1\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(person("ysb1").get(CASES + number + "/path").body()).doesNotContain("代办");
        acts.arrangeSubstitute("jinghehead", "jinghe1", "jinghe2", "2026-03-02", "2026-03-06");
        String path = person("ysb1").get(CASES + number + "/path").body();
        String own = person("jinghe2").get(CASES + number + "/path").body();
        String others = person("zijian1").get(CASES + number + "/path").body();
        jdbc.sql("delete from substitution").update();
        assertThat(path).contains("不在岗至2026年3月6日，泾河新城的待办由", "代办").doesNotContain("休假");
        assertThat(own).contains("不在岗至2026年3月6日");
        assertThat(others).contains("当日回应企业").doesNotContain("不在岗", "代办");
        for (String user : List.of("ysbhead", "jinghehead")) {
            assertThat(offered(user, number).path("substitution").asBoolean())
                    .as(user)
                    .isTrue();
        }
        assertThat(offered("ysb1", number).path("substitution").asBoolean()).isFalse();
    }

    @Test
    @Tag("article-12")
    @DisplayName("查询的次数与有多少单位、多少协办无关；没有异常的，看板只多问一次")
    void aFixedNumberOfStatements() {
        String alone = given("2026-03-02T10:00");
        String several = given("2026-03-02T10:00", "zijian", "ziran", "shengtai");
        offered("ysb1", alone); // names of people are kept for a while
        long few = statements("ysb1", CASES + alone + "/acts", "");
        long more = statements("ysb1", CASES + several + "/acts", "");
        System.out.printf("Statements: %d for one part, %d for four%n", few, more);
        assertThat(few).isPositive().isLessThan(55);
        assertThat(more).isLessThanOrEqualTo(few + 2); // whether another one may be added is asked where there are any
        person("supervisor1").get("/camunda/api/suban/board");
        assertThat(statements("supervisor1", "/camunda/api/suban/board", "incident"))
                .isLessThanOrEqualTo(1);
    }

    private long statements(String user, String path, String about) {
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        assertThat(person(user).get(path).statusCode()).isEqualTo(200);
        return jdbc.sql("select coalesce(sum(execution_count), 0) from information_schema.query_statistics"
                        + " where lower(sql_statement) like ?")
                .param("%" + about + "%")
                .query(Long.class)
                .single();
    }
}
