package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

@Order(2) // while it is alone in the year it counts
@ApiTest
@DisplayName("考核接口（第十六条）")
class AppraisalApiTest {

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    private String solved() {
        String number = api.file("channel1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        acts.respond("jinghe1", number, "2025-06-03T10:00", "2025-06-03");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已办结。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        return number;
    }

    private static JsonNode row(JsonNode appraisal, String kind, String unit) {
        for (JsonNode group : appraisal.path("groups")) {
            for (JsonNode row : group.path("rows")) {
                if (group.path("kind").asText().equals(kind)
                        && row.path("unit").asText().equals(unit)) {
                    return row;
                }
            }
        }
        throw new AssertionError(kind + " " + unit + " in " + appraisal);
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：试算、公布、更正版本、表格下载；每个数字背后的投诉在内")
    void fromDryRunToPublishedVersions() throws Exception {
        time.set(Acts.at("2025-06-03T10:00"));
        List<String> numbers = List.of(solved(), solved(), solved(), solved(), solved());
        JsonNode dry = api.read("ysb1", "/api/appraisals/2025?dryRun=true");
        assertThat(dry.path("frozen").asBoolean()).isFalse();
        assertThat(dry.path("version").isNull()).isTrue();
        JsonNode jinghe = row(dry, "NEW_CITY", "jinghe");
        assertThat(jinghe.path("concluded").asInt()).isEqualTo(5);
        assertThat(jinghe.path("onTimeRate").decimalValue()).isEqualByComparingTo("1");
        assertThat(jinghe.path("praiseRate").decimalValue()).isEqualByComparingTo("1");
        assertThat(jinghe.path("rank").asInt()).isEqualTo(1);
        assertThat(jinghe.path("points").decimalValue()).isEqualByComparingTo("0.3");
        assertThat(jinghe.path("insufficient").asBoolean()).isFalse();
        assertThat(jinghe.path("cases"))
                .extracting(it -> it.path("number").asText())
                .containsExactlyElementsOf(numbers);
        assertThat(row(dry, "NEW_CITY", "qinhan").path("insufficient").asBoolean())
                .isTrue();
        assertThat(row(dry, "NEW_CITY", "qinhan").path("rank").isNull()).isTrue();
        // due on 10 June 2025
        JsonNode may = api.read("ysb1", "/api/appraisals/2025?dryRun=true&from=2025-05-01&to=2025-06-09");
        assertThat(row(may, "NEW_CITY", "jinghe").path("counted").asInt()).isZero();
        assertThat(row(
                                api.read("ysb1", "/api/appraisals/2025?dryRun=true&from=2025-06-10&to=2025-06-10"),
                                "NEW_CITY",
                                "jinghe")
                        .path("counted")
                        .asInt())
                .isEqualTo(5);

        assertThat(api.get("ysb1", "/api/appraisals/2025").statusCode()).isEqualTo(404);
        time.set(Acts.at("2026-02-02T10:00"));
        acts.publishAppraisal("ysb1", acts.appraise("ysb1", 2025, null));
        acts.publishAppraisal("ysb1", acts.appraise("ysb1", 2025, "复核更正"));
        JsonNode published = api.read("supervisor1", "/api/appraisals/2025");
        assertThat(published.path("version").asInt()).isEqualTo(2);
        assertThat(published.path("frozen").asBoolean()).isTrue();
        assertThat(published.path("reason").asText()).isEqualTo("复核更正");
        assertThat(row(published, "NEW_CITY", "jinghe")).isEqualTo(jinghe);
        assertThat(api.read("ducha1", "/api/appraisals/2025?version=1")
                        .path("version")
                        .asInt())
                .isEqualTo(1);

        Map<String, String> parts = unzip(download("supervisor1", "/api/appraisals/2025.xlsx"));
        assertThat(parts.get("xl/workbook.xml")).contains("新城", "部门", "镇街", "案件明细");
        String all = String.join("", parts.values());
        assertThat(all).contains("按时办结率", "好评率", "泾河新城", "第2版，已公布", "样本不足，不排名").contains(numbers);
        assertThat(unzip(download("ysb1", "/api/appraisals/2025.xlsx?dryRun=true"))
                        .values())
                .anyMatch(part -> part.contains("试算，未公布"));
    }

    @Test
    @Tag("article-4")
    @Tag("article-16")
    @DisplayName("第四条：投诉营商办自己的案件，营商办在考核中看不到编号")
    void aCaseThatAccusesTheReaderHasNoNumber() {
        time.set(Acts.at("2025-09-01T10:00"));
        String number = api.file("channel1", "demandType", "意见建议", "newCity", "fengdong");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "fengdong");
        jdbc.sql("update complaint set accused_unit = 'ysb' where number = :number")
                .param("number", number)
                .update();
        String path = "/api/appraisals/2025?dryRun=true&from=2025-09-08&to=2025-09-08";
        JsonNode seen = row(api.read("ysb1", path), "NEW_CITY", "fengdong");
        assertThat(seen.path("cases")).hasSize(1);
        assertThat(seen.path("cases").get(0).path("number").isNull()).isTrue();
        assertThat(api.get("ysb1", path).body()).doesNotContain(number);
        assertThat(api.get("supervisor1", path).body()).contains(number);
    }

    @Test
    @Tag("article-16")
    @DisplayName("参数有误的逐项以中文拒绝")
    void oddQuestionsAreRefused() {
        refused("/api/appraisals/1999?dryRun=true", "year");
        refused("/api/appraisals/abc", "year");
        refused("/api/appraisals/2025?dryRun=ja", "dryRun");
        refused("/api/appraisals/2025?dryRun=true&version=1", "version");
        refused("/api/appraisals/2025?version=0", "version");
        refused("/api/appraisals/2025?from=2025-01-01", "from");
        refused("/api/appraisals/2025?dryRun=true&from=2025-02-01&to=2025-01-01", "to");
        refused("/api/appraisals/2025?dryrun=true", "dryrun");
        refused("/api/appraisals/2025.xlsx?dryRun=true&from=gestern", "from");
        assertThat(api.get("ysb1", "/api/appraisals/2090").statusCode()).isEqualTo(404);
    }

    private void refused(String path, String field) {
        HttpResponse<String> answer = api.get("ysb1", path);
        assertThat(answer.statusCode()).as(path).isEqualTo(400);
        JsonNode error = Visitor.json(answer).path("errors").get(0);
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(error.path("message").asText()).containsPattern("[\\u4e00-\\u9fff]{2}");
    }

    @Test
    @DisplayName("表格中以公式符号开头的文字一律无害")
    void formulasAreText() {
        for (String text : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")) {
            assertThat(AppraisalSheets.harmless(text)).isEqualTo("'" + text);
        }
        assertThat(AppraisalSheets.harmless("泾河新城")).isEqualTo("泾河新城");
        assertThat(AppraisalSheets.harmless("")).isEmpty();
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
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        return answer.body();
    }

    private static Map<String, String> unzip(byte[] book) throws Exception {
        Path file = Files.createTempFile("appraisal", ".xlsx");
        try {
            Files.write(file, book);
            Map<String, String> parts = new HashMap<>();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    parts.put(
                            entry.getName(),
                            HtmlUtils.htmlUnescape(
                                    new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
            return parts;
        } finally {
            Files.delete(file);
        }
    }
}
