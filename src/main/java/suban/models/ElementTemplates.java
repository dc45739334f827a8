package suban.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What the Modeler's templates in {@code .camunda/element-templates} keep to, and whether the diagrams say what their templates
 * say. The templates of Camunda 7 cannot set timers, task listeners, multi-instance and the delegate of a message event: such
 * values stand in the template's {@code metadata} and, to be read in the Modeler, in the hint of one of its fields.
 */
final class ElementTemplates {

    static final String FOLDER = ".camunda/element-templates/";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final Set<String> KEYS = Set.of(
            "id", "name", "description", "appliesTo", "groups", "entriesVisible", "metadata", "keywords", "properties");

    /** Of what the Modeler's own schema lets a template set: what the diagrams have, and which kinds of fields may ask for it. */
    private static final Map<String, Set<String>> BINDINGS = Map.of(
            "property", Set.of("String", "Text", "Hidden", "Dropdown"),
            "camunda:inputParameter", Set.of("String", "Text", "Hidden", "Dropdown"),
            "camunda:in", Set.of("String", "Hidden", "Dropdown"),
            "camunda:in:businessKey", Set.of("String", "Hidden", "Dropdown"),
            "camunda:out", Set.of("String", "Hidden", "Dropdown"),
            "camunda:executionListener", Set.of("Hidden"));

    /** What it cannot, by its name in the metadata. */
    private static final Map<String, String> BY_HAND =
            Map.of("taskListener", "办结监听", "timer", "定时", "multiInstance", "多实例", "message", "消息的实现");

    /** Marks, in the metadata, what lies ready for analysts to build with and need not be used yet. */
    private static final String BUILDING_BLOCK = "buildingBlock";

    /** What a form decides, and a gateway asks. */
    private static final Set<String> DECIDING = Set.of("decision", "act", "outcome");

    private final Models models;
    private final Set<String> capabilities;
    private final Set<String> units;
    private final Map<String, Template> templates = new TreeMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private ElementTemplates(Models models, Set<String> capabilities, Set<String> units) {
        this.models = models;
        this.capabilities = capabilities;
        this.units = units;
    }

    /** One template, with what it sets by the keys of {@link TemplatedElement}. */
    private record Template(
            String file, String id, JsonNode json, Map<String, JsonNode> fields, Map<String, String> byHand) {

        boolean appliesTo(String type) {
            for (JsonNode each : json.path("appliesTo")) {
                if (each.asText().equals("bpmn:" + Character.toUpperCase(type.charAt(0)) + type.substring(1))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The files of this project, by path. */
    static Map<String, String> ofThisProject() {
        return of(Path.of(""));
    }

    /** The files that came with this very application, by their path in the project. */
    static Map<String, String> ofTheApplication() {
        Map<String, String> texts = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver(ElementTemplates.class.getClassLoader())
                    .getResources("classpath:element-templates/*.json")) {
                texts.put(FOLDER + file.getFilename(), file.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /**
     * What in the diagrams is not as the templates of this very application have it. The templates themselves are no part of a set: what is
     * wrong with one, or that a set does not use it, is nothing that whoever proposes the set could put right.
     */
    static List<Problem> broken(Models models) {
        return problems(models, ofTheApplication(), Set.of(), Set.of()).stream()
                .filter(problem -> !problem.file().startsWith(FOLDER))
                .toList();
    }

    /** The files of a project folder, by path. */
    static Map<String, String> of(Path project) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(project.resolve(FOLDER))) {
            for (Path file : files.toList()) {
                texts.put(FOLDER + file.getFileName(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /**
     * Every breach in the templates, and between them and the diagrams.
     *
     * @param files texts of the template files by path
     * @param capabilities what a template's id may name: the packages of the program
     * @param units whom a task may be given to by name: ids of {@code units.yaml}
     */
    static List<Problem> problems(
            Models models, Map<String, String> files, Set<String> capabilities, Set<String> units) {
        ElementTemplates it = new ElementTemplates(models, capabilities, units);
        files.forEach(it::read);
        it.templates.values().forEach(it::template);
        it.sameNames();
        for (Models.Diagram diagram : models.diagrams()) {
            List<TemplatedElement> elements = TemplatedElement.in(diagram);
            Set<String> variables = elements.stream()
                    .flatMap(element -> element.facts().values().stream())
                    .flatMap(value -> Expressions.variables(value).stream())
                    .collect(Collectors.toSet());
            elements.forEach(element -> it.element(diagram.file(), element, variables));
        }
        for (Template template : it.templates.values()) {
            if (!it.used.contains(template.id())
                    && !template.json().path("metadata").has(BUILDING_BLOCK)) {
                it.report(template, "没有一张图用到这个模板，应删除或在图中选用");
            }
        }
        return it.problems;
    }

    // ---- the templates themselves

    private void read(String file, String text) {
        JsonNode list;
        try {
            list = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String reason =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            problems.add(new Problem(file, "", "", "文件无法读取，不是有效的 JSON：" + reason));
            return;
        }
        if (!file.endsWith(".json") || !list.isArray()) {
            problems.add(new Problem(file, "", "", "模板文件应为 .json，内容是模板的列表 [ … ]"));
            return;
        }
        for (JsonNode json : list) {
            String id = json.path("id").asText();
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            for (JsonNode field : json.path("properties")) {
                String key = key(field.path("binding"));
                if (fields.put(key, field) != null) {
                    problems.add(new Problem(file, id, "", "有两项写到同一处：" + key));
                }
            }
            Map<String, String> byHand = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> part : json.path("metadata").properties()) {
                if (part.getKey().equals(BUILDING_BLOCK)) {
                    continue;
                }
                for (Map.Entry<String, JsonNode> each : part.getValue().properties()) {
                    byHand.put(
                            part.getKey() + " " + each.getKey(), each.getValue().asText());
                }
            }
            if (templates.put(id, new Template(file, id, json, fields, byHand)) != null) {
                problems.add(new Problem(file, id, "", "模板编号重复"));
            }
        }
    }

    private static String key(JsonNode binding) {
        String type = binding.path("type").asText();
        return switch (type) {
            case "camunda:in" -> type + " " + binding.path("target").asText();
            case "camunda:out" -> type + " " + binding.path("source").asText();
            case "camunda:in:businessKey" -> type;
            case "camunda:executionListener" ->
                type
                        + " "
                        + binding.path("event").asText()
                        + " "
                        + binding.path("implementationType").asText();
            default -> type + " " + binding.path("name").asText();
        };
    }

    private void template(Template template) {
        JsonNode json = template.json();
        json.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                report(template, "不认识的内容 " + key);
            }
        });
        String[] id = template.id().split("\\.", -1);
        String home = template.file().substring(FOLDER.length()).replace(".json", "");
        if (!template.id().matches("suban\\.[a-z]+\\.[a-z][A-Za-z]*")) {
            report(template, "模板编号应形如 suban.triage.takeOverDelegate");
        } else if (!id[1].equals(home) || !capabilities.contains(id[1])) {
            report(template, "模板编号的中间一段应是程序的模块，与文件名相同：" + home);
        }
        if (!Texts.isChinese(json.path("name").asText())) {
            report(template, "模板名称应为中文，不含拉丁字母");
        }
        String complaint = Articles.complaint(json.path("description").asText());
        if (complaint != null) {
            report(template, "模板的说明（description）：" + complaint);
        }
        if (json.path("appliesTo").isEmpty()) {
            report(template, "没有写明用于哪种元素（appliesTo）");
        }
        Set<String> groups = new HashSet<>();
        for (JsonNode group : json.path("groups")) {
            groups.add(group.path("id").asText());
            if (!Texts.isChinese(group.path("label").asText())) {
                report(template, "分组的标题应为中文：" + group.path("label").asText());
            }
        }
        if (template.fields().isEmpty()) {
            report(template, "模板没有任何一项（properties）");
        }
        template.fields().values().forEach(field -> field(template, field, groups));
        template.byHand().forEach((key, value) -> byHand(template, key, value));
        models.forms().stream()
                .filter(form -> template.id().endsWith("." + form.id() + "Condition"))
                .forEach(form -> decisions(template, form));
    }

    /** The ways out after a task are the decisions of its form, by the form's own words or others. */
    private void decisions(Template template, Models.Form form) {
        String text = template.json().path("properties").toString();
        for (JsonNode field : form.json().findParents("values")) {
            String key = field.path("key").asText();
            if (DECIDING.contains(key)) {
                Set<String> asked = new TreeSet<>();
                Matcher matcher = Pattern.compile(key + " == '(\\w+)'").matcher(text);
                while (matcher.find()) {
                    asked.add(matcher.group(1));
                }
                for (JsonNode option : field.path("values")) {
                    String value = option.path("value").asText();
                    if (!asked.remove(value)) {
                        report(template, "没有列出表单 " + form.id() + " 的选项" + option.path("label") + "：" + value);
                    }
                }
                asked.forEach(value -> report(template, "表单 " + form.id() + " 没有选项 " + value));
            }
        }
    }

    private void field(Template template, JsonNode field, Set<String> groups) {
        String label = field.path("label").asText();
        if (!Texts.isChinese(label)) {
            report(template, "每一项都要有中文标题（label），现为“" + label + "”");
        }
        String type = field.path("type").asText();
        String binding = field.path("binding").path("type").asText();
        if (!BINDINGS.getOrDefault(binding, Set.of()).contains(type)) {
            report(template, "「" + label + "」的种类 " + type + " 或写入处 " + binding + " 是建模工具不支持的");
        }
        if (key(field.path("binding")).matches(".*\\s")) {
            report(template, "「" + label + "」没有写明写到哪里（binding）");
        }
        boolean shown = !type.equals("Hidden");
        if (shown && !groups.contains(field.path("group").asText())) {
            report(template, "「" + label + "」不在模板的任何一个分组里");
        }
        if (shown && field.path("description").asText().isBlank()) {
            report(template, "「" + label + "」没有填写提示（description）");
        }
        String value = field.path("value").asText();
        if (value.isEmpty()) {
            report(template, "「" + label + "」没有值（value）");
        }
        runs(template, label, field, value);
        if (type.equals("Dropdown")) {
            Set<String> values = new TreeSet<>();
            for (JsonNode choice : field.path("choices")) {
                String each = choice.path("value").asText();
                if (!Texts.isChinese(choice.path("name").asText())) {
                    report(template, "「" + label + "」的选项 " + each + " 没有中文名称");
                }
                if (!values.add(each)) {
                    report(template, "「" + label + "」的选项重复：" + each);
                }
                runs(template, label, field, each);
            }
            if (!values.contains(value)) {
                report(template, "「" + label + "」的默认值不在选项中：" + value);
            }
        }
        if (shown) {
            constraints(template, label, field, value);
        }
    }

    /** What an analyst fills in is checked at once, and told in Chinese. */
    private void constraints(Template template, String label, JsonNode field, String value) {
        JsonNode constraints = field.path("constraints");
        JsonNode pattern = constraints.path("pattern");
        if (pattern.isMissingNode()) {
            if (!constraints.path("notEmpty").asBoolean()) {
                report(template, "「" + label + "」没有填写规则（constraints）");
            }
            return;
        }
        if (!Texts.isChinese(pattern.path("message").asText())) {
            report(template, "「" + label + "」的填写规则没有中文的出错提示（pattern.message）");
        }
        try {
            if (!fits(pattern, value)) {
                report(template, "「" + label + "」的默认值不符合自己的填写规则：" + value);
            }
        } catch (PatternSyntaxException e) {
            report(template, "「" + label + "」的填写规则无法读取：" + pattern.path("value").asText());
        }
    }

    private static boolean fits(JsonNode pattern, String value) {
        return Pattern.compile(pattern.path("value").asText()).matcher(value).find();
    }

    private void byHand(Template template, String key, String value) {
        if (!BY_HAND.containsKey(key.split(" ")[0])) {
            report(template, "metadata 中不认识的内容 " + key);
        }
        boolean delegate = key.startsWith("taskListener ") || key.equals("message delegateExpression");
        says(template, BY_HAND.getOrDefault(key.split(" ")[0], key), value, delegate);
        boolean hinted = template.fields().values().stream()
                .anyMatch(field -> field.path("description").asText().contains(value));
        if (value.contains("{") && !hinted) {
            report(template, "模板不能代填的 " + value + " 应写在一项的填写提示里，供人照抄");
        }
    }

    private void runs(Template template, String label, JsonNode field, String value) {
        String binding = key(field.path("binding"));
        says(template, label, value, binding.endsWith("elegateExpression"));
        boolean unit = binding.equals("property camunda:candidateGroups") && !value.contains("{");
        if (unit && !units.contains(value)) {
            report(template, "「" + label + "」的单位不存在：" + value);
        }
    }

    /** Beans and their methods exist. */
    private void says(Template template, String label, String value, boolean delegate) {
        if (delegate && !models.beans().containsKey(String.valueOf(Expressions.delegate(value)))) {
            report(template, "「" + label + "」用到的 " + value + " 在程序中不存在");
        }
        for (Expressions.Call call : Expressions.calls(value)) {
            Set<String> methods = models.beans().get(call.bean());
            if (methods == null || (call.method() != null && !methods.contains(call.method()))) {
                report(template, "「" + label + "」的 " + value + " 在程序中不存在");
            }
        }
        for (String function : Expressions.functions(value)) {
            report(template, "「" + label + "」的 " + value + " 不得使用函数 " + function + "()");
        }
    }

    /** In the Modeler's list a template is known by its name. */
    private void sameNames() {
        Map<String, Template> seen = new HashMap<>();
        for (Template template : templates.values()) {
            for (JsonNode type : template.json().path("appliesTo")) {
                Template twin = seen.put(
                        type.asText() + " " + template.json().path("name").asText(), template);
                if (twin != null) {
                    report(template, "与 " + twin.id() + " 同名，列表中分不清");
                }
            }
        }
    }

    // ---- the elements that carry them

    /** A choice that reads a variable which no expression of the diagram reads would fail when the task begins. */
    private void element(String file, TemplatedElement element, Set<String> variables) {
        if (element.template().isEmpty()) {
            if (element.wantsTemplate()) {
                problems.add(element.problem(file, "没有选用模板；由系统执行的、人工办理的、定时的、查表的、调用的和条件都从模板中选"));
            }
            return;
        }
        Template template = templates.get(element.template());
        if (template == null) {
            problems.add(element.problem(file, "选用的模板不存在：" + element.template()));
            return;
        }
        used.add(template.id());
        if (!template.appliesTo(element.type())) {
            problems.add(element.problem(file, "模板 " + template.id() + " 不用于这种元素"));
        }
        Map<String, String> facts = element.facts();
        template.fields().forEach((key, field) -> {
            String complaint = complaint(field, facts.get(key));
            if (complaint != null) {
                problems.add(element.problem(file, "「" + field.path("label").asText() + "」" + complaint));
            }
            for (JsonNode choice : field.path("choices")) {
                for (String variable :
                        Expressions.variables(choice.path("value").asText())) {
                    if (!variables.contains(variable)) {
                        report(template, choice.path("name").asText() + "：" + file + " 中没有变量 " + variable);
                    }
                }
            }
        });
        template.byHand().forEach((key, value) -> {
            if (!value.equals(facts.get(key))) {
                String what = BY_HAND.getOrDefault(key.split(" ")[0], key);
                problems.add(
                        element.problem(file, what + "应为 " + value + "，现为 " + facts.get(key) + "；模板不能代填，请从用同一模板的元素复制"));
            }
        });
        facts.forEach((key, value) -> {
            if (!template.fields().containsKey(key) && !template.byHand().containsKey(key)) {
                problems.add(element.problem(file, "模板 " + template.id() + " 没有这一项：" + key + " = " + value));
            }
        });
    }

    private static String complaint(JsonNode field, String value) {
        String set = field.path("value").asText();
        switch (field.path("type").asText()) {
            case "Hidden" -> {
                return set.equals(value) ? null : "应为 " + set + "，现为 " + value;
            }
            case "Dropdown" -> {
                for (JsonNode choice : field.path("choices")) {
                    if (choice.path("value").asText().equals(value)) {
                        return null;
                    }
                }
                return "应为模板所列选项之一，现为 " + value;
            }
            default -> {
                JsonNode pattern = field.path("constraints").path("pattern");
                if (value == null) {
                    return "没有填写";
                }
                try {
                    boolean free = pattern.isMissingNode() || fits(pattern, value);
                    return free ? null : pattern.path("message").asText() + "，现为 " + value;
                } catch (PatternSyntaxException e) {
                    return null; // said of the template already
                }
            }
        }
    }

    private void report(Template template, String what) {
        problems.add(new Problem(
                template.file(), template.id(), template.json().path("name").asText(), what));
    }
}
