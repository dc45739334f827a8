package suban.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A task, event or flow of a diagram as the Modeler's templates see it.
 *
 * @param template the id of the one it carries; empty where it carries none
 * @param facts what is set on it, by where a template sets it ({@code property camunda:formRef}, {@code camunda:in attempt}) or,
 *     where none can, by where it stands ({@code timer timeDate})
 */
record TemplatedElement(String type, String id, String name, String template, Map<String, String> facts) {

    private static final String CAMUNDA = BpmnModelConstants.CAMUNDA_NS;
    private static final String TEMPLATE = "modelerTemplate";
    private static final String CONDITION = "property conditionExpression";

    /** Runs something, waits for somebody, or calls. */
    private static final Set<String> ALWAYS =
            Set.of("serviceTask", "sendTask", "userTask", "businessRuleTask", "callActivity");

    /** Every task, event and flow of a diagram. */
    static List<TemplatedElement> in(Models.Diagram diagram) {
        List<TemplatedElement> found = new ArrayList<>();
        Document document =
                (Document) diagram.model().getDocument().getDomSource().getNode();
        NodeList all = document.getElementsByTagNameNS(BpmnModelConstants.BPMN20_NS, "*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getLocalName().matches("task|\\w+Task|\\w+Event|callActivity|sequenceFlow")) {
                found.add(of(element));
            }
        }
        return found;
    }

    private static TemplatedElement of(Element element) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!element.getLocalName().equals("sequenceFlow")) { // its name is the answer, which is the diagram's own
            plain(element, "name", "property name", facts);
        }
        plain(element, "calledElement", "property calledElement", facts);
        engine(element, "property camunda:", facts);
        facts.remove("property camunda:" + TEMPLATE);
        for (Element child : children(element)) {
            switch (child.getLocalName()) {
                case "extensionElements" -> children(child).forEach(each -> extension(each, facts));
                case "conditionExpression" -> facts.put(CONDITION, text(child));
                case "timerEventDefinition" ->
                    children(child).forEach(each -> facts.put("timer " + each.getLocalName(), text(each)));
                case "multiInstanceLoopCharacteristics" -> {
                    if (child.getAttribute("isSequential").equals("true")) { // the schema adds its default, false
                        facts.put("multiInstance isSequential", "true");
                    }
                    engine(child, "multiInstance ", facts);
                    children(child).forEach(each -> facts.put("multiInstance " + each.getLocalName(), text(each)));
                }
                case "messageEventDefinition" -> engine(child, "message ", facts);
                default -> {
                    // where it stands in the flow is not the template's business
                }
            }
        }
        return new TemplatedElement(
                element.getLocalName(),
                element.getAttribute("id"),
                element.getAttribute("name"),
                element.getAttributeNS(CAMUNDA, TEMPLATE),
                facts);
    }

    private static void extension(Element each, Map<String, String> facts) {
        String kind = "camunda:" + each.getLocalName();
        switch (each.getLocalName()) {
            case "inputOutput" ->
                children(each)
                        .forEach(it ->
                                facts.put("camunda:" + it.getLocalName() + " " + it.getAttribute("name"), text(it)));
            case "in" -> {
                if (each.hasAttribute("businessKey")) {
                    facts.put("camunda:in:businessKey", each.getAttribute("businessKey"));
                } else {
                    facts.put(kind + " " + each.getAttribute("target"), each.getAttribute("source"));
                }
            }
            case "out" -> facts.put(kind + " " + each.getAttribute("source"), each.getAttribute("target"));
            case "executionListener" ->
                facts.put(
                        kind + " " + each.getAttribute("event") + " delegateExpression",
                        each.getAttribute("delegateExpression"));
            case "taskListener" ->
                facts.put("taskListener " + each.getAttribute("event"), each.getAttribute("delegateExpression"));
            default -> facts.put(kind, text(each));
        }
    }

    private static void plain(Element element, String attribute, String key, Map<String, String> facts) {
        if (element.hasAttribute(attribute)) {
            facts.put(key, element.getAttribute(attribute));
        }
    }

    /** The engine's own attributes. */
    private static void engine(Element element, String prefix, Map<String, String> facts) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (CAMUNDA.equals(attribute.getNamespaceURI())) {
                facts.put(prefix + attribute.getLocalName(), attribute.getValue());
            }
        }
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element it) {
                children.add(it);
            }
        }
        return children;
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    /** Whether it runs, waits for somebody or for a time, calls, or asks: then an analyst has it from a template. */
    boolean wantsTemplate() {
        return ALWAYS.contains(type)
                || facts.containsKey(CONDITION)
                || facts.keySet().stream()
                        .anyMatch(key -> key.startsWith("timer ") || key.endsWith("delegateExpression"));
    }

    Problem problem(String file, String what) {
        return new Problem(file, id, name, what);
    }
}
