package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.web.Api.complaint;
import static suban.web.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
@Tag("article-6")
class PostComplaintTest {

    @Autowired
    private Api api;

    @Test
    @Tag("Art8")
    void oneComplaintHasOneNumberHoweverOftenItIsSent() {
        Map<String, Object> complaint = complaint();
        HttpResponse<String> first = api.post("channel1", complaint);
        HttpResponse<String> again = api.post("channel1", complaint);
        complaint.put("title", "换了一个问题");
        HttpResponse<String> other = api.post("channel1", complaint);

        assertThat(first.statusCode()).isEqualTo(201);
        String number = Visitor.json(first).path("number").asText();
        assertThat(number).matches("XX\\d{8}-\\d{4}");
        assertThat(Visitor.location(first)).isEqualTo("/api/complaints/" + number);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("内容不同");
    }

    @Test
    void takesAComplaintFromTheOfficeThatWillCoordinateIt() {
        String atTheTop = api.file("ysb1", "channel", "ONSITE");
        String atTheNewCity = api.file("jingheysb1", "channel", "ONSITE");

        JsonNode first = api.read("supervisor1", "/api/complaints/" + atTheTop);
        assertThat(first.path("coordinatingUnit").asText()).isEqualTo("ysb");
        assertThat(first.at("/timeline/0/unit").asText()).isEqualTo("ysb");
        assertThat(first.at("/timeline/0/actor").asText()).isEqualTo("ysb1");
        JsonNode second = api.read("supervisor1", "/api/complaints/" + atTheNewCity);
        assertThat(second.path("coordinatingUnit").asText()).isEqualTo("jingheysb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jinghe1", "zijian1", "supervisor1", "analyst1", "ducha1", "hotline1"})
    void refusesEverybodyElse(String user) {
        HttpResponse<String> answer = api.post(user, complaint());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("只有渠道系统和营商办可以登记投诉");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''|为空",
                "'   '|为空",
                "'{'|不是有效的 JSON",
                "'{\"title\":1,\"title\":2}'|重复",
                "'{} {}'|不是有效的 JSON",
                "'[]'|应为一个 JSON 对象",
                "'null'|应为一个 JSON 对象",
                "'\"投诉\"'|应为一个 JSON 对象",
                "'{}'|必填"
            })
    void refusesWhatIsNoComplaint(String body, String message) {
        assertRefused(api.as("channel1").postJson("/api/complaints", body), null, message);
    }

    @Test
    void refusesNoBodyAtAll() {
        assertRefused(api.as("channel1").send("POST", "/api/complaints", "application/json", null), null, "提交的内容为空");
    }

    @Test
    void namesEveryUnknownKeyAndEveryWrongType() {
        HttpResponse<String> answer = api.post(
                "channel1",
                complaint(
                        "splitFrom",
                        "XX20260101-0001",
                        "标题",
                        "x",
                        "title",
                        7,
                        "confidential",
                        "true",
                        "content",
                        List.of()));

        assertRefused(answer, "splitFrom", "splitFrom：不支持的字段");
        assertRefused(answer, "标题", "标题：不支持的字段");
        assertRefused(answer, "title", "标题：应为文字");
        assertRefused(answer, "content", "投诉内容：应为文字");
        assertRefused(answer, "confidential", "要求保密：只能为 true 或 false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "creditCode|91350100M000100Y44|统一社会信用代码：格式或校验码不正确",
                "creditCode|９１３５０１００Ｍ０００１００Ｙ４３|统一社会信用代码：格式或校验码不正确",
                "creditCode|91350100M000100Y😀|统一社会信用代码：格式或校验码不正确",
                "newCity|atlantis|所属新城：没有该新城",
                "newCity|zijian|所属新城：没有该新城",
                "channel|HOTLINE|12345热线投诉只能通过台账导入",
                "channel|FAX|收到渠道：没有该选项",
                "demandType|其它|诉求类型：没有该选项",
                "contactPhone|12345|联系电话",
                "contactEmail|someone@|电子邮箱：格式不正确",
                "receivedBy|atlantis|收到的单位：没有该单位",
                "orderDueAt|2026-02-30|交办要求的办结日期：不是有效的日期时间",
                "orderDueAt|+99999-01-01T00:00:00Z|交办要求的办结日期",
                "title|'a\u0000b'|标题：含有无法保存的字符",
            })
    void refusesWhatIsWrongByItsField(String field, String value, String message) {
        assertRefused(api.post("channel1", complaint(field, value)), field, message);
    }

    /** As JSON writes them: a client's library may not let such text through, a hand-written one does. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud83d", "\\udE00 \\ud83d", "\\u0007"})
    void refusesTextNoDatabaseKeeps(String escape) {
        String body = json(complaint("title", "坏@字"));
        assertRefused(api.as("channel1").postJson("/api/complaints", body.replace("@", escape)), "title", "无法保存的字符");
        String key = json(complaint("k@", "x"));
        assertRefused(api.as("channel1").postJson("/api/complaints", key.replace("k@", "k" + escape)), null, "不支持的字段");
    }

    @Test
    void refusesATitleOfTenThousandCharacters() {
        assertRefused(api.post("channel1", complaint("title", "长".repeat(10_000))), "title", "标题：不能超过100个字");
    }

    @Test
    void takesTheLongestOfEverythingInCharactersOutsideTheBasicPlane() {
        String number = api.file(
                "channel1",
                "title",
                "😀".repeat(100),
                "content",
                "😀\n\"".repeat(1666),
                "enterpriseName",
                "𠮷".repeat(200),
                "contactName",
                "𠮷".repeat(50),
                "externalId",
                "𠮷".repeat(120),
                "creditCode",
                null);

        JsonNode page = api.read("ysb1", "/api/ledger?q=" + number);
        assertThat(page.at("/items/0/title").asText()).isEqualTo("😀".repeat(100));
    }

    @Test
    void refusesWhatIsTooMuch() {
        HttpResponse<String> answer = api.post("channel1", complaint("content", "多".repeat(400_000)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("不能超过1MB");
    }

    @Test
    void takesNothingButJsonAndMultipart() {
        assertThat(api.as("channel1")
                        .send("POST", "/api/complaints", "text/plain", "x")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertRefused(
                api.as("channel1")
                        .sendBytes(
                                "/api/complaints", "application/json", new byte[] {'{', (byte) 0xB0, (byte) 0xA1, '}'}),
                null,
                "UTF-8");
    }

    @Test
    void theSameSentTwentyTimesAtOnceIsOne() {
        Map<String, Object> complaint = complaint();

        List<HttpResponse<String>> answers = atOnce(20, i -> () -> api.post("channel1", complaint));

        assertThat(answers.stream().map(HttpResponse::statusCode).sorted().toList())
                .as(answers.toString())
                .isEqualTo(
                        IntStream.range(0, 20).mapToObj(i -> i < 19 ? 200 : 201).toList());
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
    }

    @Test
    void fortyAtOnceGetFortyNumbers() {
        List<HttpResponse<String>> answers = atOnce(40, i -> () -> api.post("channel1", complaint()));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers.stream().map(HttpResponse::body).collect(Collectors.toSet()))
                .hasSize(40);
    }

    private static <T> List<T> atOnce(int times, IntFunction<Callable<T>> task) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<Future<T>> futures =
                    threads.invokeAll(IntStream.range(0, times).mapToObj(task).toList());
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdown();
        }
    }

    /** 400 in Chinese, for this field where one is given. */
    private static void assertRefused(HttpResponse<String> answer, String field, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = Visitor.json(answer);
        assertThat(problem.path("message").asText()).contains(message);
        if (field != null) {
            assertThat(problem.path("errors").findValuesAsText("field")).contains(field);
        }
    }
}
