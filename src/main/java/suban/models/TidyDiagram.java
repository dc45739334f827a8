package suban.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnPlane;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * What makes a diagram hard to read, seen in its drawing: things not drawn, on top of each other, crossed by a flow, outside
 * their lane, or without the words a reader needs. Lengths are in the drawing's pixels.
 */
final class TidyDiagram {

    private record Point(double x, double y) {}

    private record Box(double x, double y, double width, double height) {

        /** Touching does not count: up to {@code slack} pixels may be shared. */
        boolean overlaps(Box other, double slack) {
            return x + slack < other.x + other.width
                    && other.x + slack < x + width
                    && y + slack < other.y + other.height
                    && other.y + slack < y + height;
        }

        /** Whether the axis-parallel segment runs through the inside, {@code inset} pixels in. */
        boolean crossedBy(Point from, Point to, double inset) {
            return Math.min(from.x, to.x) < x + width - inset
                    && Math.max(from.x, to.x) > x + inset
                    && Math.min(from.y, to.y) < y + height - inset
                    && Math.max(from.y, to.y) > y + inset;
        }

        boolean holdsCentreOf(Box other) {
            double centreX = other.x + other.width / 2;
            double centreY = other.y + other.height / 2;
            return x <= centreX && centreX <= x + width && y <= centreY && centreY <= y + height;
        }
    }

    /** A collapsed subprocess has a plane of its own: planes are laid far apart, so that their shapes never meet. */
    private static final double BETWEEN_PLANES = 1e6;

    private final String file;
    private final BpmnModelInstance model;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, FlowNode> nodes = new LinkedHashMap<>();
    private final Flows flows;
    private final Map<String, Box> shapes = new LinkedHashMap<>();
    private final Map<String, Box> labels = new LinkedHashMap<>();
    private final Map<String, List<Point>> edges = new LinkedHashMap<>();

    private TidyDiagram(Models.Diagram diagram) {
        file = diagram.file();
        model = diagram.model();
        model.getModelElementsByType(FlowNode.class).forEach(node -> nodes.put(node.getId(), node));
        flows = new Flows(model);
        double shift = 0;
        for (BpmnPlane plane : model.getModelElementsByType(BpmnPlane.class)) {
            for (BpmnShape shape : plane.getChildElementsByType(BpmnShape.class)) {
                String id = shape.getAttributeValue("bpmnElement");
                if (shape.getBounds() != null) {
                    shapes.put(id, box(shape.getBounds(), shift));
                }
                label(id, shape.getBpmnLabel(), shift);
            }
            for (BpmnEdge edge : plane.getChildElementsByType(BpmnEdge.class)) {
                String id = edge.getAttributeValue("bpmnElement");
                double dx = shift;
                edges.put(
                        id,
                        edge.getWaypoints().stream()
                                .map(point -> new Point(point.getX() + dx, point.getY()))
                                .toList());
                label(id, edge.getBpmnLabel(), shift);
            }
            shift += BETWEEN_PLANES;
        }
    }

    /** Every untidiness in every diagram. */
    static List<Problem> problems(Models models) {
        return models.diagrams().stream()
                .flatMap(diagram -> new TidyDiagram(diagram).problems().stream())
                .toList();
    }

    private List<Problem> problems() {
        missingShapes();
        overlappingShapes();
        flowsThroughShapes();
        labelsOnShapes();
        placeOutsideLabels();
        flowsThroughLabels();
        overlappingLabels();
        lanes();
        words();
        joinsAndSplits();
        looseEnds();
        return problems;
    }

    private void missingShapes() {
        for (FlowNode node : nodes.values()) {
            if (!shapes.containsKey(node.getId())) {
                report(node, "图上没有画出");
            }
        }
        for (SequenceFlow flow : flows.all()) {
            if (points(flow).size() < 2) {
                report(flow, "图上没有画出连线：" + route(flow));
            }
        }
    }

    /** Where an end is out of place itself, that has been said. */
    private void looseEnds() {
        Set<String> said = problems.stream().map(Problem::element).collect(Collectors.toSet());
        for (SequenceFlow flow : flows.all()) {
            List<Point> points = points(flow);
            boolean known = Stream.of(flow, flow.getSource(), flow.getTarget())
                    .anyMatch(it -> it == null || said.contains(it.getId()));
            if (!known
                    && points.size() > 1
                    && (isOff(points.get(0), flow.getSource())
                            || isOff(points.get(points.size() - 1), flow.getTarget()))) {
                report(flow, "连线的一头没有连到图形上：" + route(flow));
            }
        }
    }

    /** More than a few pixels beside the shape it should touch. */
    private boolean isOff(Point end, FlowNode node) {
        Box box = node == null ? null : shape(node);
        return box != null && !new Box(end.x - 3, end.y - 3, 6, 6).overlaps(box, 0);
    }

    private void overlappingShapes() {
        List<FlowNode> placed = placed();
        for (int i = 0; i < placed.size(); i++) {
            for (int j = i + 1; j < placed.size(); j++) {
                FlowNode one = placed.get(i);
                FlowNode other = placed.get(j);
                boolean related = around(one).contains(other)
                        || around(other).contains(one)
                        || host(one) == other
                        || host(other) == one;
                if (!related && shape(one).overlaps(shape(other), 1)) {
                    report(one, "与 " + called(other) + " 重叠");
                }
            }
        }
    }

    private void flowsThroughShapes() {
        for (SequenceFlow flow : flows.all()) {
            if (segments(flow).stream().anyMatch(s -> Math.abs(s[0].x - s[1].x) > 1 && Math.abs(s[0].y - s[1].y) > 1)) {
                report(flow, "连线是斜的：" + route(flow));
            }
            FlowNode source = flow.getSource();
            FlowNode target = flow.getTarget();
            Set<ModelElementInstance> around = around(flow);
            for (FlowNode node : placed()) {
                boolean end = node == source || node == target || around.contains(node);
                boolean onAnEnd = host(node) != null && (host(node) == source || host(node) == target);
                boolean underTheSource = source != null && host(source) == node;
                if (!end && !onAnEnd && !underTheSource && runsThrough(flow, shape(node), 2)) {
                    report(flow, "连线穿过图形：" + route(flow) + " 穿过 " + called(node));
                }
            }
        }
    }

    private void labelsOnShapes() {
        labels.forEach((id, label) -> {
            for (FlowNode node : placed()) {
                boolean own = node.getId().equals(id)
                        || node instanceof SubProcess
                        || host(node) != null && host(node).getId().equals(id);
                if (!own && label.overlaps(shape(node), 3)) {
                    report(element(id), "文字压在图形上：" + called(node));
                }
            }
        });
    }

    /** What the viewer draws where the file gives an outside label no place of its own. */
    private void placeOutsideLabels() {
        for (FlowNode node : placed()) {
            if ((node instanceof Event || node instanceof Gateway)
                    && !Texts.isBlank(node.getName())
                    && !labels.containsKey(node.getId())) {
                Box box = shape(node);
                double width = Math.min(90, 11 * node.getName().length());
                labels.put(
                        node.getId(),
                        new Box(
                                box.x + box.width / 2 - width / 2,
                                box.y + box.height + 5,
                                width,
                                width < 90 ? 14 : 27));
            }
        }
    }

    private void flowsThroughLabels() {
        for (SequenceFlow flow : flows.all()) {
            labels.forEach((id, label) -> {
                if (!id.equals(flow.getId()) && runsThrough(flow, label, 1)) {
                    report(flow, "连线穿过文字：" + route(flow) + " 穿过 " + called(element(id)) + " 的文字");
                }
            });
        }
    }

    private void overlappingLabels() {
        List<String> ids = List.copyOf(labels.keySet());
        for (int i = 0; i < ids.size(); i++) {
            for (int j = i + 1; j < ids.size(); j++) {
                if (labels.get(ids.get(i)).overlaps(labels.get(ids.get(j)), 4)) {
                    report(element(ids.get(i)), "文字与 " + called(element(ids.get(j))) + " 的文字重叠");
                }
            }
        }
    }

    private void lanes() {
        Set<FlowNode> laned = new HashSet<>();
        for (Lane lane : model.getModelElementsByType(Lane.class)) {
            Box box = shapes.get(lane.getId());
            for (FlowNode node : lane.getFlowNodeRefs()) {
                laned.add(node);
                if (box != null && shape(node) != null && !box.holdsCentreOf(shape(node))) {
                    report(node, "画在所属泳道「" + lane.getName() + "」之外");
                }
            }
        }
        for (FlowNode node : nodes.values()) {
            if (node.getParentElement() instanceof Process process
                    && !process.getLaneSets().isEmpty()
                    && !laned.contains(node)) {
                report(node, "不属于任何泳道");
            }
        }
    }

    private void words() {
        for (FlowNode node : nodes.values()) {
            boolean asks = asks(node);
            boolean edge = node instanceof StartEvent || node instanceof EndEvent;
            boolean needsName =
                    isTask(node) || node instanceof SubProcess || edge || node instanceof BoundaryEvent || asks;
            boolean plainInside = edge && node.getParentElement() instanceof SubProcess;
            if (needsName && !plainInside && Texts.isBlank(node.getName())) {
                report(node, "没有名称");
            }
            if (asks) {
                for (SequenceFlow flow : flows.outOf(node)) {
                    if (Texts.isBlank(flow.getName())) {
                        report(flow, "网关的问题没有写明答案：" + route(flow));
                    }
                }
            }
        }
    }

    private void joinsAndSplits() {
        for (FlowNode node : nodes.values()) {
            if (isTask(node) && flows.into(node).size() > 1) {
                report(node, "有 " + flows.into(node).size() + " 条入路，应先用网关汇合");
            }
            if (isTask(node) && flows.outOf(node).size() > 1) {
                report(node, "有 " + flows.outOf(node).size() + " 条出路，应由网关分开");
            }
        }
    }

    // ---- helpers

    private static boolean isTask(FlowNode node) {
        return node instanceof Task || node instanceof CallActivity;
    }

    private boolean asks(FlowNode node) {
        return (node instanceof ExclusiveGateway || node instanceof InclusiveGateway)
                && flows.outOf(node).size() > 1;
    }

    private static FlowNode host(FlowNode node) {
        return node instanceof BoundaryEvent event ? event.getAttachedTo() : null;
    }

    /** What the element stands in, up to the whole file. */
    private static Set<ModelElementInstance> around(ModelElementInstance element) {
        Set<ModelElementInstance> around = new HashSet<>();
        for (ModelElementInstance e = element.getParentElement(); e != null; e = e.getParentElement()) {
            around.add(e);
        }
        return around;
    }

    private List<FlowNode> placed() {
        return nodes.values().stream().filter(node -> shape(node) != null).toList();
    }

    private Box shape(FlowNode node) {
        return shapes.get(node.getId());
    }

    private List<Point> points(SequenceFlow flow) {
        return edges.getOrDefault(flow.getId(), List.of());
    }

    private List<Point[]> segments(SequenceFlow flow) {
        List<Point> points = points(flow);
        List<Point[]> segments = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            segments.add(new Point[] {points.get(i - 1), points.get(i)});
        }
        return segments;
    }

    private boolean runsThrough(SequenceFlow flow, Box box, double inset) {
        return segments(flow).stream().anyMatch(s -> box.crossedBy(s[0], s[1], inset));
    }

    private void label(String id, BpmnLabel label, double shift) {
        if (label != null && label.getBounds() != null && element(id) != null && !Texts.isBlank(name(element(id)))) {
            labels.put(id, box(label.getBounds(), shift));
        }
    }

    private static Box box(Bounds bounds, double shift) {
        return new Box(bounds.getX() + shift, bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }

    private ModelElementInstance element(String id) {
        return model.getModelElementById(id);
    }

    private static String name(ModelElementInstance element) {
        return element.getAttributeValue("name");
    }

    private static String called(ModelElementInstance element) {
        return element == null
                ? "?"
                : Texts.isBlank(name(element))
                        ? element.getAttributeValue("id")
                        : "「" + name(element).replaceAll("\\s+", " ") + "」";
    }

    private static String route(SequenceFlow flow) {
        return called(flow.getSource()) + " → " + called(flow.getTarget());
    }

    private void report(ModelElementInstance element, String what) {
        problems.add(new Problem(file, element.getAttributeValue("id"), name(element), what));
    }
}
