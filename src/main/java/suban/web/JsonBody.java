package suban.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.FormValues;

/** A small JSON object as somebody sent it; what is wrong with it is collected and said in Chinese, all at once. */
final class JsonBody {

    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_ERRORS = 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final JsonNode json;
    private final List<FieldError> errors = new ArrayList<>();

    private JsonBody(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads the body of a request.
     *
     * @param known the keys it may have
     * @throws InvalidInput where it is no JSON object
     */
    static JsonBody of(HttpServletRequest request, Set<String> known) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE, "提交的内容过大。");
        }
        JsonBody body = new JsonBody(json(bytes));
        body.json.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                String shown = FormValues.printable(key);
                body.refuse(shown, shown + "：不支持的字段");
            }
        });
        return body;
    }

    /** A required text without surrounding blanks; null where it was refused. */
    String text(String key, String label, int longest) {
        JsonNode value = json.path(key);
        String text = value.isTextual() ? value.textValue().strip() : "";
        if (value.isMissingNode() || value.isNull() || value.isTextual() && text.isBlank()) {
            return refuse(key, label + "：必填");
        }
        if (!value.isTextual()) {
            return refuse(key, label + "：应为文字");
        }
        if (text.length() > longest) {
            return refuse(key, label + "：不能超过" + longest + "个字");
        }
        return FormValues.isStorable(text) ? text : refuse(key, label + "：含有无法保存的字符");
    }

    /** A text that may be missing, without surrounding blanks; null where there is none or it was refused. */
    String optional(String key, String label, int longest) {
        JsonNode value = json.path(key);
        boolean none = value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isBlank();
        return none ? null : text(key, label, longest);
    }

    /** Whether this key is there. */
    boolean has(String key) {
        return json.hasNonNull(key);
    }

    /** A required date such as 2026-02-12; null where it was refused. */
    LocalDate date(String key, String label) {
        String text = text(key, label, 20);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            refuse(key, label + "：应为日期，如2026-02-12");
            return null;
        }
    }

    /** A required list of different short texts; empty where it was refused. */
    Set<String> texts(String key, String label, int most) {
        Set<String> texts = new LinkedHashSet<>();
        JsonNode value = json.path(key);
        value.forEach(one -> texts.add(one.isTextual() ? one.textValue().strip() : ""));
        if (!value.isArray() || texts.isEmpty()) {
            refuse(key, label + "：必填");
            return Set.of();
        }
        if (value.size() > most) {
            refuse(key, label + "：一次不能超过" + most + "项");
            return Set.of();
        }
        if (texts.stream().anyMatch(text -> text.isEmpty() || text.length() > 40)) {
            refuse(key, label + "：有无效的内容");
            return Set.of();
        }
        return texts;
    }

    /** @throws InvalidInput where anything was refused */
    void refuseIfAny() {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors.size() > MOST_ERRORS ? errors.subList(0, MOST_ERRORS) : errors);
        }
    }

    private String refuse(String key, String message) {
        errors.add(new FieldError(key, message));
        return null;
    }

    private static JsonNode json(byte[] bytes) {
        JsonNode json;
        try {
            json = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw new InvalidInput("", "提交的内容不是有效的 JSON，或有重复的字段");
        }
        if (!json.isObject()) {
            throw new InvalidInput("", "提交的内容应为一个 JSON 对象");
        }
        return json;
    }
}
