package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

@ApiTest
@DisplayName("督办看板接口（第四、十五、十六、十七条）")
class BoardApiTest {

    private static final String BOARD = "/camunda/api/suban/board";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RepositoryService repository;

    @Autowired
    Environment environment;

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    private String given(String title) {
        String number = api.file("channel1", "title", title, "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        return number;
    }

    private static List<String> numbers(JsonNode list) {
        return IntStream.range(0, list.path("items").size())
                .mapToObj(i -> list.path("items").get(i).path("number").asText())
                .toList();
    }

    @Test
    @Tag("article-18")
    @DisplayName("第十八条：规则修订对监督人员、分析人员、管理员和新区营商办开放")
    void whoReadsTheRules() {
        for (String person :
                List.of("supervisor1", "analyst1", "admin", "ysb1", "ysbhead", "jinghe1", "jingheysb1", "ducha1")) {
            JsonNode access = Visitor.json(api.withSession(person).get(BOARD + "/access"));
            assertThat(access.path("rules").asBoolean())
                    .as(person)
                    .isEqualTo(!List.of("jinghe1", "jingheysb1", "ducha1").contains(person));
        }
    }

    @Test
    @Tag("article-4")
    @Tag("article-17")
    @DisplayName("第四、十七条：看板对谁开放、看到多少；数字与清单一致")
    void whoSeesWhat() {
        time.set(Acts.at("2025-07-07T10:00"));
        String number = given("看板第一件");
        time.set(Acts.at("2025-07-15T10:00")); // due on Monday the 14th
        String list = "/api/board/cases?figure=DUE_LATE&from=2025-07-01&to=2025-07-31&size=200";
        for (String person : List.of("supervisor1", "ysb1", "admin", "jingheysb1")) {
            JsonNode cases = api.read(person, list);
            assertThat(numbers(cases)).as(person).contains(number);
            JsonNode board = api.read(person, "/api/board?from=2025-07-01&to=2025-07-31");
            assertThat(board.path("now").path("DUE_LATE").asInt())
                    .as(person)
                    .isEqualTo(cases.path("total").asInt());
            assertThat(board.path("district").asBoolean()).isEqualTo(!person.equals("jingheysb1"));
            assertThat(api.withSession(person)
                            .get("/camunda/api/suban/cases/" + number + "/path")
                            .statusCode())
                    .as(person)
                    .isEqualTo(200);
        }
        assertThat(numbers(api.read("konggangysb1", list))).doesNotContain(number);
        assertThat(numbers(api.read("konggangysb1", list + "&newCity=jinghe"))).isEmpty();
        assertThat(numbers(api.read("konggangysb1", list + "&unit=jinghe"))).isEmpty();
        for (String person :
                List.of("jinghe1", "zijian1", "chongwen1", "ducha1", "jijian1", "hotline1", "analyst1", "channel1")) {
            for (String path : List.of(
                    "", "/cases?figure=LATE", "/cases.xlsx?figure=LATE", "/units.xlsx", "/search?q=" + number)) {
                assertThat(api.get(person, "/api/board" + path).statusCode())
                        .as(person + path)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：导出的表格有中文表头，时间是时间，公式符号无害，每个部件都是合格的文件")
    void spreadsheets() throws Exception {
        time.set(Acts.at("2025-08-04T10:00"));
        String number = given("=1+1看板导出");
        time.set(Acts.at("2025-08-12T10:00")); // due on Monday the 11th
        byte[] book = download("jingheysb1", "/api/board/cases.xlsx?figure=DUE_LATE&unit=jinghe&sort=number,desc");
        wellFormed(book);
        try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(book))) {
            Sheet sheet = read.getFirstSheet();
            assertThat(sheet.getName()).isEqualTo("案件清单");
            List<Row> rows = sheet.read();
            assertThat(rows.get(0).getCellText(0)).contains("泾河新城", "办理超期");
            assertThat(rows.get(2).stream().map(cell -> cell.getText()).toList())
                    .containsExactly("投诉编号", "标题", "企业", "类别", "状态", "责任单位", "主办单位", "期限", "完成时间", "说明");
            Row line = rows.stream()
                    .filter(row -> row.getCellText(0).equals(number))
                    .findFirst()
                    .orElseThrow();
            assertThat(line.getCellText(1)).isEqualTo("'=1+1看板导出");
            assertThat(line.getCellText(5)).isEqualTo("泾河新城");
            assertThat(line.getCellAsDate(7)).contains(LocalDateTime.parse("2025-08-11T18:00"));
            JsonNode list = api.read("jingheysb1", "/api/board/cases?figure=DUE_LATE&unit=jinghe");
            assertThat(rows).hasSize(3 + list.path("total").asInt());
        }
        byte[] units = download("supervisor1", "/api/board/units.xlsx?from=2025-08-01&to=2025-08-31");
        wellFormed(units);
        try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(units))) {
            List<Row> rows = read.getFirstSheet().read();
            assertThat(rows.get(2).stream().map(cell -> cell.getText()).toList())
                    .contains("单位", "超期未办", "按时办结率", "好评率", "补办率");
            assertThat(rows.stream().map(row -> row.getCellText(0)).toList()).contains("泾河新城", "合计");
        }
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：台账导出的就是台账列出的，各单位只有自己的；公式符号无害")
    void theLedgerAsASpreadsheet() throws Exception {
        time.set(Acts.at("2025-08-18T10:00"));
        String number = given("=1+1台账导出");
        time.set(Acts.at("2025-08-26T10:00")); // due on Monday the 25th
        for (String user : List.of("jinghe1", "supervisor1")) {
            byte[] book = download(user, "/api/ledger.xlsx?from=2025-08-18&to=2025-08-18&sort=number,asc");
            wellFormed(book);
            JsonNode list = api.read(user, "/api/ledger?from=2025-08-18&to=2025-08-18&sort=number,asc&size=200");
            try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(book))) {
                List<Row> rows = read.getFirstSheet().read();
                assertThat(rows.get(2).stream().map(cell -> cell.getText()).toList())
                        .containsExactly("投诉编号", "标题", "企业", "类别", "状态", "主办单位", "企业期限", "是否逾期");
                List<String> numbers = new ArrayList<>();
                list.path("items")
                        .forEach(item -> numbers.add(item.path("number").asText()));
                assertThat(rows.stream().skip(3).map(row -> row.getCellText(0))).containsExactlyElementsOf(numbers);
                Row line = rows.stream()
                        .filter(row -> row.getCellText(0).equals(number))
                        .findFirst()
                        .orElseThrow();
                assertThat(line.getCellText(1)).isEqualTo("'=1+1台账导出");
                assertThat(line.getCellText(5)).isEqualTo("泾河新城");
                assertThat(line.getCellAsDate(6)).contains(LocalDateTime.parse("2025-08-25T18:00"));
                assertThat(line.getCellText(7)).isEqualTo("逾期");
            }
        }
        try (ReadableWorkbook read =
                new ReadableWorkbook(new ByteArrayInputStream(download("fengdong1", "/api/ledger.xlsx?q=" + number)))) {
            assertThat(read.getFirstSheet().read()).hasSize(3);
        }
        assertThat(api.get("jinghe1", "/api/ledger.xlsx?stauts=CLOSED").statusCode())
                .isEqualTo(400);
    }

    @Test
    @Tag("article-14")
    @Tag("article-15")
    @DisplayName("第十四、十五条：办结后整条轨迹仍在，每次办理各成一段；责任倒查对办理单位不可见")
    void theWholePath() {
        time.set(Acts.at("2025-09-01T10:00"));
        String number = given("轨迹");
        replied(number, "2025-09-01T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        replied(number, "2025-09-01T10:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        for (String person : List.of("supervisor1", "jinghe1")) {
            JsonNode path = Visitor.json(api.withSession(person).get("/camunda/api/suban/cases/" + number + "/path"));
            List<String> labels = new ArrayList<>();
            path.path("instances").forEach(it -> {
                labels.add(it.path("label").asText());
                assertThat(it.path("endedAt").isNull())
                        .as(it.path("label").asText())
                        .isFalse();
                assertThat(it.path("steps").size()).isPositive();
            });
            assertThat(labels).as(person).contains("投诉全过程", "第1次办理", "第2次办理", "回访评价（第1次）", "回访评价（第2次）");
            assertThat(path.toString()).contains("userTask_visit", "endEvent_");
            assertThat(path.path("status").asText()).isEqualTo("已销号");
        }
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：倒查责任期间，办理单位的轨迹里没有倒查这一段")
    void theUnitsDoNotLearnOfAccountability() {
        time.set(Acts.at("2025-09-15T10:00"));
        String number = given("厂房验收");
        replied(number, "2025-09-15T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        replied(number, "2025-09-15T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        acts.supervise("ysb1", number);
        acts.supervise("ducha1", number);
        acts.recordSupervision("ducha1", number, "窗口重复要求材料。", "口径不一。", "三日内核发。");
        replied(number, "2025-09-15T10:00");
        acts.visit("ysb2", number, Rating.VERY_DISSATISFIED);
        String address = "/camunda/api/suban/cases/" + number + "/path";
        assertThat(api.withSession("ysb1").get(address).body()).contains("倒查责任", "callActivity_accountability");
        String host = api.withSession("jinghe1").get(address).body();
        assertThat(host).contains("第3次办理", "serviceTask_registerComplaint").doesNotContain("倒查", "ccountability", "责任");
        acts.judge("ysb1", number, "DILIGENT", "诉求超出现行政策。");
        acts.judge("ducha1", number, "DILIGENT", "各单位均按要求办理。");
        HttpResponse<String> closed = api.withSession("jinghe1").get(address);
        assertThat(closed.body()).contains("已销号", "投诉已办结").doesNotContain("倒查", "ccountability", "责任");
        Visitor.json(closed).path("instances").forEach(it -> {
            assertThat(it.path("endedAt").isNull())
                    .as(it.path("label").asText())
                    .isFalse();
            it.path("steps").forEach(step -> assertThat(step.path("leftAt").isNull())
                    .as(step.toString())
                    .isFalse());
        });
    }

    private void replied(String number, String at) {
        acts.respond("jinghe1", number, at, at.substring(0, 10));
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已办结。");
    }

    @Test
    @Tag("article-16")
    @Tag("article-17")
    @DisplayName("第十六、十七条：月度通报一键编制，同月再编仍是同一份，写明原因才出新版；新城营商办编本新城的")
    void monthlyBulletin() {
        time.set(Acts.at("2025-10-13T10:00"));
        String number = given("通报");
        replied(number, "2025-10-13T10:00");
        assertThat(issue("ysb1", "{\"month\":\"2025-10\"}").statusCode()).isEqualTo(400); // not over
        time.set(Acts.at("2025-11-03T10:00"));
        JsonNode first = Visitor.json(issue("ysb1", "{\"month\":\"2025-10\"}"));
        assertThat(first.path("documentNumber").asText()).matches("西咸营商通报〔2025〕\\d+号");
        assertThat(Visitor.json(issue("supervisor1", "{\"month\":\"2025-10\"}")).path("documentId"))
                .isEqualTo(first.path("documentId"));
        JsonNode second = Visitor.json(issue("ysb1", "{\"month\":\"2025-10\",\"reason\":\"补录一件\"}"));
        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(second.path("documentId")).isNotEqualTo(first.path("documentId"));
        assertThat(Visitor.json(issue("ysb2", "{\"month\":\"2025-10\"}")).path("documentId"))
                .isEqualTo(second.path("documentId"));
        String body = jdbc.sql("select body from document where id = :id")
                .param("id", first.path("documentId").asLong())
                .query(String.class)
                .single();
        assertThat(body).contains("各新城、各部门、各镇街", "2025年10月收到企业投诉", "泾河新城");
        assertThat(body).doesNotContain("重新编制", number);
        JsonNode own = Visitor.json(issue("jingheysb1", "{\"month\":\"2025-10\"}"));
        assertThat(own.path("documentNumber").asText()).doesNotStartWith("西咸营商通报");
        assertThat(own.path("issuer").asText()).isEqualTo("泾河新城营商办");

        String pdf = "/api/documents/" + first.path("documentId").asText() + ".pdf";
        String ownPdf = "/api/documents/" + own.path("documentId").asText() + ".pdf";
        for (String person : List.of("supervisor1", "ysb1", "ducha1", "konggangysb1")) {
            assertThat(api.get(person, pdf).statusCode()).as(person).isEqualTo(200);
        }
        assertThat(api.get("jingheysb1", ownPdf).statusCode()).isEqualTo(200);
        assertThat(api.get("konggangysb1", ownPdf).statusCode()).isEqualTo(404);
        assertThat(api.get("jinghe1", pdf).statusCode()).isEqualTo(404);
        assertThat(api.get("channel1", pdf).statusCode()).isEqualTo(404);
        assertThat(issue("ducha1", "{\"month\":\"2025-10\"}").statusCode()).isEqualTo(403);
        assertThat(issue("jinghe1", "{\"month\":\"2025-10\"}").statusCode()).isEqualTo(403);
        for (String bad : List.of(
                "{}", "{\"month\":\"2025-13\"}", "{\"month\":\"1999-01\"}", "{\"month\":7,\"x\":1}", "[]", "")) {
            HttpResponse<String> answer = issue("ysb1", bad);
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(answer.body()).containsPattern("[\\u4e00-\\u9fff]{2}");
        }
    }

    private HttpResponse<String> issue(String person, String body) {
        return api.withSession(person).postJson(BOARD + "/bulletins", body);
    }

    @Test
    @DisplayName("参数有误的逐项以中文拒绝")
    void oddQuestionsAreRefused() {
        refused("/api/board?from=gestern", "from");
        refused("/api/board?from=2025-02-01&to=2025-01-01", "to");
        refused("/api/board?from=2024-01-01&to=2025-12-31", "to");
        refused("/api/board?unit=nobody", "unit");
        refused("/api/board?newCity=zijian", "newCity");
        refused("/api/board?figure=LATE", "figure");
        refused("/api/board?level=STATE", "level");
        refused("/api/board/cases", "figure");
        refused("/api/board/cases?figure=SOME", "figure");
        refused("/api/board/cases?figure=LATE&step=VISIT", "step");
        refused("/api/board/cases?figure=LATE&word=x", "figure");
        refused("/api/board/cases?figure=LATE&sort=title,asc", "sort");
        refused("/api/board/cases?figure=LATE&size=1000", "size");
        refused("/api/board/search?figure=LATE", "figure");
    }

    @Test
    @DisplayName("现行规则与安装包不一致时，监督人员和管理员在看板上看到，营商办看不到")
    void rulesThatAreNotTheJars() {
        assertThat(api.read("supervisor1", "/api/board").path("rules")).isEmpty();
        String deployment = repository
                .createDeployment()
                .name("试改")
                .addModelInstance(
                        "fortnight.bpmn",
                        Bpmn.createExecutableProcess("fortnight")
                                .name("双周动态清零")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        try {
            for (String person : List.of("supervisor1", "admin")) {
                JsonNode rules =
                        Visitor.json(api.withSession(person).get(BOARD)).path("rules");
                assertThat(rules).hasSize(1);
                assertThat(rules.get(0).asText()).startsWith("流程图“双周动态清零”（版本2，部署于");
            }
            assertThat(api.read("ysb1", "/api/board").path("rules")).isEmpty();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    @Test
    @DisplayName("运行指标只对监控口令开放，带单位和说明；本系统的账号和错误的口令都不行")
    void figuresForPrometheus() {
        String path = "/actuator/prometheus";
        HttpResponse<String> answer =
                api.visitor().withBasic("monitor", "monitoring-in-tests").get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "# HELP suban_cases_open Complaints that are not closed",
                        "# TYPE suban_cases_open gauge",
                        "suban_database_up 1.0",
                        "suban_cases_overdue ",
                        "suban_steps_failed ",
                        "suban_notices_waiting ",
                        "suban_notices_oldest_age_seconds ",
                        "suban_notices_undelivered ",
                        "suban_jobs_due ",
                        "suban_jobs_oldest_age_seconds ",
                        "suban_rules_differing ",
                        "hikaricp_connections_active",
                        "jvm_memory_used_bytes")
                .doesNotContain("NaN\nsuban");
        for (String[] wrong :
                new String[][] {{"monitor", "suban-demo"}, {"monitor", ""}, {"admin", "monitoring-in-tests"}}) {
            assertThat(api.visitor().withBasic(wrong[0], wrong[1]).get(path).statusCode())
                    .as(wrong[0])
                    .isEqualTo(401);
        }
        for (String other : List.of("/actuator", "/api/ledger", "/engine-rest/task", "/actuator/prometheus/x")) {
            assertThat(api.visitor()
                            .withBasic("monitor", "monitoring-in-tests")
                            .get(other)
                            .statusCode())
                    .as(other)
                    .isEqualTo(401);
        }
    }

    @Test
    @DisplayName("每个回答带请求编号；代理给的照用，不合格的不用")
    void requestIds() {
        assertThat(requestId("0a1b2c3d-4e5f")).isEqualTo("0a1b2c3d-4e5f");
        assertThat(requestId("1\"}{\"level")).hasSize(36);
        assertThat(requestId(null)).hasSize(36);
    }

    private String requestId(String given) {
        Visitor visitor = api.as("supervisor1");
        if (given != null) {
            visitor.with("X-Request-ID", given);
        }
        return visitor.get("/api/board/cases?figure=OPEN&size=1")
                .headers()
                .firstValue("X-Request-ID")
                .orElseThrow();
    }

    private void refused(String path, String field) {
        HttpResponse<String> answer = api.get("ysb1", path);
        assertThat(answer.statusCode()).as(path).isEqualTo(400);
        JsonNode error = Visitor.json(answer).path("errors").get(0);
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(error.path("message").asText()).containsPattern("[\\u4e00-\\u9fff]{2}");
    }

    private byte[] download(String user, String path) throws Exception {
        String login = Base64.getEncoder().encodeToString((user + ":suban-demo").getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://localhost:" + environment.getProperty("local.server.port") + path))
                                .header("Authorization", "Basic " + login)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("filename*=UTF-8''");
        return answer.body();
    }

    /** What WPS and Excel refuse to open is, first of all, what is no XML. */
    private static void wellFormed(byte[] book) throws Exception {
        List<String> names = new ArrayList<>();
        Path file = Files.createTempFile("board", ".xlsx");
        try {
            Files.write(file, book);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    names.add(entry.getName());
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(zip.getInputStream(entry));
                }
            }
        } finally {
            Files.delete(file);
        }
        assertThat(names.stream().collect(Collectors.joining(" ")))
                .contains("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml");
    }
}
