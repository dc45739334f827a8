package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;

@ApiTest
@Tag("article-4")
@DisplayName("待办由谁认领、由谁办结")
class AssigneeTest {

    private static final String RESPONSE =
            """
            {"variables": {
              "decision": {"value": "ATTEMPTED"}, "contactChannel": {"value": "PHONE"},
              "contactedAt": {"value": "%s"}, "note": {"value": "无人接听，已留言。"}}}""";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    java.time.Clock clock;

    private String number;
    private String task;

    /** Jinghe hosts; the task is its response to the enterprise. */
    @BeforeEach
    void dispatch() {
        number = api.file("channel1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        task = taskOf("jinghe1", "userTask_respond");
    }

    private String taskOf(String user, String key) {
        return api.read(user, "/engine-rest/task?processInstanceBusinessKey=" + number + "&taskDefinitionKey=" + key)
                .path(0)
                .path("id")
                .asText();
    }

    private HttpResponse<String> post(String user, String call, String body) {
        return api.as(user).postJson("/engine-rest/task/" + task + "/" + call, body);
    }

    private static String user(String id) {
        return id == null ? "{\"userId\":null}" : "{\"userId\":\"" + id + "\"}";
    }

    private JsonNode assignee() {
        return api.read("jinghe1", "/engine-rest/task/" + task).path("assignee");
    }

    /** Refused with this status and in Chinese. */
    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Visitor.json(answer).path("message").asText()).containsPattern("[\\u4e00-\\u9fff]{2}");
    }

    @Test
    @DisplayName("只有认领人可以提交：未认领的不能提交，同事认领的不能提交")
    void onlyTheClaimerCompletes() {
        String response = RESPONSE.formatted(clock.instant().toString());
        for (String call : new String[] {"complete", "submit-form"}) {
            assertRefused(post("jinghe1", call, response), 409);
        }
        assertThat(post("jinghe1", "claim", user("jinghe1")).statusCode()).isEqualTo(204);
        for (String call : new String[] {"complete", "submit-form"}) {
            assertRefused(post("jinghe2", call, response), 403);
        }
        assertThat(post("jinghe1", "submit-form", response).statusCode()).isEqualTo(204);
        assertRefused(post("jinghe1", "submit-form", response), 404);
    }

    @Test
    @DisplayName("只能认领到自己名下；同事已认领的不能再认领；别的单位查无此件")
    void peopleClaimForThemselves() {
        assertRefused(post("jinghe1", "claim", user("jinghe2")), 403);
        assertRefused(post("jinghe1", "claim", user(null)), 400);
        assertRefused(post("jinghe1", "claim", "{}"), 400);
        assertThat(assignee().isNull()).isTrue();

        assertThat(post("jinghe2", "claim", user("jinghe2")).statusCode()).isEqualTo(204);
        assertRefused(post("jinghe1", "claim", user("jinghe1")), 403);
        assertRefused(post("jinghe1", "claim", user(null)), 400);
        assertThat(assignee().asText()).isEqualTo("jinghe2");

        for (String stranger : new String[] {"fengdong1", "zijian1", "ysb1"}) {
            assertRefused(post(stranger, "claim", user(stranger)), 404);
        }
        for (String watcher : new String[] {"supervisor1", "admin", "analyst1", "channel1"}) {
            assertRefused(post(watcher, "claim", user(watcher)), 403);
        }
    }

    @ParameterizedTest
    @CsvSource({"unclaim, {}", "assignee, '{\"userId\":null}'"})
    @DisplayName("认领人可以交回，同事随即可以认领；不能替人交回，也不能指派给同事")
    void handedBackByItsOwnerOnly(String call, String body) {
        post("jinghe1", "claim", user("jinghe1"));
        assertRefused(post("jinghe2", call, body), 403);
        assertRefused(post("jinghe1", "assignee", user("jinghe2")), 403);
        assertRefused(post("jinghehead", "assignee", user("jinghe2")), 403);
        assertThat(assignee().asText()).isEqualTo("jinghe1");

        assertThat(post("jinghe1", call, body).statusCode()).isEqualTo(204);
        assertThat(assignee().isNull()).isTrue();
        assertThat(post("jinghe2", "claim", user("jinghe2")).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /task/{task}/bpmnError, '{\"errorCode\":\"x\"}'",
        "POST, /task/{task}/bpmnEscalation, '{\"escalationCode\":\"overdue\"}'",
        "POST, /task/{task}/resolve, {}",
        "POST, /task/{task}/delegate, '{\"userId\":\"jinghe2\"}'",
        "PUT, /task/{task}, '{\"due\":\"2030-01-01T00:00:00.000+0800\"}'",
        "POST, /task/{task}/identity-links, '{\"groupId\":\"fengdong\",\"type\":\"candidate\"}'",
        "PUT, /task/{task}/variables/attempt, '{\"value\":9}'",
        "POST, /task/{task}/localVariables, '{\"modifications\":{\"coUnit\":{\"value\":\"x\"}}}'",
        "PUT, /process-instance/{instance}/variables/attempt, '{\"value\":9}'",
        "POST, /process-instance/{instance}/modification, '{\"instructions\":[]}'",
        "PUT, /process-instance/{instance}/suspended, '{\"suspended\":true}'",
        "DELETE, /process-instance/{instance}, ",
        "PUT, /execution/{instance}/localVariables/attempt, '{\"value\":9}'",
        "POST, /message, '{\"messageName\":\"complaint.withdrawn\"}'",
        "POST, /signal, '{\"name\":\"x\"}'",
        "POST, /process-definition/key/complaint/start, '{\"businessKey\":\"XX20260101-0001\"}'",
        "POST, /process-definition/key/handling/start, '{}'",
        "POST, /task/create, '{\"name\":\"x\"}'",
        "POST, /task/{task}/comment/create, '{\"message\":\"x\"}'",
        "DELETE, /task/{task}, ",
        "POST, /migration/execute, '{}'"
    })
    @DisplayName("绕过表单的接口对所有人关闭：承办单位、营商办、监督人员、管理员")
    void whatGoesAroundTheFormIsClosed(String method, String path, String body) {
        post("jinghe1", "claim", user("jinghe1"));
        String instance = api.read("jinghe1", "/engine-rest/task/" + task)
                .path("processInstanceId")
                .asText();
        String address = "/engine-rest" + path.replace("{task}", task).replace("{instance}", instance);
        JsonNode before = api.read("jinghe1", "/engine-rest/task/" + task);
        for (String user : new String[] {"jinghe1", "ysb1", "supervisor1", "analyst1", "admin"}) {
            assertRefused(api.as(user).send(method, address, "application/json", body), 403);
        }
        assertThat(api.read("jinghe1", "/engine-rest/task/" + task)).isEqualTo(before);
    }
}
