package suban.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.StartEvent;

/** What every form in {@code forms/} keeps to: what Tasklist renders, in Chinese, one form per task. */
final class FormConventions {

    private static final Set<String> INPUTS = Set.of(
            "textfield", "textarea", "number", "checkbox", "checklist", "taglist", "radio", "select", "datetime");
    private static final Set<String> CHOICES = Set.of("checklist", "taglist", "radio", "select");

    /** One line in a column of 600 px. */
    private static final int LONGEST_DESCRIPTION = 40;

    /** What people can take in at once: with one decision made, and in a form that begins something. */
    private static final int MOST_FIELDS = 9;

    private static final int MOST_FIELDS_AT_START = 12;

    /** Nobody sees these: the page fills them in, for files. */
    private static final Set<String> FILLED_BY_THE_PAGE = Set.of("attachments");

    /** What decides which further fields are asked for. */
    private static final Set<String> DECIDING = Set.of("decision", "act", "outcome");

    /** Opens by its title only: what few cases need. */
    private static final String FOLDED = "field_fold";

    private static final String WARNING = "> ";
    private static final FeelEngine FEEL = new ScalaFeelEngineFactory().createInstance();

    /** What the server writes into a start form as it hands it out: {@code suban.engine.StartOptions}. */
    private static final Set<String> SERVED = Set.of("colleagues", "newCities", "handlingUnits", "jointUnits");

    private static final Set<String> OTHERS =
            Set.of("text", "html", "table", "group", "dynamiclist", "expression", "separator", "spacer", "button");

    private final Models.Form form;
    private final boolean starts;
    private final List<Problem> problems;
    private final Set<String> keys = new HashSet<>();

    private FormConventions(Models.Form form, boolean starts, List<Problem> problems) {
        this.form = form;
        this.starts = starts;
        this.problems = problems;
    }

    /** Every breach in every form. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<String>> uses = new TreeMap<>();
        Set<String> startForms = new TreeSet<>();
        for (Models.Diagram diagram : models.diagrams()) {
            for (FlowNode node : diagram.model().getModelElementsByType(FlowNode.class)) {
                String ref = node.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRef");
                if (ref != null) {
                    uses.computeIfAbsent(ref, key -> new ArrayList<>()).add(diagram.file() + " " + node.getId());
                    if (node instanceof StartEvent) {
                        startForms.add(ref);
                    }
                }
            }
        }
        for (Models.Form form : models.forms()) {
            FormConventions conventions = new FormConventions(form, startForms.contains(form.id()), problems);
            conventions.file();
            conventions.components(form.json().path("components"), "");
            conventions.screen();
            conventions.warningsComeLast();
            List<String> users = uses.getOrDefault(form.id(), List.of());
            if (users.isEmpty()) {
                conventions.report("没有任何任务或开始事件使用这个表单");
            } else if (users.size() > 1) {
                conventions.report("一个表单只供一个任务使用，现有：" + String.join("、", users));
            }
        }
        return problems;
    }

    private void file() {
        if (!form.id().equals(Models.idOfFile(form.file()))) {
            report("表单编号应与文件名一致：" + Models.idOfFile(form.file()));
        }
        if (form.json().path("schemaVersion").asInt() != 16) {
            report("schemaVersion 应为 16，现为 " + form.json().path("schemaVersion").asText("空"));
        }
        if (!"Camunda Platform".equals(form.json().path("executionPlatform").asText())) {
            report("executionPlatform 应为 Camunda Platform");
        }
        if (form.json().path("components").isEmpty()) {
            report("表单是空的");
        }
    }

    /** A dynamic list has keys of its own, a group does not unless it has a path. */
    private void components(JsonNode components, String path) {
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            if (!INPUTS.contains(type) && !OTHERS.contains(type)) {
                report(component, "任务列表显示不了 " + type + " 类型的组件，整张表单会打不开");
                continue;
            }
            texts(component, type);
            if (INPUTS.contains(type) || type.equals("expression")) {
                key(component, path);
                validation(component.path("validate"), component);
                length(component, type);
            }
            if (type.equals("dynamiclist")
                    && Texts.isBlank(component.path("path").asText())) {
                report(component, "重复组没有 path，填写内容不会提交");
            }
            if (CHOICES.contains(type)) {
                choices(component);
            }
            String inner = component.path("path").asText();
            components(component.path("components"), inner.isEmpty() ? path : path + inner + ".");
        }
    }

    /** How many fields there are at once, whatever is decided. */
    private void screen() {
        int most = starts ? MOST_FIELDS_AT_START : MOST_FIELDS;
        for (Map<String, Object> decided : decisions()) {
            long fields = visible(form.json().path("components"), context(form, decided), false).stream()
                    .filter(it -> INPUTS.contains(it.path("type").asText()))
                    .filter(it -> !it.path("disabled").asBoolean()
                            && !it.path("readonly").asBoolean()
                            && !FILLED_BY_THE_PAGE.contains(it.path("key").asText()))
                    .count();
            if (fields > most) {
                report("同时要填%d项，最多%d项：%s".formatted(fields, most, decided.isEmpty() ? "未作决定时" : decided));
            }
        }
    }

    /** Nothing decided, and each way to decide. */
    private List<Map<String, Object>> decisions() {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(Map.of());
        form.json()
                .path("components")
                .forEach(component -> component.path("values").forEach(option -> {
                    String key = component.path("key").asText();
                    if (DECIDING.contains(key)) {
                        all.add(Map.of(key, option.path("value").asText()));
                    }
                }));
        return all;
    }

    /** The warnings that are read when {@code given} is filled in, and nothing else. */
    static List<String> warnings(Models.Form form, Map<String, Object> given) {
        return visible(form.json().path("components"), context(form, given), true).stream()
                .map(component -> component.path("text").asText())
                .filter(text -> text.startsWith(WARNING))
                .toList();
    }

    /** What is not filled in is null to the conditions, as it is to form-js and to the server. */
    private static Map<String, Object> context(Models.Form form, Map<String, Object> given) {
        Map<String, Object> context = new HashMap<>();
        form.json().findValuesAsText("key").forEach(key -> context.put(key, null));
        context.putAll(given);
        return context;
    }

    private static List<JsonNode> visible(JsonNode components, Map<String, Object> given, boolean unfolded) {
        List<JsonNode> shown = new ArrayList<>();
        for (JsonNode component : components) {
            String hide = component.path("conditional").path("hide").asText();
            boolean folded = !unfolded && component.path("id").asText().startsWith(FOLDED);
            if (!folded && !(hide.startsWith("=") && holds(hide.substring(1), given))) {
                shown.add(component);
                if (!component.path("type").asText().equals("dynamiclist")) {
                    shown.addAll(visible(component.path("components"), given, unfolded));
                }
            }
        }
        return shown;
    }

    private static boolean holds(String condition, Map<String, Object> given) {
        try {
            return Boolean.TRUE.equals(FEEL.evaluateSimpleExpression(
                    condition, Variables.fromMap(given).asVariableContext()));
        } catch (FeelException e) {
            return false; // as in form-js
        }
    }

    /** What cannot be taken back is said where the button is. */
    private void warningsComeLast() {
        boolean warned = false;
        for (JsonNode component : form.json().path("components")) {
            if (component.path("text").asText().startsWith(WARNING)) {
                warned = true;
            } else if (warned) {
                report(component, "注意事项（以 > 开头的文字）应放在最后，紧挨提交按钮");
                return;
            }
        }
    }

    private void key(JsonNode component, String path) {
        String key = component.path("key").asText();
        if (key.isEmpty()) {
            report(component, "没有 key，填写内容不会提交");
        } else if (!key.matches("[a-z][A-Za-z0-9]*")) {
            report(component, "key 应为小驼峰形式的英文词");
        } else if (!keys.add(path + key)) {
            report(component, "key 重复，后填的内容会覆盖先填的");
        }
    }

    private void length(JsonNode component, String type) {
        JsonNode rules = component.path("validate");
        boolean limited = rules.has("maxLength")
                || type.equals("textfield") && (rules.has("pattern") || rules.has("validationType"));
        if (Set.of("textarea", "textfield").contains(type)
                && !component.path("disabled").asBoolean()
                && !limited) {
            report(component, "没有字数上限（maxLength）");
        }
    }

    private void validation(JsonNode validate, JsonNode component) {
        if ("phone".equals(validate.path("validationType").asText())) {
            report(component, "不用 phone 校验（它只认国际区号），手机号用 pattern ^1\\d{10}$");
        }
        String pattern = validate.path("pattern").asText();
        if (!pattern.isEmpty() && !(pattern.startsWith("^") && pattern.endsWith("$"))) {
            report(component, "pattern 前后要有 ^ 和 $，否则只要含有一段相符就通过：" + pattern);
        }
    }

    /** Where nothing is chosen, a readonly field may make its one option from its own value. */
    private void choices(JsonNode component) {
        if (component.path("readonly").asBoolean() && component.has("valuesExpression")) {
            return;
        }
        boolean fixed = !component.path("values").isEmpty();
        boolean dynamic = !Texts.isBlank(component.path("valuesKey").asText());
        if (fixed == dynamic) {
            report(component, "选项应写在 values 或 valuesKey 中，且只写一处");
        } else if (dynamic
                && starts
                && !SERVED.contains(component.path("valuesKey").asText())) {
            report(component, "开始表单读不到变量，选项不能来自 valuesKey");
        }
        Set<String> values = new HashSet<>();
        for (JsonNode option : component.path("values")) {
            String label = option.path("label").asText();
            if (Texts.isBlank(label) || Texts.hasLatin(label)) {
                report(component, "选项的文字应为中文或数字：" + label);
            }
            if (Texts.isBlank(option.path("value").asText())
                    || !values.add(option.path("value").asText())) {
                report(component, "选项的值为空或重复：" + label);
            }
        }
    }

    private void texts(JsonNode component, String type) {
        for (String field : List.of("label", "dateLabel", "timeLabel", "description", "text", "content")) {
            String text = shown(component.path(field).asText());
            if (!text.isBlank() && !Texts.isChinese(text)) {
                report(component, field + " 应为中文，不含拉丁字母：" + text.strip());
            }
        }
        String description = component.path("description").asText();
        if (description.contains("\n") || description.codePointCount(0, description.length()) > LONGEST_DESCRIPTION) {
            report(component, "说明（description）应为一行，不超过%d个字".formatted(LONGEST_DESCRIPTION));
        }
        boolean needsLabel = INPUTS.contains(type)
                || Set.of("dynamiclist", "button", "table").contains(type);
        String subtype = component.path("subtype").asText();
        if (type.equals("datetime")) {
            if (!subtype.equals("time")
                            && Texts.isBlank(component.path("dateLabel").asText())
                    || !subtype.equals("date")
                            && Texts.isBlank(component.path("timeLabel").asText())) {
                report(component, "日期时间没有标题（dateLabel、timeLabel）");
            }
        } else if (needsLabel && Texts.isBlank(component.path("label").asText())) {
            report(component, "没有标题（label）");
        }
    }

    /** What remains on the screen: without expressions, templates and markup. */
    private static String shown(String text) {
        return text.startsWith("=")
                ? ""
                : text.replaceAll("(?s)<style>.*?</style>", "")
                        .replaceAll("(?s)\\{\\{.*?}}", "")
                        .replaceAll("<[^>]*>", "");
    }

    private void report(String what) {
        problems.add(new Problem(form.file(), form.id(), "", what));
    }

    private void report(JsonNode component, String what) {
        String element = component.path("key").asText(component.path("id").asText());
        String label =
                component.path("label").asText(component.path("dateLabel").asText());
        problems.add(new Problem(form.file(), element, label, what));
    }
}
