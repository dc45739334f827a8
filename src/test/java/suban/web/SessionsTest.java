package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Visitor.json;
import static suban.web.Visitor.location;
import static suban.web.WebTestApp.PASSWORD;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.Context;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;

/** How long a log-in lasts, and what ends it. */
@WebTest
@Import(PassingTime.class)
class SessionsTest {

    private static final String SESSION = "/camunda/api/suban/session";
    private static final String POLLED = "/camunda/api/engine/engine/default/task";
    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String OTHER = "Other-secret-9";

    @LocalServerPort
    private int port;

    @Autowired
    private PassingTime time;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private ServletWebServerApplicationContext server;

    private Visitor visitor;

    @BeforeEach
    void logIn() {
        visitor = logIn("handler1", PASSWORD);
    }

    private Visitor logIn(String user, String password) {
        Visitor person = new Visitor(port);
        person.logIn(user, password);
        assertThat(person.get(SESSION).statusCode()).isEqualTo(200);
        return person;
    }

    /** Somebody of their own for tests that change an account. */
    private void newUser(String id) {
        IdentityService identities = engine.getIdentityService();
        User user = identities.newUser(id);
        user.setPassword(PASSWORD);
        identities.saveUser(user);
        identities.createMembership(id, "fengdong");
    }

    private static int status(Visitor person) {
        return person.get(POLLED).statusCode();
    }

    private void assertEnded(Visitor person) {
        assertThat(person.get(SESSION).statusCode()).isEqualTo(401);
        assertThat(status(person)).isEqualTo(401);
        assertThat(location(person.get(TASKLIST))).isEqualTo("/login");
    }

    // ---- idle time

    @Test
    void theScriptIsToldHowLongIsLeft() {
        JsonNode standing = json(visitor.get(SESSION));

        assertThat(standing.get("user").asText()).isEqualTo("handler1");
        assertThat(standing.get("idleFor").asLong()).isLessThan(20);
        assertThat(standing.get("warnAfter").asLong()).isEqualTo(25 * 60);
        assertThat(standing.get("endsAfter").asLong()).isEqualTo(30 * 60);
    }

    @Test
    void askingKeepsNobodyLoggedIn() {
        time.pass(Duration.ofMinutes(20));
        assertThat(status(visitor)).isEqualTo(200);
        assertThat(json(visitor.get(SESSION)).get("idleFor").asLong()).isGreaterThanOrEqualTo(20 * 60);

        time.pass(Duration.ofMinutes(10));
        assertEnded(visitor);
    }

    @ParameterizedTest
    @ValueSource(strings = {TASKLIST, "/camunda/app/welcome/", "/password"})
    void openingAPageKeepsThePersonLoggedIn(String page) {
        time.pass(Duration.ofMinutes(20));
        visitor.get(page);
        time.pass(Duration.ofMinutes(20));
        assertThat(status(visitor)).isEqualTo(200);
    }

    @Test
    void aFileOfAPageDoesNot() {
        time.pass(Duration.ofMinutes(20));
        visitor.get("/camunda/app/tasklist/scripts/config.js");
        time.pass(Duration.ofMinutes(10));
        assertEnded(visitor);
    }

    @Test
    void whatTheScriptReportsDoes() {
        time.pass(Duration.ofMinutes(29));
        assertThat(json(visitor.postJson(SESSION, "")).get("idleFor").asLong()).isLessThan(20);
        time.pass(Duration.ofMinutes(29));
        assertThat(status(visitor)).isEqualTo(200);
    }

    @Test
    void anEndedSessionIsNotRevivedByAPageOrAReport() {
        time.pass(Duration.ofMinutes(30));
        assertThat(location(visitor.get(TASKLIST))).isEqualTo("/login");
        assertThat(visitor.postJson(SESSION, "").statusCode()).isEqualTo(401);
        assertThat(visitor.get("/login").statusCode()).isEqualTo(200);
    }

    @Test
    void theLogInAfterItLeadsBack() {
        time.pass(Duration.ofMinutes(30));
        visitor.get(TASKLIST);
        assertThat(location(visitor.logIn("handler1", PASSWORD))).isEqualTo(TASKLIST);
    }

    @Test
    void reportsNeedTheToken() {
        Visitor without = new Visitor(port);
        without.logIn("handler1", PASSWORD);
        // no GET in the web application so far, so no token
        assertThat(without.postJson(SESSION, "").statusCode()).isEqualTo(403);
    }

    @Test
    void strangersHaveNoSession() {
        assertThat(new Visitor(port).get(SESSION).statusCode()).isEqualTo(401);
    }

    // ---- in the container

    private int keptForSeconds(Visitor person) throws IOException {
        Context application = (Context)
                ((TomcatWebServer) server.getWebServer()).getTomcat().getHost().findChildren()[0];
        return application.getManager().findSession(person.cookie("JSESSIONID")).getMaxInactiveInterval();
    }

    @Test
    void aSessionWithoutALogInIsNotKeptForLong() throws IOException {
        Visitor stranger = new Visitor(port);
        stranger.get("/login");

        assertThat(keptForSeconds(stranger)).isEqualTo(5 * 60);
        assertThat(keptForSeconds(visitor)).isEqualTo(31 * 60);
    }

    // ---- fixation

    @Test
    void theLogInChangesTheSessionsId() {
        Visitor person = new Visitor(port);
        person.get("/login");
        String before = person.cookie("JSESSIONID");

        person.logIn("handler1", PASSWORD);

        assertThat(before).isNotBlank();
        assertThat(person.cookie("JSESSIONID")).isNotBlank().isNotEqualTo(before);
    }

    // ---- everywhere

    @Test
    void endingAllSessionsEndsThemWhereverTheyAre() {
        newUser("everywhere");
        Visitor office = logIn("everywhere", PASSWORD);
        Visitor home = logIn("everywhere", PASSWORD);

        assertThat(location(office.submit("/password", "/password/sessions"))).isEqualTo("/login?error=everywhere");
        assertThat(office.get("/login?error=everywhere").body()).contains("已退出所有设备");

        assertEnded(office);
        assertEnded(home);
        assertThat(status(visitor)).isEqualTo(200);
        Visitor anew = logIn("everywhere", PASSWORD);
        anew.submit("/password", "/password/sessions");
        assertEnded(anew);
    }

    @Test
    void anAdministratorsNewPasswordEndsAllSessions() {
        newUser("reset");
        Visitor person = logIn("reset", PASSWORD);
        Visitor admin = logIn("admin", PASSWORD);

        String body = "{\"password\":\"" + OTHER + "\",\"authenticatedUserPassword\":\"" + PASSWORD + "\"}";
        assertThat(admin.send(
                                "PUT",
                                "/camunda/api/engine/engine/default/user/reset/credentials",
                                "application/json",
                                body)
                        .statusCode())
                .isEqualTo(204);

        assertEnded(person);
        logIn("reset", OTHER);
    }

    @Test
    void theEndOfAnAccountIsTheEndOfItsSessions() {
        newUser("leaver");
        Visitor person = logIn("leaver", PASSWORD);

        engine.getIdentityService().deleteUser("leaver");

        assertEnded(person);
    }

    @Test
    void aChangeOfTheNameEndsNothing() {
        newUser("married");
        Visitor person = logIn("married", PASSWORD);

        User user =
                engine.getIdentityService().createUserQuery().userId("married").singleResult();
        user.setLastName("四");
        engine.getIdentityService().saveUser(user);

        assertThat(status(person)).isEqualTo(200);
    }
}
