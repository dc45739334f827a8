package suban.models;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/** Where a case could stay for ever: a circle without a way to an end, a question that may have no answer. */
final class WaysOut {

    private WaysOut() {}

    /** Every such place. What has no way out at all is {@link ProcessConventions}' business. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        for (Models.Diagram diagram : models.diagrams()) {
            Flows flows = new Flows(diagram.model());
            Set<FlowNode> ending = ending(diagram, flows);
            for (FlowNode node : diagram.model().getModelElementsByType(FlowNode.class)) {
                if (!flows.outOf(node).isEmpty() && !ending.contains(node)) {
                    problems.add(new Problem(diagram.file(), node.getId(), node.getName(), "从这里走不到任何结束事件"));
                }
                boolean asks = node instanceof ExclusiveGateway || node instanceof InclusiveGateway;
                if (asks && flows.outOf(node).size() > 1 && node.getAttributeValue("default") == null) {
                    problems.add(new Problem(
                            diagram.file(),
                            node.getId(),
                            node.getName(),
                            "网关没有缺省路径：条件都不成立时会出错停住，应把其余情形的一条设为 Default flow"));
                }
            }
        }
        return problems;
    }

    /** Backwards from every place where a way may stop. */
    private static Set<FlowNode> ending(Models.Diagram diagram, Flows flows) {
        Set<FlowNode> ending = new HashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>();
        for (FlowNode node : diagram.model().getModelElementsByType(FlowNode.class)) {
            boolean jumps = node instanceof Event
                    && !(node instanceof CatchEvent)
                    && !node.getChildElementsByType(LinkEventDefinition.class).isEmpty();
            if (node instanceof EndEvent || jumps || flows.outOf(node).isEmpty()) {
                open.add(node);
            }
        }
        while (!open.isEmpty()) {
            FlowNode node = open.poll();
            if (ending.add(node)) {
                flows.into(node).stream().map(SequenceFlow::getSource).forEach(open::add);
                if (node instanceof BoundaryEvent event && event.getAttachedTo() != null && event.cancelActivity()) {
                    open.add(event.getAttachedTo());
                }
            }
        }
        return ending;
    }
}
