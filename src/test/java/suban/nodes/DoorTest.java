package suban.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door of {@code docker/haproxy.cfg} before two nodes that do what a test wants. */
@DisplayName("入口（HAProxy）")
class DoorTest {

    /** What the door waits for a request that does not come in whole; as long as that no test should. */
    private static final String PATIENCE = "timeout http-request 10s";

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpServer> nodes = new ConcurrentHashMap<>();
    private final Set<String> unready = ConcurrentHashMap.newKeySet();
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private int port;
    private Process door;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, "haproxy"))),
                "no HAProxy on this machine");
        for (String name : List.of("node1", "node2")) {
            HttpServer node = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
            node.setExecutor(threads);
            node.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                if (path.equals("/slow")) {
                    begun.countDown();
                    await(goOn);
                }
                boolean well = !path.startsWith("/actuator") || !unready.contains(name);
                reached.add(path);
                exchange.getRequestBody().readAllBytes();
                byte[] answer = name.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(well ? 200 : 503, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            node.start();
            nodes.put(name, node);
        }
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        String settings = Files.readString(Path.of("docker/haproxy.cfg"));
        assertThat(settings).contains(PATIENCE);
        Path file = Files.writeString(
                folder.resolve("haproxy.cfg"), settings.replace(PATIENCE, PATIENCE.replace("10s", "3s")));
        ProcessBuilder start = new ProcessBuilder("haproxy", "-f", file.toString(), "-db")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        start.environment().put("SUBAN_PROXY_BIND", "127.0.0.1:" + port);
        nodes.forEach((name, node) -> start.environment()
                .put(
                        "SUBAN_" + name.toUpperCase(Locale.ROOT),
                        "127.0.0.1:" + node.getAddress().getPort()));
        door = start.start();
        waitUntil("it opens", () -> get("/", null).statusCode() == 200);
    }

    @AfterEach
    void close() {
        goOn.countDown();
        if (door != null) {
            door.destroyForcibly();
        }
        nodes.values().forEach(node -> node.stop(0));
        threads.shutdownNow();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private HttpRequest request(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
        return (cookie == null ? request : request.header("Cookie", "SUBAN_NODE=" + cookie)).build();
    }

    private HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
        return http.send(request(path, cookie), HttpResponse.BodyHandlers.ofString());
    }

    /** Something that may be tried. */
    private interface Attempt {
        boolean succeeds() throws IOException, InterruptedException;
    }

    private static void waitUntil(String what, Attempt attempt) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                if (attempt.succeeds()) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    @DisplayName("节点停止时，已到达该节点的请求照常答复；新的请求去另一节点")
    void whatHasBegunIsFinished() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                http.sendAsync(request("/slow", "node1"), HttpResponse.BodyHandlers.ofString());
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        unready.add("node1");
        waitUntil("it is found to be down", () -> get("/", "node1").body().equals("node2"));
        goOn.countDown();
        HttpResponse<String> answer = slow.get(10, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("node1");
    }

    @Test
    @DisplayName("正文迟迟不发完的，不占用节点，到时拒绝；同一地址同时的请求有上限")
    void nobodyHoldsAllThreads() throws Exception {
        try (Socket trickle = new Socket("127.0.0.1", port)) {
            trickle.getOutputStream()
                    .write("POST /trickle HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"
                            .getBytes(StandardCharsets.US_ASCII));
            List<CompletableFuture<HttpResponse<String>>> many = new ArrayList<>();
            for (int i = 0; i < 130; i++) {
                many.add(http.sendAsync(request("/slow", null), HttpResponse.BodyHandlers.ofString()));
            }
            waitUntil(
                    "some are refused",
                    () -> many.stream().filter(CompletableFuture::isDone).count() >= 30);
            assertThat(many.stream().filter(CompletableFuture::isDone).map(it -> it.join()
                            .statusCode()))
                    .containsOnly(429);
            goOn.countDown();
            assertThat(many.stream().map(it -> it.join().statusCode()).filter(status -> status == 200))
                    .hasSizeGreaterThan(90);
            trickle.setSoTimeout(20_000);
            InputStream answer = trickle.getInputStream();
            assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
            assertThat(reached).doesNotContain("/trickle");
        }
    }
}
