package suban.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/**
 * Spoils a good submission of a form in every way a form can be spoilt: each result is wrong by its construction, whatever the
 * server thinks of it.
 */
final class Rubbish {

    /** A submission nobody may get through, and what is wrong with it. */
    record Bad(String what, Map<String, Object> values) {}

    /** Takes the key away instead of giving it a value. */
    private static final Object GONE = new Object();

    /** @param alone whether it is wrong only beside the other values as they are */
    private record Spoiler(String what, String key, Object value, boolean alone) {}

    private static final List<String> BAD_CHARACTERS =
            List.of("\u0000", "\u0007", "\u001b[31m", "\u007f", "\u0085", "\ud83d", "\ude00", "\uffff", "\ufdd0");

    private static final List<String> NO_DATES = List.of(
            "昨天",
            "2026-02-30",
            "2026-02-30T10:00+08:00",
            "2026-13-01",
            "0000-00-00",
            "20260302",
            "2026/03/02",
            "1026-03-02",
            "9999-12-31",
            "+12026-03-02",
            "2026-03-02T25:00+08:00",
            "2026-03-02T10:00+99:00",
            "2026-03-02T10:00:00+08:00[Asia/Shanghai]",
            "1772416800000",
            "2026-03-02 10:00",
            "${now()}");

    private static final FeelEngine FEEL = new ScalaFeelEngineFactory().createInstance();

    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

    private static final List<Object> OTHER_VALUES =
            Arrays.asList("x", "", null, 0, 7, true, List.of(), Map.of(), List.of("x"), Map.of("a", List.of(1)));

    private final Random random;
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();

    Rubbish(JsonNode form, Random random) {
        this.random = random;
        collect(form.path("components"));
    }

    private void collect(JsonNode components) {
        for (JsonNode component : components) {
            if (component.hasNonNull("path")) {
                fields.put(component.get("path").asText(), component);
            } else if (component.hasNonNull("key")) {
                fields.put(component.get("key").asText(), component);
            } else {
                collect(component.path("components"));
            }
        }
    }

    /** So many bad submissions: single faults first, each kind of fault of each field, then several at once. */
    List<Bad> of(Map<String, Object> good, int howMany) {
        List<Spoiler> spoilers = new ArrayList<>();
        fields.forEach((key, field) -> spoil(key, field, good, spoilers));
        strangers(spoilers);
        Collections.shuffle(spoilers, random);
        List<Bad> all = new ArrayList<>();
        if (!good.isEmpty()) { // a form that asks nothing is sent with nothing
            all.add(new Bad("nothing at all", new LinkedHashMap<>()));
        }
        for (Spoiler spoiler : spoilers) {
            if (all.size() < howMany * 3 / 4) {
                all.add(spoilt(good, List.of(spoiler)));
            }
        }
        while (all.size() < howMany) {
            List<Spoiler> several = new ArrayList<>();
            Set<String> keys = new HashSet<>();
            for (int i = 2 + random.nextInt(4); i > 0; i--) {
                Spoiler spoiler = spoilers.get(random.nextInt(spoilers.size()));
                if (!spoiler.alone() && keys.add(spoiler.key())) {
                    several.add(spoiler);
                }
            }
            if (!several.isEmpty()) {
                all.add(spoilt(good, several));
            }
        }
        return all;
    }

    /** The good one with these changes, which somebody who knows the rules calls wrong. */
    static Bad changed(Map<String, Object> good, Map<String, Object> changes) {
        Map<String, Object> values = new LinkedHashMap<>(good);
        changes.forEach((key, value) -> {
            if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        });
        return new Bad("against the rules: " + changes, values);
    }

    private static Bad spoilt(Map<String, Object> good, List<Spoiler> spoilers) {
        Map<String, Object> values = new LinkedHashMap<>(good);
        List<String> what = new ArrayList<>();
        for (Spoiler spoiler : spoilers) {
            what.add(spoiler.key() + " " + spoiler.what());
            if (spoiler.value() == GONE) {
                values.remove(spoiler.key());
            } else {
                values.put(spoiler.key(), spoiler.value());
            }
        }
        return new Bad(String.join(", ", what), values);
    }

    /** Whether the good submission's own choices hide a field with this condition; not where the server's values decide. */
    private boolean hides(String condition, Map<String, Object> good) {
        if (condition.isEmpty() || NAME.matcher(condition).results().anyMatch(name -> isLocked(name.group()))) {
            return false;
        }
        VariableMap context = Variables.createVariables();
        fields.keySet().forEach(key -> context.put(key, good.get(key)));
        try {
            return Boolean.TRUE.equals(
                    FEEL.evaluateSimpleExpression(condition.substring(1), context.asVariableContext()));
        } catch (FeelException e) {
            return false;
        }
    }

    private boolean isLocked(String key) {
        JsonNode field = fields.get(key);
        return field != null
                && (field.path("disabled").asBoolean() || field.path("readonly").asBoolean());
    }

    private void spoil(String key, JsonNode field, Map<String, Object> good, List<Spoiler> into) {
        if (field.path("disabled").asBoolean() || field.path("readonly").asBoolean()) {
            for (Object value : Arrays.asList("篡改", "", null, 1, List.of("x"))) {
                into.add(new Spoiler("locked", key, value, false));
            }
            return;
        }
        boolean hidden = !good.containsKey(key)
                && hides(field.path("conditional").path("hide").asText(""), good);
        if (hidden) {
            into.add(new Spoiler("hidden", key, likely(field), true));
        }
        JsonNode rules = field.path("validate");
        if (rules.path("required").asBoolean() && !hidden) {
            for (Object nothing : Arrays.asList(GONE, null, "", " \t　")) {
                into.add(new Spoiler("missing", key, nothing, false));
            }
        }
        switch (field.path("type").asText()) {
            case "textfield", "textarea" -> {
                types(key, into, 7, 3.25, 1e308, true, List.of(), List.of("文"), Map.of(), Map.of("a", "文"), deep(30));
                for (String bad : BAD_CHARACTERS) {
                    into.add(new Spoiler("unstorable", key, "坏" + bad + "字", false));
                }
                int most = rules.path("maxLength").asInt(10_000);
                into.add(new Spoiler("too long", key, "长".repeat(most + 1), false));
                into.add(new Spoiler("far too long", key, "😀".repeat(12_000), false));
                if (field.path("type").asText().equals("textfield")) {
                    into.add(new Spoiler("two lines", key, "第一行\n第二行", false));
                }
                if (rules.path("minLength").asInt() > 1) {
                    into.add(new Spoiler("too short", key, "短", false));
                }
                if (rules.hasNonNull("pattern")) {
                    for (String wrong : List.of("不对", "a@" + ".".repeat(30_000) + "@", "１３８００１３８０００", "1 OR 1=1")) {
                        into.add(new Spoiler("against the pattern", key, wrong, false));
                    }
                }
            }
            case "checkbox" -> types(key, into, "true", "是", 1, 0, List.of(), Map.of("value", true), List.of(true));
            case "select", "radio" -> {
                types(key, into, 7, true, List.of(), List.of("A"), Map.of("value", "A"), deep(5));
                for (String option : List.of(
                        "NO_SUCH_OPTION",
                        "没有",
                        "' or '1'='1",
                        "${execution.id}",
                        "x".repeat(20_000),
                        "a\u0000",
                        "\ud83d",
                        "<script>")) {
                    into.add(new Spoiler("no option", key, option, false));
                }
            }
            case "taglist", "checklist" -> {
                types(key, into, "zijian", 7, true, Map.of(), Map.of("0", "zijian"));
                for (Object list : Arrays.asList(
                        List.of("nirvana"),
                        List.of(1, 2),
                        Collections.singletonList(null),
                        List.of(List.of("zijian")),
                        List.of(Map.of("value", "zijian")),
                        List.of("zijian", "zijian"),
                        List.of("zijian", ""),
                        List.of("a\u0000"),
                        List.of("\ud83d"),
                        Collections.nCopies(3000, "zijian"),
                        deep(20))) {
                    into.add(new Spoiler("bad list", key, list, false));
                }
            }
            case "datetime" -> {
                types(key, into, 7, 1772416800000L, true, List.of(), Map.of("date", "2026-03-02"));
                NO_DATES.forEach(date -> into.add(new Spoiler("no date", key, date, false)));
            }
            case "dynamiclist" -> {
                types(
                        key,
                        into,
                        "x",
                        7,
                        true,
                        Map.of(),
                        List.of(),
                        List.of(1),
                        Collections.singletonList(null),
                        deep(9));
                if (good.get(key) instanceof List<?> rows) {
                    rows(key, field, rows, into);
                }
            }
            case "number" -> {
                types(key, into, "7", "x", true, List.of(), Map.of(), List.of(7));
                for (Object number : List.of(-1, 0, 1e308, 2025.5, Long.MAX_VALUE)) {
                    into.add(new Spoiler("no such number", key, number, false));
                }
            }
            default -> throw new IllegalStateException("no rubbish for fields of type " + field.path("type"));
        }
    }

    @SuppressWarnings("unchecked")
    private void rows(String key, JsonNode field, List<?> rows, List<Spoiler> into) {
        List<Object> longer = new ArrayList<>(rows);
        longer.add(rows.get(0));
        if (!field.path("allowAddRemove").asBoolean()) { // elsewhere people say how many rows there are
            into.add(new Spoiler("a row twice", key, longer, false));
            into.add(new Spoiler("a row too few", key, rows.subList(1, rows.size()), false));
        }
        into.add(new Spoiler("far too many rows", key, Collections.nCopies(2000, rows.get(0)), false));
        Map<String, Object> first = (Map<String, Object>) rows.get(0);
        List<Map<String, Object>> wrong = new ArrayList<>();
        for (JsonNode part : field.path("components")) {
            String name = part.path("key").asText();
            for (Object value : Arrays.asList(
                    GONE, null, "5", "五", 0, -1, 6, 2.5, 1e300, 99999999999L, true, List.of(5), Map.of(), "\u0000")) {
                Map<String, Object> row = new LinkedHashMap<>(first);
                if (value == GONE) {
                    row.remove(name);
                } else {
                    row.put(name, value);
                }
                boolean box = "checkbox".equals(part.path("type").asText()); // one that is absent is not ticked
                boolean words = "textfield".equals(part.path("type").asText())
                        && value instanceof String text
                        && !text.startsWith("\u0000");
                if (!row.equals(first) && !(box && row.get(name) == null) && !words) {
                    wrong.add(row);
                }
            }
        }
        Map<String, Object> more = new LinkedHashMap<>(first);
        more.put("comment", "x");
        wrong.add(more);
        for (Map<String, Object> row : wrong) {
            List<Object> all = new ArrayList<>(rows);
            all.set(0, row);
            into.add(new Spoiler("a bad row " + row, key, all, false));
        }
    }

    private void strangers(List<Spoiler> into) {
        for (String key : List.of(
                "status",
                "complaintNumber",
                "attempt",
                "coordinatingUnit",
                "triageResult",
                "visitOutcome",
                "splitFrom",
                "externalId",
                "form",
                "assignee",
                "decision ",
                "DECISION",
                "__proto__",
                "标题",
                "k\u0000",
                "k\ud83d",
                "a.b",
                "${x}",
                " ",
                "",
                "长".repeat(5000))) {
            if (!fields.containsKey(key)) {
                into.add(new Spoiler("unknown", key, OTHER_VALUES.get(random.nextInt(OTHER_VALUES.size())), false));
            }
        }
    }

    /** What somebody might well put into the field, were it shown. */
    private static Object likely(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "select", "radio" -> field.at("/values/0/value").asText("jinghe");
            case "checkbox" -> true;
            case "datetime" -> "2099-03-09";
            default -> "填写了本不显示的内容";
        };
    }

    private static void types(String key, List<Spoiler> into, Object... values) {
        for (Object value : values) {
            into.add(new Spoiler("of another type", key, value, false));
        }
    }

    private static Object deep(int levels) {
        Object value = "x";
        for (int i = 0; i < levels; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("a", value);
        }
        return value;
    }
}
