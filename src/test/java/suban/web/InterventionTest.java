package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;

@ApiTest
@Tag("article-4")
@DisplayName("管理员干预在办案件：写明理由，记入办理记录")
class InterventionTest {

    private static final String REASON = "数据库短暂中断，现已恢复";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    ManagementService jobs;

    private String number;
    private String task;
    private Job timer;

    @BeforeEach
    void dispatch() {
        number = api.file("channel1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        JsonNode open = api.read("jinghe1", "/engine-rest/task?processInstanceBusinessKey=" + number);
        task = open.path(0).path("id").asText();
        timer = jobs
                .createJobQuery()
                .processInstanceId(open.path(0).path("processInstanceId").asText())
                .list()
                .stream()
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> intervene(String user, String reason, String method, String path, String body) {
        Visitor visitor = api.as(user);
        if (reason != null) {
            visitor.with("Suban-Reason", URLEncoder.encode(reason, StandardCharsets.UTF_8));
        }
        return visitor.send(method, "/engine-rest" + path, "application/json", body);
    }

    private List<String> interventions() {
        List<String> texts = new ArrayList<>();
        api.read("supervisor1", "/api/complaints/" + number).path("timeline").forEach(entry -> {
            if (entry.path("act").asText().equals("INTERVENED")) {
                texts.add(
                        entry.path("actor").asText() + "：" + entry.path("text").asText());
            }
        });
        return texts;
    }

    @Test
    @DisplayName("重试、调整办理人：有理由的照办并记一笔，案件记录完好")
    void withAReason() {
        String retries = "/job/" + timer.getId() + "/retries";
        assertThat(intervene("admin", REASON, "PUT", retries, "{\"retries\":2}").statusCode())
                .isEqualTo(204);
        assertThat(jobs.createJobQuery().jobId(timer.getId()).singleResult().getRetries())
                .isEqualTo(2);

        String assignee = "/task/" + task + "/assignee";
        assertThat(intervene("admin", "原办理人休假，交同事办理", "POST", assignee, "{\"userId\":\"jinghe2\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.read("jinghe1", "/engine-rest/task/" + task)
                        .path("assignee")
                        .asText())
                .isEqualTo("jinghe2");

        assertThat(interventions())
                .containsExactly("admin：管理员干预：重试失败的步骤，理由“" + REASON + "”。", "admin：管理员干预：调整任务办理人，理由“原办理人休假，交同事办理”。");
        assertThat(api.read("ysb1", "/api/timeline/verification?number=" + number)
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "重试", "\u0000\u0000\u0000\u0000", "\u200b\u200b\u200b\u200b", "……。。"})
    @DisplayName("没有理由、理由太短的，一概不办，也不留记录")
    void withoutAReason(String reason) {
        HttpResponse<String> answer =
                intervene("admin", reason, "PUT", "/job/" + timer.getId() + "/retries", "{\"retries\":2}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Visitor.json(answer).at("/errors/0/field").asText()).isEqualTo("reason");
        assertThat(Visitor.json(answer).at("/errors/0/message").asText()).startsWith("干预理由：");
        assertThat(intervene("admin", null, "POST", "/task/" + task + "/assignee", "{\"userId\":\"jinghe2\"}")
                        .statusCode())
                .isEqualTo(400);
        assertNothingDone();
    }

    @Test
    @DisplayName("不能借干预改变期限、停掉步骤或交给外单位的人")
    void nothingBeyond() {
        String retries = "/job/" + timer.getId() + "/retries";
        for (String body : List.of(
                "{\"retries\":2,\"dueDate\":\"2030-01-01T00:00:00.000+0800\"}",
                "{\"retries\":0}",
                "{\"retries\":-1}",
                "{\"retries\":\"2\"}",
                "{}")) {
            assertThat(intervene("admin", REASON, "PUT", retries, body).statusCode())
                    .as(body)
                    .isEqualTo(403);
        }
        for (String user : List.of("fengdong1", "nobody", "admin")) {
            assertThat(intervene(
                                    "admin",
                                    REASON,
                                    "POST",
                                    "/task/" + task + "/assignee",
                                    "{\"userId\":\"" + user + "\"}")
                            .statusCode())
                    .as(user)
                    .isEqualTo(400);
        }
        assertNothingDone();
    }

    @Test
    @Tag("article-8")
    @DisplayName("期限未到的步骤不能提前执行：不得使案件提前逾期")
    void noDeadlineComesEarly() {
        assertThat(intervene("admin", REASON, "POST", "/job/" + timer.getId() + "/execute", "")
                        .statusCode())
                .isEqualTo(409);
        assertNothingDone();

        jobs.setJobDuedate(timer.getId(), new java.util.Date(0));
        assertThat(intervene("admin", REASON, "POST", "/job/" + timer.getId() + "/execute", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(interventions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jinghe1", "jinghehead", "ysb1", "supervisor1", "analyst1"})
    @DisplayName("其他人有理由也不能干预")
    void administratorsOnly(String user) {
        assertThat(intervene(user, REASON, "PUT", "/job/" + timer.getId() + "/retries", "{\"retries\":2}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(intervene(user, REASON, "POST", "/job/" + timer.getId() + "/execute", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(intervene(user, REASON, "POST", "/task/" + task + "/assignee", "{\"userId\":\"jinghe2\"}")
                        .statusCode())
                .isIn(403, 404);
        assertNothingDone();
    }

    private void assertNothingDone() {
        Job now = jobs.createJobQuery().jobId(timer.getId()).singleResult();
        assertThat(now.getRetries()).isEqualTo(timer.getRetries());
        assertThat(now.getDuedate()).isEqualTo(timer.getDuedate());
        assertThat(api.read("jinghe1", "/engine-rest/task/" + task)
                        .path("assignee")
                        .isNull())
                .isTrue();
        assertThat(interventions()).isEmpty();
    }
}
