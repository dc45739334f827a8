package suban.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that were started at once on an empty database, one of them killed under load; then a backup and its restoration. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("两个节点、一个数据库：不丢、不重")
class TwoNodesTest {

    private static final int SENDERS = 4;

    @TempDir
    private static Path folder;

    private static Nodes nodes;

    /** Number by external id, of everything that was accepted. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        nodes = Nodes.up(folder);
    }

    @AfterAll
    static void down() throws IOException, InterruptedException {
        if (nodes != null) {
            nodes.close();
        }
    }

    private static Map<String, Object> complaint(String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", "ZHENGQITONG");
        body.put("externalId", id);
        body.put("enterpriseName", "泾河示例科技有限公司");
        body.put("newCity", "jinghe");
        body.put("contactName", "王建国");
        body.put("contactPhone", "13800138000");
        body.put("title", "厂房规划许可迟迟未批");
        body.put("content", "申请已三个月，请协调。");
        body.put("demandType", "请求综合协调");
        return body;
    }

    @Test
    @Order(0)
    @DisplayName("两个节点同时首次启动：流程图只部署一次")
    void theRulesAreDeployedOnce() {
        assertThat(nodes.jdbc().queryForObject("select count(*) from ACT_RE_DEPLOYMENT", Integer.class))
                .isEqualTo(1);
    }

    /** As a channel system does: the same again until it is answered. */
    private void send(String id) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                HttpResponse<String> answer = nodes.post("channel1", attempt, "/api/complaints", complaint(id));
                if (answer.statusCode() == 201 || answer.statusCode() == 200) {
                    accepted.put(id, Nodes.json(answer).path("number").asText());
                    return;
                }
                assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
            } catch (IOException e) {
                // the node died before it answered
            }
            assertThat(attempt).as("tries of " + id).isLessThan(200);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @Test
    @Order(1)
    @DisplayName("登记途中反复杀掉一个节点：每件恰好登记一次，台账与流程一致")
    void aNodeIsKilledUnderLoad() throws Exception {
        AtomicBoolean go = new AtomicBoolean(true);
        AtomicInteger next = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            running.add(senders.submit(() -> {
                while (go.get()) {
                    send("N-" + next.incrementAndGet());
                }
                return null;
            }));
        }
        try {
            TimeUnit.SECONDS.sleep(4);
            nodes.kill("node1");
            int before = accepted.size();
            TimeUnit.SECONDS.sleep(4);
            assertThat(accepted.size()).as("the other node goes on").isGreaterThan(before);
            nodes.start("node1");
        } finally {
            go.set(false);
            senders.shutdown();
        }
        for (Future<?> sender : running) {
            sender.get(60, TimeUnit.SECONDS);
        }
        assertThat(accepted).hasSizeGreaterThan(20);
        assertThat(accepted.values()).doesNotHaveDuplicates();
        assertThat(nodes.jdbc().queryForList("select external_id from complaint order by id", String.class))
                .containsExactlyInAnyOrderElementsOf(accepted.keySet());
        for (String node : List.of("node1", "node2")) {
            HttpResponse<String> report = nodes.getFrom(node, "supervisor1", "/api/verification");
            assertThat(report.statusCode()).isEqualTo(200);
            assertThat(Nodes.json(report).path("findings")).as(report.body()).isEmpty();
            assertThat(Nodes.json(report).path("complaints").asInt()).isEqualTo(accepted.size());
        }
        Nodes.Ran verify = nodes.verify("suban");
        assertThat(verify.code()).as(verify.output()).isZero();
        assertThat(verify.output()).contains("投诉" + accepted.size() + "件", "结论：全部一致");
    }

    @Test
    @Order(2)
    @DisplayName("两个节点上单位之间同样互不可见；在一个节点上退出单位的，在另一个节点上立即什么也看不到")
    void unitsOnBothNodes() throws Exception {
        send("I-1");
        String number = accepted.get("I-1");
        String path = "/api/complaints/" + number;
        for (String node : List.of("node1", "node2")) {
            assertThat(nodes.getFrom(node, "ysb2", path).statusCode()).isEqualTo(200);
            assertThat(nodes.getFrom(node, "fengdong1", path).statusCode()).isEqualTo(404);
            assertThat(nodes.getFrom(node, "fengdong1", "/api/ledger?q=" + number)
                            .body())
                    .contains("\"total\":0");
            assertThat(nodes.getFrom(node, "nobody", path).statusCode()).isEqualTo(401);
        }
        String membership = "/engine-rest/group/ysb/members/ysb2";
        assertThat(nodes.call("node1", "admin", "DELETE", membership).statusCode())
                .isEqualTo(204);
        try {
            assertThat(nodes.getFrom("node2", "ysb2", path).statusCode()).isIn(403, 404);
            assertThat(nodes.getFrom("node2", "ysb2", "/api/ledger?q=" + number).body())
                    .doesNotContain(number);
        } finally {
            assertThat(nodes.call("node2", "admin", "PUT", membership).statusCode())
                    .isEqualTo(204);
        }
        assertThat(nodes.getFrom("node1", "ysb2", path).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(2)
    @DisplayName("备份和恢复：恢复到空库后件数相同、检查一致；不是空库的不动")
    void backupAndRestore() throws Exception {
        assumeThat(nodes.run(Map.of(), "sh", "-c", "command -v pg_dump").code()).isZero();
        String file = folder.resolve("backup.dump").toString();
        Nodes.Ran backup = nodes.run(Map.of(), "docker/backup.sh", file);
        assertThat(backup.code()).as(backup.output()).isZero();
        assertThat(Files.getPosixFilePermissions(Path.of(file)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        nodes.database("create database restored");
        Nodes.Ran restore = nodes.run(Map.of("PGDATABASE", "restored"), "docker/restore.sh", file);
        assertThat(restore.code()).as(restore.output()).isZero();
        Nodes.Ran verify = nodes.verify("restored");
        assertThat(verify.code()).as(verify.output()).isZero();
        long complaints = nodes.jdbc().queryForObject("select count(*) from complaint", Long.class);
        assertThat(verify.output()).contains("投诉" + complaints + "件");
        Nodes.Ran again = nodes.run(Map.of("PGDATABASE", "restored"), "docker/restore.sh", file);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.output()).contains("不是空库");
        assertThat(Files.size(Path.of(file))).isPositive();
    }

    @Test
    @Order(3)
    @DisplayName("登记途中停一个节点：做了的都答复了，自动步骤不留占用，半分钟内停下")
    void aNodeIsStoppedUnderLoad() throws Exception {
        Map<String, Integer> answered = new ConcurrentHashMap<>();
        AtomicBoolean go = new AtomicBoolean(true);
        AtomicInteger next = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            running.add(senders.submit(() -> {
                while (go.get()) {
                    String id = "S-" + next.incrementAndGet();
                    try {
                        answered.put(
                                id,
                                nodes.postTo("node2", "channel1", "/api/complaints", complaint(id))
                                        .statusCode());
                    } catch (IOException e) {
                        TimeUnit.MILLISECONDS.sleep(20); // refused, or it would be in the ledger
                    }
                }
                return null;
            }));
        }
        long stopping;
        try {
            while (answered.size() < 20) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            stopping = System.nanoTime();
            nodes.stop("node2");
        } finally {
            go.set(false);
            senders.shutdown();
        }
        for (Future<?> sender : running) {
            sender.get(60, TimeUnit.SECONDS);
        }
        assertThat(System.nanoTime() - stopping).isLessThan(TimeUnit.SECONDS.toNanos(35));
        assertThat(answered.values()).containsOnly(201);
        assertThat(nodes.jdbc()
                        .queryForList("select external_id from complaint where external_id like 'S-%'", String.class))
                .containsExactlyInAnyOrderElementsOf(answered.keySet());
        assertThat(nodes.log("node2").stream().filter(line -> line.contains("Graceful shutdown complete")))
                .hasSize(1);
        // what the node had reserved it has handed back: reservations of the other last for moments
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (nodes.jdbc()
                        .queryForObject("select count(*) from ACT_RU_JOB where LOCK_OWNER_ is not null", Integer.class)
                > 0) {
            assertThat(System.nanoTime()).as("jobs stay reserved").isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    @Order(4)
    @DisplayName("节点日志：每行是一个JSON对象")
    void everyLineIsJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (String node : List.of("node1", "node2")) {
            assertThat(nodes.log(node)).isNotEmpty();
            for (String line : nodes.log(node)) {
                JsonNode read = json.readTree(line);
                assertThat(read.path("@timestamp").asText()).as(line).isNotEmpty();
                assertThat(read.path("message").asText()).as(line).isNotEmpty();
            }
        }
    }
}
