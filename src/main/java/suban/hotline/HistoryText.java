package suban.hotline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The earlier reading of a row, as JSON. */
final class HistoryText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private HistoryText() {}

    static String of(Map<String, Object> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value != null) {
                plain.put(key, value instanceof Instant ? value.toString() : value);
            }
        });
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
