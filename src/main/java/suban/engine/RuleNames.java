package suban.engine;

import java.io.ByteArrayInputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import suban.engine.RulesInForce.Kind;

/** What people call the definitions of a set: a form, which has no name, by the step that shows it. */
final class RuleNames {

    private final Map<Kind, Map<String, String>> names = new EnumMap<>(Kind.class);

    /** @param files diagrams, tables and forms by name */
    RuleNames(Map<String, byte[]> files) {
        for (Kind kind : Kind.values()) {
            names.put(kind, new TreeMap<>());
        }
        files.forEach((file, content) -> {
            if (file.endsWith(".bpmn")) {
                read(Bpmn.readModelFromStream(new ByteArrayInputStream(content)));
            } else if (file.endsWith(".dmn")) {
                Dmn.readModelFromStream(new ByteArrayInputStream(content))
                        .getModelElementsByType(Decision.class)
                        .forEach(it -> add(Kind.DECISION, it.getId(), it.getName()));
            }
        });
    }

    private void read(BpmnModelInstance diagram) {
        diagram.getModelElementsByType(Process.class).forEach(it -> add(Kind.PROCESS, it.getId(), it.getName()));
        diagram.getModelElementsByType(FlowNode.class)
                .forEach(it -> add(
                        Kind.FORM,
                        it.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRef"),
                        it.getAttributeValue("name")));
    }

    private void add(Kind kind, String key, String name) {
        if (key != null && name != null) {
            names.get(kind).putIfAbsent(key, name.replaceAll("\\s+", ""));
        }
    }

    /** Its key where it has no name. */
    String of(Kind kind, String key) {
        return names.get(kind).getOrDefault(key, key);
    }
}
