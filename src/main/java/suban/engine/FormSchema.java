package suban.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import suban.InvalidInput.FieldError;

/** One deployed Camunda Form, as far as the server checks what is sent against it. Messages are Chinese, by the field's label. */
final class FormSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> fields = new LinkedHashMap<>();

    private FormSchema(JsonNode form) {
        collect(form.path("components"));
    }

    /** Reads a form; the stream is closed. */
    static FormSchema read(InputStream form) {
        try (form) {
            return new FormSchema(JSON.readTree(form));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collect(JsonNode components) {
        for (JsonNode component : components) {
            if ("dynamiclist".equals(component.path("type").asText())) {
                fields.put(component.path("path").asText(), component); // the service checks its rows
            } else if (component.hasNonNull("key")) {
                fields.put(component.get("key").asText(), component);
            } else {
                collect(component.path("components"));
            }
        }
    }

    /** What is wrong with {@code values}; empty if they may be stored as far as the form goes. */
    List<FieldError> check(FormValues values) {
        List<FieldError> errors = new ArrayList<>();
        for (String key : values.values().keySet()) {
            if (!fields.containsKey(key)) {
                errors.add(new FieldError(key, key + "：表单中没有该字段"));
            } else if (isLocked(fields.get(key))) {
                errors.add(new FieldError(key, label(fields.get(key)) + "：不可填写"));
            }
        }
        fields.forEach((key, field) -> {
            Object value = values.values().get(key);
            if (value != null) {
                checkValue(key, field, value, errors);
            } else if (required(field) && !isLocked(field)) {
                errors.add(new FieldError(key, label(field) + "：必填"));
            }
        });
        return errors;
    }

    private static boolean isLocked(JsonNode field) {
        return field.path("disabled").asBoolean() || field.path("readonly").asBoolean();
    }

    private static boolean required(JsonNode field) {
        // a field that the form may hide is asked for by the service, which knows when it is needed
        return field.path("validate").path("required").asBoolean()
                && !field.path("conditional").hasNonNull("hide");
    }

    private static String label(JsonNode field) {
        String label = field.path("label").asText("");
        String dateLabel = field.path("dateLabel").asText("");
        String name = !label.isBlank() ? label : dateLabel;
        return name.isBlank() ? field.path("key").asText() : name;
    }

    private static void checkValue(String key, JsonNode field, Object value, List<FieldError> errors) {
        switch (field.path("type").asText()) {
            case "textfield", "textarea" -> checkText(key, field, value, errors);
            case "number" -> checkNumber(key, field, value, errors);
            case "checkbox" -> {
                if (!(value instanceof Boolean) && !Set.of("true", "false").contains(value.toString())) {
                    errors.add(new FieldError(key, label(field) + "：只能为是或否"));
                }
            }
            case "select", "radio" -> {
                if (!(value instanceof String text)) {
                    errors.add(new FieldError(key, label(field) + "：格式不正确"));
                } else {
                    checkOption(key, field, text, errors);
                }
            }
            case "taglist", "checklist" -> {
                if (!(value instanceof List<?> list)) {
                    errors.add(new FieldError(key, label(field) + "：应为列表"));
                } else {
                    list.forEach(entry -> checkOption(key, field, String.valueOf(entry), errors));
                }
            }
            case "datetime" -> {
                if (!(value instanceof String text)
                        || !text.matches("\\d{4}-\\d{2}-\\d{2}(T[0-9:.]{4,15}(Z|[+-]\\d{2}:?\\d{2})?)?")) {
                    errors.add(new FieldError(key, label(field) + "：不是有效的日期时间"));
                }
            }
            case "dynamiclist" -> {
                if (!(value instanceof List<?>)) {
                    errors.add(new FieldError(key, label(field) + "：应为列表"));
                }
            }
            default -> errors.add(new FieldError(key, label(field) + "：不可填写"));
        }
    }

    private static void checkText(String key, JsonNode field, Object value, List<FieldError> errors) {
        if (!(value instanceof String text)) {
            errors.add(new FieldError(key, label(field) + "：应为文字"));
            return;
        }
        if (!FormValues.isStorable(text)) {
            errors.add(new FieldError(key, label(field) + "：含有无法保存的字符"));
        }
        JsonNode rules = field.path("validate");
        int length = text.codePointCount(0, text.length());
        if (rules.hasNonNull("maxLength") && length > rules.get("maxLength").asInt()) {
            errors.add(new FieldError(
                    key,
                    "%s：不能超过%d个字".formatted(label(field), rules.get("maxLength").asInt())));
        }
        if (rules.hasNonNull("minLength") && length < rules.get("minLength").asInt()) {
            errors.add(new FieldError(
                    key,
                    "%s：不能少于%d个字".formatted(label(field), rules.get("minLength").asInt())));
        }
        if (rules.hasNonNull("pattern")
                && !Pattern.compile(rules.get("pattern").asText()).matcher(text).matches()) {
            errors.add(new FieldError(key, label(field) + "：格式不正确"));
        }
    }

    private static void checkNumber(String key, JsonNode field, Object value, List<FieldError> errors) {
        BigDecimal number;
        try {
            number = new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            errors.add(new FieldError(key, label(field) + "：应为数字"));
            return;
        }
        JsonNode rules = field.path("validate");
        if (rules.hasNonNull("min") && number.compareTo(rules.get("min").decimalValue()) < 0
                || rules.hasNonNull("max") && number.compareTo(rules.get("max").decimalValue()) > 0) {
            errors.add(new FieldError(
                    key,
                    "%s：应在%s到%s之间"
                            .formatted(
                                    label(field),
                                    rules.path("min").asText("-"),
                                    rules.path("max").asText("-"))));
        }
    }

    private static void checkOption(String key, JsonNode field, String value, List<FieldError> errors) {
        if (!field.path("values").isArray()) {
            return; // options that come from the ledger are checked by the service
        }
        Set<String> options = new LinkedHashSet<>();
        field.path("values").forEach(option -> options.add(option.path("value").asText()));
        if (!options.contains(value)) {
            errors.add(new FieldError(key, label(field) + "：没有该选项"));
        }
    }
}
