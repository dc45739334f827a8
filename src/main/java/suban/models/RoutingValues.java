package suban.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * Whether what a condition compares with can be at all: an option of the form filled in before, or a result of the table asked before; and
 * whether fields of one name in the forms of one process are of one kind.
 */
final class RoutingValues {

    private static final Pattern COMPARED =
            Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*)\\s*(?:==|!=|eq|ne)\\s*['\"]([^'\"]*)['\"]");

    private static final Map<String, String> KINDS = Map.of(
            "textfield", "文字",
            "textarea", "文字",
            "radio", "文字",
            "select", "文字",
            "datetime", "文字",
            "number", "数字",
            "checkbox", "是否",
            "checklist", "多项",
            "taglist", "多项");

    private final Models models;
    private final Models.Diagram diagram;
    private final Flows flows;
    private final List<Problem> problems;

    private RoutingValues(Models models, Models.Diagram diagram, List<Problem> problems) {
        this.models = models;
        this.diagram = diagram;
        this.flows = new Flows(diagram.model());
        this.problems = problems;
    }

    /** Every such value and field. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        for (Models.Diagram diagram : models.diagrams()) {
            RoutingValues values = new RoutingValues(models, diagram, problems);
            values.conditions();
            values.fields();
        }
        return problems;
    }

    // ---- what conditions compare with

    private void conditions() {
        Map<String, Set<String>> results = results();
        for (SequenceFlow flow : flows.all()) {
            ConditionExpression condition = flow.getConditionExpression();
            Matcher compared = COMPARED.matcher(condition == null ? "" : condition.getTextContent());
            while (compared.find()) {
                String name = compared.group(1);
                String value = compared.group(2);
                if (VariableFlow.ROUTING.contains(name)) {
                    Set<Models.Form> forms = formsBefore(flow.getSource());
                    Set<String> offered = forms.stream()
                            .flatMap(form -> options(form, name).stream())
                            .collect(Collectors.toCollection(LinkedHashSet::new));
                    String before = forms.stream().map(Models.Form::id).sorted().collect(Collectors.joining("、"));
                    if (offered.isEmpty()) {
                        report(flow, "条件用到 " + name + "，但走到这里之前的表单没有填写它" + (before.isEmpty() ? "" : "：" + before));
                    } else if (!offered.contains(value)) {
                        report(
                                flow,
                                "条件中的 '" + value + "' 不是表单 " + before + " 的选项，永远不成立；可选的是 " + String.join("、", offered));
                    }
                } else if (results.containsKey(name) && !results.get(name).contains(value)) {
                    report(flow, "条件中的 '" + value + "' 不是决策表会给出的结果，永远不成立；给出的是 " + String.join("、", results.get(name)));
                }
            }
        }
    }

    /** What each variable that takes a single result of a table may be; tables that also calculate are left out. */
    private Map<String, Set<String>> results() {
        Map<String, Set<String>> results = new TreeMap<>();
        Set<String> unknown = new TreeSet<>();
        for (BusinessRuleTask task : diagram.model().getModelElementsByType(BusinessRuleTask.class)) {
            String variable = camunda(task, "resultVariable");
            if (variable == null || !"singleEntry".equals(camunda(task, "mapDecisionResult"))) {
                continue;
            }
            Set<String> words = results.computeIfAbsent(variable, it -> new TreeSet<>());
            for (Models.Table table : models.tables()) {
                for (Decision decision : table.model().getModelElementsByType(Decision.class)) {
                    if (decision.getId().equals(camunda(task, "decisionRef"))) {
                        words(decision, words, () -> unknown.add(variable));
                    }
                }
            }
        }
        results.keySet().removeAll(unknown);
        results.values().removeIf(Set::isEmpty);
        return results;
    }

    private static void words(Decision decision, Set<String> words, Runnable notPlain) {
        for (DecisionTable table : decision.getChildElementsByType(DecisionTable.class)) {
            boolean single = List.<Output>copyOf(table.getOutputs()).size() == 1;
            for (Rule rule : table.getRules()) {
                String word = single
                        ? TableCell.of(rule.getOutputEntries().stream()
                                        .findFirst()
                                        .orElse(null))
                                .word()
                        : null;
                if (word == null) {
                    notPlain.run();
                } else {
                    words.add(word);
                }
            }
        }
    }

    /** The forms that were sent in the step in which the engine comes here: back to where it last waited. */
    private Set<Models.Form> formsBefore(FlowNode gateway) {
        Set<Models.Form> forms = new LinkedHashSet<>();
        Set<FlowNode> seen = new HashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>(List.of(gateway));
        while (!open.isEmpty()) {
            FlowNode node = open.poll();
            if (!seen.add(node)) {
                continue;
            }
            String ref = camunda(node, "formRef");
            models.forms().stream().filter(form -> form.id().equals(ref)).forEach(forms::add);
            if (node instanceof UserTask || node instanceof CallActivity || node instanceof BoundaryEvent) {
                continue;
            }
            if (node instanceof SubProcess inside && node != gateway) {
                open.addAll(inside.getChildElementsByType(EndEvent.class));
                continue;
            }
            if (node instanceof StartEvent && node.getParentElement() instanceof SubProcess around) {
                flows.into(around).stream()
                        .map(SequenceFlow::getSource)
                        .filter(Objects::nonNull)
                        .forEach(open::add);
            }
            flows.into(node).stream()
                    .map(SequenceFlow::getSource)
                    .filter(Objects::nonNull)
                    .forEach(open::add);
        }
        return forms;
    }

    private static Set<String> options(Models.Form form, String key) {
        Set<String> options = new LinkedHashSet<>();
        for (JsonNode field : form.json().findParents("values")) {
            if (field.path("key").asText().equals(key)) {
                field.path("values")
                        .forEach(option -> options.add(option.path("value").asText()));
            }
        }
        return options;
    }

    // ---- fields of one name

    private void fields() {
        Map<String, Map<String, String>> kinds = new TreeMap<>();
        Set<String> refs = diagram.model().getModelElementsByType(FlowNode.class).stream()
                .map(node -> camunda(node, "formRef"))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (Models.Form form : models.forms()) {
            if (refs.contains(form.id())) {
                for (JsonNode field : form.json().findParents("key")) {
                    String kind = KINDS.get(field.path("type").asText());
                    if (kind != null) {
                        kinds.computeIfAbsent(field.path("key").asText(), it -> new TreeMap<>())
                                .putIfAbsent(kind, form.file());
                    }
                }
            }
        }
        kinds.forEach((key, byKind) -> {
            if (byKind.size() > 1) {
                byKind.forEach((kind, file) -> problems.add(new Problem(
                        file,
                        key,
                        "",
                        "同一流程的表单里，同名的项种类不一致，这里是" + kind + "："
                                + byKind.entrySet().stream()
                                        .filter(other -> !other.getKey().equals(kind))
                                        .map(other -> other.getValue() + " 中是" + other.getKey())
                                        .collect(Collectors.joining("，"))
                                + "；应统一或改用不同的 key")));
            }
        });
    }

    private static String camunda(FlowNode node, String attribute) {
        return node.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
    }

    private void report(SequenceFlow flow, String what) {
        problems.add(new Problem(diagram.file(), flow.getId(), flow.getName(), what));
    }
}
