package suban.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The provider that institutions really have: Keycloak as it is distributed, with the realm that README describes. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "suban.oidc.client.id=suban",
            "suban.oidc.client.secret=geheim",
            "suban.oidc.group-prefix=/suban/",
            "suban.oidc.audience=suban-api",
            "suban.oidc.machines.qudao=channel1"
        })
@ActiveProfiles({"demo", "test", "oidc"})
@DisplayName("单点登录：以 Keycloak 为平台")
class KeycloakTest {

    /** Where {@code mvn -Pfaults} unpacks it. */
    private static final Path FOLDER = Path.of("target/keycloak");

    private static final int PORT = freePort();
    private static final String REALM = "http://127.0.0.1:" + PORT + "/realms/xixian";
    private static final String PASSWORD = "provider-Secret-1";
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identities;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process keycloak;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        properties.add("suban.oidc.issuer", () -> REALM);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cookies by host, also those for safe connections, as browsers send them to their own machine. */
    private final class Visitor {

        private final Map<String, Map<String, String>> cookies = new HashMap<>();

        HttpResponse<String> get(String address) throws IOException, InterruptedException {
            return follow(URI.create(address), "GET", null);
        }

        HttpResponse<String> post(String address, String form) throws IOException, InterruptedException {
            return follow(URI.create(address), "POST", form);
        }

        private HttpResponse<String> follow(URI first, String method, String form)
                throws IOException, InterruptedException {
            URI address = first;
            HttpResponse<String> answer = send(address, method, form);
            for (int hops = 0; hops < 12 && answer.statusCode() / 100 == 3; hops++) {
                address =
                        address.resolve(answer.headers().firstValue("Location").orElseThrow());
                answer = send(address, "GET", null);
            }
            return answer;
        }

        private HttpResponse<String> send(URI address, String method, String form)
                throws IOException, InterruptedException {
            Map<String, String> own = cookies.computeIfAbsent(address.getAuthority(), it -> new LinkedHashMap<>());
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .method(
                            method,
                            form == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(form));
            if (form != null) {
                request.header("Content-Type", "application/x-www-form-urlencoded");
            }
            if (own.containsKey("XSRF-TOKEN")) {
                request.header("X-XSRF-TOKEN", own.get("XSRF-TOKEN"));
            }
            if (!own.isEmpty()) {
                request.header(
                        "Cookie",
                        own.entrySet().stream()
                                .map(it -> it.getKey() + "=" + it.getValue())
                                .collect(Collectors.joining("; ")));
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(cookie -> {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                if (cookie.contains("Max-Age=0")) {
                    own.remove(pair[0]);
                } else {
                    own.put(pair[0], pair[1]);
                }
            });
            return answer;
        }

        /** From the application's button to where it leads in the end. */
        HttpResponse<String> logIn(String user) throws IOException, InterruptedException {
            String page = get(application() + "/oauth2/authorization/oidc").body();
            Matcher action = ACTION.matcher(page);
            assertThat(action.find()).as(page).isTrue();
            return post(action.group(1).replace("&amp;", "&"), "username=" + user + "&password=" + PASSWORD);
        }
    }

    private String application() {
        return "http://localhost:" + port;
    }

    private void startKeycloak() throws IOException, InterruptedException {
        Path[] homes;
        try (var found = Files.exists(FOLDER) ? Files.list(FOLDER) : java.util.stream.Stream.<Path>empty()) {
            homes = found.filter(home -> Files.exists(home.resolve("bin/kc.sh")))
                    .toArray(Path[]::new);
        }
        assumeTrue(homes.length == 1, "Keycloak is not unpacked: mvn -Pfaults does so");
        Path imports = Files.createDirectories(homes[0].resolve("data/import"));
        String realm = Files.readString(Path.of("src/test/resources/keycloak-realm.json"));
        Files.writeString(imports.resolve("xixian-realm.json"), realm.replace("localhost:8099", "localhost:" + port));
        ProcessBuilder start = new ProcessBuilder(
                "sh",
                homes[0].resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=" + PORT,
                "--import-realm");
        start.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx700m");
        keycloak = start.redirectErrorStream(true)
                .redirectOutput(new File("target/keycloak.log"))
                .start();
        HttpRequest description = HttpRequest.newBuilder(URI.create(REALM + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        for (int tries = 0; tries < 300; tries++) {
            assertThat(keycloak.isAlive()).as("see target/keycloak.log").isTrue();
            try {
                if (http.send(description, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            Thread.sleep(1000);
        }
        throw new IOException("Keycloak does not come up, see target/keycloak.log");
    }

    @AfterEach
    void stopKeycloak() {
        if (keycloak != null) {
            keycloak.descendants().forEach(ProcessHandle::destroyForcibly);
            keycloak.destroyForcibly();
        }
    }

    @Test
    @DisplayName("登录、无单位者被拒、渠道系统的令牌、退出两边")
    void theWholeWay() throws Exception {
        startKeycloak();
        Visitor clerk = new Visitor();
        clerk.get(application() + "/camunda/app/tasklist/");

        HttpResponse<String> arrival = clerk.logIn("wang.jianguo");

        assertThat(arrival.statusCode()).isEqualTo(200);
        assertThat(arrival.uri().toString()).startsWith(application() + "/camunda/app/tasklist/");
        String me = application() + "/camunda/api/admin/auth/user/default";
        assertThat(clerk.get(me).body()).contains("wang.jianguo");
        User account = identities.createUserQuery().userId("wang.jianguo").singleResult();
        assertThat(account.getFirstName() + account.getLastName()).isEqualTo("王建国");
        assertThat(identities.createGroupQuery().groupMember("wang.jianguo").list())
                .extracting(Group::getId)
                .containsExactly("ysb");

        assertThat(new Visitor().logIn("guest").uri().toString()).isEqualTo(application() + "/login?error=NO_GROUP");

        Matcher token = TOKEN.matcher(new Visitor()
                .post(
                        REALM + "/protocol/openid-connect/token",
                        "grant_type=client_credentials&client_id=qudao&client_secret=geheim")
                .body());
        assertThat(token.find()).isTrue();
        HttpResponse<String> asked = http.send(
                HttpRequest.newBuilder(URI.create(application() + "/api/complaints?channel=ZHENGQITONG&externalId="
                                + URLEncoder.encode("没有", StandardCharsets.UTF_8)))
                        .header("Authorization", "Bearer " + token.group(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(404);

        assertThat(clerk.post(me + "/logout", "").statusCode()).isEqualTo(200);
        assertThat(clerk.get(application() + "/login").uri().toString()).isEqualTo(application() + "/login?error=out");
        assertThat(clerk.get(application() + "/oauth2/authorization/oidc").uri().toString())
                .as("asks for the password")
                .startsWith(REALM);
    }
}
