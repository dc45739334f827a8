package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Visitor.json;
import static suban.web.Visitor.location;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.context.WebApplicationContext;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.organisation.People;
import suban.organisation.SignOnService;
import suban.organisation.SignOnSettings;
import suban.web.RightsTable.Row;

/** People come by a provider's log-in, APIs take its tokens, and both get what the provider's groups give, and nothing else. */
@SignOnTest
@DisplayName("单点登录")
class SingleSignOnTest {

    private static final String ME = "/camunda/api/admin/auth/user/default";
    private static final String TASKLIST = "/camunda/app/tasklist/";

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private IdentityService identities;

    @Autowired
    private People people;

    @Autowired
    private SignOnService signOn;

    @Autowired
    private Provider bean;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PassingTime passing;

    @Autowired
    private EngineTime time;

    @Autowired
    private Acts acts;

    @Autowired
    private Environment environment;

    @Autowired
    private WebApplicationContext context;

    private TestProvider provider;
    private SignOnVisitor person;

    @BeforeEach
    void begin() {
        // the REST API serves the engine registered last, whichever application's that was
        ProcessEngines.registerProcessEngine(engine);
        provider = TestProvider.up().serves("http://localhost:" + port);
        person = new SignOnVisitor(port, provider);
    }

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    private List<String> groups(String user) {
        return identities.createGroupQuery().groupMember(user).orderByGroupId().asc().list().stream()
                .map(Group::getId)
                .toList();
    }

    private Visitor withToken(String token) {
        return new Visitor(port).with("Authorization", "Bearer " + token);
    }

    private void assertStranger(Visitor visitor) {
        assertThat(visitor.get(ME).statusCode()).isEqualTo(401);
        assertThat(location(visitor.get(TASKLIST))).isEqualTo("/login");
    }

    // ---- people

    @Test
    @DisplayName("从想看的页面出发，经平台登录，回到该页面；Tasklist、Cockpit、看板、接口同为一人")
    void theWholeWay() {
        provider.says(
                "supervisor1",
                Map.of(
                        "preferred_username", "supervisor1",
                        "family_name", "欧阳",
                        "given_name", "明",
                        "email", "ouyang@example.cn",
                        "groups", List.of("supervisor", "unknown", "somethingElse")));
        String wanted = "/camunda/app/tasklist/default/";
        assertThat(location(person.application.get(wanted))).isEqualTo("/login");
        String page = person.application.get("/login").body();
        assertThat(page).contains("统一身份认证登录", "href=\"" + SingleSignOn.BEGIN + "\"", "data-forward=\"true\"");
        assertThat(page).doesNotContain("<form", "type=\"password\"");

        HttpResponse<String> arrival = person.logIn("supervisor1");

        assertThat(location(arrival)).isEqualTo(wanted);
        Visitor visitor = person.application;
        assertThat(json(visitor.get(ME)).get("userId").asText()).isEqualTo("supervisor1");
        assertThat(visitor.get(wanted).statusCode()).isEqualTo(200);
        assertThat(visitor.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/camunda/api/suban/board").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/camunda/app/admin/default/").statusCode()).isEqualTo(403);
        assertThat(json(visitor.get("/camunda/api/suban/session")).get("signOn").asBoolean())
                .isTrue();
        assertThat(location(visitor.get("/login"))).isEqualTo("/camunda/app/cockpit/");
        // a session opens no machine's path
        assertThat(visitor.get("/api/ledger").statusCode()).isEqualTo(401);

        assertThat(groups("supervisor1")).containsExactly("supervisor");
        User account = identities.createUserQuery().userId("supervisor1").singleResult();
        assertThat(account.getEmail()).isEqualTo("ouyang@example.cn");
        assertThat(people.membersOf("supervisor")).containsEntry("supervisor1", "欧阳明");
        assertThat(jdbc.queryForObject("select PWD_ from ACT_ID_USER where ID_ = 'supervisor1'", String.class))
                .isNull();
    }

    @Test
    @DisplayName("登录请求带 state、nonce 和 PKCE；回调地址取自代理转来的协议和主机")
    void theRequestIsGuarded() {
        person.application.with("X-Forwarded-Proto", "https").with("X-Forwarded-Host", "suban.example.cn");
        String asked = location(person.application.get(SingleSignOn.BEGIN));
        assertThat(asked)
                .startsWith(provider.issuer() + "/oauth2/authorize?response_type=code")
                .contains("&state=", "&nonce=", "&code_challenge=", "&code_challenge_method=S256")
                .contains("redirect_uri=https://suban.example.cn/login/oauth2/code/oidc")
                .doesNotContain("prompt");
        assertThat(location(person.application.get(SingleSignOn.AS_SOMEBODY_ELSE)))
                .contains("&prompt=login");
    }

    @Test
    @DisplayName("本地密码不再打开任何页面；接口的用户名密码只限机器账号")
    void localPasswordsOpenNothing() {
        Visitor visitor = person.application;
        HttpResponse<String> posted = visitor.send(
                "POST", "/login", "application/x-www-form-urlencoded", "username=ysb1&password=suban-demo");
        assertThat(location(posted)).isEqualTo("/login?error=expired");
        assertStranger(visitor);
        assertThat(new Visitor(port)
                        .withBasic("ysb2", "suban-demo")
                        .get("/api/ledger")
                        .statusCode())
                .isEqualTo(401);
        assertThat(new Visitor(port)
                        .withBasic("admin", "suban-demo")
                        .get("/engine-rest/task")
                        .statusCode())
                .isEqualTo(401);
        assertThat(new Visitor(port)
                        .withBasic("channel1", "suban-demo")
                        .get("/api/complaints?channel=PHONE&externalId=none")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("第一次来的人即时建档，再来不变；姓名、单位随平台更新，平台不再列出的单位随即失去")
    void accountsFollowTheProvider() {
        provider.says(
                "zhang.san",
                Map.of("preferred_username", "zhang.san", "name", "张三", "groups", List.of("jinghe", "keji")));
        assertThat(location(person.logIn("zhang.san"))).isEqualTo(TASKLIST);
        assertThat(groups("zhang.san")).containsExactly("jinghe", "keji");
        assertThat(people.membersOf("jinghe")).containsEntry("zhang.san", "张三");
        Visitor first = person.application;
        assertThat(first.get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(200);

        SignOnVisitor again = new SignOnVisitor(port, provider);
        assertThat(location(again.logIn("zhang.san"))).isEqualTo(TASKLIST);
        assertThat(groups("zhang.san")).containsExactly("jinghe", "keji");
        assertThat(first.get(ME).statusCode()).as("the other session goes on").isEqualTo(200);

        provider.says(
                "zhang.san", Map.of("preferred_username", "zhang.san", "name", "张叁", "groups", List.of("fengdong")));
        again = new SignOnVisitor(port, provider);
        again.logIn("zhang.san");
        assertThat(groups("zhang.san")).containsExactly("fengdong");
        assertThat(people.membersOf("fengdong")).containsEntry("zhang.san", "张叁");
        assertThat(json(first.get(ME)).get("userId").asText()).isEqualTo("zhang.san");
        assertThat(people.membersOf("jinghe")).doesNotContainKey("zhang.san");
    }

    @Test
    @DisplayName("负责人组的成员即该单位的负责人，也在该单位办事")
    void headsLead() {
        provider.says("lingdao", "jinghehead");
        person.logIn("lingdao");
        assertThat(groups("lingdao")).containsExactly("jinghe", "jinghehead");
        assertThat(people.isHeadOf("lingdao", "jinghe")).isTrue();
    }

    @Test
    @DisplayName("管理员组的名称可对应；管理员不能兼任其他")
    void administratorsAreNothingElse() {
        provider.says("guanli", "xitongguanli");
        assertThat(location(person.logIn("guanli"))).isEqualTo(TASKLIST);
        assertThat(person.application.get("/camunda/app/admin/default/").statusCode())
                .isEqualTo(200);

        provider.says("guanli", "xitongguanli", "ysb");
        assertRefused(new SignOnVisitor(port, provider), "guanli", "MIXED", "系统管理员账号不能同时属于单位或其他角色");
        assertThat(groups("guanli")).isEmpty();
        assertStranger(person.application);
    }

    private void assertRefused(SignOnVisitor visitor, String user, String error, String words) {
        assertThat(location(visitor.logIn(user))).isEqualTo("/login?error=" + error);
        HttpResponse<String> page = visitor.application.get("/login?error=" + error);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(words, "data-forward=\"false\"", "换用其他账号登录")
                .doesNotContain("Exception");
        assertStranger(visitor.application);
    }

    @Test
    @DisplayName("没有任何已知单位或角色的人被拒，原有的也被收回；渠道角色不给人")
    void nobodyWithoutAGroup() {
        provider.says("guest", "visitors", "channel", "/suban/jinghe");
        assertRefused(person, "guest", "NO_GROUP", "未被归入本系统的任何单位或角色");
        assertThat(identities.createUserQuery().userId("guest").count()).isZero();

        provider.says("leaver", "keji");
        SignOnVisitor before = new SignOnVisitor(port, provider);
        before.logIn("leaver");
        provider.says("leaver");
        assertRefused(new SignOnVisitor(port, provider), "leaver", "NO_GROUP", "请联系本单位负责人或系统管理员");
        assertThat(groups("leaver")).isEmpty();
        assertStranger(before.application);
    }

    @Test
    @DisplayName("账号认人不认名：改名后仍是原账号；同名的另一人不得占用；机器账号不得占用")
    void accountsBelongToPeopleNotToNames() {
        provider.says("p1", Map.of("preferred_username", "wanghong", "groups", List.of("keji")));
        person.logIn("p1");
        provider.says("p1", Map.of("preferred_username", "wanghong2", "groups", List.of("keji")));
        SignOnVisitor renamed = new SignOnVisitor(port, provider);
        renamed.logIn("p1");
        assertThat(json(renamed.application.get(ME)).get("userId").asText()).isEqualTo("wanghong");

        provider.says("p2", Map.of("preferred_username", "wanghong", "groups", List.of("caizheng")));
        assertRefused(new SignOnVisitor(port, provider), "p2", "TAKEN", "已属于另一人");
        assertThat(groups("wanghong")).containsExactly("keji");

        provider.says("p3", Map.of("preferred_username", "channel1", "groups", List.of("caizheng")));
        assertRefused(new SignOnVisitor(port, provider), "p3", "LOCAL", "重名");
        assertThat(groups("channel1")).containsExactly("channel");

        // an administrator deletes the account: the name is free
        identities.deleteUser("wanghong");
        assertThat(location(new SignOnVisitor(port, provider).logIn("p2"))).isEqualTo(TASKLIST);
        assertThat(groups("wanghong")).containsExactly("caizheng");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "王红", "a b", "../etc", "-x", "'; drop"})
    @DisplayName("不成用户名的名称被拒")
    void namesThatAreNone(String name) {
        provider.says("p4", Map.of("preferred_username", name, "groups", List.of("keji")));
        assertRefused(person, "p4", "NO_NAME", "没有提供可用的用户名");
    }

    @Test
    @DisplayName("平台停用的人进不来")
    void whoIsShutOutThereIsShutOutHere() {
        provider.says("tingyong", "keji").shutsOut("tingyong");
        assertThat(person.goTo("tingyong")).contains("/login?error");
        assertStranger(person.application);
    }

    // ---- what goes wrong on the way

    @Test
    @DisplayName("一次打开的多个页面都能完成登录；同一答复不能用两次，别的浏览器也不能用")
    void everyBegunLogInIsFinishedOnce() {
        provider.says("keji1", "keji");
        String first = location(person.application.get(SingleSignOn.BEGIN));
        String second = location(person.application.get(SingleSignOn.BEGIN));
        String answer = person.goTo(first, "keji1");
        String other = person.goTo(second, "keji1");

        SignOnVisitor thief = new SignOnVisitor(port, provider);
        assertThat(location(thief.comeBack(answer))).isEqualTo("/login?error=expired");
        assertStranger(thief.application);

        assertThat(location(person.comeBack(answer))).isEqualTo(TASKLIST);
        assertThat(location(person.comeBack(other))).isEqualTo(TASKLIST);
        assertThat(location(person.comeBack(answer))).isEqualTo("/login?error=expired");
    }

    @Test
    @DisplayName("平台拒绝、答复被改动、平台出错，都有中文说明")
    void failuresAreTold() {
        String state = state(location(person.application.get(SingleSignOn.BEGIN)));
        String callback = "/login/oauth2/code/oidc?state=" + state;
        assertThat(location(person.application.get(callback + "&error=access_denied")))
                .isEqualTo("/login?error=denied");
        assertThat(person.application.get("/login?error=denied").body()).contains("未允许这次登录");

        state = state(location(person.application.get(SingleSignOn.BEGIN)));
        assertThat(location(person.application.get("/login/oauth2/code/oidc?code=made-up&state=" + state)))
                .isEqualTo("/login?error=failed");
        assertThat(person.application.get("/login?error=failed").body()).contains("登录未成功");
        assertThat(person.application.get("/login?error=%3Cscript%3E").body()).doesNotContain("<script>");
        assertThat(person.application.get("/oauth2/authorization/other").statusCode())
                .isIn(302, 401);
        assertStranger(person.application);
    }

    private static String state(String address) {
        return URI.create(address).getRawQuery().replaceAll(".*state=([^&]+).*", "$1");
    }

    @Test
    @DisplayName("平台无法访问时：登录页说明原因，令牌得到503，机器账号照常")
    void theProviderIsDown() {
        Object settings = ReflectionTestUtils.getField(bean, "settings");
        Object known = ReflectionTestUtils.getField(bean, "known");
        String token = provider.token("keji1");
        try {
            ReflectionTestUtils.setField(
                    bean,
                    "settings",
                    new SignOnSettings(
                            "http://127.0.0.1:1",
                            new SignOnSettings.Client("x", "y"),
                            "",
                            List.of("openid"),
                            "sub",
                            "groups",
                            "",
                            Map.of(),
                            false,
                            Set.of(),
                            Map.of()));
            ReflectionTestUtils.setField(bean, "known", null);

            assertThat(location(person.application.get(SingleSignOn.BEGIN))).isEqualTo("/login?error=unreachable");
            assertThat(person.application.get("/login?error=unreachable").body())
                    .contains("统一身份认证平台暂时无法访问");
            HttpResponse<String> answer = withToken(token).get("/api/ledger");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer).get("message").asText()).contains("统一身份认证平台暂时无法访问");
            assertThat(new Visitor(port)
                            .withBasic("channel1", "suban-demo")
                            .get("/api/complaints?channel=PHONE&externalId=none")
                            .statusCode())
                    .isEqualTo(404);
        } finally {
            ReflectionTestUtils.setField(bean, "settings", settings);
            ReflectionTestUtils.setField(bean, "known", known);
        }
    }

    // ---- the end

    @Test
    @DisplayName("退出登录：本系统的会话结束，随即在平台退出")
    void logOutHereAndThere() {
        provider.says("keji1", "keji");
        person.logIn("keji1");
        Visitor visitor = person.application;
        visitor.get(TASKLIST + "default/");

        assertThat(visitor.send("POST", ME + "/logout", null, null).statusCode())
                .isEqualTo(200);
        assertStranger(visitor);

        leavesTheProvider();
    }

    private void leavesTheProvider() {
        String farewell = location(person.application.get("/login"));
        assertThat(farewell).startsWith(provider.issuer() + "/connect/logout?id_token_hint=");
        HttpResponse<String> back = person.atProvider(farewell);
        assertThat(location(back)).isEqualTo("http://localhost:" + port + "/login?error=out");
        assertThat(person.application.get("/login?error=out").body()).contains("您已退出登录", "data-forward=\"false\"");
        assertThat(person.isStrangerToProvider()).isTrue();
        assertThat(person.application.get("/login").body()).as("once").contains("data-forward=\"true\"");
    }

    @Test
    @DisplayName("退出所有设备；密码不在本系统修改")
    void logOutEverywhere() {
        provider.says("keji2", "keji");
        person.logIn("keji2");
        SignOnVisitor elsewhere = new SignOnVisitor(port, provider);
        elsewhere.logIn("keji2");
        String page = person.application.get("/password").body();
        assertThat(page).contains("退出所有设备", "由统一身份认证平台管理").doesNotContain("name=\"current\"");
        assertThat(person.application
                        .submit("/password", "/password", "current", "x", "wanted", "y", "again", "y")
                        .statusCode())
                .isEqualTo(403);

        person.application.submit("/password", "/password/sessions");

        assertStranger(elsewhere.application);
        assertStranger(person.application);
        leavesTheProvider();
    }

    @Test
    @DisplayName("平台通知退出：由那次登录而来的会话随即结束，未指明登录的则全部结束；伪造的通知被拒")
    void theProviderTellsOfALogOut() {
        provider.says("caizheng1", "caizheng");
        person.logIn("caizheng1");
        Map<String, Object> event = Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());
        assertThat(told(provider.token("caizheng1", it -> it.claim("events", event))))
                .isEqualTo(400);
        assertThat(told(provider.token("caizheng1", it -> it.audience(List.of(TestProvider.CLIENT))
                        .claim("nonce", "n")
                        .claim("events", event))))
                .isEqualTo(400);
        assertThat(told(provider.token("caizheng1", it -> it.audience(List.of(TestProvider.CLIENT)))))
                .isEqualTo(400);
        assertThat(told("nonsense")).isEqualTo(400);
        assertThat(person.application.get(ME).statusCode()).isEqualTo(200);

        String token = provider.token("caizheng1", it -> it.audience(List.of(TestProvider.CLIENT))
                .claims(all -> all.remove("sid"))
                .claim("events", event));
        assertThat(told(token)).isEqualTo(200);
        assertStranger(person.application);
        provider.says(
                "caizheng1", Map.of("preferred_username", "caizheng1", "groups", List.of("caizheng"), "sid", "s1"));
        SignOnVisitor desk = new SignOnVisitor(port, provider);
        desk.logIn("caizheng1");
        provider.says(
                "caizheng1", Map.of("preferred_username", "caizheng1", "groups", List.of("caizheng"), "sid", "s2"));
        SignOnVisitor phone = new SignOnVisitor(port, provider);
        phone.logIn("caizheng1");
        String one = provider.token("caizheng1", it -> it.audience(List.of(TestProvider.CLIENT))
                .claim("events", event)
                .claim("sid", "s1"));
        assertThat(told(one)).isEqualTo(200);
        assertThat(told(one)).isEqualTo(200);
        assertStranger(desk.application);
        assertThat(phone.application.get(ME).statusCode()).isEqualTo(200);
        assertThat(withToken(provider.token("caizheng1", it -> it.claim("sid", "s1")))
                        .get("/api/ledger")
                        .statusCode())
                .as("a token of the log-in that has ended")
                .isEqualTo(401);
        assertThat(withToken(provider.token("caizheng1", it -> it.claim("sid", "s2")))
                        .get("/api/ledger")
                        .statusCode())
                .isEqualTo(200);
        assertThat(withToken(token).get("/api/ledger").statusCode())
                .as("it opens nothing")
                .isEqualTo(401);
    }

    private int told(String token) {
        return new Visitor(port)
                .send("POST", SingleSignOn.LOGGED_OUT, "application/x-www-form-urlencoded", "logout_token=" + token)
                .statusCode();
    }

    @Test
    @DisplayName("无操作到期照旧；一直操作也在12小时后须重新登录")
    void sessionsEnd() {
        provider.says("keji1", "keji");
        person.logIn("keji1");
        for (int minutes = 0; minutes < 12 * 60; minutes += 20) {
            assertThat(person.application.get(TASKLIST + "default/").statusCode())
                    .isEqualTo(200);
            passing.pass(Duration.ofMinutes(20));
        }
        assertStranger(person.application);

        person = new SignOnVisitor(port, provider);
        person.logIn("keji1");
        passing.pass(Duration.ofMinutes(30));
        assertStranger(person.application);
    }

    // ---- tokens

    @Test
    @DisplayName("访问令牌给出且只给出该人的权限，不留会话")
    void tokensGiveTheRightsOfTheirPerson() {
        provider.says("jinghe2", "jinghe").says("analyst1", "analyst");
        Visitor visitor = withToken(provider.token("jinghe2"));
        assertThat(visitor.get("/api/ledger").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/engine-rest/task").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/engine-rest/incident").statusCode()).isEqualTo(403);
        assertThat(visitor.get("/actuator/metrics").statusCode()).isEqualTo(403);
        assertThat(visitor.cookie("JSESSIONID")).isNull();
        assertThat(location(visitor.get(TASKLIST))).isEqualTo("/login");
        assertThat(withToken(provider.token("analyst1"))
                        .get("/engine-rest/deployment")
                        .statusCode())
                .isEqualTo(200);
        assertThat(jdbc.queryForObject("select PWD_ from ACT_ID_USER where ID_ = 'jinghe2'", String.class))
                .isNull();
    }

    @Test
    @DisplayName("过期、为别的系统签发、别的平台签发、伪造、未签名的令牌，以及身份令牌，一律拒绝")
    void tokensThatAreNone() {
        provider.says("ysb1", "ysb");
        Instant past = Instant.now().minus(Duration.ofHours(1));
        String header = base64("{\"alg\":\"none\"}");
        String body = provider.token("ysb1").split("\\.")[1];
        Map<String, String> tokens = Map.ofEntries(
                Map.entry("expired", provider.token("ysb1", it -> it.issuedAt(past)
                        .expiresAt(past.plusSeconds(300)))),
                Map.entry(
                        "not yet",
                        provider.token("ysb1", it -> it.notBefore(Instant.now().plusSeconds(3600)))),
                Map.entry("without an end", provider.token("ysb1", it -> it.claims(all -> all.remove("exp")))),
                Map.entry("foreign audience", provider.token("ysb1", it -> it.audience(List.of("elsewhere")))),
                Map.entry("no audience", provider.token("ysb1", it -> it.claims(all -> all.remove("aud")))),
                Map.entry("foreign issuer", provider.token("ysb1", it -> it.issuer("https://elsewhere.example"))),
                Map.entry("forged", provider.forged("ysb1")),
                Map.entry("unsigned", header + "." + body + "."),
                Map.entry("unsigned with a signature", header + "." + body + "." + base64("x")),
                Map.entry("id token", provider.token("ysb1", it -> it.claim("nonce", "n"))),
                Map.entry("id token by its kind", provider.token("ysb1", it -> it.claim("typ", "ID"))),
                Map.entry("no subject", provider.token("ysb1", it -> it.claims(all -> all.remove("sub")))),
                Map.entry("nonsense", "nonsense"));
        tokens.forEach((what, token) -> {
            HttpResponse<String> answer = withToken(token).get("/api/ledger");
            assertThat(answer.statusCode()).as(what).isEqualTo(401);
            assertThat(json(answer).get("message").asText()).as(what).isEqualTo("访问令牌无效或已过期。");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).as(what).hasValueSatisfying(it -> assertThat(it)
                    .startsWith("Bearer")
                    .doesNotContain("description"));
        });
        assertThat(new Visitor(port)
                        .get("/api/ledger?access_token=" + provider.token("ysb1"))
                        .statusCode())
                .as("in the address")
                .isEqualTo(401);
        assertThat(withToken(provider.token("ysb1")).get("/api/ledger").statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("没有单位的令牌被拒；旧令牌不能恢复已被收回的单位")
    void tokensCannotTurnTheClockBack() {
        provider.says("shichang2", "shichang");
        String old = provider.token("shichang2", it -> it.issuedAt(Instant.now().minusSeconds(60)));
        assertThat(withToken(old).get("/api/ledger").statusCode()).isEqualTo(200);
        assertThat(groups("shichang2")).containsExactly("shichang");

        provider.says("shichang2", "shuiwu");
        person.logIn("shichang2");
        assertThat(groups("shichang2")).containsExactly("shuiwu");
        assertThat(withToken(old).get("/api/ledger").statusCode()).isEqualTo(200);
        assertThat(groups("shichang2")).as("the old token").containsExactly("shuiwu");

        provider.says("shichang2");
        HttpResponse<String> answer = withToken(provider.token(
                        "shichang2", it -> it.issuedAt(Instant.now().plusSeconds(2))))
                .get("/api/ledger");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).get("message").asText()).contains("未被归入本系统的任何单位或角色");
        assertThat(groups("shichang2")).isEmpty();
        assertThat(withToken(old).get("/api/ledger").statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("平台没有说明所属单位：不得进入，但原有单位不变；令牌无效，会话不受影响")
    void silenceTakesNothing() {
        provider.says("shangwu9", "keji");
        person.logIn("shangwu9");
        provider.says("shangwu9", Map.of("preferred_username", "shangwu9"));
        String token =
                provider.token("shangwu9", it -> it.issuedAt(Instant.now().plusSeconds(2)));
        assertThat(withToken(token).get("/api/ledger").statusCode()).isEqualTo(401);
        assertThat(groups("shangwu9")).containsExactly("keji");
        assertThat(person.application.get(ME).statusCode()).isEqualTo(200);

        assertRefused(new SignOnVisitor(port, provider), "shangwu9", "NO_GROUP", "未被归入本系统的任何单位或角色");
        assertThat(groups("shangwu9")).containsExactly("keji");
        assertStranger(person.application);
    }

    @Test
    @DisplayName("渠道系统可凭自己的令牌报件，只有渠道的权限")
    void machinesMayComeByToken() {
        HttpResponse<String> answer = new Visitor(provider.issuer())
                .withBasic("qudao", TestProvider.CLIENT_SECRET)
                .send("POST", "/oauth2/token", "application/x-www-form-urlencoded", "grant_type=client_credentials");
        Visitor machine = withToken(json(answer).get("access_token").asText());
        HttpResponse<String> filed = machine.postJson("/api/complaints", Api.json(Api.complaint()));
        assertThat(filed.statusCode()).as(filed.body()).isEqualTo(201);
        assertThat(machine.get("/engine-rest/task").statusCode()).isEqualTo(403);
        assertThat(groups("channel1")).containsExactly("channel");
        // a person of its name, or who comes by it, is not the machine
        provider.says("p6", Map.of("preferred_username", "qudao"));
        assertThat(withToken(provider.token("p6")).get("/api/complaints?channel=PHONE&externalId=none"))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(403);
        provider.says("p7", Map.of("preferred_username", "p7", "groups", List.of("keji"), "azp", "qudao"));
        withToken(provider.token("p7")).get("/api/ledger");
        assertThat(groups("p7")).containsExactly("keji");
        assertThat(withToken(provider.token(
                                "qudao", it -> it.claim("azp", "qudao").claim("sid", "s0")))
                        .get("/api/complaints?channel=PHONE&externalId=none")
                        .statusCode())
                .as("a log-in's")
                .isEqualTo(403);
        // nobody gets in at the page as a machine
        provider.says("p5", Map.of("preferred_username", "qudao", "groups", List.of("keji")));
        assertRefused(person, "p5", "NO_NAME", "没有提供可用的用户名");
    }

    @Test
    @DisplayName("同一新人在两个节点同时登录：一个账号，一份归属，没有错误")
    void twoNodesMeetTheSamePersonAtOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                String name = "tongshi" + round;
                Map<String, Object> claims = Map.of(
                        "sub",
                        name,
                        "preferred_username",
                        name,
                        "iat",
                        Instant.now(),
                        "groups",
                        List.of("keji", "jinghehead"));
                List<Future<SignOnService.SignedOn>> arrivals = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    arrivals.add(nodes.submit(() -> signOn.logIn(claims)));
                }
                for (Future<SignOnService.SignedOn> arrival : arrivals) {
                    assertThat(arrival.get().groups()).containsExactlyInAnyOrder("keji", "jinghe", "jinghehead");
                }
                assertThat(groups(name)).containsExactly("jinghe", "jinghehead", "keji");
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    // ---- isolation

    /** As {@link Api}, but people come by the provider. */
    private final class SignOnApi extends Api {

        SignOnApi() {
            super(environment);
        }

        @Override
        Visitor as(String user) {
            return user.equals("channel1") ? super.as(user) : withToken(provider.token(user));
        }

        @Override
        Visitor withSession(String user) {
            SignOnVisitor visitor = new SignOnVisitor(port, provider);
            visitor.logIn(user);
            List.of("tasklist", "cockpit", "admin")
                    .forEach(application -> visitor.application.get("/camunda/app/" + application + "/default/"));
            return visitor.application;
        }
    }

    private static final Map<Persona, String> GROUPS = Map.of(
            Persona.UNIT, "shengtai",
            Persona.OTHER, "shichang",
            Persona.HOST, "jinghe",
            Persona.COHANDLER, "zijian",
            Persona.OFFICE, "ysb",
            Persona.SUPERVISOR, "supervisor",
            Persona.ANALYST, "analyst",
            Persona.ADMIN, "camunda-admin");

    @Test
    @DisplayName("权限总表的读取各行，凭令牌和会话重走：谁看见什么，与本地账号一样")
    void theTableOfRightsHolds() {
        GROUPS.forEach((persona, group) -> provider.says(persona.user, group));
        Api api = new SignOnApi();
        RightsFixtures fixtures = new RightsFixtures(engine, api, acts, time);
        PublishedPaths paths = new PublishedPaths(context);
        List<Row> rows = RightsTable.read().rows(paths.spring()).stream()
                .filter(row -> row.line().method().equals("GET"))
                .filter(row -> row.mount().path().isEmpty() || row.mount().whole())
                .filter(row -> !row.template().matches(".*/(login|password|logout)(/.*)?|/"))
                .toList();
        AtomicInteger asked = new AtomicInteger();
        Set<String> wrong = new ConcurrentSkipListSet<>();
        GROUPS.keySet().parallelStream().forEach(persona -> {
            Visitor machine = api.as(persona.user);
            Visitor session = api.withSession(persona.user);
            Set<String> hidden = fixtures.hiddenFrom(persona);
            IntStream.range(0, rows.size())
                    // each row of ours by some of them, and of the engine's a sample
                    .filter(i -> {
                        int share = rows.get(i).template().contains("engine") ? 50 : 4;
                        return i % share == persona.ordinal() % share;
                    })
                    .mapToObj(rows::get)
                    .forEach(row -> {
                        String path = fixtures.fill(row.template(), persona, false, new HashMap<>());
                        boolean forMachines = path.matches("/(api|engine-rest|actuator)([/?].*)?");
                        HttpResponse<String> answer = (forMachines ? machine : session).get(path);
                        asked.incrementAndGet();
                        if (!row.line().cell(persona).statuses().contains(answer.statusCode())) {
                            wrong.add(persona + " " + row + ": expected "
                                    + row.line().cell(persona).text() + ", got " + answer.statusCode());
                        } else if (row.line().cell(persona).sees() && !fixtures.showsTheCase(answer.body())) {
                            wrong.add(persona + " " + row + ": does not see the case");
                        }
                        hidden.stream()
                                .filter(secret -> answer.body().contains(secret))
                                .filter(secret -> answer.statusCode() < 400 || !path.contains(secret))
                                .forEach(secret -> wrong.add(persona + " " + row + ": gives away " + secret));
                    });
        });
        assertThat(asked.get()).isGreaterThan(150);
        assertThat(wrong).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
