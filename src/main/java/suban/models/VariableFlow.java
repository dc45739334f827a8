package suban.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Variables that somebody asks for and nobody sets: neither a form's decision, nor a table's result, nor a mapping, nor the program. Asks
 * of conditions, times, assignments, mappings, the inputs of tables and the program's own steps; and of each call whether it hands over
 * what the called process counts on.
 */
final class VariableFlow {

    /** What of a form a gateway may ask for: {@code suban.engine.FormGuard} passes on nothing else. */
    static final Set<String> ROUTING = Set.of("decision", "act", "outcome");

    /** The form as the program gets it, with every task and start. */
    private static final String FORM = "form";

    private static final Set<String> OF_THE_ENGINE = Set.of(
            "execution",
            "task",
            "nrOfInstances",
            "nrOfActiveInstances",
            "nrOfCompletedInstances",
            "loopCounter",
            "authenticatedUserId");

    private final Models models;
    private final CompiledCode code;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Flow> flows = new LinkedHashMap<>();

    private VariableFlow(Models models, CompiledCode code) {
        this.models = models;
        this.code = code;
    }

    /** A variable set, and the element inside which it can be read. */
    private record Setting(String name, Element scope, Element by) {

        /** {@code <inputParameter name="x">${x}</inputParameter>} asks for the x outside. */
        boolean isItself(Need need) {
            return by == need.at && by.getLocalName().equals("inputParameter");
        }
    }

    /** A variable asked for. */
    private record Need(String name, Element at, String where) {}

    /** A call of another process. */
    private record Call(Flow caller, Element at, String called, Set<String> handedOver) {}

    private final class Flow {
        private final String file;
        private final Element process;
        private final List<Setting> settings = new ArrayList<>();
        private final List<Need> needs = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final Set<String> broughtByMessages = new HashSet<>();

        private Flow(String file, Element process) {
            this.file = file;
            this.process = process;
        }

        private boolean has(Need need) {
            return settings.stream()
                            .filter(setting -> setting.name.equals(need.name) && !setting.isItself(need))
                            .anyMatch(setting -> isInside(need.at, setting.scope))
                    || broughtByMessages.contains(need.name);
        }

        private boolean sets(String name) {
            return settings.stream().anyMatch(setting -> setting.name.equals(name));
        }
    }

    /** Every such variable. */
    static List<Problem> problems(Models models, CompiledCode code) {
        VariableFlow it = new VariableFlow(models, code);
        models.diagrams().forEach(it::read);
        it.flows.values().forEach(it::judge);
        return it.problems;
    }

    // ---- reading

    private void read(Models.Diagram diagram) {
        Document document =
                (Document) diagram.model().getDocument().getDomSource().getNode();
        for (Element process : elements(document, "process")) {
            Flow flow = new Flow(diagram.file(), process);
            flows.put(process.getAttribute("id"), flow);
            for (Element element : elements(process, "*")) {
                sets(flow, element);
                needs(flow, element);
            }
        }
    }

    private void sets(Flow flow, Element element) {
        for (String attribute : List.of(
                "resultVariable", "initiator", "errorCodeVariable", "errorMessageVariable", "escalationCodeVariable")) {
            add(flow, camunda(element, attribute), flow.process, element);
        }
        Element activity = owner(element);
        switch (element.getLocalName()) {
            case "multiInstanceLoopCharacteristics" ->
                add(flow, camunda(element, "elementVariable"), activity, element);
            case "inputParameter" -> add(flow, element.getAttribute("name"), activity, element);
            case "outputParameter" -> add(flow, element.getAttribute("name"), flow.process, element);
            case "out" -> add(flow, element.getAttribute("target"), flow.process, element);
            case "messageEventDefinition" -> {
                if (activity.getLocalName().equals("startEvent")) {
                    flow.broughtByMessages.addAll(code.startedBy().getOrDefault(message(element), Set.of()));
                }
            }
            default -> {
                // sets nothing
            }
        }
        String form = camunda(element, "formRef");
        models.forms().stream()
                .filter(it -> it.id().equals(form))
                .flatMap(it -> it.json().findValuesAsText("key").stream())
                .filter(ROUTING::contains)
                .forEach(key -> add(flow, key, flow.process, element));
        String bean = Expressions.delegate(camunda(element, "delegateExpression"));
        if (bean == null) {
            bean = Expressions.delegate(element.getAttribute("delegateExpression"));
        }
        if (bean != null) {
            for (String name : code.sets().getOrDefault(bean, Set.of())) {
                add(flow, name, flow.process, null);
            }
            for (String name : code.needs().getOrDefault(bean, Set.of())) {
                if (!name.equals(FORM)) {
                    flow.needs.add(new Need(name, activity, "这一步的程序"));
                }
            }
        }
    }

    private void needs(Flow flow, Element element) {
        String local = element.getLocalName();
        if (local.equals("documentation") || local.equals("text")) {
            return;
        }
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (!attribute.getLocalName().equals("delegateExpression")) {
                asks(flow, element, attribute.getValue());
            }
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                asks(flow, element, child.getNodeValue());
            }
        }
        String decision = camunda(element, "decisionRef");
        if (!Texts.isBlank(decision)) {
            inputs(decision).forEach(name -> flow.needs.add(new Need(name, element, "决策表 " + decision + " 的输入")));
        }
        if (local.equals("callActivity")) {
            Set<String> handedOver = new TreeSet<>();
            for (Element in : elements(element, "in")) {
                handedOver.add(in.getAttribute("variables").equals("all") ? "*" : in.getAttribute("target"));
                if (in.hasAttribute("source")) {
                    flow.needs.add(new Need(in.getAttribute("source"), element, "传给被调用流程的变量"));
                }
            }
            flow.calls.add(new Call(flow, element, element.getAttribute("calledElement"), handedOver));
        }
    }

    private void asks(Flow flow, Element element, String text) {
        for (String name : Expressions.variables(text)) {
            if (!OF_THE_ENGINE.contains(name) && !models.beans().containsKey(name)) {
                flow.needs.add(new Need(name, element, "表达式 " + text.strip() + " "));
            }
        }
    }

    /** Of inputs that are a plain name; a calculation may name functions, and is left alone. */
    private Set<String> inputs(String decision) {
        return models.tables().stream()
                .flatMap(table -> table.model().getModelElementsByType(Decision.class).stream())
                .filter(it -> decision.equals(it.getId()))
                .flatMap(it -> it.getModelInstance().getModelElementsByType(InputExpression.class).stream())
                .map(InputExpression::getText)
                .filter(Objects::nonNull)
                .map(text -> text.getTextContent().strip())
                .filter(text -> text.matches("[A-Za-z_]\\w*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // ---- judging

    private void judge(Flow flow) {
        List<Call> callers = flows.values().stream()
                .flatMap(other -> other.calls.stream())
                .filter(call -> flow.process.getAttribute("id").equals(call.called))
                .toList();
        Map<String, List<Need>> missing = flow.needs.stream()
                .filter(need -> !flow.has(need))
                .collect(Collectors.groupingBy(need -> need.name, TreeMap::new, Collectors.toList()));
        missing.forEach((name, needs) -> {
            List<Element> places =
                    needs.stream().map(need -> owner(need.at)).distinct().toList();
            boolean handedOver = callers.stream().anyMatch(call -> hands(call, name));
            if (callers.isEmpty() || !handedOver && places.size() == 1) {
                Need first = needs.get(0);
                report(
                        flow,
                        first.at,
                        first.where + "用到变量 " + name + "，但没有任何一步设置它" + likely(flow, callers, name)
                                + (places.size() > 1 ? "（共 " + places.size() + " 处用到）" : ""));
                return;
            }
            for (Call call : callers) {
                if (!hands(call, name)) {
                    report(
                            call.caller,
                            call.at,
                            "没有把变量 " + name + " 传给被调用的流程 " + call.called + "，那里的「"
                                    + places.get(0).getAttribute("name") + "」"
                                    + (places.size() > 1 ? "等 " + places.size() + " 处" : "") + "要用到它");
                }
            }
        });
        for (Call call : flow.calls) {
            Flow called = flows.get(call.called);
            for (Element out : elements(call.at, "out")) {
                String source = out.getAttribute("source");
                if (called != null && !source.isEmpty() && !called.sets(source)) {
                    report(flow, call.at, "要从流程 " + call.called + " 取回变量 " + source + "，但那里没有任何一步设置它");
                }
            }
        }
    }

    private static boolean hands(Call call, String name) {
        return call.handedOver.contains(name) || call.handedOver.contains("*");
    }

    /** What was probably meant: the name that differs least. */
    private static String likely(Flow flow, List<Call> callers, String missing) {
        return Stream.concat(
                        flow.settings.stream().map(Setting::name),
                        callers.stream().flatMap(call -> call.handedOver.stream()))
                .filter(name -> Texts.distance(name, missing) <= 2)
                .findFirst()
                .map(name -> "；是否应为 " + name + "？")
                .orElse("");
    }

    // ---- helpers

    private void add(Flow flow, String name, Element scope, Element by) {
        if (!Texts.isBlank(name)) {
            flow.settings.add(new Setting(name, scope, by));
        }
    }

    private static String message(Element definition) {
        String ref = definition.getAttribute("messageRef");
        return elements(definition.getOwnerDocument(), "message").stream()
                .filter(message -> message.getAttribute("id").equals(ref))
                .map(message -> message.getAttribute("name"))
                .findFirst()
                .orElse("");
    }

    private static String camunda(Element element, String attribute) {
        return element.getAttributeNS(BpmnModelConstants.CAMUNDA_NS, attribute);
    }

    private static List<Element> elements(Node root, String local) {
        NodeList nodes = root instanceof Document document
                ? document.getElementsByTagNameNS("*", local)
                : ((Element) root).getElementsByTagNameNS("*", local);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The task, event, gateway, flow or subprocess this stands in: what is selected in the Modeler. */
    private static Element owner(Element element) {
        Element owner = element;
        while (owner.getParentNode() instanceof Element parent
                && !owner.getLocalName().equals("process")
                && !owner.getLocalName()
                        .matches(
                                "task|\\w+Task|\\w+Event|\\w+Gateway|callActivity|sequenceFlow|subProcess|transaction")) {
            owner = parent;
        }
        return owner;
    }

    private static boolean isInside(Element element, Element scope) {
        for (Node node = element; node != null; node = node.getParentNode()) {
            if (node == scope) {
                return true;
            }
        }
        return false;
    }

    private void report(Flow flow, Element at, String what) {
        Element shown = owner(at);
        problems.add(new Problem(flow.file, shown.getAttribute("id"), shown.getAttribute("name"), what));
    }
}
