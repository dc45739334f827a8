package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Api.complaint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Clients that are many, slow, broken or malicious: each gets a clear answer or none, nothing of theirs is kept, and others are served. */
@ApiTest
@ExtendWith(OutputCaptureExtension.class)
@Tag("article-6")
@DisplayName("渠道接口受到冲击：该收的恰好收一次，不该收的什么也不留，别人照常")
class IntakeUnderFireTest {

    private static final String BASIC =
            Base64.getEncoder().encodeToString("channel1:suban-demo".getBytes(StandardCharsets.UTF_8));

    @Autowired
    private Api api;

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcTemplate jdbc;

    private int complaints() {
        return jdbc.queryForObject("select count(*) from complaint", Integer.class);
    }

    private Socket connection() throws IOException {
        return new Socket("localhost", environment.getRequiredProperty("local.server.port", Integer.class));
    }

    private static byte[] head(String length) {
        return ("POST /api/complaints HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + BASIC
                        + "\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What comes back until the connection is closed or nothing comes for five seconds. */
    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (IOException e) {
            // that was all
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private String sent(byte[]... parts) throws IOException {
        try (Socket socket = connection()) {
            OutputStream out = socket.getOutputStream();
            try {
                for (byte[] part : parts) {
                    out.write(part);
                }
                socket.shutdownOutput();
            } catch (IOException e) {
                // refused before all of it was sent
            }
            return answer(socket);
        }
    }

    @Test
    @Tag("article-8")
    @DisplayName("一百次同时提交，十个编号各十次：恰好十件，每次答复同一编号")
    void manyAtOnceWithSameAndDifferentKeys() throws Exception {
        int before = complaints();
        List<Map<String, Object>> different =
                IntStream.range(0, 10).mapToObj(i -> complaint()).toList();
        Map<Object, Set<String>> numbers = new ConcurrentHashMap<>();
        ExecutorService senders = Executors.newFixedThreadPool(20);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Map<String, Object> complaint = different.get(i % 10);
            answers.add(senders.submit(() -> {
                HttpResponse<String> answer = api.post("channel1", complaint);
                synchronized (numbers) {
                    numbers.computeIfAbsent(complaint.get("externalId"), id -> new TreeSet<>())
                            .add(Visitor.json(answer).path("number").asText());
                }
                return answer.statusCode();
            }));
        }
        Map<Integer, Integer> statuses = new HashMap<>();
        for (Future<Integer> answer : answers) {
            statuses.merge(answer.get(2, TimeUnit.MINUTES), 1, Integer::sum);
        }
        senders.shutdown();
        assertThat(statuses).isEqualTo(Map.of(201, 10, 200, 90));
        assertThat(numbers)
                .hasSize(10)
                .allSatisfy((id, given) ->
                        assertThat(given).hasSize(1).first().asString().startsWith("XX"));
        assertThat(complaints() - before).isEqualTo(10);
    }

    @Test
    @DisplayName("五十个只发一半就停住的客户端：别人的投诉照收；它们断开后什么也没有留下")
    void slowClientsHoldUpNobody() throws Exception {
        int before = complaints();
        byte[] body = Api.json(complaint()).getBytes(StandardCharsets.UTF_8);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = connection();
                slow.add(socket);
                socket.getOutputStream().write(head("Content-Length: " + body.length));
                socket.getOutputStream().write(body, 0, body.length / 2);
                socket.getOutputStream().flush();
            }
            Instant start = Instant.now();
            for (int i = 0; i < 5; i++) {
                api.file("channel1");
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(complaints() - before).isEqualTo(5);
    }

    @Test
    @DisplayName("声明的长度比发来的长、比发来的短、不是数字、两种都声明：400或断开，什么也不存")
    void lengthsThatLie(CapturedOutput out) throws IOException {
        int before = complaints();
        byte[] body = Api.json(complaint()).getBytes(StandardCharsets.UTF_8);
        assertThat(sent(head("Content-Length: " + (body.length + 100)), body)).doesNotContain("201");
        assertThat(sent(head("Content-Length: " + body.length / 2), body))
                .startsWith("HTTP/1.1 400")
                .contains("不是有效的");
        assertThat(sent(head("Content-Length: many"), body)).startsWith("HTTP/1.1 400");
        assertThat(sent(head("Content-Length: -1"), body)).startsWith("HTTP/1.1 400");
        assertThat(sent(head("Content-Length: 5\r\nContent-Length: " + body.length), body))
                .startsWith("HTTP/1.1 400");
        assertThat(sent(head("Transfer-Encoding: chunked"), "zz\r\nno chunk\r\n".getBytes(StandardCharsets.UTF_8)))
                .doesNotContain("201");
        assertThat(complaints()).isEqualTo(before);
        assertThat(out.getAll())
                .as("logs are not to be filled from outside")
                .doesNotContain("POST /api/complaints failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10485760", "Transfer-Encoding: chunked"})
    @DisplayName("十兆字节的投诉，长度声明与否：413，以中文说明，什么也不存；八个同时来也一样")
    void tenMegabytes(String length) throws Exception {
        int before = complaints();
        byte[] body = ("{\"content\":\"" + "a".repeat(10_485_760 - 14) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(body).hasSize(10_485_760);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        if (length.startsWith("Transfer")) {
            sent.writeBytes(Integer.toHexString(body.length).getBytes(StandardCharsets.UTF_8));
            sent.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            sent.writeBytes(body);
            sent.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        } else {
            sent.writeBytes(body);
        }
        ExecutorService senders = Executors.newFixedThreadPool(8);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(senders.submit(() -> sent(head(length + "\r\nConnection: close"), sent.toByteArray())));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get(1, TimeUnit.MINUTES))
                    .startsWith("HTTP/1.1 413")
                    .contains("不能超过1MB");
        }
        senders.shutdown();
        assertThat(complaints()).isEqualTo(before);
    }

    @Test
    @DisplayName("嵌套十万层、数字一万位、同名字段、缺了结尾的JSON：400，以中文说明，什么也不存")
    void malformed() {
        int before = complaints();
        String good = Api.json(complaint());
        for (String body : List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(50_000),
                "{\"title\":" + "9".repeat(10_000) + "}",
                good.substring(0, good.length() - 1),
                good + good,
                good.substring(0, good.length() - 1) + ",\"title\":\"两次\"}",
                good.replace("\"title\":", "\"title\":NaN,\"x\":"),
                "\uFEFF\uFEFF" + good)) {
            HttpResponse<String> answer = api.as("channel1").postJson("/api/complaints", body);
            assertThat(answer.statusCode())
                    .as(body.substring(0, Math.min(80, body.length())))
                    .isEqualTo(400);
            assertThat(answer.body())
                    .containsPattern("[\\u4e00-\\u9fff]{4}")
                    .doesNotContain("Exception", "jackson", "com.");
        }
        assertThat(complaints()).isEqualTo(before);
    }

    @Test
    @Tag("article-7")
    @DisplayName("压缩前一吉字节的表格（压缩炸弹）：400，以中文说明，很快答复，什么也不存")
    void spreadsheetBomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("[Content_Types].xml", "xl/workbook.xml", "xl/sharedStrings.xml")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("<x/>".getBytes(StandardCharsets.UTF_8));
            }
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                zip.write(zeros);
            }
        }
        assertThat(bytes.size()).isLessThan(2_000_000);
        int before = jdbc.queryForObject("select count(*) from hotline_import", Integer.class);
        Instant start = Instant.now();
        byte[] body =
                new Multipart().file("file", "台账.xlsx", bytes.toByteArray()).bytes();
        HttpResponse<String> answer = api.as("hotline1").sendBytes("/api/hotline-ledgers", Multipart.TYPE, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).containsPattern("[\\u4e00-\\u9fff]{4}");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(jdbc.queryForObject("select count(*) from hotline_import", Integer.class))
                .isEqualTo(before);
    }

    @Test
    @Tag("article-7")
    @DisplayName("五千行的台账一次收下，再报一次什么也不改变")
    void fiveThousandRows() {
        StringBuilder csv = new StringBuilder("工单编号,企业名称,标题,诉求内容,联系电话,受理时间,办理结果\n");
        for (int i = 0; i < 5_000; i++) {
            csv.append("FIRE-")
                    .append(i)
                    .append(",泾河材料公司")
                    .append(i % 700)
                    .append(",停车难,门口无处停车，货车排到路口,13800138000,2026-03-05,\n");
        }
        byte[] body = new Multipart()
                .file("file", "台账.csv", csv.toString().getBytes(StandardCharsets.UTF_8))
                .bytes();
        Instant start = Instant.now();
        HttpResponse<String> first = api.as("hotline1").sendBytes("/api/hotline-ledgers", Multipart.TYPE, body);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(Visitor.json(first).path("imported").asInt()).isEqualTo(5_000);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(60));
        HttpResponse<String> again = api.as("hotline1").sendBytes("/api/hotline-ledgers", Multipart.TYPE, body);
        assertThat(Visitor.json(again).path("unchanged").asInt()).isEqualTo(5_000);
        assertThat(Visitor.json(again).path("imported").asInt()).isZero();
    }
}
