package suban.revision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.w3c.dom.Element;
import suban.engine.RuleVersions;

/**
 * A step at which something that runs may wait and which another set does not have under this id: what has become of it is for an analyst to
 * say.
 *
 * @param process key of its process
 * @param name 人工任务“办理诉求”
 * @param instances how many stand there now
 * @param mayBeDropped whether what waits for it may simply wait no more: an event beside the work, such as a reminder
 * @param choices what it may be now: steps of its kind in the same process of that set, those that are new first
 */
public record LeftOver(
        String process,
        String processName,
        String id,
        String name,
        long instances,
        boolean mayBeDropped,
        List<Choice> choices) {

    /** A step of the other set. */
    public record Choice(String id, String name) {}

    /** Where a case may stand, or what it may wait for. */
    private static final Set<String> WAITING = Set.of(
            "userTask",
            "receiveTask",
            "intermediateCatchEvent",
            "boundaryEvent",
            "eventBasedGateway",
            "callActivity",
            "subProcess");

    private static final Set<String> AUTOMATIC = Set.of("serviceTask", "sendTask", "businessRuleTask");

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    /** One diagram: its elements by id. */
    private record Diagram(String process, String name, Map<String, Element> elements) {

        static Diagram of(byte[] content) {
            Element root = RuleDiff.read(content);
            if (root == null) {
                return null; // RuleCheck says what is wrong with it
            }
            for (Element it : RuleDiff.all(root)) {
                if ("process".equals(it.getLocalName())) {
                    return new Diagram(it.getAttribute("id"), RuleDiff.name(it), RuleDiff.elements(root));
                }
            }
            return null;
        }
    }

    /**
     * Every step that is left over.
     *
     * @param inUse diagrams by which something runs
     * @param set by path inside the project
     * @param versions what stands where
     */
    static List<LeftOver> of(Map<String, byte[]> inUse, Map<String, byte[]> set, List<RuleVersions.Version> versions) {
        Map<String, Diagram> now = new TreeMap<>();
        set.forEach((path, content) -> {
            Diagram it = path.endsWith(".bpmn") ? Diagram.of(content) : null;
            if (it != null) {
                now.put(it.process(), it);
            }
        });
        Map<String, LeftOver> found = new LinkedHashMap<>();
        inUse.values().stream().map(Diagram::of).forEach(was -> {
            Diagram is = was == null ? null : now.get(was.process());
            if (is != null) {
                was.elements().forEach((id, step) -> {
                    if (mayWait(step) && !is.elements().containsKey(id)) {
                        found.putIfAbsent(was.process() + " " + id, of(was, step, is, standing(versions, was, id)));
                    }
                });
            }
        });
        return found.values().stream()
                .sorted(Comparator.comparing(LeftOver::process).thenComparing(LeftOver::id))
                .toList();
    }

    private static LeftOver of(Diagram was, Element step, Diagram is, long standing) {
        List<Choice> fresh = new ArrayList<>();
        List<Choice> known = new ArrayList<>();
        is.elements().forEach((id, it) -> {
            if (kind(it).equals(kind(step))) {
                (was.elements().containsKey(id) ? known : fresh).add(new Choice(id, RuleDiff.told(it, is.elements())));
            }
        });
        fresh.addAll(known);
        String id = step.getAttribute("id");
        return new LeftOver(
                was.process(),
                was.name(),
                id,
                RuleDiff.told(step, was.elements()),
                standing,
                "boundaryEvent".equals(step.getLocalName()) || "startEvent".equals(step.getLocalName()),
                fresh);
    }

    private static long standing(List<RuleVersions.Version> versions, Diagram was, String id) {
        return versions.stream()
                .filter(it -> it.process().equals(was.process()))
                .flatMap(it -> it.steps().stream())
                .filter(it -> it.id().replaceFirst("#.*", "").equals(id))
                .mapToLong(RuleVersions.Step::instances)
                .sum();
    }

    private static boolean mayWait(Element step) {
        String type = step.getLocalName();
        return WAITING.contains(type)
                || "startEvent".equals(type) && isInside(step)
                || AUTOMATIC.contains(type)
                        && (step.hasAttributeNS(CAMUNDA, "asyncBefore") || step.hasAttributeNS(CAMUNDA, "asyncAfter"));
    }

    /** Whether it begins a part of a process that an event begins. */
    private static boolean isInside(Element start) {
        return start.getParentNode() instanceof Element parent
                && "true".equals(parent.getAttribute("triggeredByEvent"));
    }

    /** Only what is alike may be the same step: its type, what it waits for, and whether there are many of it. */
    private static String kind(Element step) {
        StringBuilder kind = new StringBuilder(step.getLocalName()).append(isInside(step) ? " inside" : "");
        for (Element child : RuleDiff.children(step)) {
            if (child.getLocalName().endsWith("EventDefinition")
                    || "multiInstanceLoopCharacteristics".equals(child.getLocalName())) {
                kind.append(' ').append(child.getLocalName());
            }
        }
        return kind.append(step.getAttribute("triggeredByEvent")).toString();
    }
}
