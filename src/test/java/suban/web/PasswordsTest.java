package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Visitor.json;
import static suban.web.Visitor.location;
import static suban.web.WebTestApp.PASSWORD;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** How passwords are changed, and how often they may be guessed. */
@WebTest
@Import(PassingTime.class)
class PasswordsTest {

    private static final String NEW = "Brand-new-42";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private PassingTime time;

    @Autowired
    private JdbcTemplate jdbc;

    private String user;
    private String address;
    private Visitor visitor;

    @BeforeEach
    void somebodyNew() {
        user = "someone" + COUNT.incrementAndGet();
        IdentityService identities = engine.getIdentityService();
        User account = identities.newUser(user);
        account.setFirstName("Zhao");
        account.setLastName("Li");
        account.setPassword(PASSWORD);
        identities.saveUser(account);
        identities.createMembership(user, "fengdong");
        address = "203.0.113." + ADDRESSES.incrementAndGet();
        visitor = at(address);
    }

    private void pass(Duration length) {
        time.pass(length);
    }

    /** Somebody at this address, behind the proxy. */
    private Visitor at(String address) {
        return new Visitor(port).with("X-Forwarded-For", address);
    }

    /** Somebody where nobody has been before. */
    private Visitor elsewhere() {
        return at("198.51.100." + ADDRESSES.incrementAndGet());
    }

    private HttpResponse<String> change(String current, String wanted, String again) {
        return visitor.submit("/password", "/password", "current", current, "wanted", wanted, "again", again);
    }

    private boolean isPassword(String password) {
        return engine.getIdentityService().checkPassword(user, password);
    }

    // ---- the page

    @Test
    void strangersAreAskedToLogIn() {
        assertThat(location(visitor.get("/password"))).isEqualTo("/login");
        assertThat(visitor.get("/password/sessions").statusCode()).isEqualTo(401);
    }

    @Test
    void aNewPasswordIsTheOnlyOneAndEndsTheOtherSessions() {
        visitor.logIn(user, PASSWORD);
        Visitor elsewhere = at(address);
        elsewhere.logIn(user, PASSWORD);
        String session = visitor.cookie("JSESSIONID");

        assertThat(location(change(PASSWORD, NEW, NEW))).isEqualTo("/password?changed");

        HttpResponse<String> page = visitor.get("/password?changed");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("密码已修改", "用户名：" + user);
        assertThat(visitor.cookie("JSESSIONID")).isNotEqualTo(session);
        assertThat(location(elsewhere.get("/password"))).isEqualTo("/login");
        assertThat(isPassword(NEW)).isTrue();
        assertThat(isPassword(PASSWORD)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Short-1, 新密码至少10个字符。",
        "no-upper-case-1, 新密码至少含1个大写字母。",
        "NO-LOWER-CASE-1, 新密码至少含1个小写字母。",
        "No-digit-at-all, 新密码至少含1个数字。",
        "NoSpecial12345, 新密码至少含1个特殊字符。",
        "{user}-Xy-12345, 新密码不能包含用户名、姓名或邮箱。",
        "Secret-123, 新密码不能与当前密码相同。"
    })
    void everyRuleIsSaidInChinese(String wanted, String message) {
        visitor.logIn(user, PASSWORD);

        HttpResponse<String> response =
                change(PASSWORD, wanted.replace("{user}", user), wanted.replace("{user}", user));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(notice(response)).isEqualTo(message);
        assertThat(isPassword(PASSWORD)).isTrue();
    }

    @Test
    void severalRulesAreSaidTogether() {
        visitor.logIn(user, PASSWORD);

        assertThat(notice(change(PASSWORD, "abc", "abc")).split("<br>")).hasSize(4);
    }

    @Test
    void theSecondMustBeLikeTheFirst() {
        visitor.logIn(user, PASSWORD);

        assertThat(notice(change(PASSWORD, NEW, NEW + "x"))).isEqualTo("两次输入的新密码不一致。");
        assertThat(isPassword(PASSWORD)).isTrue();
    }

    @Test
    void veryLongPasswordsAreRefused() {
        visitor.logIn(user, PASSWORD);
        String wanted = NEW + "x".repeat(256);

        assertThat(notice(change(PASSWORD, wanted, wanted))).isEqualTo("新密码不能超过256个字符。");
    }

    @Test
    void theCurrentPasswordCannotBeGuessedThere() {
        visitor.logIn(user, PASSWORD);

        assertThat(notice(change("guess", NEW, NEW))).isEqualTo("当前密码不正确。");
        assertThat(notice(change(PASSWORD, NEW, NEW))).isEqualTo("尝试次数过多，请稍后再试。");
        pass(Duration.ofSeconds(4));
        assertThat(isPassword(NEW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/password", "/password/sessions"})
    void nothingHappensWithoutTheToken(String action) {
        visitor.logIn(user, PASSWORD);

        HttpResponse<String> response = visitor.send(
                "POST",
                action,
                "application/x-www-form-urlencoded",
                "current=" + PASSWORD + "&wanted=" + NEW + "&again=" + NEW);

        assertThat(location(response)).isEqualTo("/password?error=expired");
        assertThat(visitor.get("/password?error=expired").body()).contains("页面已过期");
        assertThat(isPassword(PASSWORD)).isTrue();
    }

    private static String notice(HttpResponse<String> response) {
        return response.body().replaceFirst("(?s).*id=\"notice\">(.*?)</p>.*", "$1");
    }

    // ---- throttling

    @Test
    void nobodyIsLockedOutForGoodByOthers() {
        for (int i = 0; i < 30; i++) {
            assertThat(location(visitor.logIn(user, "guess"))).isEqualTo("/login?error=wrong");
            pass(Duration.ofSeconds(301));
        }
        assertThat(location(visitor.logIn(user, PASSWORD))).isEqualTo("/camunda/app/tasklist/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"known", "unknown"})
    void theWaitGrowsUpToFiveMinutes(String which) {
        String name = which.equals("known") ? user : "unknown" + user;
        for (int seconds : new int[] {3, 6, 12, 24, 48, 96, 192, 300, 300}) {
            assertThat(location(visitor.logIn(name, "guess"))).isEqualTo("/login?error=wrong");
            pass(Duration.ofSeconds(seconds - 1L));
            // even the right one
            assertThat(location(visitor.logIn(name, PASSWORD))).isEqualTo("/login?error=throttled");
            pass(Duration.ofSeconds(2));
        }
    }

    @Test
    void theRightPasswordStartsAfresh() {
        visitor.logIn(user, "guess");
        pass(Duration.ofSeconds(4));
        visitor.logIn(user, "guess");
        pass(Duration.ofSeconds(7));
        visitor.logIn(user, PASSWORD);

        Visitor another = at(address);
        another.logIn(user, "guess");
        pass(Duration.ofSeconds(4));
        assertThat(location(another.logIn(user, PASSWORD))).isEqualTo("/camunda/app/tasklist/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"known", "unknown"})
    void basicWaitsAlike(String which) {
        String name = which.equals("known") ? user : "unknown" + user;
        HttpResponse<String> first = at(address).withBasic(name, "guess").get("/engine-rest/task");
        HttpResponse<String> second = at(address).withBasic(name, PASSWORD).get("/engine-rest/task");

        assertThat(first.statusCode()).isEqualTo(401);
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(json(second).get("message").asText()).isEqualTo("尝试次数过多，请稍后再试。");

        pass(Duration.ofSeconds(4));
        int later =
                at(address).withBasic(name, PASSWORD).get("/engine-rest/task").statusCode();
        assertThat(later).isEqualTo(which.equals("known") ? 200 : 401);
    }

    @Test
    void guessesAtTheSameMomentCountOneByOne() {
        long answered = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> at(address).withBasic(user, "guess").get("/engine-rest/task"))
                .filter(answer -> json(answer).get("message").asText().equals("请先登录。"))
                .count();

        assertThat(answered).isEqualTo(1);
    }

    @Test
    void whatIsTooLongIsWrongAndLeavesNoTrace() {
        String name = "x".repeat(65);
        String password = PASSWORD + "x".repeat(256);

        for (int i = 0; i < 2; i++) {
            assertThat(location(visitor.logIn(name, "guess"))).isEqualTo("/login?error=wrong");
            assertThat(location(visitor.logIn(user, password))).isEqualTo("/login?error=wrong");
            HttpResponse<String> basic = at(address).withBasic(user, password).get("/engine-rest/task");
            assertThat(basic.statusCode()).isEqualTo(401);
            assertThat(json(basic).get("message").asText()).isEqualTo("请先登录。");
        }
        assertThat(location(visitor.logIn(user, PASSWORD))).isEqualTo("/camunda/app/tasklist/");
        for (int i = 0; i < 2; i++) {
            assertThat(notice(change(password, NEW, NEW))).isEqualTo("当前密码不正确。");
        }
    }

    @Test
    void guessesElsewhereKeepNobodyOut() {
        for (int i = 0; i < 3; i++) {
            Visitor stranger = elsewhere();
            stranger.logIn(user, "guess");
            assertThat(location(stranger.logIn(user, PASSWORD))).isEqualTo("/login?error=throttled");
        }

        assertThat(location(visitor.logIn(user, PASSWORD))).isEqualTo("/camunda/app/tasklist/");
        assertThat(at(address)
                        .withBasic(user, PASSWORD)
                        .get("/engine-rest/task")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theEnginesOwnLockKeepsNobodyOut() {
        for (int i = 0; i < 3; i++) {
            engine.getIdentityService().checkPassword(user, "guess");
        }
        assertThat(isPassword(PASSWORD)).isFalse();

        assertThat(location(visitor.logIn(user, PASSWORD))).isEqualTo("/camunda/app/tasklist/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"known", "unknown"})
    void manyAddressesTogetherMakeStrangersWait(String which) {
        String name = which.equals("known") ? user : "unknown" + user;
        visitor.logIn(name, PASSWORD);
        pass(Duration.ofSeconds(301));
        for (int i = 0; i < 20; i++) {
            assertThat(location(elsewhere().logIn(name, "guess"))).isEqualTo("/login?error=wrong");
        }

        Visitor stranger = elsewhere();
        assertThat(location(stranger.logIn(name, PASSWORD))).isEqualTo("/login?error=throttled");
        if (which.equals("known")) {
            // where this person has been before
            assertThat(location(at(address).logIn(name, PASSWORD))).isEqualTo("/camunda/app/tasklist/");
        }
        pass(Duration.ofSeconds(301));
        assertThat(location(stranger.logIn(name, PASSWORD)))
                .isEqualTo(which.equals("known") ? "/camunda/app/tasklist/" : "/login?error=wrong");
    }

    @Test
    void onePasswordForManyNamesMakesTheAddressWait() {
        visitor.logIn(user, PASSWORD);
        for (int i = 0; i < 50; i++) {
            at(address).withBasic(user + "x" + i, "guess").get("/engine-rest/task");
        }

        assertThat(location(at(address).logIn("handler1", PASSWORD))).isEqualTo("/login?error=throttled");
        assertThat(location(at(address).logIn("never" + user, PASSWORD))).isEqualTo("/login?error=throttled");
        assertThat(location(at(address).logIn(user, PASSWORD))).isEqualTo("/camunda/app/tasklist/");
        assertThat(location(elsewhere().logIn("handler1", PASSWORD))).isEqualTo("/camunda/app/tasklist/");
        pass(Duration.ofMinutes(10));
        assertThat(location(at(address).logIn("handler1", PASSWORD))).isEqualTo("/camunda/app/tasklist/");
    }

    @Test
    void nobodyChoosesTheirAddress() {
        // the proxy adds whom it saw; what stands before came from the client
        at("192.0.2.1, 10.1.2.3").logIn(user, "guess");

        assertThat(location(at("192.0.2.2, 10.1.2.3").logIn(user, PASSWORD))).isEqualTo("/login?error=throttled");
    }

    @Test
    void anAccountWithoutAPasswordLetsNobodyInAndWaitsAlike() {
        jdbc.update("update ACT_ID_USER set PWD_ = null, SALT_ = null where ID_ = ?", user);

        for (String message : new String[] {"请先登录。", "尝试次数过多，请稍后再试。"}) {
            HttpResponse<String> basic = at(address).withBasic(user, "").get("/engine-rest/task");
            assertThat(basic.statusCode()).isEqualTo(401);
            assertThat(json(basic).get("message").asText()).isEqualTo(message);
        }
        Visitor another = elsewhere();
        assertThat(location(another.logIn(user, "null"))).isEqualTo("/login?error=wrong");
        assertThat(location(another.logIn(user, "null"))).isEqualTo("/login?error=throttled");
    }
}
