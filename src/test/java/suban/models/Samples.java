package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One small project that keeps every convention, for the conventions' own tests: each breaks one thing in it, so that a
 * convention that never fires is found out, and so is one that fires where it should not.
 */
final class Samples {

    /** Names of public methods by bean name, as {@link Beans} reads them. */
    static final Map<String, Set<String>> BEANS = Map.of(
            "closeDelegate", Set.of("execute"),
            "deadlines", Set.of("triage"),
            "coHandling", Set.of("units"));

    /** What that code does with variables, as {@link CompiledCode} reads it. */
    static final CompiledCode CODE = new CompiledCode(
            Map.of("closeDelegate", Set.of("complaintNumber", "demandType", "inCourt")),
            Map.of("closeDelegate", Set.of("complaintNumber")),
            Map.of("sample.changed", Set.of("changedNumber")),
            Set.of("complaintNumber", "units"));

    static final String SAMPLE = "processes/sample.bpmn";
    static final String CALLED = "processes/called.bpmn";
    static final String SCOPE = "processes/rules/scope.dmn";
    static final String FILE = "forms/file.form";
    static final String TRIAGE = "forms/triage.form";

    private static final Map<String, String> GOOD = Map.of(
            SAMPLE,
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="suban">
              <message id="message_changed" name="sample.changed"/>
              <error id="error_lost" errorCode="caseLost"/>
              <escalation id="escalation_late" escalationCode="caseLate"/>
              <process id="sample" name="投诉办理" isExecutable="true" camunda:historyTimeToLive="P3Y">
                <startEvent id="startEvent_file" name="收到投诉" camunda:formRef="file" camunda:formRefBinding="deployment">
                  <documentation>第六条：企业投诉的来源。</documentation>
                </startEvent>
                <sequenceFlow id="flow_triage" sourceRef="startEvent_file" targetRef="userTask_triage"/>
                <userTask id="userTask_triage" name="研判投诉" camunda:formRef="triage"
                    camunda:formRefBinding="deployment" camunda:dueDate="${deadlines.triage(complaintNumber)}">
                  <documentation>第八条：研判分类。</documentation>
                </userTask>
                <boundaryEvent id="event_overdue" name="研判超时" attachedToRef="userTask_triage" cancelActivity="false">
                  <documentation>第八条：超时提醒。</documentation>
                  <timerEventDefinition id="timer_overdue">
                    <timeDate xsi:type="tFormalExpression">${deadlines.triage(complaintNumber)}</timeDate>
                  </timerEventDefinition>
                </boundaryEvent>
                <sequenceFlow id="flow_reminded" sourceRef="event_overdue" targetRef="endEvent_reminded"/>
                <endEvent id="endEvent_reminded" name="已经催办">
                  <documentation>第八条：催办后继续等待研判。</documentation>
                </endEvent>
                <sequenceFlow id="flow_scope" sourceRef="userTask_triage" targetRef="businessRuleTask_scope"/>
                <businessRuleTask id="businessRuleTask_scope" name="判定范围" camunda:decisionRef="scope"
                    camunda:decisionRefBinding="deployment" camunda:resultVariable="scope"
                    camunda:mapDecisionResult="singleEntry">
                  <documentation>第三条：投诉范围。</documentation>
                </businessRuleTask>
                <sequenceFlow id="flow_inScope" sourceRef="businessRuleTask_scope" targetRef="gateway_inScope"/>
                <exclusiveGateway id="gateway_inScope" name="属于受理范围？" default="flow_outOfScope">
                  <documentation>第三条：不属于范围的不受理。</documentation>
                </exclusiveGateway>
                <sequenceFlow id="flow_handle" name="属于" sourceRef="gateway_inScope" targetRef="callActivity_handle">
                  <conditionExpression xsi:type="tFormalExpression">${scope == 'IN'}</conditionExpression>
                </sequenceFlow>
                <sequenceFlow id="flow_outOfScope" name="不属于" sourceRef="gateway_inScope" targetRef="gateway_joined"/>
                <callActivity id="callActivity_handle" name="办理投诉" calledElement="called"
                    camunda:calledElementBinding="deployment">
                  <documentation>第九条：主办单位办理。</documentation>
                  <extensionElements>
                    <camunda:in businessKey="#{execution.processBusinessKey}"/>
                  </extensionElements>
                </callActivity>
                <sequenceFlow id="flow_handled" sourceRef="callActivity_handle" targetRef="gateway_joined"/>
                <exclusiveGateway id="gateway_joined"/>
                <sequenceFlow id="flow_close" sourceRef="gateway_joined" targetRef="serviceTask_close"/>
                <serviceTask id="serviceTask_close" name="销号归档" camunda:delegateExpression="#{closeDelegate}">
                  <documentation>第十四条：予以销号。</documentation>
                </serviceTask>
                <sequenceFlow id="flow_closed" sourceRef="serviceTask_close" targetRef="endEvent_closed"/>
                <endEvent id="endEvent_closed" name="投诉已办结">
                  <documentation>第十四条：办结。</documentation>
                </endEvent>
                <subProcess id="subProcess_change" name="情况变化" triggeredByEvent="true">
                  <documentation>第十二条：调整意见。</documentation>
                  <startEvent id="startEvent_changed" name="情况有变" isInterrupting="false">
                    <documentation>第十二条：提出意见。</documentation>
                    <messageEventDefinition id="definition_changed" messageRef="message_changed"/>
                  </startEvent>
                  <sequenceFlow id="flow_changed" sourceRef="startEvent_changed" targetRef="endEvent_changed"/><endEvent id="endEvent_changed"/>
                </subProcess>
                <textAnnotation id="annotation_hint">
                  <text>即时办结当日完成</text>
                </textAnnotation>
              </process>
            </definitions>
            """,
            CALLED,
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="suban">
              <process id="called" name="办理" isExecutable="true" camunda:historyTimeToLive="P3Y"
                  camunda:isStartableInTasklist="false">
                <startEvent id="startEvent_called" name="已经交办">
                  <documentation>第九条：接到转办的投诉。</documentation>
                </startEvent>
                <sequenceFlow id="flow_done" sourceRef="startEvent_called" targetRef="endEvent_done"/>
                <endEvent id="endEvent_done" name="已经回复">
                  <documentation>第九条：按时回复企业。</documentation>
                </endEvent>
              </process>
            </definitions>
            """,
            SCOPE,
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
                xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="definitions_scope" name="受理范围" namespace="suban">
              <decision id="scope" name="受理范围" camunda:historyTimeToLive="P3Y">
                <decisionTable id="table_scope" hitPolicy="UNIQUE">
                  <input id="input_type" label="诉求类型">
                    <inputExpression id="expression_type" typeRef="string"><text>demandType</text></inputExpression>
                  </input>
                  <input id="input_court" label="已进入诉讼">
                    <inputExpression id="expression_court" typeRef="boolean"><text>inCourt</text></inputExpression>
                  </input>
                  <output id="output_scope" label="是否受理" name="scope" typeRef="string"/>
                  <rule id="rule_court">
                    <description>第三条：已进入诉讼程序的不受理。</description>
                    <inputEntry id="entry_court1"><text></text></inputEntry>
                    <inputEntry id="entry_court2"><text>true</text></inputEntry>
                    <outputEntry id="entry_court3"><text>"OUT"</text></outputEntry>
                  </rule>
                  <rule id="rule_policy">
                    <description>第三条：申请政策扶持、咨询政务信息。</description>
                    <inputEntry id="entry_policy1"><text>"申请政策扶持","咨询政务信息"</text></inputEntry>
                    <inputEntry id="entry_policy2"><text>false</text></inputEntry>
                    <outputEntry id="entry_policy3"><text>"IN"</text></outputEntry>
                  </rule>
                  <rule id="rule_other">
                    <description>第三条：其他诉求。</description>
                    <inputEntry id="entry_other1"><text>not("申请政策扶持","咨询政务信息")</text></inputEntry>
                    <inputEntry id="entry_other2"><text>false</text></inputEntry>
                    <outputEntry id="entry_other3"><text>"IN"</text></outputEntry>
                  </rule>
                </decisionTable>
              </decision>
            </definitions>
            """,
            FILE,
            """
            {"id": "file", "type": "default", "schemaVersion": 16,
             "executionPlatform": "Camunda Platform", "executionPlatformVersion": "7.24.0",
             "components": [
              {"type": "text", "id": "Field_hint", "text": "<b>请勿录入涉密信息</b>，{{complaintNumber}}"},
              {"type": "textfield", "id": "Field_phone", "key": "contactPhone", "label": "联系电话",
               "validate": {"required": true, "pattern": "^1\\\\d{10}$"}},
              {"type": "radio", "id": "Field_kind", "key": "kind", "label": "诉求类型",
               "values": [{"label": "咨询政务信息", "value": "INFORMATION"}, {"label": "其他", "value": "OTHER"}]}
             ]}
            """,
            TRIAGE,
            """
            {"id": "triage", "type": "default", "schemaVersion": 16,
             "executionPlatform": "Camunda Platform", "executionPlatformVersion": "7.24.0",
             "components": [
              {"type": "group", "id": "Field_group", "label": "分办", "showOutline": true, "components": [
               {"type": "select", "id": "Field_host", "key": "hostUnit", "label": "主办单位", "valuesKey": "units"},
               {"type": "number", "id": "Field_days", "key": "days", "label": "天数"}
              ]},
              {"type": "dynamiclist", "id": "Field_list", "path": "scores", "label": "评分", "components": [
               {"type": "datetime", "id": "Field_date", "key": "day", "subtype": "date", "dateLabel": "日期"}
              ]}
             ]}
            """);

    private Samples() {}

    static Models good() {
        return Models.of(GOOD, BEANS);
    }

    /** The good project with another file in it. */
    static Models with(String file, String text) {
        Map<String, String> texts = new HashMap<>(GOOD);
        texts.put(file, text);
        return Models.of(texts, BEANS);
    }

    static String text(String file) {
        return GOOD.get(file);
    }

    /** One way to break the good project, and what is to be said about it. */
    record Breach(String file, String good, String bad, String element, String what) {

        /** Exactly this problem is reported, at this element. */
        void isReportedBy(Function<Models, List<Problem>> convention) {
            assertThat(text(file)).as("what the sample is broken at").contains(good);
            Models models = with(file, text(file).replace(good, bad));
            assertThat(models.unreadable()).isEmpty();
            assertThat(convention.apply(models)).singleElement().satisfies(problem -> {
                assertThat(problem.file()).isEqualTo(file);
                assertThat(problem.element()).isEqualTo(element);
                assertThat(problem.what()).contains(what);
            });
        }

        @Override
        public String toString() {
            return what + " (" + element + ")";
        }
    }
}
