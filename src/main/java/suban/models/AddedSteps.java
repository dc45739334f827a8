package suban.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * Steps that analysts add from the template 人工步骤: the program knows only what every such step may ask, and only inside an attempt. What a
 * form asks beyond that would be lost without a word.
 */
final class AddedSteps {

    private static final String TEMPLATE = "suban.handling.humanStep";
    private static final String HOME = "processes/handling.bpmn";

    /** What {@code HandlingService.completeStep} keeps, in the words of the timeline. */
    private static final Set<String> KEPT = Set.of("decision", "reason", "text", "note");

    private static final Set<String> DECISIONS = Set.of("AGREE", "RETURN", "SUPPLEMENT");

    private AddedSteps() {}

    /** Every breach in every such step. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        for (Models.Diagram diagram : models.diagrams()) {
            for (UserTask task : diagram.model().getModelElementsByType(UserTask.class)) {
                if (!TEMPLATE.equals(task.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "modelerTemplate"))) {
                    continue;
                }
                if (!diagram.file().equals(HOME)) {
                    problems.add(new Problem(
                            diagram.file(),
                            task.getId(),
                            task.getName(),
                            "人工步骤只能加在“投诉办理”（handling.bpmn）里：别处没有正在进行的一次办理可以记入"));
                }
                boolean decides = false;
                for (Models.Form form : models.forms()) {
                    if (form.id().equals(task.getCamundaFormRef())) {
                        components(form, form.json().path("components"), problems);
                        decides |= form.json().findValuesAsText("key").contains("decision");
                    }
                }
                asked(diagram.file(), task, decides, problems);
            }
        }
        return problems;
    }

    /** What a form decides lasts until the next task, so that a step in between takes it away from the gateway that asks for it. */
    private static void asked(String file, UserTask step, boolean decides, List<Problem> problems) {
        Deque<SequenceFlow> ways = new ArrayDeque<>(step.getOutgoing());
        Set<SequenceFlow> seen = new HashSet<>();
        while (!ways.isEmpty()) {
            SequenceFlow way = ways.poll();
            if (!seen.add(way)) {
                continue;
            }
            String condition = way.getConditionExpression() == null
                    ? ""
                    : way.getConditionExpression().getTextContent();
            Set<String> asked = new TreeSet<>(Expressions.variables(condition));
            asked.retainAll(VariableFlow.ROUTING);
            if (decides) {
                asked.remove("decision");
            }
            if (!asked.isEmpty()) {
                problems.add(new Problem(
                        file,
                        step.getId(),
                        step.getName(),
                        "这一步隔开了前面的待办和问它决定的网关：" + way.getId() + " 用到的 " + String.join("、", asked)
                                + " 到不了那里；请把这一步移到那项待办之前，或网关之后"));
            }
            if (way.getTarget() instanceof Gateway) {
                ways.addAll(way.getTarget().getOutgoing());
            }
        }
    }

    private static void components(Models.Form form, JsonNode components, List<Problem> problems) {
        for (JsonNode component : components) {
            components(form, component.path("components"), problems);
            String key = component.path("key").asText("");
            boolean shown = component.path("disabled").asBoolean()
                    || component.path("readonly").asBoolean();
            if (!component.path("path").asText("").isEmpty()) {
                problems.add(problem(form, component, "人工步骤的表单不能有列表或带路径的分组，填写的内容不会保存"));
            } else if (!key.isEmpty() && !shown && !KEPT.contains(key)) {
                problems.add(problem(
                        form, component, "人工步骤只保存 decision（决定）、reason（理由）、text（内容）、note（备注），" + key + " 填写了也不会保存"));
            } else if (key.equals("decision")) {
                Set<String> others = new LinkedHashSet<>();
                component
                        .path("values")
                        .forEach(option -> others.add(option.path("value").asText()));
                others.removeAll(DECISIONS);
                if (!others.isEmpty()) {
                    problems.add(problem(
                            form,
                            component,
                            "人工步骤的决定只有 AGREE（同意）、RETURN（退回）、SUPPLEMENT（需补充），现有 " + String.join("、", others)));
                }
            }
        }
    }

    private static Problem problem(Models.Form form, JsonNode component, String what) {
        return new Problem(
                form.file(),
                component.path("id").asText(),
                component.path("label").asText(),
                what);
    }
}
