package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Visitor.json;
import static suban.web.WebTestApp.PASSWORD;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How refusals read, from our controllers and from inside the engine. */
@WebTest
class RefusalTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    private Visitor basic() {
        return new Visitor(port).withBasic("admin", PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/test?what=invalid, 400, title, 标题必填",
        "/api/test?what=notFound, 404, , 没有编号为 X 的投诉",
        "/api/test?what=conflict, 409, , 该投诉已办结",
        "/api/test?what=other, 500, , 系统出错，请稍后再试；如仍出错，请联系管理员。",
        "/api/test, 400, what, 缺少参数“what”。",
        "/api/test?what=x&number=abc, 400, number, 参数“number”的值格式不正确。",
        "/api/nothing, 404, , 您访问的内容不存在。"
    })
    void controllers(String path, int status, String field, String message) {
        assertRefused(basic().get(path), status, field, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":\"a\",\"foo\":1} | foo | 不支持的字段“foo”。",
                "{\"count\":\"x\"} | count | 字段“count”的值格式不正确。",
                "{\"date\":\"tomorrow\"} | date | 字段“date”的值格式不正确。",
                "{\"title\": | | 提交的内容不是有效的 JSON。",
                "[] | | 提交的内容不是有效的 JSON。"
            })
    void bodies(String body, String field, String message) {
        assertRefused(basic().postJson("/api/test", body), 400, field, message);
    }

    @Test
    void unknownMediaType() {
        assertRefused(basic().send("POST", "/api/test", "text/plain", "x"), 415, null, "不支持的内容类型。");
    }

    @Test
    void refusalInsideTheEngineBecomesAnAnswer() {
        engine.getRuntimeService().startProcessInstanceByKey("refusing");
        Task task = engine.getTaskService()
                .createTaskQuery()
                .taskDefinitionKey("refused")
                .list()
                .get(0);

        HttpResponse<String> rest = new Visitor(port)
                .withBasic("basic", PASSWORD)
                .postJson("/engine-rest/task/" + task.getId() + "/complete", "{}");
        assertRefused(rest, 400, "replyText", "答复内容不能为空");

        Visitor person = new Visitor(port);
        person.logIn("handler1", PASSWORD);
        person.get("/camunda/app/tasklist/default/");
        HttpResponse<String> app = person.postJson(
                "/camunda/api/engine/engine/default/task/" + task.getId() + "/submit-form", "{\"variables\":{}}");
        assertRefused(app, 400, "replyText", "答复内容不能为空");
    }

    @Test
    void whatTheEngineSaysInEnglishIsNotShownToPeople() {
        Visitor person = new Visitor(port);
        person.logIn("handler1", PASSWORD);
        person.get("/camunda/app/tasklist/default/");
        String engineApi = "/camunda/api/engine/engine/default";
        String theirs = engineApi + "/task/" + task("theirs").getId();

        assertRefused(person.get(engineApi + "/user/nobody/profile"), 404, null, "您访问的内容不存在。");
        assertRefused(person.postJson(engineApi + "/task", "{\"sorting\":1}"), 400, null, "请求有误，请检查后重试。");
        assertRefused(person.postJson(theirs + "/claim", "{\"userId\":\"handler1\"}"), 404, null, "任务不存在、已办结，或不属于本单位");
        assertRefused(
                new Visitor(port).withBasic("basic", PASSWORD).get("/engine-rest/user/nobody/profile"),
                404,
                null,
                "您访问的内容不存在。");
    }

    @Test
    void ordinaryAnswersPassUnchanged() {
        assertThat(json(basic().postJson("/engine-rest/task", "{\"taskDefinitionKey\":\"mine\"}")))
                .hasSize(1);
        assertThat(basic().send("POST", "/engine-rest/task", "application/json", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"orQueries\":[{\"assigneeExpression\":\"${x}\"}]}",
                "{\"taskDefinitionKey\":\"a\",\"candidateGroupExpression\":\"${x}\"}",
                "{\"orQueries\":[{\"owner\\u0045xpression\":\"${x}\"}]}"
            })
    void expressionsAreRefused(String query) {
        for (String path : List.of("/engine-rest/task", "/engine-rest/task/count")) {
            HttpResponse<String> response = basic().postJson(path, query);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).get("message").asText()).startsWith("出于安全考虑");
        }
    }

    @Test
    void whatIsNotJsonForUsIsNotPassedOn() {
        // UTF-7, comments and the like must not be read by the engine in another way
        for (String body : List.of("{/**/}", "{'a':1}", "{\"a\":1} {")) {
            assertThat(basic().postJson("/engine-rest/task", body).statusCode()).isEqualTo(400);
            assertThat(basic().send("POST", "/engine-rest/task", "application/x-json", body)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void largeBodiesAreRefused() {
        String body = "{\"a\":\"" + "x".repeat(ExpressionFilter.LIMIT) + "\"}";

        assertThat(basic().postJson("/engine-rest/task", body).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "\"x\"", "[{}]"})
    void questionsAreObjects(String body) {
        assertThat(basic().postJson("/engine-rest/task", body).statusCode()).isEqualTo(400);
    }

    @Test
    void questionsAreShort() {
        String condition = "{\"nameLike\":\"%a%\"}";
        String many = "{\"orQueries\":[" + (condition + ",").repeat(500) + condition + "]}";
        assertThat(basic().postJson("/engine-rest/task/count", many).statusCode())
                .isEqualTo(400);
        String some = "{\"orQueries\":[" + (condition + ",").repeat(20) + condition + "]}";
        assertThat(basic().postJson("/engine-rest/task/count", some).statusCode())
                .isEqualTo(200);
        String large = "{\"nameLike\":\"" + "x".repeat(ExpressionFilter.QUESTION_LIMIT) + "\"}";
        assertThat(basic().postJson("/engine-rest/task", large).statusCode()).isEqualTo(413);
    }

    @Test
    void cardsShowOnlyTheTasksOneMaySee() {
        Task mine = task("mine");
        Task theirs = task("theirs");
        Visitor person = new Visitor(port);
        person.logIn("handler1", PASSWORD);

        JsonNode cards =
                json(person.get("/camunda/api/suban/cards?tasks=" + mine.getId() + "," + theirs.getId() + ",none"));

        assertThat(cards).hasSize(1);
        JsonNode card = cards.get(0);
        assertThat(card.get("taskId").asText()).isEqualTo(mine.getId());
        assertThat(card.get("number").asText()).isEqualTo("XX20261122-0001");
        assertThat(card.get("enterprise").asText()).isEqualTo("沣东某企业");
        assertThat(card.get("state").asText()).isEqualTo("OVERDUE");
        assertThat(Instant.parse(card.get("enterpriseDueAt").asText())).isEqualTo("2020-01-03T10:00:00Z");
    }

    @Test
    void cardsAreBounded() {
        Visitor person = new Visitor(port);
        person.logIn("handler1", PASSWORD);
        String ids = String.join(
                ",",
                java.util.stream.IntStream.range(0, 201)
                        .mapToObj(String::valueOf)
                        .toList());

        assertThat(person.get("/camunda/api/suban/cards?tasks=" + ids).statusCode())
                .isEqualTo(400);
    }

    private Task task(String key) {
        return engine.getTaskService().createTaskQuery().taskDefinitionKey(key).singleResult();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String field, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("message").asText()).isEqualTo(message);
        if (field == null) {
            assertThat(problem.get("errors")).isEmpty();
        } else {
            assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
        }
    }
}
