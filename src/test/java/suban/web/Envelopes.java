package suban.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands around the values of a form: as the engine's API wants it, and as nobody should send it. */
final class Envelopes {

    /** Half a character must arrive as it is, which no UTF-8 could bring. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Those of the odd bodies that are fitting where nothing is asked; keys the engine does not know it passes over. */
    static final Set<String> SAYING_NOTHING = Set.of(
            "{}",
            "{} {}",
            "{\"variables\":null}",
            "{\"variables\":{}}",
            "{\"Variables\":{\"decision\":{\"value\":\"x\"}}}",
            "{\"modifications\":{\"decision\":{\"value\":\"x\"}}}");

    private Envelopes() {}

    /** One variable in an envelope that must not get through: of a type no form sends, or empty where something is wanted. */
    static List<Map<String, Object>> oddValues() {
        List<Map<String, Object>> values = new ArrayList<>();
        String serialized = "rO0ABXQAAXg=";
        for (String format : Arrays.asList(
                "application/x-java-serialized-object", "application/json", "application/xml", "nonsense", null)) {
            for (Object value :
                    Arrays.asList(serialized, "[\"java.lang.String\",\"x\"]", "{}", "\"x\"", null, 7, Map.of("a", 1))) {
                Map<String, Object> info = new LinkedHashMap<>();
                info.put("objectTypeName", "java.util.ArrayList<java.lang.String>");
                info.put("serializationDataFormat", format);
                values.add(Stages.form("value", value, "type", "Object", "valueInfo", info));
            }
        }
        values.add(Stages.form("value", "x", "type", "Object"));
        values.add(Stages.form(
                "value",
                serialized,
                "type",
                "Object",
                "valueInfo",
                Map.of("objectTypeName", "javax.naming.InitialContext")));
        values.add(Stages.form(
                "value",
                serialized,
                "type",
                "File",
                "valueInfo",
                Map.of("filename", "../x", "mimeType", "text/plain")));
        values.add(Stages.form("value", serialized, "type", "File", "valueInfo", Map.of("filename", 7)));
        values.add(Stages.form("value", "x", "type", "File"));
        for (Object value : Arrays.asList(serialized, "***", 7, null)) {
            values.add(Stages.form("value", value, "type", "Bytes"));
        }
        for (Object value : Arrays.asList(
                "{",
                "[1,",
                "",
                "\u0000",
                "nonsense",
                "[".repeat(5000),
                "{\"a\":1,\"a\":2}",
                "[] []",
                "7",
                "true",
                "null",
                "{}",
                7,
                true,
                List.of("x"),
                Map.of("a", 1))) {
            values.add(Stages.form("value", value, "type", "Json"));
        }
        values.add(Stages.form("value", "<a/>", "type", "Xml"));
        values.add(Stages.form("value", "<a", "type", "Xml"));
        for (String type : List.of("Date", "Integer", "Long", "Short", "Double", "Boolean")) {
            for (Object value : Arrays.asList(
                    "x",
                    "2026-03-02T10:00:00.000+0800",
                    99999999999999999L,
                    1.5,
                    7,
                    true,
                    "NaN",
                    List.of(),
                    Map.of(),
                    null)) {
                values.add(Stages.form("value", value, "type", type));
            }
        }
        values.add(Stages.form("value", "x", "type", "Null"));
        for (Object type : Arrays.asList(
                "Unknown", "", "object", "java.lang.Runtime", "\u0000", "x".repeat(5000), 7, List.of(), Map.of())) {
            values.add(Stages.form("value", Map.of("a", 1), "type", type));
        }
        values.add(Stages.form("value", Map.of("a", 1), "valueInfo", "x"));
        values.add(Stages.form("value", Map.of("a", 1), "valueInfo", Map.of("transient", true), "local", true));
        values.add(Stages.form("value", Map.of("a", 1), "valueInfo", Map.of("transient", "perhaps")));
        values.add(Stages.form("value", null, "local", true));
        values.add(Stages.form("valueInfo", Map.of("transient", true)));
        values.add(new LinkedHashMap<>());
        values.add(null);
        return values;
    }

    static List<String> oddBodies() {
        return List.of(
                "",
                " ",
                "{",
                "}",
                "[]",
                "null",
                "7",
                "\"x\"",
                "true",
                "{}",
                "{} {}",
                "{\"variables\":null}",
                "{\"variables\":[]}",
                "{\"variables\":\"x\"}",
                "{\"variables\":7}",
                "{\"variables\":{}}",
                "{\"variables\":{\"decision\":\"x\"}}",
                "{\"variables\":{\"decision\":[{}]}}",
                "{\"variables\":{\"decision\":null}}",
                "{\"variables\":{\"a\":{\"value\":1},\"a\":{\"value\":2}}}",
                "{\"variables\":{},}",
                "{'variables':{}}",
                "{\"variables\":{/**/}}",
                "{\"Variables\":{\"decision\":{\"value\":\"x\"}}}",
                "{\"modifications\":{\"decision\":{\"value\":\"x\"}}}",
                "{\"variables\":{\"decision\":{\"value\":\"x\"}},\"businessKey\":{}}",
                "{\"variables\":{},\"withVariablesInReturn\":\"perhaps\"}",
                "[".repeat(100_000),
                "{\"a\":".repeat(50_000),
                "{\"variables\":" + "{\"a\":".repeat(500) + "1" + "}".repeat(500) + "}",
                "\u0000",
                "<variables/>",
                "variables=x");
    }

    static List<String> oddTypes() {
        return Arrays.asList(
                null,
                "text/plain",
                "text/html",
                "application/xml",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "image/png");
    }

    static List<byte[]> oddBytes(String good) {
        byte[] cut = good.getBytes(StandardCharsets.UTF_8);
        byte[] noUtf8 = good.replaceFirst("\"", "\"\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        return List.of(
                Arrays.copyOf(cut, cut.length / 2),
                noUtf8,
                new byte[] {(byte) 0xB0, (byte) 0xA1},
                new byte[] {0, 0, 0, 0},
                Arrays.copyOf(cut, cut.length + 3));
    }

    /** The variables of a submission in their envelopes. */
    static final class Variables {

        private final Map<String, Object> variables = new LinkedHashMap<>();

        Variables(Map<String, Object> values) {
            values.forEach((key, value) -> put(key, envelope(value)));
        }

        void put(String key, Object envelope) {
            variables.put(key, envelope);
        }

        String body() {
            return json(Map.of("variables", variables));
        }

        /** As Tasklist sends lists and maps, or, for every other one, as others do. */
        private static Map<String, Object> envelope(Object value) {
            boolean structured = value instanceof List || value instanceof Map;
            return structured && value.hashCode() % 2 == 0
                    ? Stages.form("type", "Json", "value", json(value))
                    : Stages.form("value", value);
        }
    }

    static String body(Map<String, Object> values) {
        return new Variables(values).body();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
