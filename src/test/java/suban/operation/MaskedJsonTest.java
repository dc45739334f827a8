package suban.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonWriter;

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
}
