package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.acts.Acts;
import suban.engine.EngineTime;

@ApiTest
@Tag("article-7")
@DisplayName("第七条第（六）项：12345台账经接口报送")
class HotlineLedgerApiTest {

    private static final String PATH = "/api/hotline-ledgers";
    private static final String HEAD = "工单编号,企业名称,诉求标题,诉求内容,联系电话,受理时间,办理结果\n";
    private static final String GOOD =
            HEAD + "GD1,泾河材料公司,停车难,门口无处停车,13800138000,2026-03-05,\nGD2,空港物流公司,办证慢,许可证迟迟未办,,2026/3/6 14:02,\n";
    private static final String HALF =
            HEAD + "GD3,甲公司,停车难,,,2026-03-05,\nGD4,乙公司,停车难,,,2026-13-05,\n,丙公司,停车难,,,2026-03-05,\n";

    @Autowired
    Api api;

    @Autowired
    EngineTime time;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeEach
    void start() {
        time.set(Acts.at("2026-03-31T10:00"));
        for (String table : List.of("hotline_row_history", "hotline_content", "hotline_row", "hotline_import")) {
            jdbc.update("delete from " + table);
        }
    }

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    private HttpResponse<String> send(String user, String query, String name, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--xyz\r\nContent-Disposition: form-data; name=\"" + name
                        + "\"; filename=\"台账.csv\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        return api.as(user).sendBytes(PATH + query, "multipart/form-data; boundary=xyz", body.toByteArray());
    }

    private HttpResponse<String> send(String user, String query, String csv) {
        return send(user, query, "file", csv.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertReport(
            HttpResponse<String> answer, int status, int imported, int unchanged, int rejected) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode report = Visitor.json(answer);
        assertThat(report.fieldNames()).toIterable().containsExactly("imported", "unchanged", "rejected");
        assertThat(report.path("imported").asInt()).isEqualTo(imported);
        assertThat(report.path("unchanged").asInt()).isEqualTo(unchanged);
        assertThat(report.path("rejected")).hasSize(rejected);
        report.path("rejected").forEach(row -> {
            assertThat(row.fieldNames()).toIterable().containsExactly("row", "field", "message");
            assertThat(row.path("message").asText())
                    .startsWith(row.path("field").asText() + "：");
        });
    }

    @Test
    @DisplayName("同一份台账报送两次，第二次什么也不改变")
    void theSameFileTwice() {
        assertReport(send("hotline1", "?partial=false", GOOD), 200, 2, 0, 0);
        Map<String, String> before = Stored.in(jdbc);
        assertReport(send("ysb1", "", GOOD), 200, 0, 2, 0);
        assertThat(Stored.in(jdbc)).isEqualTo(before);
    }

    @Test
    @DisplayName("台账是累积的：办理有了进展的行更新并计入导入，原来的内容留作历史")
    void laterLedgers() {
        send("hotline1", "", GOOD);
        assertReport(
                send(
                        "hotline1",
                        "",
                        GOOD.replace("门口无处停车,13800138000,2026-03-05,", "门口无处停车,13800138000,2026-03-05,已增设车位")),
                200,
                1,
                1,
                0);
        assertThat(jdbc.queryForList("select result from hotline_row order by work_order", String.class))
                .containsExactly("已增设车位", null);
        assertThat(jdbc.queryForList("select personal from hotline_row_history", String.class))
                .hasSize(1)
                .allMatch(personal -> personal.contains("13800138000"));
        // and back again: the same file as the first time, but it says something new
        assertReport(send("hotline1", "", GOOD), 200, 1, 1, 0);
        assertThat(jdbc.queryForObject("select count(*) from hotline_row_history", Integer.class))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("有一行退回而未要求部分导入的，返回400和逐行报告，什么也不存")
    void allOrNothing() {
        send("hotline1", "", GOOD);
        Map<String, String> before = Stored.in(jdbc);
        HttpResponse<String> answer = send("hotline1", "", HALF + GOOD.substring(HEAD.length()));
        assertReport(answer, 400, 0, 2, 2);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode rejected = Visitor.json(answer).path("rejected");
        assertThat(rejected.get(0).path("row").asInt()).isEqualTo(3);
        assertThat(rejected.get(0).path("field").asText()).isEqualTo("受理时间");
        assertThat(rejected.get(1).path("row").asInt()).isEqualTo(4);
        assertThat(rejected.get(1).path("message").asText()).isEqualTo("工单编号：必填");
        assertThat(Stored.in(jdbc)).isEqualTo(before);
        assertReport(send("hotline1", "?partial=true", HALF), 200, 1, 0, 2);
        assertThat(jdbc.queryForList("select work_order from hotline_row", String.class))
                .containsExactlyInAnyOrder("GD1", "GD2", "GD3");
    }

    @Test
    @DisplayName("xlsx，以及GB18030、带标记的UTF-8的csv，读出来都一样")
    void everyKindOfFile() throws IOException {
        ByteArrayOutputStream xlsx = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(xlsx, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("台账");
            String[] lines = GOOD.split("\n");
            for (int row = 0; row < lines.length; row++) {
                String[] cells = lines[row].split(",", -1);
                for (int column = 0; column < cells.length; column++) {
                    sheet.value(row + 1, column, cells[column]);
                }
            }
            sheet.value(0, 0, "12345台账");
        }
        assertReport(send("hotline1", "", "file", xlsx.toByteArray()), 200, 2, 0, 0);
        assertReport(send("hotline1", "", "file", GOOD.getBytes(Charset.forName("GB18030"))), 200, 0, 2, 0);
        assertReport(send("hotline1", "", "\uFEFF" + GOOD), 200, 0, 2, 0);
    }

    @Test
    @DisplayName("不是台账、没有文件、多个文件、参数不对：以中文说明，什么也不存")
    void refused() {
        Map<String, String> before = Stored.in(jdbc);
        List<HttpResponse<String>> answers = new ArrayList<>(List.of(
                send("hotline1", "", ""),
                send("hotline1", "", "一封信"),
                send("hotline1", "", HEAD),
                send("hotline1", "", "工单编号,企业名称\nGD1,甲公司\n"),
                send("hotline1", "?partial=yes", GOOD),
                send("hotline1", "?partial=true&partial=false", GOOD),
                send("hotline1", "", "ledger", GOOD.getBytes(StandardCharsets.UTF_8)),
                send("hotline1", "", "file", new byte[] {'P', 'K', 3, 4, 0, 0, 1, 2, 3})));
        answers.forEach(
                answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400));
        HttpResponse<String> large = send("hotline1", "", "file", new byte[10 * 1024 * 1024 + 1]);
        assertThat(large.statusCode()).isEqualTo(413);
        HttpResponse<String> json = api.as("hotline1").postJson(PATH, "{}");
        assertThat(json.statusCode()).isEqualTo(415);
        answers.add(large);
        answers.add(json);
        answers.forEach(answer -> {
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(Visitor.json(answer).path("message").asText()).containsPattern("[\\u4e00-\\u9fff]{3}");
        });
        assertThat(Visitor.json(answers.get(3))
                        .path("errors")
                        .get(0)
                        .path("message")
                        .asText())
                .contains("受理时间", "诉求标题或诉求内容");
        assertThat(Stored.in(jdbc)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "hotline1, 200",
        "hotlinehead, 200",
        "ysb2, 200",
        "jingheysb1, 403",
        "jinghe1, 403",
        "zijian1, 403",
        "ducha1, 403",
        "supervisor1, 403",
        "analyst1, 403",
        "channel1, 403",
        "admin, 403"
    })
    @DisplayName("只有城市运行管理中心和新区营商办可以报送")
    void whoMaySend(String user, int status) {
        assertThat(send(user, "", GOOD).statusCode()).isEqualTo(status);
        assertThat(jdbc.queryForObject("select count(*) from hotline_row", Integer.class))
                .isEqualTo(status == 200 ? 2 : 0);
    }

    @Test
    @DisplayName("两人同时报送同一份，每行只有一条")
    void twoAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<HttpResponse<String>>> two =
                    List.of(() -> send("hotline1", "", GOOD), () -> send("ysb1", "", GOOD));
            int imported = 0;
            for (Future<HttpResponse<String>> answer : threads.invokeAll(two)) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
                imported += Visitor.json(answer.get()).path("imported").asInt();
            }
            assertThat(imported).isEqualTo(2);
        } finally {
            threads.shutdown();
        }
        assertThat(jdbc.queryForObject("select count(*) from hotline_row", Integer.class))
                .isEqualTo(2);
        assertThat(jdbc.queryForObject("select count(*) from hotline_import", Integer.class))
                .isEqualTo(1);
    }
}
