package suban.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The same requests to a node each time: a complaint from a channel, the office's tasks and ledger, the board, the log-in page. */
final class Requests {

    /** How many a round is. */
    static final int A_ROUND = 5;

    private static final int AT_ONCE = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String series = UUID.randomUUID().toString();
    private final String base;

    /** @param port of a node with the demonstration's people */
    Requests(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Sends so many rounds, four at a time, and waits for all answers; fails where one is refused. */
    void send(int rounds) throws InterruptedException {
        ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
        try {
            AtomicInteger next = new AtomicInteger();
            List<Future<Void>> working = Stream.generate(() -> people.submit(() -> work(next, rounds)))
                    .limit(AT_ONCE)
                    .toList();
            for (Future<Void> one : working) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            people.shutdown();
        }
    }

    private Void work(AtomicInteger next, int rounds) throws IOException, InterruptedException {
        for (int round = next.incrementAndGet(); round <= rounds; round = next.incrementAndGet()) {
            for (HttpRequest request : round(round)) {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() >= 300) {
                    throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        return null;
    }

    private List<HttpRequest> round(int round) throws JsonProcessingException {
        return List.of(
                by("channel1", "/api/complaints")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                JSON.writeValueAsString(complaint(series + "-" + round))))
                        .build(),
                by("ysb1", "/engine-rest/task?candidateGroup=ysb&sortBy=created&sortOrder=desc&maxResults=15")
                        .build(),
                by("ysb1", "/api/ledger").build(),
                by("supervisor1", "/api/board").build(),
                HttpRequest.newBuilder(URI.create(base + "/login")).build());
    }

    private HttpRequest.Builder by(String user, String path) {
        String login = Base64.getEncoder().encodeToString((user + ":suban-demo").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Basic " + login);
    }

    private static Map<String, Object> complaint(String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", "ZHENGQITONG");
        body.put("externalId", id);
        body.put("enterpriseName", "泾河示例科技有限公司" + id);
        body.put("newCity", "jinghe");
        body.put("contactName", "王建国");
        body.put("contactPhone", "13800138000");
        body.put("title", "厂房规划许可迟迟未批");
        body.put("content", "申请已三个月，请协调。");
        body.put("demandType", "请求综合协调");
        return body;
    }
}
