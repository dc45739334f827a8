package suban.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a form speaks of: the fields in its conditions, texts and lists must be fields of its own or filled in by the program, and a value
 * compared with must be an option of its field.
 */
final class FormReferences {

    private static final Set<String> FEEL = Set.of(
            "null",
            "true",
            "false",
            "and",
            "or",
            "not",
            "if",
            "then",
            "else",
            "in",
            "is",
            "list",
            "contains",
            "some",
            "every",
            "satisfies",
            "for",
            "return",
            "between",
            "string",
            "this",
            "parent",
            "item");
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*)\\b(?!\\s*\\()");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*([A-Za-z_]\\w*)\\s*}}");
    private static final Pattern COMPARED = Pattern.compile("([A-Za-z_]\\w*)\\s*!?=\\s*\"([^\"]*)\"");
    private static final Pattern AMONG = Pattern.compile("list contains\\(\\[([^\\]]*)],\\s*([A-Za-z_]\\w*)\\)");

    private final Models.Form form;
    private final Set<String> words;
    private final List<Problem> problems;
    private final Map<String, Set<String>> options = new LinkedHashMap<>();
    private final Set<String> keys = new TreeSet<>();

    private FormReferences(Models.Form form, Set<String> words, List<Problem> problems) {
        this.form = form;
        this.words = words;
        this.problems = problems;
        keys.addAll(form.json().findValuesAsText("key"));
        for (JsonNode field : form.json().findParents("values")) {
            Set<String> values = options.computeIfAbsent(field.path("key").asText(), it -> new LinkedHashSet<>());
            field.path("values")
                    .forEach(option -> values.add(option.path("value").asText()));
        }
    }

    /**
     * Every reference into nothing.
     *
     * @param words the names the program knows: {@link CompiledCode#words}
     */
    static List<Problem> problems(Models models, Set<String> words) {
        List<Problem> problems = new ArrayList<>();
        for (Models.Form form : models.forms()) {
            FormReferences references = new FormReferences(form, words, problems);
            references.components(form.json().path("components"));
        }
        return problems;
    }

    private void components(JsonNode components) {
        for (JsonNode component : components) {
            expression(
                    component,
                    "显示条件",
                    component.path("conditional").path("hide").asText());
            for (String place : List.of("expression", "dataSource", "valuesExpression")) {
                expression(component, place, component.path(place).asText());
            }
            String list = component.path("valuesKey").asText();
            if (!list.isEmpty()) {
                known(component, "选项的来源 valuesKey", list);
            }
            for (String place : List.of("text", "content", "label", "description")) {
                Matcher shown = SHOWN.matcher(component.path(place).asText());
                while (shown.find()) {
                    known(component, "文字", shown.group(1));
                }
            }
            String key = component.path("key").asText();
            boolean locked = component.path("readonly").asBoolean()
                    || component.path("disabled").asBoolean();
            if (locked && !key.isEmpty() && !words.contains(key) && !component.has("defaultValue")) {
                report(component, "只读的项 " + key + " 没有任何程序填写，始终是空的");
            }
            components(component.path("components"));
        }
    }

    private void expression(JsonNode component, String place, String text) {
        if (!text.startsWith("=")) {
            return;
        }
        Matcher name = NAME.matcher(LITERAL.matcher(text).replaceAll("\"\""));
        Set<String> asked = new TreeSet<>();
        while (name.find()) {
            if (!FEEL.contains(name.group(1))) {
                asked.add(name.group(1));
            }
        }
        asked.forEach(each -> known(component, place, each));
        Matcher compared = COMPARED.matcher(text);
        while (compared.find()) {
            option(component, place, compared.group(1), compared.group(2));
        }
        Matcher among = AMONG.matcher(text);
        while (among.find()) {
            for (String value : among.group(1).split(",")) {
                option(component, place, among.group(2), value.replace("\"", "").strip());
            }
        }
    }

    private void known(JsonNode component, String place, String name) {
        if (!keys.contains(name) && !words.contains(name)) {
            report(component, place + "用到的 " + name + " 既不是本表单的项，也没有任何程序填写");
        }
    }

    private void option(JsonNode component, String place, String key, String value) {
        Set<String> offered = options.getOrDefault(key, Set.of());
        if (!offered.isEmpty() && !value.isEmpty() && !offered.contains(value)) {
            report(component, place + "中的 \"" + value + "\" 不是 " + key + " 的选项；可选的是 " + String.join("、", offered));
        }
    }

    private void report(JsonNode component, String what) {
        String element = component.path("key").asText(component.path("id").asText());
        problems.add(new Problem(form.file(), element, component.path("label").asText(), what));
    }
}
