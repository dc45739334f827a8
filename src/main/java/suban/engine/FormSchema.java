package suban.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.Variables;
import suban.InvalidInput.FieldError;

/**
 * One deployed Camunda Form, as far as the server checks what is sent against it: every rule that form-js holds people to, and
 * that nothing comes which form-js would not send. Messages are Chinese and name a field by its label, up to the label's hint in
 * brackets.
 */
final class FormSchema {

    /** More would be read by nobody. */
    private static final int MOST_ERRORS = 20;

    /** Where the form sets no limit, in characters. */
    private static final int LONGEST_TEXT = 10_000;

    /** Where the form lists no options. */
    private static final int MOST_ENTRIES = 100;

    /** Beyond this a number is no longer exact everywhere it goes. */
    private static final BigDecimal LARGEST_NUMBER = BigDecimal.valueOf(1_000_000_000_000_000L);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");
    private static final FeelEngine FEEL = new RememberedFeelFactory().createInstance();
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,16}(\\.\\d{1,16})?");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,100}@[^@\\s]{1,100}");

    private final Map<String, Field> fields = new LinkedHashMap<>();

    /**
     * A field, a list of rows or a group that has a path.
     *
     * @param hideWhen conditions, of the field or of what stands around it, of which one hides it
     * @param inner fields of a row or of the group; null for a simple field
     */
    private record Field(
            String key,
            String type,
            JsonNode json,
            String label,
            Pattern pattern,
            List<String> hideWhen,
            Map<String, Field> inner) {

        boolean isLocked() {
            return json.path("disabled").asBoolean() || json.path("readonly").asBoolean();
        }

        /** Form-js sends a readonly field of a row along, to tell which row it is. */
        boolean tellsTheRow() {
            return json.path("readonly").asBoolean() && !json.path("disabled").asBoolean();
        }

        JsonNode rule(String name) {
            return json.path("validate").path(name);
        }
    }

    private FormSchema(JsonNode form) {
        collect(form.path("components"), List.of(), fields);
    }

    /** Reads a form; the stream is closed. */
    static FormSchema read(InputStream form) {
        try (form) {
            return new FormSchema(JSON.readTree(form));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode components, List<String> hideAround, Map<String, Field> into) {
        for (JsonNode component : components) {
            List<String> hideWhen = new ArrayList<>(hideAround);
            String condition = component.path("conditional").path("hide").asText("");
            if (condition.startsWith("=")) {
                hideWhen.add(condition.substring(1));
            }
            String path = component.path("path").asText("");
            String key = component.path("key").asText("");
            if (!path.isEmpty()) {
                Map<String, Field> inner = new LinkedHashMap<>();
                collect(component.path("components"), List.of(), inner);
                into.put(path, field(path, component, hideWhen, inner));
            } else if (!key.isEmpty()) {
                into.put(key, field(key, component, hideWhen, null));
            } else {
                collect(component.path("components"), hideWhen, into);
            }
        }
    }

    private static Field field(String key, JsonNode component, List<String> hideWhen, Map<String, Field> inner) {
        String pattern = component.path("validate").path("pattern").asText("");
        return new Field(
                key,
                component.path("type").asText(),
                component,
                label(component),
                pattern.isEmpty() ? null : Pattern.compile(pattern),
                List.copyOf(hideWhen),
                inner);
    }

    /** The label people see, without the hint that may follow in brackets or after a colon. */
    private static String label(JsonNode component) {
        boolean withTime = "datetime".equals(component.path("subtype").asText());
        return List.of(
                        component.path("label").asText(""),
                        component.path(withTime ? "timeLabel" : "dateLabel").asText(""),
                        component.path("dateLabel").asText(""),
                        component.path("timeLabel").asText(""))
                .stream()
                .map(label -> label.split("[（：]", 2)[0].strip())
                .filter(label -> !label.isEmpty())
                .findFirst()
                .orElse("填写内容");
    }

    /** What people call each field, by its key. */
    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        fields.forEach((key, field) -> {
            labels.put(key, field.label());
            if (field.inner() != null) {
                field.inner().forEach((inner, part) -> labels.putIfAbsent(inner, part.label()));
            }
        });
        return labels;
    }

    /** The values of the options the form lists by itself for a field, in its order. */
    List<String> options(String key) {
        List<String> options = new ArrayList<>();
        if (fields.containsKey(key)) {
            fields.get(key)
                    .json()
                    .path("values")
                    .forEach(option -> options.add(option.path("value").asText()));
        }
        return options;
    }

    /**
     * The least that may be sent: of every choice that must be made AGREE or the first option, 同意 where something must be written. What else a
     * form may ask for is left out.
     *
     * @param prefilled the values it opens with
     */
    Map<String, Object> least(Map<String, Object> prefilled) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((key, field) -> {
            Map<String, Object> context = new HashMap<>(prefilled);
            context.putAll(values);
            if (field.isLocked()
                    || !field.rule("required").asBoolean()
                    || field.hideWhen().stream().anyMatch(condition -> Check.holds(condition, context))) {
                return;
            }
            switch (field.type()) {
                case "radio", "select" -> {
                    List<String> options = options(key);
                    options.stream()
                            .filter("AGREE"::equals)
                            .findFirst()
                            .or(() -> options.stream().findFirst())
                            .ifPresent(option -> values.put(key, option));
                }
                case "textfield", "textarea" ->
                    values.put(
                            key, "同意".repeat(Math.max(1, field.rule("minLength").asInt(0))));
                case "checkbox" -> values.put(key, true);
                default -> {
                    // not asked by a step that agrees to something
                }
            }
        });
        return values;
    }

    /**
     * What is wrong with what was sent; empty if it may be stored as far as the form goes.
     *
     * @param submitted values by key as {@link PlainValues} makes them, empty ones and unknown ones included
     * @param opened the values of these names that this very form opens with, asked for only where what was sent has options or rows, or
     *     the form has conditions, from there
     */
    List<FieldError> check(Map<String, Object> submitted, Function<Set<String>, Map<String, Object>> opened) {
        Set<String> needed = new HashSet<>();
        fields.forEach((key, field) -> needs(field, submitted.get(key), needed));
        Map<String, Object> prefilled = needed.isEmpty() ? Map.of() : opened.apply(needed);
        Check check = new Check(prefilled);
        check.object(fields, submitted, new HashMap<>(), Map.of(), null, "");
        return check.errors.size() > MOST_ERRORS ? check.errors.subList(0, MOST_ERRORS) : check.errors;
    }

    private void needs(Field field, Object submitted, Set<String> needed) {
        if (field.inner() != null) {
            if (submitted != null) {
                needed.add(field.key());
            }
            // which parts a row has filled in is not looked for
            field.inner().values().forEach(part -> needs(part, submitted, needed));
        }
        if (submitted != null && field.json().hasNonNull("valuesKey")) {
            needed.add(field.json().get("valuesKey").asText());
        }
        if (!field.isLocked() && (submitted != null || field.rule("required").asBoolean())) {
            // of what may be left out and was, nobody has to know whether it was to be seen
            field.hideWhen().forEach(condition -> addWhatIsOnlyShown(condition, needed));
        }
    }

    /** A condition may go by a field that is only shown: nobody sends its value, the form opens with it. */
    private void addWhatIsOnlyShown(String condition, Set<String> needed) {
        NAME.matcher(condition)
                .results()
                .map(name -> fields.get(name.group()))
                .filter(field -> field != null && field.isLocked())
                .forEach(field -> needed.add(field.key()));
    }

    /** One submission on its way through the form. */
    private static final class Check {

        private final Map<String, Object> prefilled;
        private final List<FieldError> errors = new ArrayList<>();

        Check(Map<String, Object> prefilled) {
            this.prefilled = prefilled;
        }

        /**
         * @param around what conditions may ask for besides the object's own fields
         * @param rows what the readonly fields of a row may hold, by key
         * @param under the key that errors are reported by; null for each field's own
         * @param where a part of the message that tells which row it is
         */
        void object(
                Map<String, Field> fields,
                Map<String, Object> given,
                Map<String, Object> around,
                Map<String, Set<Object>> rows,
                String under,
                String where) {
            Map<String, Object> context = new HashMap<>(around);
            fields.forEach((key, field) ->
                    context.put(key, value(field.isLocked() && under == null ? prefilled.get(key) : given.get(key))));
            Map<String, Boolean> known = new HashMap<>(); // many fields hang on the same condition
            given.forEach((key, value) -> {
                Field field = fields.get(key);
                String shown = FormValues.printable(key);
                if (field == null) {
                    refuse(under == null ? shown : under, shown + where, "表单中没有该字段");
                } else if (field.isLocked() && !(under != null && field.tellsTheRow())) {
                    refuse(under == null ? shown : under, field.label() + where, "不可填写");
                }
            });
            fields.forEach((key, field) -> {
                Object value = value(given.get(key));
                String reported = under == null ? key : under;
                String name = field.label() + where;
                if (field.isLocked()) {
                    if (under != null
                            && value != null
                            && field.tellsTheRow()
                            && !rows.getOrDefault(key, Set.of()).contains(value)) {
                        refuse(reported, name, "不可改动");
                    }
                } else if (field.hideWhen().stream()
                        .anyMatch(condition -> known.computeIfAbsent(condition, it -> holds(it, context)))) {
                    if (value != null) {
                        refuse(reported, name, "按其他各项的选择不应填写");
                    }
                } else if (value != null) {
                    field(field, value, context, reported, name);
                } else if (field.rule("required").asBoolean()) {
                    refuse(reported, name, "必填");
                }
            });
        }

        private void refuse(String key, String name, String what) {
            if (errors.size() <= MOST_ERRORS) {
                errors.add(new FieldError(key, name + "：" + what));
            }
        }

        /** A text without blanks around it; null where nothing was filled in. */
        private static Object value(Object given) {
            if (given instanceof String text) {
                return text.isBlank() ? null : text.strip();
            }
            return given;
        }

        /** What cannot be evaluated hides nothing, as in form-js. */
        private static boolean holds(String condition, Map<String, Object> context) {
            try {
                return Boolean.TRUE.equals(FEEL.evaluateSimpleExpression(
                        condition, Variables.fromMap(context).asVariableContext()));
            } catch (FeelException e) {
                return false;
            }
        }

        private void field(Field field, Object value, Map<String, Object> context, String key, String name) {
            switch (field.type()) {
                case "textfield", "textarea" -> text(field, value, key, name);
                case "number" -> number(field, value, key, name);
                case "checkbox" -> {
                    if (!(value instanceof Boolean)) {
                        refuse(key, name, "只能为是或否");
                    }
                }
                case "select", "radio" -> {
                    if (!(value instanceof String)) {
                        refuse(key, name, "格式不正确");
                    } else if (!options(field).contains(value)) {
                        refuse(key, name, "没有该选项");
                    }
                }
                case "taglist", "checklist" -> choices(field, value, key, name);
                case "datetime" -> date(field, value, key, name);
                case "dynamiclist" -> rows(field, value, context, key, name);
                case "group" -> group(field, value, context, key, name);
                default -> refuse(key, name, "不可填写");
            }
        }

        private void text(Field field, Object value, String key, String name) {
            if (!(value instanceof String text)) {
                refuse(key, name, "应为文字");
                return;
            }
            if (!FormValues.isStorable(text)) {
                refuse(key, name, "含有无法保存的字符");
            } else if ("textfield".equals(field.type()) && !FormValues.isOneLine(text)) {
                refuse(key, name, "不能换行");
            }
            int length = text.codePointCount(0, text.length());
            int most = field.rule("maxLength").asInt(LONGEST_TEXT);
            if (length > most) {
                refuse(key, name, "不能超过%d个字".formatted(most));
                return; // and no pattern is tried on it: that may take long
            }
            int least = field.rule("minLength").asInt(0);
            if (length < least) {
                refuse(key, name, "不能少于%d个字".formatted(least));
            } else if (field.pattern() != null && !field.pattern().matcher(text).matches()
                    || "email".equals(field.rule("validationType").asText())
                            && !EMAIL.matcher(text).matches()) {
                refuse(key, name, "格式不正确");
            }
        }

        private void number(Field field, Object value, String key, String name) {
            boolean asText = field.json().path("serializeToString").asBoolean();
            BigDecimal number = null;
            if (asText && value instanceof String text && NUMBER.matcher(text).matches()
                    || !asText && value instanceof Number) {
                try {
                    number = new BigDecimal(value.toString());
                } catch (NumberFormatException e) {
                    // infinite, or none at all
                }
            }
            if (number == null || number.abs().compareTo(LARGEST_NUMBER) > 0) {
                refuse(key, name, "应为数字");
                return;
            }
            JsonNode decimals = field.json().path("decimalDigits");
            if (decimals.isNumber()
                    && number.signum() != 0
                    && number.stripTrailingZeros().scale() > decimals.asInt()) {
                refuse(key, name, decimals.asInt() == 0 ? "应为整数" : "最多保留%d位小数".formatted(decimals.asInt()));
            }
            JsonNode min = field.rule("min");
            JsonNode max = field.rule("max");
            if (min.isNumber() && number.compareTo(min.decimalValue()) < 0
                    || max.isNumber() && number.compareTo(max.decimalValue()) > 0) {
                refuse(
                        key,
                        name,
                        min.isNumber() && max.isNumber()
                                ? "应在%s到%s之间".formatted(min.asText(), max.asText())
                                : min.isNumber() ? "不能小于" + min.asText() : "不能大于" + max.asText());
            }
        }

        private void choices(Field field, Object value, String key, String name) {
            if (!(value instanceof List<?> list)) {
                refuse(key, name, "应为列表");
                return;
            }
            Set<Object> options = options(field);
            if (list.stream().anyMatch(entry -> !(entry instanceof String) || !options.contains(entry))) {
                refuse(key, name, "没有该选项");
            } else if (new HashSet<>(list).size() < list.size()) {
                refuse(key, name, "选项重复");
            }
            if (list.isEmpty() && field.rule("required").asBoolean()) {
                refuse(key, name, "必填");
            }
        }

        /** Those the form lists, or those this very task opened with. */
        private Set<Object> options(Field field) {
            Set<Object> options = new LinkedHashSet<>();
            field.json()
                    .path("values")
                    .forEach(option -> options.add(option.path("value").asText()));
            if (field.json().hasNonNull("valuesKey")
                    && prefilled.get(field.json().get("valuesKey").asText()) instanceof List<?> list) {
                list.forEach(option -> options.add(option instanceof Map<?, ?> map ? map.get("value") : option));
            }
            return options;
        }

        private void date(Field field, Object value, String key, String name) {
            String subtype = field.json().path("subtype").asText("datetime");
            try {
                if (value instanceof String text && text.length() <= 35) {
                    int year = "time".equals(subtype) ? time(text) : "date".equals(subtype) ? day(text) : moment(text);
                    if (year < 2000 || year > 2099) {
                        refuse(key, name, "须在2000年至2099年之间");
                    }
                    return;
                }
            } catch (DateTimeParseException e) {
                // said below
            }
            refuse(key, name, "time".equals(subtype) ? "不是有效的时间" : "date".equals(subtype) ? "不是有效的日期" : "不是有效的日期时间");
        }

        private static int day(String text) {
            return LocalDate.parse(text).getYear();
        }

        private static int moment(String text) {
            try {
                return OffsetDateTime.parse(text)
                        .atZoneSameInstant(EngineClock.ZONE)
                        .getYear();
            } catch (DateTimeParseException noOffset) {
                return LocalDateTime.parse(text).getYear();
            }
        }

        private static int time(String text) {
            LocalTime.parse(text.length() > 5 ? text.substring(0, 5) : text);
            return 2000;
        }

        @SuppressWarnings("unchecked")
        private void rows(Field field, Object value, Map<String, Object> context, String key, String name) {
            if (!(value instanceof List<?> list)) {
                refuse(key, name, "应为列表");
                return;
            }
            List<?> known = prefilled.get(field.key()) instanceof List<?> opened ? opened : List.of();
            boolean fixed = !field.json().path("allowAddRemove").asBoolean(true);
            if (fixed ? list.size() != known.size() : list.size() > MOST_ENTRIES) {
                refuse(key, name, fixed ? "应有%d项".formatted(known.size()) : "不能超过%d项".formatted(MOST_ENTRIES));
                return;
            }
            Map<String, Set<Object>> allowed = new HashMap<>();
            for (Object row : known) {
                if (row instanceof Map<?, ?> map) {
                    map.forEach((part, there) -> allowed.computeIfAbsent(String.valueOf(part), k -> new HashSet<>())
                            .add(there));
                }
            }
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> row) {
                    object(field.inner(), (Map<String, Object>) row, context, allowed, key, "（第%d项）".formatted(i + 1));
                } else {
                    refuse(key, name + "（第%d项）".formatted(i + 1), "格式不正确");
                }
            }
        }

        @SuppressWarnings("unchecked")
        private void group(Field field, Object value, Map<String, Object> context, String key, String name) {
            if (value instanceof Map<?, ?> part) {
                object(field.inner(), (Map<String, Object>) part, context, Map.of(), key, "");
            } else {
                refuse(key, name, "格式不正确");
            }
        }
    }
}
