package suban.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/** The ways into and out of each node as the engine sees them: from the flows' ends, whatever the nodes list themselves. */
final class Flows {

    private final List<SequenceFlow> all;
    private final Map<FlowNode, List<SequenceFlow>> in = new HashMap<>();
    private final Map<FlowNode, List<SequenceFlow>> out = new HashMap<>();

    Flows(BpmnModelInstance model) {
        all = List.copyOf(model.getModelElementsByType(SequenceFlow.class));
        for (SequenceFlow flow : all) {
            in.computeIfAbsent(flow.getTarget(), node -> new ArrayList<>()).add(flow);
            out.computeIfAbsent(flow.getSource(), node -> new ArrayList<>()).add(flow);
        }
    }

    List<SequenceFlow> all() {
        return all;
    }

    List<SequenceFlow> into(FlowNode node) {
        return in.getOrDefault(node, List.of());
    }

    List<SequenceFlow> outOf(FlowNode node) {
        return out.getOrDefault(node, List.of());
    }
}
