package suban.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import suban.models.TemplateWords;
import suban.revision.Change.Row;

/** Says in Chinese what one set of rules has that another has not: rows of tables, steps of diagrams, fields of forms. */
final class RuleDiff {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    /** What names another element. */
    private static final Set<String> REFERENCES = Set.of("sourceRef", "targetRef", "default", "attachedToRef");

    private static final Map<String, String> TYPES = words(
            """
            userTask 人工任务
            serviceTask 自动步骤
            businessRuleTask 判定步骤
            callActivity 调用流程
            receiveTask 等待步骤
            sendTask 发送步骤
            subProcess 子流程
            startEvent 开始事件
            endEvent 结束事件
            boundaryEvent 边界事件
            intermediateCatchEvent 等待事件
            intermediateThrowEvent 抛出事件
            exclusiveGateway 判断
            parallelGateway 并行
            eventBasedGateway 事件判断
            sequenceFlow 连线
            process 流程
            lane 泳道
            participant 泳池
            message 消息
            error 错误
            escalation 升级
            signal 信号""");

    private static final Map<String, String> PARTS = words(
            """
            name 名称
            dueDate 办理期限
            candidateGroups 办理单位
            assignee 办理人
            delegateExpression 实现
            expression 表达式
            formRef 表单
            decisionRef 规则表
            calledElement 调用的流程
            documentation 说明
            conditionExpression 条件
            extensionElements 监听或参数
            timerEventDefinition 定时
            messageEventDefinition 消息
            multiInstanceLoopCharacteristics 多实例
            sourceRef 起点
            targetRef 终点
            attachedToRef 所在步骤
            cancelActivity 打断办理
            asyncBefore 另起一笔
            asyncAfter 办完另起一笔
            default 缺省去向
            formRefBinding 表单的版本
            decisionRefBinding 规则表的版本
            calledElementBinding 调用的版本
            decisionRefVersion 规则表的版本
            resultVariable 结果变量
            mapDecisionResult 结果形式
            priority 次序
            historyTimeToLive 历史保留
            isExecutable 可执行
            isStartableInTasklist 可在待办中心发起
            triggeredByEvent 由事件触发
            loopCharacteristics 多实例
            errorEventDefinition 错误
            escalationEventDefinition 升级
            signalEventDefinition 信号
            terminateEventDefinition 全部结束
            linkEventDefinition 连接
            processRef 流程
            errorCode 编码
            escalationCode 编码
            exclusive 逐笔执行
            followUpDate 跟进日期
            initiator 发起人
            gatewayDirection 方向
            isInterrupting 打断办理""");

    private static final Map<String, String> VALUES = words(
            """
            true 是
            false 否
            deployment 与本图同时启用的一版
            latest 最新一版
            singleEntry 单个值
            singleResult 一行
            create 产生时
            complete 办结时
            assignment 分派时
            start 进入时
            end 离开时""");

    private static final Map<String, String> POLICIES = words(
            """
            UNIQUE 只命中一条
            FIRST 首条命中
            ANY 任意
            PRIORITY 优先
            COLLECT 汇总
            RULE_ORDER 按规则顺序
            OUTPUT_ORDER 按结果顺序""");

    /** A value of these says nothing to people where no name is known for it. */
    private static final Set<String> CODED = Set.of(
            "dueDate",
            "candidateGroups",
            "assignee",
            "delegateExpression",
            "expression",
            "conditionExpression",
            "extensionElements",
            "timerEventDefinition",
            "messageEventDefinition",
            "multiInstanceLoopCharacteristics",
            "followUpDate");

    private RuleDiff() {}

    private static Map<String, String> words(String lines) {
        return lines.lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> line[1]));
    }

    /** Both sets by path inside the project; files that are the same are not among the changes. */
    static List<Change> between(Map<String, byte[]> was, Map<String, byte[]> is) {
        Set<String> paths = new TreeSet<>(was.keySet());
        paths.addAll(is.keySet());
        List<Change> changes = new ArrayList<>();
        Map<String, String> steps = stepsByForm(was);
        steps.putAll(stepsByForm(is));
        Names names = new Names(named(was, steps), named(is, steps), TemplateWords.ofTheApplication());
        for (String path : paths) {
            byte[] before = was.get(path);
            byte[] after = is.get(path);
            if (!Arrays.equals(before, after)) {
                String what = before == null ? "ADDED" : after == null ? "REMOVED" : "CHANGED";
                changes.add(new Change(
                        kind(path),
                        path,
                        nameOf(path, after == null ? before : after, steps),
                        what,
                        before == null || after == null ? List.of() : rows(path, before, after, names)));
            }
        }
        // a rule's limits matter most, its form least
        changes.sort(java.util.Comparator.comparingInt(
                it -> List.of("DECISION", "PROCESS", "FORM").indexOf(it.kind())));
        return changes;
    }

    private static String kind(String path) {
        return path.endsWith(".bpmn") ? "PROCESS" : path.endsWith(".dmn") ? "DECISION" : "FORM";
    }

    /**
     * What people call what a diagram names by ids and expressions.
     *
     * @param was processes, tables and forms of the one set by their keys; {@code is} of the other
     */
    private record Names(Map<String, String> was, Map<String, String> is, TemplateWords words) {

        String of(Map<String, String> set, Element it, String part, String value) {
            String template = it.getAttributeNS(CAMUNDA, "modelerTemplate");
            return switch (part) {
                case "formRef" -> set.getOrDefault("表单 " + value, value);
                case "decisionRef" -> set.getOrDefault("规则表 " + value, value);
                case "calledElement", "processRef" -> set.getOrDefault("流程 " + value, value);
                default ->
                    !CODED.contains(part)
                            ? VALUES.getOrDefault(value, value)
                            : Arrays.stream(value.split("(?<!,) (?![^{]*\\})"))
                                    .map(one -> words.of(template, one))
                                    .map(one -> VALUES.getOrDefault(one, one))
                                    .collect(Collectors.joining(" "));
            };
        }
    }

    /** What people call the definitions of a set, by their kind, a blank and their key. */
    private static Map<String, String> named(Map<String, byte[]> set, Map<String, String> steps) {
        Map<String, String> names = new TreeMap<>();
        definitions(set).forEach((key, it) -> names.put(key, it.told()));
        steps.forEach((form, step) -> names.put("表单 " + form, "《" + step + "》"));
        return names;
    }

    private static List<Row> rows(String path, byte[] was, byte[] is, Names names) {
        try {
            List<Row> rows = path.endsWith(".bpmn")
                    ? diagram(root(was), root(is), names)
                    : path.endsWith(".dmn") ? table(root(was), root(is)) : form(was, is);
            return rows.isEmpty() ? List.of(new Row("图形或排版", "", "有变，规则内容不变")) : rows;
        } catch (IOException | SAXException e) {
            return List.of(new Row("文件", "", "内容有变"));
        }
    }

    private static String nameOf(String path, byte[] content, Map<String, String> steps) {
        String simple = path.substring(path.lastIndexOf('/') + 1);
        try {
            if (path.endsWith(".form")) {
                return steps.getOrDefault(JSON.readTree(content).path("id").asText(), simple.replace(".form", ""));
            }
            String tag = path.endsWith(".bpmn") ? "process" : "decision";
            for (Element it : all(root(content))) {
                if (tag.equals(it.getLocalName()) && !it.getAttribute("name").isBlank()) {
                    return it.getAttribute("name").replaceAll("\\s+", "");
                }
            }
        } catch (IOException | SAXException e) {
            return simple;
        }
        return simple;
    }

    /** What the step is called that shows a form, by the form's id. */
    private static Map<String, String> stepsByForm(Map<String, byte[]> set) {
        Map<String, String> steps = new TreeMap<>();
        set.forEach((path, content) -> {
            if (path.endsWith(".bpmn")) {
                try {
                    all(root(content)).stream()
                            .filter(it -> !name(it).isEmpty() && it.hasAttributeNS(CAMUNDA, "formRef"))
                            .forEach(it -> steps.putIfAbsent(it.getAttributeNS(CAMUNDA, "formRef"), name(it)));
                } catch (IOException | SAXException e) {
                    return; // RuleCheck says what is wrong with it
                }
            }
        });
        return steps;
    }

    // ---- what a set defines

    /**
     * A process, a decision or a form.
     *
     * @param told 《投诉办理》
     */
    record Definition(String path, String told) {}

    /** All of them, by their kind, a blank and their key. */
    static Map<String, Definition> definitions(Map<String, byte[]> files) {
        Map<String, Definition> keys = new TreeMap<>();
        Map<String, String> steps = stepsByForm(files);
        files.forEach((path, bytes) -> {
            try {
                if (path.endsWith(".form")) {
                    String id = JSON.readTree(bytes).path("id").asText();
                    keys.put("表单 " + id, new Definition(path, "《" + steps.getOrDefault(id, id) + "》"));
                } else {
                    String tag = path.endsWith(".bpmn") ? "process" : "decision";
                    String label = path.endsWith(".bpmn") ? "流程 " : "规则表 ";
                    all(root(bytes)).stream()
                            .filter(it -> tag.equals(it.getLocalName()))
                            .forEach(it -> keys.put(
                                    label + it.getAttribute("id"),
                                    new Definition(
                                            path,
                                            "《" + (name(it).isEmpty() ? it.getAttribute("id") : name(it)) + "》")));
                }
            } catch (IOException | SAXException e) {
                keys.put(path, new Definition(path, path)); // RuleCheck says what is wrong with it
            }
        });
        return keys;
    }

    /** Ids of everything that stands in the diagrams. */
    static Set<String> steps(Map<String, byte[]> files) {
        Set<String> ids = new TreeSet<>();
        files.forEach((path, bytes) -> {
            if (path.endsWith(".bpmn")) {
                try {
                    ids.addAll(elements(root(bytes)).keySet());
                } catch (IOException | SAXException e) {
                    return; // RuleCheck says what is wrong with it
                }
            }
        });
        return ids;
    }

    /** What people call everything that stands in the diagrams, by its id. */
    static Map<String, String> names(Map<String, byte[]> files) {
        Map<String, String> names = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.endsWith(".bpmn")) {
                try {
                    Map<String, Element> all = elements(root(bytes));
                    all.forEach((id, it) -> names.put(id, told(it, all)));
                } catch (IOException | SAXException e) {
                    return; // RuleCheck says what is wrong with it
                }
            }
        });
        return names;
    }

    // ---- tables

    private static List<Row> table(Element was, Element is) {
        List<Row> rows = new ArrayList<>();
        Map<String, Element> before = byId(was, "decision");
        Map<String, Element> after = byId(is, "decision");
        for (String id : union(before, after)) {
            Element old = before.get(id);
            Element now = after.get(id);
            String name =
                    union(before, after).size() > 1 ? "《" + (now == null ? old : now).getAttribute("name") + "》" : "";
            if (old == null || now == null) {
                rows.add(new Row(name + "整表", old == null ? "" : "有", now == null ? "" : "有"));
                continue;
            }
            decision(name, old, now, rows);
        }
        return rows;
    }

    private static void decision(String name, Element was, Element is, List<Row> rows) {
        List<String> columns = columns(is);
        if (!columns(was).equals(columns)) {
            rows.add(new Row(name + "各列", String.join("、", columns(was)), String.join("、", columns)));
        }
        add(rows, name + "命中规则", policy(was), policy(is));
        add(rows, name + "说明", child(was, "description"), child(is, "description"));
        Map<String, Element> before = byId(was, "rule");
        Map<String, Element> after = byId(is, "rule");
        List<String> order = List.copyOf(after.keySet());
        for (String id : union(before, after)) {
            Element old = before.get(id);
            Element now = after.get(id);
            String which = now == null
                    ? "原第" + (List.copyOf(before.keySet()).indexOf(id) + 1) + "行"
                    : "第" + (order.indexOf(id) + 1) + "行";
            if (old == null || now == null) {
                rows.add(new Row(
                        name + which + (old == null ? "（新增）" : "（删除）"),
                        old == null ? "" : whole(old, columns(was)),
                        now == null ? "" : whole(now, columns)));
                continue;
            }
            String about = child(now, "description");
            String subject = name + which + (about.isEmpty() ? "" : "“" + about + "”");
            List<String> a = cells(old);
            List<String> b = cells(now);
            for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
                add(
                        rows,
                        subject + "的" + (i < columns.size() ? columns.get(i) : "第" + (i + 1) + "列"),
                        i < a.size() ? a.get(i) : "",
                        i < b.size() ? b.get(i) : "");
            }
            add(rows, name + which + "的说明", child(old, "description"), about);
        }
        List<String> common =
                before.keySet().stream().filter(after::containsKey).toList();
        if (!common.equals(order.stream().filter(before::containsKey).toList())) {
            rows.add(new Row(name + "各行的先后", "", "有变"));
        }
    }

    private static String policy(Element decision) {
        for (Element it : all(decision)) {
            if ("decisionTable".equals(it.getLocalName())) {
                String policy = it.getAttribute("hitPolicy").replace(' ', '_');
                return POLICIES.getOrDefault(policy.isEmpty() ? "UNIQUE" : policy, policy);
            }
        }
        return "";
    }

    private static List<String> columns(Element decision) {
        List<String> columns = new ArrayList<>();
        for (Element it : all(decision)) {
            if ("input".equals(it.getLocalName()) || "output".equals(it.getLocalName())) {
                String label = it.getAttribute("label");
                columns.add(label.isBlank() ? it.getAttribute("name") : label);
            }
        }
        return columns;
    }

    private static List<String> cells(Element rule) {
        List<String> cells = new ArrayList<>();
        for (Element it : children(rule)) {
            if ("inputEntry".equals(it.getLocalName()) || "outputEntry".equals(it.getLocalName())) {
                cells.add(child(it, "text"));
            }
        }
        return cells;
    }

    private static String whole(Element rule, List<String> columns) {
        List<String> cells = cells(rule);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            told.add((i < columns.size() ? columns.get(i) + "：" : "")
                    + (cells.get(i).isEmpty() ? "不限" : cells.get(i)));
        }
        return String.join("，", told);
    }

    // ---- diagrams

    private static List<Row> diagram(Element was, Element is, Names names) {
        Map<String, Element> after = elements(is);
        Map<String, Element> before = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        Map<String, Element> all = elements(was);
        Map<String, String> renamed = renamed(all, after);
        all.forEach((id, it) -> before.put(renamed.getOrDefault(id, id), it));
        renamed.forEach((old, now) -> rows.add(new Row(told(after.get(now), after) + "的编号", old, now)));
        for (String id : union(before, after)) {
            Element old = before.get(id);
            Element now = after.get(id);
            if (old == null) {
                rows.add(new Row(told(now, after) + "（新增）", "", documentation(now)));
            } else if (now == null) {
                rows.add(new Row(told(old, before) + "（删除）", documentation(old), ""));
            } else {
                Map<String, String> a = parts(old, all.keySet());
                a.replaceAll((part, value) -> REFERENCES.contains(part) ? renamed.getOrDefault(value, value) : value);
                Map<String, String> b = parts(now, after.keySet());
                for (String part : union(a, b)) {
                    String from = a.getOrDefault(part, "");
                    String to = b.getOrDefault(part, "");
                    if (!from.equals(to)) {
                        add(
                                rows,
                                told(old, before) + "的" + PARTS.getOrDefault(part, "设置（" + part + "）"),
                                from,
                                to,
                                told(part, from, old, before, names, names.was()),
                                told(part, to, now, after, names, names.is()));
                    }
                }
            }
        }
        return rows;
    }

    static String told(Element it, Map<String, Element> all) {
        return TYPES.getOrDefault(it.getLocalName(), "元素") + "“" + called(it, all) + "”";
    }

    /** What only its id tells from what was there: alone of its type and name on both sides. */
    private static Map<String, String> renamed(Map<String, Element> was, Map<String, Element> is) {
        Map<String, List<String>> gone = byName(was, is);
        Map<String, List<String>> come = byName(is, was);
        Map<String, String> renamed = new LinkedHashMap<>();
        gone.forEach((name, ids) -> {
            List<String> now = come.getOrDefault(name, List.of());
            if (ids.size() == 1 && now.size() == 1) {
                renamed.put(ids.get(0), now.get(0));
            }
        });
        return renamed;
    }

    /** Ids of what has a name and is not in the other, by type and name. */
    private static Map<String, List<String>> byName(Map<String, Element> all, Map<String, Element> other) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        all.forEach((id, it) -> {
            if (!other.containsKey(id) && !name(it).isEmpty()) {
                ids.computeIfAbsent(it.getLocalName() + " " + name(it), key -> new ArrayList<>())
                        .add(id);
            }
        });
        return ids;
    }

    private static String told(
            String part, String value, Element it, Map<String, Element> all, Names names, Map<String, String> set) {
        return REFERENCES.contains(part) && all.containsKey(value)
                ? called(all.get(value), all)
                : names.of(set, it, part, value);
    }

    /** Its name; without one a flow by what it joins, anything else by what it comes after; its id where that has none either. */
    private static String called(Element it, Map<String, Element> all) {
        String id = it.getAttribute("id");
        if (!name(it).isEmpty()) {
            return name(it);
        }
        if ("sequenceFlow".equals(it.getLocalName())) {
            return end(it.getAttribute("sourceRef"), all) + "→" + end(it.getAttribute("targetRef"), all);
        }
        return end(id, all);
    }

    private static String end(String id, Map<String, Element> all) {
        Element it = all.get(id);
        if (it == null || !name(it).isEmpty()) {
            return it == null ? id : name(it);
        }
        List<String> before = all.values().stream()
                .filter(one -> id.equals(one.getAttribute("targetRef")))
                .map(one -> all.get(one.getAttribute("sourceRef")))
                .filter(one -> one != null && !name(one).isEmpty())
                .map(RuleDiff::name)
                .toList();
        return before.isEmpty() ? id : String.join("、", before) + "之后";
    }

    static String name(Element it) {
        return it.getAttribute("name").replaceAll("\\s+", "");
    }

    private static String documentation(Element it) {
        return child(it, "documentation");
    }

    /** Everything with an id outside of the drawing and of the definitions inside an event. */
    static Map<String, Element> elements(Element root) {
        Map<String, Element> elements = new LinkedHashMap<>();
        for (Element it : all(root)) {
            boolean drawn = String.valueOf(it.getNamespaceURI()).contains("/DI")
                    || String.valueOf(it.getNamespaceURI()).contains("/BPMN/20100524/DI");
            if (!drawn
                    && TYPES.containsKey(it.getLocalName())
                    && !it.getAttribute("id").isEmpty()) {
                elements.put(it.getAttribute("id"), it);
            }
        }
        return elements;
    }

    /** Attributes and children as text, by what they are called; what has an id of its own is told of by itself. */
    private static Map<String, String> parts(Element it, Set<String> own) {
        Map<String, String> parts = new TreeMap<>();
        NamedNodeMap attributes = it.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            String name = attribute.getLocalName();
            if (!Set.of("id", "modelerTemplate", "modelerTemplateVersion").contains(name)) {
                parts.put(name, attribute.getNodeValue().strip());
            }
        }
        for (Element child : children(it)) {
            String name = child.getLocalName();
            boolean apart =
                    Set.of("incoming", "outgoing", "flowNodeRef", "laneSet").contains(name)
                            || own.contains(child.getAttribute("id"));
            if (!apart) {
                parts.merge(name, text(child), (a, b) -> a + "；" + b);
            }
        }
        return parts;
    }

    private static String text(Element it) {
        StringBuilder text = new StringBuilder();
        NamedNodeMap attributes = it.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            if (!"id".equals(attributes.item(i).getLocalName())
                    && !"type".equals(attributes.item(i).getLocalName())) {
                text.append(attributes.item(i).getNodeValue()).append(' ');
            }
        }
        List<Element> children = children(it);
        if (children.isEmpty()) {
            text.append(it.getTextContent().strip());
        }
        children.forEach(child -> text.append(text(child)).append(' '));
        return text.toString().strip();
    }

    // ---- forms

    private static List<Row> form(byte[] was, byte[] is) throws IOException {
        Map<String, JsonNode> before = new LinkedHashMap<>();
        Map<String, JsonNode> after = new LinkedHashMap<>();
        fields(JSON.readTree(was), before);
        fields(JSON.readTree(is), after);
        List<Row> rows = new ArrayList<>();
        for (String id : union(before, after)) {
            JsonNode old = before.get(id);
            JsonNode now = after.get(id);
            if (old == null || now == null) {
                rows.add(new Row(
                        "“" + label(now == null ? old : now) + "”" + (old == null ? "（新增）" : "（删除）"),
                        old == null ? "" : "有",
                        now == null ? "" : "有"));
            } else if (!old.equals(now)) {
                Set<String> names = new LinkedHashSet<>();
                old.fieldNames().forEachRemaining(names::add);
                now.fieldNames().forEachRemaining(names::add);
                for (String name : names) {
                    if (!"layout".equals(name)) {
                        add(rows, name, old, now, shown(name, old, before), shown(name, now, after));
                    }
                }
            }
        }
        return rows;
    }

    /** A difference in words; where there are none for it, only that there is one. */
    private static void add(
            List<Row> rows, String part, JsonNode old, JsonNode now, String wasInWords, String isInWords) {
        if (!old.path(part).equals(now.path(part))) {
            String subject = "“" + label(old) + "”的" + part(part);
            boolean told = wasInWords != null && isInWords != null && !wasInWords.equals(isInWords);
            add(rows, subject, told ? wasInWords : "", told ? isInWords : "conditional".equals(part) ? "显示条件有变" : "有变");
        }
    }

    private static String part(String name) {
        return switch (name) {
            case "label" -> "名称";
            case "validate" -> "填写要求";
            case "values" -> "选项";
            case "conditional" -> "显示条件";
            case "text" -> "文字";
            case "description" -> "说明";
            case "defaultValue" -> "预填";
            case "type" -> "种类";
            case "disabled" -> "不能填写";
            case "readonly" -> "只读";
            case "searchable" -> "可查找";
            case "valuesKey", "valuesExpression" -> "选项的来源";
            case "dataSource" -> "各行的来源";
            case "columns" -> "各列";
            case "rowCount" -> "每页行数";
            case "decimalDigits" -> "小数位数";
            case "dateLabel" -> "日期的名称";
            case "timeLabel" -> "时间的名称";
            case "subtype" -> "日期或时间";
            case "timeInterval" -> "时间间隔（分钟）";
            case "allowAddRemove" -> "可增减行";
            case "defaultRepetitions" -> "预设行数";
            default -> "其他设置";
        };
    }

    /** What people have written for people. */
    private static final Set<String> WRITTEN = Set.of("label", "text", "description", "dateLabel", "timeLabel");

    /** A value as people read it; null where it is a programmer's own. */
    private static String shown(String part, JsonNode field, Map<String, JsonNode> fields) {
        JsonNode node = field.path(part);
        if (node.isMissingNode()) {
            return "";
        }
        return switch (part) {
            case "validate" -> demands(node);
            case "values" -> listed(node, "label");
            case "columns" -> listed(node, "label");
            case "conditional" -> condition(node.path("hide").asText(), fields);
            case "type", "subtype" -> FIELDS.get(node.asText());
            case "defaultValue" -> forPeople(option(field, VALUES.getOrDefault(node.asText(), node.asText())));
            default ->
                WRITTEN.contains(part)
                        ? node.asText()
                        : node.isContainerNode() ? null : forPeople(VALUES.getOrDefault(node.asText(), node.asText()));
        };
    }

    private static String forPeople(String text) {
        return text.matches("(?s).*[A-Za-z].*") ? null : text;
    }

    private static final Map<String, String> FIELDS = words(
            """
            textfield 单行文字
            textarea 多行文字
            number 数字
            checkbox 勾选
            checklist 多选
            taglist 多选
            radio 单选
            select 下拉
            datetime 日期时间
            date 日期
            time 时间
            text 文字
            html 文字
            table 表格
            group 分组
            dynamiclist 可增减的列表
            separator 分隔线
            spacer 空白
            expression 计算值""");

    private static String demands(JsonNode validate) {
        List<String> told = new ArrayList<>();
        told.add(validate.path("required").asBoolean() ? "必填" : "不必填");
        for (Map.Entry<String, JsonNode> each : validate.properties()) {
            String value = each.getValue().asText();
            switch (each.getKey()) {
                case "required" -> {
                    // said first
                }
                case "minLength" -> told.add("至少" + value + "个字");
                case "maxLength" -> told.add("至多" + value + "个字");
                case "min" -> told.add("不小于" + value);
                case "max" -> told.add("不大于" + value);
                case "pattern" -> told.add("按规定的格式");
                case "validationType" -> {
                    if (!"custom".equals(value)) {
                        told.add("email".equals(value) ? "应为电子邮箱" : "phone".equals(value) ? "应为电话号码" : "另有要求");
                    }
                }
                default -> told.add("另有要求");
            }
        }
        return String.join("，", told);
    }

    private static String listed(JsonNode list, String name) {
        List<String> told = new ArrayList<>();
        list.forEach(it -> told.add(it.path(name).asText(it.path("value").asText())));
        return String.join("、", told);
    }

    /** 隐藏：“处理方式”不是“提出异议”: fields and options by what they are called; null where that cannot be said. */
    private static String condition(String hide, Map<String, JsonNode> fields) {
        String told = ShownWhen.of(
                hide,
                key -> fields.containsKey(key) ? label(fields.get(key)) : null,
                (key, value) -> option(fields.get(key), value));
        return told == null ? null : "隐藏：" + told;
    }

    private static String option(JsonNode field, String value) {
        if (field != null) {
            for (JsonNode it : field.path("values")) {
                if (it.path("value").asText().equals(value)) {
                    return it.path("label").asText(value);
                }
            }
        }
        return value;
    }

    private static String label(JsonNode field) {
        for (String name : List.of("label", "text", "dateLabel", "timeLabel", "key", "id")) {
            String text = field.path(name)
                    .asText("")
                    .replaceAll("\\{\\{[^}]*}}", "…") // what is filled in
                    .replaceAll("^[>#*\\s]+|\\*\\*", "");
            if (!text.isBlank()) {
                return cut(text.replaceAll("\\s+", " "), 40);
            }
        }
        return "";
    }

    private static void fields(JsonNode node, Map<String, JsonNode> into) throws JsonProcessingException {
        for (JsonNode it : node.path("components")) {
            ObjectNode own = it.deepCopy();
            own.remove("components");
            own.remove("id");
            into.put(it.path("key").asText(it.path("id").asText()), own);
            fields(it, into);
        }
    }

    // ---- reading

    /** A difference in words; as it is written where the words do not show it. */
    private static void add(
            List<Row> rows, String subject, String was, String is, String wasInWords, String isInWords) {
        if (!was.equals(is)) {
            boolean shown = !wasInWords.equals(isInWords);
            add(rows, subject, shown ? wasInWords : was, shown ? isInWords : is);
        }
    }

    private static void add(List<Row> rows, String subject, String was, String is) {
        if (!was.equals(is)) {
            rows.add(new Row(cut(subject, LONGEST), cut(was, LONGEST), cut(is, LONGEST)));
        }
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "…" : text;
    }

    private static Set<String> union(Map<String, ?> a, Map<String, ?> b) {
        Set<String> all = new LinkedHashSet<>(b.keySet());
        all.addAll(a.keySet());
        return all;
    }

    private static Map<String, Element> byId(Element root, String tag) {
        Map<String, Element> found = new LinkedHashMap<>();
        for (Element it : all(root)) {
            if (tag.equals(it.getLocalName())) {
                found.put(it.getAttribute("id"), it);
            }
        }
        return found;
    }

    private static String child(Element it, String tag) {
        for (Element child : children(it)) {
            if (tag.equals(child.getLocalName())) {
                return child.getTextContent().strip();
            }
        }
        return "";
    }

    static List<Element> children(Element it) {
        List<Element> children = new ArrayList<>();
        for (Node node = it.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    static List<Element> all(Element root) {
        List<Element> all = new ArrayList<>();
        all.add(root);
        children(root).forEach(child -> all.addAll(all(child)));
        return all;
    }

    /** The root; null where it cannot be read, of which RuleCheck says why. */
    static Element read(byte[] content) {
        try {
            return root(content);
        } catch (IOException | SAXException e) {
            return null;
        }
    }

    private static Element root(byte[] content) throws IOException, SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Quiet());
            return builder.parse(new ByteArrayInputStream(content)).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says nothing by itself. */
    private static final class Quiet implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // nothing follows from it
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
