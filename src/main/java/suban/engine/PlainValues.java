package suban.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.type.PrimitiveValueType;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.camunda.spin.plugin.variable.value.JsonValue;

/**
 * Values as the engine's APIs hand them over, turned into what a form can hold: texts, numbers, truth values, lists and maps of
 * these. All else (files, serialized objects, dates, bytes, what is nested deeper than any form) becomes {@link #FOREIGN}, which
 * no field takes.
 */
final class PlainValues {

    /** Stands in the place of a value that no form can send. */
    static final Object FOREIGN = Foreign.VALUE;

    /** A list of rows whose fields are lists. */
    private static final int DEEPEST = 4;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private enum Foreign {
        VALUE
    }

    private PlainValues() {}

    /** The values by their keys; what is empty stays, as null. */
    static Map<String, Object> of(Map<String, ?> submitted) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (submitted instanceof VariableMap typed) {
            // its own values would be deserialized on the way
            typed.keySet().forEach(key -> values.put(key, plain(typed.getValueTyped(key), 0)));
        } else if (submitted != null) {
            submitted.forEach((key, value) -> values.put(key, plain(value, 0)));
        }
        return values;
    }

    private static Object plain(Object value, int depth) {
        if (depth > DEEPEST) {
            return FOREIGN;
        }
        if (value instanceof JsonValue json) {
            return parsed(json.getValueSerialized(), depth);
        }
        if (value instanceof SpinJsonNode node) {
            return parsed(node.toString(), depth);
        }
        if (value instanceof TypedValue typed) {
            // a serialized object is never read, by no format: that would run code of the sender's choice
            return typed.getType() == null || typed.getType() instanceof PrimitiveValueType
                    ? plain(typed.getValue(), depth)
                    : FOREIGN;
        }
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof List<?> list) {
            List<Object> entries = new ArrayList<>();
            list.forEach(entry -> entries.add(plain(entry, depth + 1)));
            return entries;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(String.valueOf(key), plain(entry, depth + 1)));
            return entries;
        }
        return FOREIGN;
    }

    private static Object parsed(String json, int depth) {
        if (json == null) {
            return null;
        }
        try {
            return plain(JSON.readValue(json, Object.class), depth);
        } catch (JsonProcessingException e) {
            return FOREIGN;
        }
    }
}
