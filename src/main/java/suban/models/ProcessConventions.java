package suban.models;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.Escalation;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TextAnnotation;
import org.camunda.bpm.model.bpmn.instance.TimeCycle;
import org.camunda.bpm.model.bpmn.instance.TimeDate;
import org.camunda.bpm.model.bpmn.instance.TimeDuration;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What every diagram in {@code processes/} keeps to beside its looks, which {@link TidyDiagram} judges. */
final class ProcessConventions {

    /** Cases end, change scope and come back in one place only (design, section 3). */
    private static final Set<String> ONLY_IN_COMPLAINT =
            Set.of("complaint.withdrawn", "complaint.leftScope", "complaint.reopened");

    private final Models models;
    private final String file;
    private final BpmnModelInstance model;
    private final Flows flows;
    private final List<Problem> problems;

    private ProcessConventions(Models models, Models.Diagram diagram, List<Problem> problems) {
        this.models = models;
        this.file = diagram.file();
        this.model = diagram.model();
        this.flows = new Flows(model);
        this.problems = problems;
    }

    /** Every breach in every diagram. */
    static List<Problem> problems(Models models) {
        List<Problem> problems = new ArrayList<>();
        for (Models.Diagram diagram : models.diagrams()) {
            ProcessConventions conventions = new ProcessConventions(models, diagram, problems);
            conventions.processes();
            conventions.ids();
            conventions.names();
            conventions.codes();
            conventions.documentation();
            conventions.forms();
            conventions.calls();
            conventions.decisions();
            conventions.delegates();
            conventions.expressions();
            conventions.scripts();
            conventions.timers();
            conventions.conditions();
            conventions.paths();
        }
        return problems;
    }

    // ---- the process itself

    private void processes() {
        Collection<Process> processes = all(Process.class);
        if (processes.size() != 1) {
            problems.add(new Problem(file, "", "", "一个文件只放一个流程，这里有 " + processes.size() + " 个"));
        }
        for (Process process : processes) {
            if (!process.getId().equals(Models.idOfFile(file))) {
                report(process, "流程编号应与文件名一致：" + Models.idOfFile(file));
            }
            if (!process.isExecutable()) {
                report(process, "流程未设为可执行（isExecutable）");
            }
            if (Texts.isBlank(camunda(process, "historyTimeToLive"))) {
                report(process, "没有设置历史保留期（historyTimeToLive）");
            }
            if (Texts.isBlank(process.getName())) {
                report(process, "流程没有名称");
            }
            boolean hasStartForm = process.getChildElementsByType(StartEvent.class).stream()
                    .anyMatch(start -> camunda(start, "formRef") != null);
            if (!hasStartForm && !"false".equals(camunda(process, "isStartableInTasklist"))) {
                report(process, "没有开始表单的流程不得由人在任务列表中启动：应设 isStartableInTasklist=false");
            }
        }
    }

    // ---- ids, names, words

    private void ids() {
        for (FlowElement element : all(FlowElement.class)) {
            String prefix = prefix(element);
            if (prefix != null && (element.getId() == null || !element.getId().matches(prefix + "_[a-z]\\w*"))) {
                report(element, "编号应形如 " + prefix + "_xxx（小写字母开头的英文词），且落地后不再改动");
            }
        }
    }

    private static String prefix(FlowElement element) {
        if (element instanceof SequenceFlow) {
            return "flow";
        } else if (element instanceof Gateway) {
            return "gateway";
        } else if (element instanceof SubProcess) {
            return "subProcess";
        } else if (element instanceof StartEvent || element instanceof EndEvent) {
            return type(element);
        } else if (element instanceof Event) {
            return "event";
        } else {
            return element instanceof Activity ? type(element) : null;
        }
    }

    private void names() {
        for (BaseElement element : all(BaseElement.class)) {
            String name = element.getAttributeValue("name");
            boolean seen = element instanceof FlowElement
                    || element instanceof Lane
                    || element instanceof Participant
                    || element instanceof Process;
            if (seen && !Texts.isBlank(name) && !Texts.isChinese(name)) {
                report(element, "名称应为中文，不含拉丁字母");
            }
            if (element instanceof Gateway gateway
                    && flows.outOf(gateway).size() < 2
                    && flows.into(gateway).size() > 1
                    && !Texts.isBlank(name)) {
                report(element, "汇合网关不写名称");
            }
        }
        for (TextAnnotation annotation : all(TextAnnotation.class)) {
            if (annotation.getText() == null
                    || !Texts.isChinese(annotation.getText().getTextContent())) {
                report(annotation, "批注应为中文，不含拉丁字母");
            }
        }
    }

    private void codes() {
        for (Message message : all(Message.class)) {
            if (!String.valueOf(message.getName()).matches("[a-z][A-Za-z0-9]*\\.[a-z][A-Za-z0-9]*")) {
                report(message, "消息名应形如 complaint.withdrawn");
            }
        }
        for (Error error : all(Error.class)) {
            if (!String.valueOf(error.getErrorCode()).matches("[a-z][A-Za-z0-9]*")) {
                report(error, "错误代码应为小驼峰形式，现为 " + error.getErrorCode());
            }
        }
        for (Escalation escalation : all(Escalation.class)) {
            if (!String.valueOf(escalation.getEscalationCode()).matches("[a-z][A-Za-z0-9]*")) {
                report(escalation, "升级代码应为小驼峰形式，现为 " + escalation.getEscalationCode());
            }
        }
        if (Models.idOfFile(file).equals("complaint")) {
            return;
        }
        for (FlowNode node : all(FlowNode.class)) {
            Message awaited = null;
            if (node instanceof CatchEvent) {
                awaited = node.getChildElementsByType(MessageEventDefinition.class).stream()
                        .map(MessageEventDefinition::getMessage)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            } else if (node instanceof ReceiveTask task) {
                awaited = task.getMessage();
            }
            if (awaited != null && ONLY_IN_COMPLAINT.contains(awaited.getName())) {
                report(node, "消息 " + awaited.getName() + " 只能由 complaint 流程接收");
            }
        }
    }

    private void documentation() {
        for (FlowNode node : all(FlowNode.class)) {
            boolean question = (node instanceof ExclusiveGateway || node instanceof InclusiveGateway)
                    && flows.outOf(node).size() > 1;
            boolean named = !Texts.isBlank(node.getName());
            boolean plainInside = !named
                    && node.getParentElement() instanceof SubProcess
                    && (node instanceof StartEvent || node instanceof EndEvent)
                    && node.getChildElementsByType(EventDefinition.class).isEmpty();
            boolean trivial = (node instanceof Gateway && !question) || plainInside;
            String complaint = trivial ? null : Articles.complaint(documentation(node));
            if (complaint != null) {
                report(node, complaint);
            }
        }
    }

    static String documentation(BaseElement element) {
        return element.getDocumentations().stream()
                .map(Documentation::getTextContent)
                .collect(Collectors.joining("\n"));
    }

    // ---- what an element refers to

    private void forms() {
        for (UserTask task : all(UserTask.class)) {
            if (Texts.isBlank(camunda(task, "formRef"))) {
                report(task, "人工任务没有表单（formRef）");
            }
        }
        for (FlowNode node : all(FlowNode.class)) {
            if (camunda(node, "formKey") != null) {
                report(node, "不用 formKey，表单以 formRef 引用");
            }
            String form = camunda(node, "formRef");
            if (!Texts.isBlank(form)) {
                if (!models.formIds().contains(form)) {
                    report(node, "引用的表单不存在：" + form);
                }
                if (!"deployment".equals(camunda(node, "formRefBinding"))) {
                    report(node, "表单应与流程同版本：formRefBinding=deployment");
                }
            }
        }
    }

    private void calls() {
        for (CallActivity call : all(CallActivity.class)) {
            if (!models.processIds().contains(String.valueOf(call.getCalledElement()))) {
                report(call, "调用的流程不存在：" + call.getCalledElement());
            }
            if (!"deployment".equals(camunda(call, "calledElementBinding"))) {
                report(call, "被调用流程应与本流程同版本：calledElementBinding=deployment");
            }
            List<CamundaIn> ins = call.getExtensionElements() == null
                    ? List.of()
                    : call.getExtensionElements()
                            .getElementsQuery()
                            .filterByType(CamundaIn.class)
                            .list();
            if (ins.stream()
                    .map(CamundaIn::getCamundaBusinessKey)
                    .noneMatch(key -> key != null && key.matches("[$#]\\{execution\\.processBusinessKey}"))) {
                report(call, "没有传递投诉编号：缺少 <camunda:in businessKey=\"#{execution.processBusinessKey}\"/>");
            }
        }
    }

    private void decisions() {
        for (BusinessRuleTask task : all(BusinessRuleTask.class)) {
            String decision = camunda(task, "decisionRef");
            if (!models.decisionIds().contains(String.valueOf(decision))) {
                report(task, "引用的决策表不存在：" + decision);
            }
            if (!"deployment".equals(camunda(task, "decisionRefBinding"))) {
                report(task, "决策表应与流程同版本：decisionRefBinding=deployment");
            }
        }
    }

    private void delegates() {
        for (ServiceTask task : all(ServiceTask.class)) {
            String id = String.valueOf(task.getId());
            String expected = "#{" + id.substring(id.indexOf('_') + 1) + "Delegate}";
            if (!expected.equals(camunda(task, "delegateExpression"))) {
                report(task, "系统任务的实现应写作 delegateExpression=" + expected);
            }
        }
    }

    /** Looks at every attribute and text of the file, so that no new place for an expression is forgotten. */
    private void expressions() {
        for (Element element : elements()) {
            String local = element.getLocalName();
            if (local.equals("documentation") || local.equals("text")) {
                continue;
            }
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                Attr attribute = (Attr) element.getAttributes().item(i);
                texts.add(attribute.getValue());
                if (attribute.getLocalName().equals("delegateExpression")) {
                    String bean = Expressions.delegate(attribute.getValue());
                    if (bean == null) {
                        report(element, "实现应只写一个名称，形如 #{xxxDelegate}，现为 " + attribute.getValue());
                    } else if (!models.beans().containsKey(bean)) {
                        report(element, "程序中没有名为 " + bean + " 的实现");
                    }
                }
            }
            for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                    texts.add(child.getNodeValue());
                }
            }
            for (String text : texts) {
                for (Expressions.Call call : Expressions.calls(text)) {
                    Set<String> methods = models.beans().get(call.bean());
                    if (methods == null) {
                        report(element, "表达式 " + text.strip() + " 用到的 " + call.bean() + " 在程序中不存在");
                    } else if (call.method() != null && !methods.contains(call.method())) {
                        report(element, "表达式 " + text.strip() + " 用到的 " + call.bean() + " 没有方法 " + call.method());
                    }
                }
                for (String function : Expressions.functions(text)) {
                    report(element, "表达式 " + text.strip() + " 不得使用函数 " + function + "()：时间只取自 deadlines");
                }
            }
        }
    }

    private void scripts() {
        for (ScriptTask task : all(ScriptTask.class)) {
            report(task, "不得使用脚本任务");
        }
        for (CamundaScript script : all(CamundaScript.class)) {
            report(script, "不得使用脚本");
        }
        for (ConditionExpression condition : all(ConditionExpression.class)) {
            if (!Texts.isBlank(condition.getLanguage())) {
                report(condition.getParentElement(), "不得使用脚本条件（language=" + condition.getLanguage() + "）");
            }
        }
        for (Element element : elements()) {
            if (element.hasAttributeNS(BpmnModelConstants.CAMUNDA_NS, "class")
                    || (BpmnModelConstants.CAMUNDA_NS.equals(element.getNamespaceURI())
                            && element.hasAttribute("class"))) {
                report(element, "不得直接写类名（camunda:class），应写 delegateExpression");
            }
        }
    }

    private void timers() {
        for (TimeDuration duration : all(TimeDuration.class)) {
            report(duration, "定时不得用时长 " + duration.getTextContent().strip() + "：工作日期限只取自 ${deadlines.…}");
        }
        for (Class<? extends ModelElementInstance> type : List.of(TimeDate.class, TimeCycle.class)) {
            for (ModelElementInstance timer : all(type)) {
                if (!Expressions.isDeadline(timer.getTextContent())) {
                    report(
                            timer,
                            "定时应取自 ${deadlines.…}，现为 " + timer.getTextContent().strip());
                }
            }
        }
        for (UserTask task : all(UserTask.class)) {
            for (String attribute : List.of("dueDate", "followUpDate")) {
                String value = camunda(task, attribute);
                if (value != null && !Expressions.isExpression(value)) {
                    report(task, attribute + " 应为表达式，不得写死：" + value);
                }
            }
        }
    }

    // ---- ways through the diagram

    private void conditions() {
        for (FlowNode node : all(FlowNode.class)) {
            boolean asks = node instanceof ExclusiveGateway || node instanceof InclusiveGateway;
            String defaultFlow = node.getAttributeValue("default");
            if (defaultFlow != null && flows.outOf(node).stream().noneMatch(f -> defaultFlow.equals(f.getId()))) {
                report(node, "缺省路径 " + defaultFlow + " 不是从这里出去的");
            }
            for (SequenceFlow flow : flows.outOf(node)) {
                boolean isDefault = flow.getId().equals(defaultFlow);
                ConditionExpression condition = flow.getConditionExpression();
                if (!asks || flows.outOf(node).size() == 1) {
                    if (condition != null) {
                        report(flow, "条件只写在有多条出路的网关之后");
                    }
                } else if (isDefault && condition != null) {
                    report(flow, "缺省路径不写条件");
                } else if (!isDefault && condition == null) {
                    report(flow, "网关「" + node.getName() + "」的出路没有条件，也不是缺省路径");
                }
                if (condition != null && !Expressions.isExpression(condition.getTextContent())) {
                    report(flow, "条件应为表达式 ${…}，现为 " + condition.getTextContent().strip());
                }
            }
        }
    }

    private void paths() {
        Set<FlowNode> reached = new HashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>();
        Map<String, FlowNode> linkTargets = new TreeMap<>();
        for (FlowNode node : all(FlowNode.class)) {
            if (node instanceof StartEvent && node.getParentElement() instanceof Process) {
                open.add(node);
            }
            if (node instanceof CatchEvent) {
                node.getChildElementsByType(LinkEventDefinition.class)
                        .forEach(link -> linkTargets.put(link.getName(), node));
            }
        }
        while (!open.isEmpty()) {
            FlowNode node = open.poll();
            if (!reached.add(node)) {
                continue;
            }
            flows.outOf(node).stream()
                    .map(SequenceFlow::getTarget)
                    .filter(Objects::nonNull)
                    .forEach(open::add);
            node.getChildElementsByType(LinkEventDefinition.class).stream()
                    .map(link -> linkTargets.get(link.getName()))
                    .filter(Objects::nonNull)
                    .forEach(open::add);
            all(BoundaryEvent.class).stream()
                    .filter(event -> node.equals(event.getAttachedTo()))
                    .forEach(open::add);
            if (node instanceof SubProcess) {
                open.addAll(node.getChildElementsByType(StartEvent.class));
            }
            // an event subprocess waits as soon as what it stands in runs
            node.getParentElement().getChildElementsByType(SubProcess.class).stream()
                    .filter(SubProcess::triggeredByEvent)
                    .forEach(open::add);
        }
        unreached(reached);
        for (FlowNode node : all(FlowNode.class)) {
            boolean compensates = node instanceof Activity activity && activity.isForCompensation();
            boolean eventSubProcess = node instanceof SubProcess sub && sub.triggeredByEvent();
            boolean jumps = node instanceof Event
                    && !(node instanceof CatchEvent)
                    && !node.getChildElementsByType(LinkEventDefinition.class).isEmpty();
            if (flows.outOf(node).isEmpty()
                    && !(node instanceof EndEvent)
                    && !compensates
                    && !eventSubProcess
                    && !jumps) {
                report(node, "走到这里就断了：没有出路，也不是结束事件");
            }
            boolean forks = node instanceof ParallelGateway || node instanceof EventBasedGateway;
            if (forks && flows.outOf(node).size() < 2 && flows.into(node).size() < 2) {
                report(node, "网关只有一进一出，是多余的");
            }
        }
    }

    /** Where the way breaks off; what stands behind it is only counted. */
    private void unreached(Set<FlowNode> reached) {
        List<FlowNode> lost = all(FlowNode.class).stream()
                .filter(node -> !reached.contains(node))
                .filter(node -> !(node instanceof Activity activity && activity.isForCompensation()))
                .toList();
        List<FlowNode> first = lost.stream()
                .filter(node -> flows.into(node).stream().noneMatch(flow -> lost.contains(flow.getSource())))
                .filter(node -> !lost.contains(node.getParentElement()))
                .filter(node -> !(node instanceof BoundaryEvent event && lost.contains(event.getAttachedTo())))
                .toList();
        int behind = first.isEmpty() ? 0 : lost.size() - first.size();
        for (FlowNode node : first.isEmpty() ? lost : first) {
            report(node, "从开始事件走不到这里" + (behind > 0 ? "，后面的也走不到（共 " + behind + " 个）" : ""));
        }
    }

    // ---- helpers

    private <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
        return model.getModelElementsByType(type);
    }

    private static String camunda(ModelElementInstance element, String attribute) {
        return element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
    }

    private static String type(ModelElementInstance element) {
        return element.getElementType().getTypeName();
    }

    /** Every XML element of the file, those of the engine's own namespace included. */
    private List<Element> elements() {
        Document document = (Document) model.getDocument().getDomSource().getNode();
        NodeList nodes = document.getElementsByTagNameNS("*", "*");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /** Not to be selected in the Modeler by itself: its event or task is what a problem is reported at. */
    private static boolean isPart(String id, String type) {
        return Texts.isBlank(id)
                || type.endsWith("EventDefinition")
                || type.endsWith("LoopCharacteristics")
                || type.endsWith("Expression");
    }

    private void report(ModelElementInstance element, String what) {
        ModelElementInstance shown = element;
        while (shown.getParentElement() != null && isPart(shown.getAttributeValue("id"), type(shown))) {
            shown = shown.getParentElement();
        }
        problems.add(new Problem(file, shown.getAttributeValue("id"), shown.getAttributeValue("name"), what));
    }

    private void report(Element element, String what) {
        Element shown = element;
        while (shown.getParentNode() instanceof Element parent
                && isPart(shown.getAttribute("id"), shown.getLocalName())) {
            shown = parent;
        }
        problems.add(new Problem(file, shown.getAttribute("id"), shown.getAttribute("name"), what));
    }
}
