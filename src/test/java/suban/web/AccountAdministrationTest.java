package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ApiTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("管理员管理账号：填写有误的用中文指明，不算系统出错")
class AccountAdministrationTest {

    @Autowired
    Api api;

    @Autowired
    IdentityService identity;

    private HttpResponse<String> create(String id, String password) {
        return api.as("admin")
                .postJson(
                        "/engine-rest/user/create",
                        Api.json(Map.of(
                                "profile",
                                Map.of("id", id, "firstName", "赵", "lastName", "明"),
                                "credentials",
                                password == null ? Map.of() : Map.of("password", password))));
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Visitor.json(answer).path("message").asText()).containsPattern("[\\u4e00-\\u9fff]{2}");
    }

    @ParameterizedTest
    @CsvSource({
        "zhaoming, , 400, password",
        "zhaoming, 12345678, 400, password",
        "zhaoming, Zhaoming-2026, 400, password",
        "zhao ming, Lantern-2026!, 400, id",
        "赵明, Lantern-2026!, 400, id",
        "YSB1, Lantern-2026!, 409, ",
        "ysb1, Lantern-2026!, 409, "
    })
    @DisplayName("不合规范的账号不能建立")
    void accountsThatCannotBe(String id, String password, int status, String field, CapturedOutput output) {
        long before = identity.createUserQuery().count();
        HttpResponse<String> answer = create(id, password);
        assertRefused(answer, status);
        if (field != null) {
            assertThat(Visitor.json(answer).at("/errors/0/field").asText()).isEqualTo(field);
        }
        assertThat(identity.createUserQuery().count()).isEqualTo(before);
        assertThat(output.getOut()).doesNotContain("ENGINE-REST-HTTP500", "\tat ");
    }

    @Test
    @DisplayName("合规的账号可以建立，随即能登录；系统管理员不能加入单位")
    void anAccountOfItsOwn() {
        assertThat(create("qianming", "Lantern-2026!").statusCode()).isEqualTo(204);
        assertThat(api.as("admin")
                        .send("PUT", "/engine-rest/group/jinghe/members/qianming", null, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.visitor()
                        .withBasic("qianming", "Lantern-2026!")
                        .get("/engine-rest/task")
                        .statusCode())
                .isEqualTo(200);

        assertRefused(api.as("admin").send("PUT", "/engine-rest/group/jinghe/members/admin", null, null), 409);
        assertRefused(api.as("admin").send("PUT", "/engine-rest/group/supervisor/members/admin", null, null), 409);
        assertRefused(api.as("admin").send("PUT", "/engine-rest/group/camunda-admin/members/ysb1", null, null), 409);
        assertRefused(api.as("admin").send("DELETE", "/engine-rest/user/admin", null, null), 409);
    }

    @Test
    @DisplayName("被退回的表单不在日志里留下错误")
    void aRefusalIsNoError(CapturedOutput output) {
        assertRefused(api.as("jinghe1").postJson("/engine-rest/task/none/complete", "{\"variables\":{}}"), 404);
        assertRefused(
                api.as("ysb1")
                        .postJson("/engine-rest/process-definition/key/complaint/submit-form", "{\"variables\":{}}"),
                400);
        assertThat(output.getOut()).doesNotContain("ENGINE-16004", "ENGINE-REST-HTTP500", "\tat ");
    }
}
