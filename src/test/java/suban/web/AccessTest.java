package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Visitor.json;
import static suban.web.Visitor.location;
import static suban.web.WebTestApp.PASSWORD;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who gets in where, and how: design, section 7. */
@WebTest
class AccessTest {

    private static final String ME = "/camunda/api/admin/auth/user/default";

    @LocalServerPort
    private int port;

    private Visitor visitor;

    @BeforeEach
    void visit() {
        visitor = new Visitor(port);
    }

    @ParameterizedTest
    @CsvSource({
        "/login, 200",
        "/suban/login.css, 200",
        "/suban/mark.svg, 200",
        "/camunda/lib/deps.js, 200",
        "/actuator/health, 200",
        "/actuator/health/liveness, 200",
        "/actuator/health/readiness, 200",
        "/actuator/health/db, 401",
        "/actuator, 401",
        "/actuator/env, 401",
        "/engine-rest/task, 401",
        "/engine-rest/engine, 401",
        "/engine-rest/engine/default/user, 401",
        "/api/ledger, 401",
        "/api/nothing, 401",
        "/camunda/api/engine/engine/, 401",
        "/camunda/api/engine/engine/default/task, 401",
        "/camunda/api/%65ngine/engine/default/task, 400",
        "/engine-rest%2Ftask, 400",
        "/camunda/api/engine/login, 401",
        "/camunda/api/suban/cards?tasks=1, 401",
        "/camunda/api/cockpit/plugin/base/static/app/plugin.js, 401",
        "/camunda/api/admin/setup/default/user/create, 403",
        "/h2-console, 401",
        "/nothing, 401"
    })
    void anonymous(String path, int status) {
        assertThat(visitor.get(path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda",
                "/camunda/",
                "/camunda/app/",
                "/camunda/app/tasklist/",
                "/camunda/app/tasklist/default/",
                "/camunda/app/cockpit/default/",
                "/camunda/app/admin/default/setup/"
            })
    void anonymousPagesLeadToTheLogIn(String path) {
        HttpResponse<String> response = visitor.get(path);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(location(response)).isEqualTo("/login");
    }

    @Test
    void rootLeadsToTheTasks() {
        assertThat(location(visitor.get("/"))).isEqualTo("/camunda/app/tasklist/");
    }

    @Test
    void logInOpensTheWebApplications() {
        HttpResponse<String> response = visitor.logIn("handler1", PASSWORD);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(location(response)).isEqualTo("/camunda/app/tasklist/");
        assertThat(visitor.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(json(visitor.get(ME)).get("userId").asText()).isEqualTo("handler1");
        assertThat(visitor.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(403);
        assertThat(location(visitor.get("/login"))).isEqualTo("/camunda/app/tasklist/");
    }

    @Test
    void firstCallWithoutAPageStillRunsAsTheUser() {
        visitor.logIn("handler1", PASSWORD);

        // the foreign task is not seen: the engine knows who asks
        assertThat(json(visitor.get("/camunda/api/engine/engine/default/task"))).hasSize(1);
    }

    @Test
    void logInReturnsToThePageThatWasWanted() {
        visitor.get("/camunda/app/cockpit/default/");
        visitor.get("/camunda/app/cockpit/scripts/config.js");

        assertThat(location(visitor.logIn("admin", PASSWORD))).isEqualTo("/camunda/app/cockpit/default/");
    }

    @Test
    void personWithoutTasksStartsWhereTheyMayWork() {
        visitor.get("/camunda/app/tasklist/");

        assertThat(location(visitor.logIn("analyst1", PASSWORD))).isEqualTo("/camunda/app/cockpit/");
        assertThat(location(visitor.get("/"))).isEqualTo("/camunda/app/cockpit/");
    }

    @Test
    void wrongNameAndWrongPasswordReadTheSame() {
        assertThat(location(visitor.logIn("throttled", "wrong"))).isEqualTo("/login?error=wrong");
        assertThat(location(visitor.logIn("nobody", "wrong"))).isEqualTo("/login?error=wrong");
        assertThat(visitor.get("/login?error=wrong").body()).contains("用户名或密码错误");

        assertThat(location(visitor.logIn("throttled", PASSWORD))).isEqualTo("/login?error=throttled");
        assertThat(location(visitor.logIn("nobody", "wrong"))).isEqualTo("/login?error=throttled");
        assertThat(visitor.get("/login?error=throttled").body()).contains("尝试次数过多");
    }

    @Test
    void accountWithoutPagesIsTold() {
        assertThat(location(visitor.logIn("channel1", PASSWORD))).isEqualTo("/login?error=nothing");
        assertThat(visitor.get("/camunda/api/engine/engine/").statusCode()).isEqualTo(401);
    }

    @Test
    void logInWithoutTokenIsRefused() {
        HttpResponse<String> response = visitor.send(
                "POST", "/login", "application/x-www-form-urlencoded", "username=handler1&password=" + PASSWORD);

        assertThat(location(response)).isEqualTo("/login?error=expired");
        assertThat(visitor.get(ME).statusCode()).isEqualTo(401);
    }

    @Test
    void logInPageTakesNothingFromElsewhereAndNoMarkupFromTheAddress() {
        HttpResponse<String> response = visitor.get("/login?error=%3Cscript%3E");

        assertThat(response.body()).contains("<title>诉办 · 西咸新区企业投诉协调办理</title>");
        assertThat(response.body()).doesNotContain("http:", "https:", "<script>");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
    }

    @Test
    void camundasLogOutEndsTheSession() {
        visitor.logIn("handler1", PASSWORD);
        visitor.get("/camunda/app/tasklist/default/");

        assertThat(visitor.send("POST", ME + "/logout", null, null).statusCode())
                .isEqualTo(200);

        assertThat(visitor.get(ME).statusCode()).isEqualTo(401);
        assertThat(location(visitor.get("/camunda/app/tasklist/default/"))).isEqualTo("/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "/camunda/api/admin/auth/user/default/login/tasklist/",
                "/camunda/api/admin/setup/default/user/create"
            })
    void camundasOwnWaysInAreClosed(String path) {
        String form = "username=handler1&password=" + PASSWORD;
        assertThat(visitor.send("POST", path, "application/x-www-form-urlencoded", form)
                        .statusCode())
                .isEqualTo(403);

        visitor.logIn("admin", PASSWORD);
        visitor.get("/camunda/app/admin/default/");
        assertThat(visitor.send("POST", path, "application/x-www-form-urlencoded", form)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void sessionDoesNotOpenTheRestApi() {
        visitor.logIn("handler1", PASSWORD);

        assertThat(visitor.get("/engine-rest/task").statusCode()).isEqualTo(401);
    }

    @Test
    void basicOpensTheRestApiAsTheUserAndNoPage() {
        visitor.withBasic("basic", PASSWORD);

        HttpResponse<String> tasks = visitor.get("/engine-rest/task");
        assertThat(tasks.statusCode()).isEqualTo(200);
        assertThat(json(tasks)).hasSize(1);
        assertThat(visitor.cookie("JSESSIONID")).isNull();
        assertThat(location(visitor.get("/camunda/app/tasklist/"))).isEqualTo("/login");
        assertThat(visitor.get("/actuator/env").statusCode()).isEqualTo(403);
    }

    @Test
    void refusedBasicSpeaksChinese() {
        HttpResponse<String> response = visitor.withBasic("stranger", "wrong").get("/api/ledger");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(json(response).get("message").asText()).isEqualTo("请先登录。");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic");
    }
}
