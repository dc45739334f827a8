package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import suban.models.Samples.Breach;

class ProcessConventionsTest {

    private static final String CHANGED =
            "<sequenceFlow id=\"flow_changed\" sourceRef=\"startEvent_changed\" targetRef=\"endEvent_changed\"/>";
    private static final String CHANGED_END = "<endEvent id=\"endEvent_changed\"/>";

    @Test
    void everyDiagramKeepsTheConventions() {
        Models models = Models.ofThisProject();
        assertThat(models.diagrams()).as("processes/*.bpmn").isNotEmpty();
        Problems.assertNone(models.unreadable());
        Problems.assertNone(ProcessConventions.problems(models));
    }

    @Test
    void aGoodDiagramIsLeftAlone() {
        assertThat(Samples.good().unreadable()).isEmpty();
        assertThat(ProcessConventions.problems(Samples.good())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({
        "processes",
        "ids",
        "names",
        "codes",
        "documentation",
        "references",
        "expressions",
        "scripts",
        "timers",
        "ways"
    })
    void eachBreachIsReported(Breach breach) {
        breach.isReportedBy(ProcessConventions::problems);
    }

    static Stream<Breach> processes() {
        return Stream.of(
                sample("isExecutable=\"true\"", "", "sample", "isExecutable"),
                sample(" camunda:historyTimeToLive=\"P3Y\"", "", "sample", "historyTimeToLive"),
                sample(" name=\"投诉办理\"", "", "sample", "流程没有名称"),
                sample("id=\"sample\"", "id=\"other\"", "other", "流程编号应与文件名一致：sample"),
                sample("<process id=\"sample\"", "<process id=\"Sample\"", "Sample", "流程编号应与文件名一致"),
                new Breach(
                        Samples.CALLED,
                        "camunda:isStartableInTasklist=\"false\"",
                        "",
                        "called",
                        "isStartableInTasklist=false"));
    }

    @Test
    void twoProcessesInOneFileAreReported() {
        String two = Samples.text(Samples.SAMPLE)
                .replace("</definitions>", "<process id=\"second\" name=\"另一个\"/></definitions>");
        assertThat(ProcessConventions.problems(Samples.with(Samples.SAMPLE, two)))
                .anyMatch(problem -> problem.what().contains("一个文件只放一个流程，这里有 2 个"));
    }

    static Stream<Breach> ids() {
        return Stream.of(
                sample("userTask_triage", "Activity_0ab1c", "Activity_0ab1c", "userTask_xxx"),
                sample("serviceTask_close", "close", "close", "serviceTask_xxx"),
                sample("businessRuleTask_scope", "task_scope", "task_scope", "businessRuleTask_xxx"),
                sample("callActivity_handle", "CallActivity_handle", "CallActivity_handle", "callActivity_xxx"),
                sample("gateway_joined", "join", "join", "gateway_xxx"),
                sample("event_overdue", "boundaryEvent_overdue", "boundaryEvent_overdue", "event_xxx"),
                sample("startEvent_file", "event_file", "event_file", "startEvent_xxx"),
                sample("endEvent_reminded", "endEvent_1", "endEvent_1", "endEvent_xxx"),
                sample("subProcess_change", "sub", "sub", "subProcess_xxx"),
                sample("\"flow_close\"", "\"Flow_01\"", "Flow_01", "flow_xxx"));
    }

    static Stream<Breach> names() {
        return Stream.of(
                sample("研判投诉", "Triage投诉", "userTask_triage", "名称应为中文"),
                sample("研判投诉", "1-2-3", "userTask_triage", "名称应为中文"),
                sample("name=\"属于\"", "name=\"Yes\"", "flow_handle", "名称应为中文"),
                sample("投诉办理", "Suban", "sample", "名称应为中文"),
                sample("id=\"gateway_joined\"/>", "id=\"gateway_joined\" name=\"汇合\"/>", "gateway_joined", "汇合网关"),
                sample("即时办结当日完成", "see Article 8", "annotation_hint", "批注应为中文"));
    }

    static Stream<Breach> codes() {
        return Stream.of(
                sample("sample.changed", "Changed", "message_changed", "消息名应形如"),
                sample("caseLost", "CASE_LOST", "error_lost", "错误代码"),
                sample("caseLate", "case late", "escalation_late", "升级代码"),
                sample("sample.changed", "complaint.withdrawn", "startEvent_changed", "只能由 complaint 流程接收"));
    }

    static Stream<Breach> documentation() {
        return Stream.of(
                sample(doc("第六条：企业投诉的来源。"), "", "startEvent_file", "没有说明文字"),
                sample(doc("第八条：研判分类。"), "", "userTask_triage", "没有说明文字"),
                sample(doc("第八条：超时提醒。"), "", "event_overdue", "没有说明文字"),
                sample(doc("第三条：投诉范围。"), "", "businessRuleTask_scope", "没有说明文字"),
                sample(doc("第三条：不属于范围的不受理。"), "", "gateway_inScope", "没有说明文字"),
                sample(doc("第九条：主办单位办理。"), "", "callActivity_handle", "没有说明文字"),
                sample(doc("第十四条：予以销号。"), "", "serviceTask_close", "没有说明文字"),
                sample(doc("第十四条：办结。"), "", "endEvent_closed", "没有说明文字"),
                sample(doc("第十二条：调整意见。"), "", "subProcess_change", "没有说明文字"),
                sample(doc("第十二条：提出意见。"), "", "startEvent_changed", "没有说明文字"),
                sample("第八条：研判分类。", "研判分类。", "userTask_triage", "没有写明依据条款"),
                sample("第八条：研判分类。", "第十九条：研判分类。", "userTask_triage", "第19条，实施细则只有18条"),
                sample("第八条：研判分类。", "《民法典》第二百零三条。", "userTask_triage", "没有写明依据条款"));
    }

    static Stream<Breach> references() {
        return Stream.of(
                sample(" camunda:formRef=\"triage\"", "", "userTask_triage", "没有表单"),
                sample("formRef=\"triage\"", "formRef=\"lost\"", "userTask_triage", "引用的表单不存在：lost"),
                sample("formRef=\"file\"", "formRef=\"lost\"", "startEvent_file", "引用的表单不存在：lost"),
                sample(
                        "camunda:formRefBinding=\"deployment\" camunda:dueDate",
                        "camunda:formRefBinding=\"latest\" camunda:dueDate",
                        "userTask_triage",
                        "formRefBinding=deployment"),
                sample("camunda:formRefBinding=\"deployment\">", ">", "startEvent_file", "formRefBinding=deployment"),
                sample(" camunda:dueDate", " camunda:formKey=\"x\" camunda:dueDate", "userTask_triage", "formKey"),
                sample("calledElement=\"called\"", "calledElement=\"lost\"", "callActivity_handle", "不存在：lost"),
                sample(
                        "camunda:calledElementBinding=\"deployment\"",
                        "",
                        "callActivity_handle",
                        "calledElementBinding=deployment"),
                sample(
                        "<camunda:in businessKey=\"#{execution.processBusinessKey}\"/>",
                        "<camunda:in source=\"a\" target=\"b\"/>",
                        "callActivity_handle",
                        "没有传递投诉编号"),
                sample("decisionRef=\"scope\"", "decisionRef=\"lost\"", "businessRuleTask_scope", "决策表不存在：lost"),
                sample(
                        "camunda:decisionRefBinding=\"deployment\"",
                        "",
                        "businessRuleTask_scope",
                        "decisionRefBinding=deployment"),
                sample("#{closeDelegate}", "#{coHandling}", "serviceTask_close", "delegateExpression=#{closeDelegate}"),
                sample("#{closeDelegate}", "${closeDelegate}", "serviceTask_close", "=#{closeDelegate}"),
                sample(
                        "camunda:delegateExpression=\"#{closeDelegate}\"",
                        "camunda:type=\"external\" camunda:topic=\"close\"",
                        "serviceTask_close",
                        "delegateExpression=#{closeDelegate}"));
    }

    static Stream<Breach> expressions() {
        return Stream.of(
                sample("${scope == 'IN'}", "${coHandlers.isEmpty()}", "flow_handle", "用到的 coHandlers 在程序中不存在"),
                sample("${scope == 'IN'}", "#{!coHandlers.done}", "flow_handle", "用到的 coHandlers 在程序中不存在"),
                sample("${scope == 'IN'}", "${coHandling.any(scope)}", "flow_handle", "coHandling 没有方法 any"),
                sample("${scope == 'IN'}", "${empty now()}", "flow_handle", "不得使用函数 now()"),
                sample("camunda:in b", "camunda:in source=\"${lost.x}\" b", "callActivity_handle", "用到的 lost "),
                sample(
                        doc("第三条：投诉范围。"),
                        doc("第三条：投诉范围。")
                                + "<multiInstanceLoopCharacteristics id=\"loop\" camunda:collection=\"${lost.units()}\"/>",
                        "businessRuleTask_scope",
                        "用到的 lost "),
                listener("delegateExpression=\"#{lostListener}\"/>", "没有名为 lostListener 的实现"),
                listener("delegateExpression=\"#{coHandling.listener}\"/>", "应只写一个名称"),
                listener("expression=\"${lostListener.notify(task)}\"/>", "用到的 lostListener "));
    }

    @Test
    void literalsVariablesAndTheEnginesOwnNamesAreNotTakenForBeans() {
        String text = Samples.text(Samples.SAMPLE)
                .replace(
                        "${scope == 'IN'}",
                        "${scope == 'a.b' and not (empty attempt) and execution.id != null"
                                + " and coHandling.units(scope).size() == 1.5}");
        assertThat(ProcessConventions.problems(Samples.with(Samples.SAMPLE, text)))
                .isEmpty();
    }

    static Stream<Breach> scripts() {
        String flow = "xsi:type=\"tFormalExpression\">${scope";
        return Stream.of(
                sample(
                        CHANGED,
                        between("<scriptTask id=\"scriptTask_a\" name=\"算\">" + doc("第八条") + "</scriptTask>"),
                        "scriptTask_a",
                        "不得使用脚本任务"),
                listener("><camunda:script scriptFormat=\"js\">1</camunda:script></camunda:executionListener>", "脚本"),
                sample(flow, "language=\"js\" " + flow, "flow_handle", "不得使用脚本条件（language=js）"),
                listener("class=\"suban.Close\"/>", "camunda:class"),
                sample(
                        "camunda:decisionRef=",
                        "camunda:class=\"suban.Close\" camunda:decisionRef=",
                        "businessRuleTask_scope",
                        "camunda:class"));
    }

    static Stream<Breach> timers() {
        String timer = "<timeDate xsi:type=\"tFormalExpression\">${deadlines.triage(complaintNumber)}</timeDate>";
        return Stream.of(
                sample(timer, "<timeDuration>P5D</timeDuration>", "event_overdue", "定时不得用时长 P5D"),
                sample(timer, "<timeDuration>${deadlines.triage(x)}</timeDuration>", "event_overdue", "定时不得用时长"),
                sample(timer, "<timeDate>2026-11-22T18:00:00</timeDate>", "event_overdue", "定时应取自 ${deadlines.…}"),
                sample(timer, "<timeDate>${dueAt}</timeDate>", "event_overdue", "定时应取自 ${deadlines.…}"),
                sample(timer, "<timeCycle>R/P1D</timeCycle>", "event_overdue", "现为 R/P1D"),
                sample("dueDate=\"${deadlines.triage(complaintNumber)}\"", "dueDate=\"P5D\"", "userTask_triage", "写死"),
                sample("camunda:dueDate=", "camunda:followUpDate=\"P1D\" camunda:dueDate=", "userTask_triage", "写死"));
    }

    static Stream<Breach> ways() {
        String condition =
                "<conditionExpression xsi:type=\"tFormalExpression\">${a}</conditionExpression></sequenceFlow>";
        String join = "<exclusiveGateway id=\"gateway_joined\"";
        String outOfScope = "sourceRef=\"gateway_inScope\" targetRef=\"gateway_joined\"/>";
        String close = "targetRef=\"serviceTask_close\"/>";
        String stray = "<endEvent id=\"endEvent_stray\" name=\"走丢了\">" + doc("第八条") + "</endEvent>";
        return Stream.of(
                sample(" default=\"flow_outOfScope\"", "", "flow_outOfScope", "没有条件，也不是缺省路径"),
                sample(join, join + " default=\"flow_handle\"", "gateway_joined", "不是从这里出去的"),
                sample(outOfScope, outOfScope.replace("/>", ">") + condition, "flow_outOfScope", "缺省路径不写条件"),
                sample(close, close.replace("/>", ">") + condition, "flow_close", "条件只写在有多条出路的网关之后"),
                sample("${scope == 'IN'}", "scope == 'IN'", "flow_handle", "条件应为表达式"),
                sample("<subProcess ", stray + "<subProcess ", "endEvent_stray", "走不到这里"),
                sample(CHANGED_END, CHANGED_END + stray, "endEvent_stray", "走不到这里"),
                sample(
                        CHANGED + CHANGED_END,
                        CHANGED.replace("endEvent_changed", "manualTask_note")
                                + "<manualTask id=\"manualTask_note\" name=\"记录\">" + doc("第八条") + "</manualTask>",
                        "manualTask_note",
                        "走到这里就断了"),
                sample(CHANGED, between("<parallelGateway id=\"gateway_idle\"/>"), "gateway_idle", "是多余的"));
    }

    @Test
    void aLinkIsAWayAndAnExpressionMayStandOnEveryWayOut() {
        String throwing = "<intermediateThrowEvent id=\"event_jump\" name=\"转到下页\">" + doc("第八条")
                + "<linkEventDefinition id=\"definition_a\" name=\"a\"/></intermediateThrowEvent>";
        String catching = "<intermediateCatchEvent id=\"event_land\" name=\"接上页\">" + doc("第八条")
                + "<linkEventDefinition id=\"definition_b\" name=\"a\"/></intermediateCatchEvent>";
        String text = Samples.text(Samples.SAMPLE)
                .replace(
                        CHANGED,
                        CHANGED.replace("endEvent_changed", "event_jump")
                                + throwing
                                + catching
                                + "<sequenceFlow id=\"flow_land\" sourceRef=\"event_land\" targetRef=\"endEvent_changed\"/>");
        assertThat(ProcessConventions.problems(Samples.with(Samples.SAMPLE, text)))
                .isEmpty();
    }

    private static Breach sample(String good, String bad, String element, String what) {
        return new Breach(Samples.SAMPLE, good, bad, element, what);
    }

    /** A listener with the given rest, on the call activity. */
    private static Breach listener(String rest, String what) {
        return sample(
                "<camunda:in businessKey",
                "<camunda:executionListener event=\"start\" " + rest + "<camunda:in businessKey",
                "callActivity_handle",
                what);
    }

    /** The way through the event subprocess with this node set into it. */
    private static String between(String node) {
        String id = node.replaceFirst("(?s).*? id=\"([^\"]+)\".*", "$1");
        return CHANGED.replace("endEvent_changed", id)
                + node
                + "<sequenceFlow id=\"flow_on\" sourceRef=\"" + id + "\" targetRef=\"endEvent_changed\"/>";
    }

    private static String doc(String text) {
        return "<documentation>" + text + "</documentation>";
    }
}
