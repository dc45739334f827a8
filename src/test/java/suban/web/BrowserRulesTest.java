package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.WebTestApp.PASSWORD;

import java.net.http.HttpResponse;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What browsers are told with every answer, and what they may not be made to send. */
@WebTest
class BrowserRulesTest {

    private static final String OURS = "default-src 'none'; ";
    private static final String THE_APPS = "base-uri 'self';";

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    private Visitor visitor;

    @BeforeEach
    void visit() {
        visitor = new Visitor(port);
    }

    private static String header(HttpResponse<String> response, String name) {
        List<String> values = response.headers().allValues(name);
        assertThat(values).as(name).hasSizeLessThan(2);
        return values.isEmpty() ? null : values.get(0);
    }

    // ---- headers

    @ParameterizedTest
    @CsvSource({
        "none, /login, 200, ours, no-store",
        "none, /suban/login.css, 200, ours,",
        "none, /camunda/lib/deps.js, 200, ours,",
        "none, /, 302, ours, no-store",
        "none, /camunda/app/tasklist/, 302, ours,",
        "none, /camunda/api/engine/engine/default/task, 401, ours, no-store",
        "none, /engine-rest/task, 401, ours, no-store",
        "none, /camunda/api/%65ngine/engine/default/task, 400, ours, no-store",
        "none, /camunda/;x/, 400, ours,",
        "none, /nothing, 401, ours,",
        "none, /actuator/health, 200, ours, no-store",
        "basic, /engine-rest/task, 200, ours, no-store",
        "basic, /engine-rest/task/none, 404, ours, no-store",
        "basic, /api/test?what=other, 500, ours, no-store",
        "basic, /api/nothing, 404, ours, no-store",
        "session, /camunda/app/tasklist/default/, 200, apps,",
        "session, /camunda/app/cockpit/default/, 200, apps,",
        "session, /camunda/app/tasklist/scripts/config.js, 200, apps,",
        "session, /camunda/api/engine/engine/default/task, 200, apps, no-store",
        "session, /camunda/api/engine/engine/default/task/none, 404, ours, no-store",
        "session, /camunda/api/suban/session, 200, apps, no-store",
        "session, /camunda/api/suban/nothing, 404, apps, no-store",
        "session, /camunda/app/nothing, 404, apps,",
        "session, /password, 200, ours, no-store",
        "session, /nothing, 403, ours,"
    })
    void everyAnswerIsGuarded(String by, String path, int status, String policy, String cache) {
        if (by.equals("session")) {
            visitor.logIn("admin", PASSWORD);
        } else if (by.equals("basic")) {
            visitor.withBasic("admin", PASSWORD);
        }

        HttpResponse<String> response = visitor.get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Permissions-Policy")).contains("camera=()", "geolocation=()");
        assertThat(header(response, "Strict-Transport-Security")).isNull();
        assertThat(header(response, "Content-Security-Policy"))
                .startsWith(policy.equals("ours") ? OURS : THE_APPS)
                .contains("frame-ancestors 'none'");
        if (cache != null) {
            assertThat(header(response, "Cache-Control")).isEqualTo(cache);
        }
    }

    @Test
    void theWebApplicationsRunOnlyWhatTheyBring() {
        visitor.logIn("handler1", PASSWORD);

        HttpResponse<String> page = visitor.get("/camunda/app/tasklist/default/");
        String policy = header(page, "Content-Security-Policy");

        String nonce = policy.replaceFirst(".*'nonce-([^']+)'.*", "$1");
        assertThat(page.body()).contains("nonce=\"" + nonce + "\"");
        assertThat(policy.replaceFirst(".*script-src ([^;]*).*", "$1"))
                .contains("'strict-dynamic'")
                .doesNotContain("'unsafe-eval'", "'unsafe-inline'", "https:");
        assertThat(policy).contains("object-src 'none'", "form-action 'self'", "connect-src 'self'");
        assertThat(header(visitor.get("/camunda/app/tasklist/default/"), "Content-Security-Policy"))
                .isNotEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/camunda/app/tasklist/", "/api/ledger", "/suban/login.css"})
    void overHttpsItStaysHttps(String path) {
        HttpResponse<String> response =
                visitor.with("X-Forwarded-Proto", "https").get(path);

        assertThat(header(response, "Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }

    // ---- cookies

    @ParameterizedTest
    @CsvSource({"http, false", "https, true"})
    void cookiesAreForThisSiteOnly(String scheme, boolean secure) {
        visitor.with("X-Forwarded-Proto", scheme);
        HttpResponse<String> login = visitor.get("/login");
        assertThat(cookie(login, "JSESSIONID")).contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(cookie(login, "JSESSIONID").contains("Secure")).isEqualTo(secure);

        // the visitor speaks HTTP, and gives no secure cookie back
        Visitor person = new Visitor(port);
        person.logIn("handler1", PASSWORD);
        person.with("X-Forwarded-Proto", scheme);
        HttpResponse<String> page = person.get("/camunda/app/tasklist/default/");
        assertThat(cookie(page, "XSRF-TOKEN")).contains("SameSite=Lax", "Path=/camunda");
        assertThat(cookie(page, "XSRF-TOKEN").contains("Secure")).isEqualTo(secure);
    }

    private static String cookie(HttpResponse<String> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith(name + "="))
                .reduce((one, other) -> {
                    throw new AssertionError("twice: " + one + " " + other);
                })
                .orElseThrow();
    }

    // ---- cross-site requests

    @Test
    void theWebApplicationsActOnlyWithTheToken() {
        Task task = engine.getTaskService()
                .createTaskQuery()
                .taskDefinitionKey("theirs")
                .singleResult();
        Visitor withoutToken = new Visitor(port);
        withoutToken.logIn("admin", PASSWORD);
        String path = "/camunda/api/engine/engine/default/task/" + task.getId() + "/complete";

        assertThat(withoutToken.postJson(path, "{}").statusCode()).isEqualTo(403);

        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .taskId(task.getId())
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 404",
        "Sec-Fetch-Site, none, 404",
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Origin, http://localhost.evil.example:{port}, 403",
        "Origin, http://localhost:1, 403",
        "Origin, https://localhost:{port}, 403",
        "Origin, http://localhost:{port}, 404"
    })
    void otherSitesCannotUseARememberedPassword(String header, String value, int status) {
        visitor.withBasic("admin", PASSWORD).with(header, value.replace("{port}", String.valueOf(port)));

        HttpResponse<String> response = visitor.postJson("/engine-rest/task/none/complete", "{}");
        HttpResponse<String> own = visitor.postJson("/api/nothing", "{}");
        assertThat(own.statusCode()).isEqualTo(status);
        String refusal = "不接受来自其他网站的请求。";
        assertThat(response.body().contains(refusal)).isEqualTo(status == 403);
        assertThat(own.body().contains(refusal)).isEqualTo(status == 403);
    }

    @Test
    void otherSitesCannotLogAnybodyIn() {
        visitor.with("Sec-Fetch-Site", "cross-site");

        assertThat(visitor.logIn("handler1", PASSWORD).statusCode()).isEqualTo(403);
    }

    @Test
    void behindAProxyOurAddressIsTheOutsides() {
        visitor.with("Origin", "https://suban.example")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Host", "suban.example")
                .withBasic("admin", PASSWORD);

        assertThat(visitor.postJson("/api/nothing", "{}").statusCode()).isEqualTo(404);
    }
}
