package suban.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.json.JsonWriter;
import org.springframework.core.io.ClassPathResource;

@DisplayName("结构化日志里的电话和邮箱一律遮盖")
class MaskedJsonTest {

    @Test
    @DisplayName("消息和异常里的号码、地址遮盖，别的原样")
    void numbersAndAddresses() {
        JsonWriter<Map<String, Object>> writer = JsonWriter.of(members -> {
            members.add("message", line -> line.get("message"));
            members.add("error", line -> line.get("error"));
            members.add("complaint", line -> line.get("complaint"));
            new MaskedJson().customize((JsonWriter.Members<Object>) (JsonWriter.Members<?>) members);
        });
        assertThat(writer.writeToString(Map.of(
                        "message",
                        "致电13912340987",
                        "error",
                        "java.lang.IllegalStateException: <murong@example.cn>",
                        "complaint",
                        "XX20260303-0001")))
                .isEqualTo(
                        "{\"message\":\"致电139****0987\",\"error\":\"java.lang.IllegalStateException: <m***@example.cn>\","
                                + "\"complaint\":\"XX20260303-0001\"}");
    }

    @Test
    @DisplayName("普通日志里的异常也一样，编号、日期、信用代码照常能读")
    void wordsOfAnException() throws Exception {
        String pattern = new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml")).stream()
                        .map(source -> source.getProperty("logging.exception-conversion-word"))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow()
                        .toString();
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern.replace("%wEx", "%msg"));
        layout.start();
        for (String[] line : new String[][] {
            {"致电13912340987，+8613912340987", "致电139****0987，+86139****0987"},
            {"１３９１２３４０９８７", "１３９****０９８７"},
            {"（029）88881234，02988881234，029 88881234", "（029）****1234，029****1234，029 ****1234"},
            {"<murong@example.cn>", "<m***@example.cn>"},
            {"身份证610103199003071234", "身份证6101**************"},
            {
                "XX20260303-0351 20260304，〔2026〕029号，911101081234567890，2026-03-02T10:00",
                "XX20260303-0351 20260304，〔2026〕029号，911101081234567890，2026-03-02T10:00"
            }
        }) {
            assertThat(layout.doLayout(new LoggingEvent("x", context.getLogger("x"), Level.ERROR, line[0], null, null)))
                    .isEqualTo(line[1]);
        }
    }
}
