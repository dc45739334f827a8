package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementTemplatesTest {

    private static final String FILE = ElementTemplates.FOLDER + "sample.json";

    /** The sample's elements with the templates below. */
    private static final String DIAGRAM = Samples.text(Samples.SAMPLE)
            .replace("id=\"userTask_triage\"", "id=\"userTask_triage\" camunda:modelerTemplate=\"suban.sample.triage\"")
            .replace("id=\"event_overdue\"", "id=\"event_overdue\" camunda:modelerTemplate=\"suban.sample.dueTimer\"")
            .replace(
                    "id=\"businessRuleTask_scope\"",
                    "id=\"businessRuleTask_scope\" camunda:modelerTemplate=\"suban.sample.scopeRule\"")
            .replace(
                    "id=\"callActivity_handle\"",
                    "id=\"callActivity_handle\" camunda:modelerTemplate=\"suban.sample.calledCall\"")
            .replace("id=\"flow_handle\"", "id=\"flow_handle\" camunda:modelerTemplate=\"suban.sample.scopeCondition\"")
            .replace(
                    "id=\"serviceTask_close\"",
                    "id=\"serviceTask_close\" camunda:modelerTemplate=\"suban.sample.closeDelegate\"");

    private static final Models MODELS = models(DIAGRAM);

    private static final String TEMPLATES =
            """
            [
              {"id": "suban.sample.triage", "name": "研判投诉", "description": "第八条：研判分类。",
               "appliesTo": ["bpmn:UserTask"], "groups": [{"id": "fields", "label": "办理设置"}],
               "properties": [
                {"label": "名称", "description": "动词加对象。", "type": "String", "value": "研判", "group": "fields",
                 "constraints": {"pattern": {"value": "^[^A-Za-z]{2,20}$", "message": "须为中文"}},
                 "binding": {"type": "property", "name": "name"}},
                {"label": "办理期限", "description": "何时到期。", "type": "Dropdown", "value": "${deadlines.triage(complaintNumber)}",
                 "choices": [{"name": "研判期限", "value": "${deadlines.triage(complaintNumber)}"}],
                 "group": "fields", "constraints": {"notEmpty": true},
                 "binding": {"type": "property", "name": "camunda:dueDate"}},
                {"label": "表单", "type": "Hidden", "value": "triage", "binding": {"type": "property", "name": "camunda:formRef"}},
                {"label": "表单版本", "type": "Hidden", "value": "deployment",
                 "binding": {"type": "property", "name": "camunda:formRefBinding"}}
               ]},
              {"id": "suban.sample.dueTimer", "name": "研判期限已到", "description": "第八条：超时提醒。",
               "appliesTo": ["bpmn:BoundaryEvent"], "groups": [{"id": "fields", "label": "办理设置"}],
               "metadata": {"timer": {"timeDate": "${deadlines.triage(complaintNumber)}"}},
               "properties": [
                {"label": "名称", "description": "定时的值 ${deadlines.triage(complaintNumber)}。", "type": "String",
                 "value": "研判超时", "group": "fields", "constraints": {"notEmpty": true},
                 "binding": {"type": "property", "name": "name"}}
               ]},
              {"id": "suban.sample.scopeRule", "name": "判定范围", "description": "第三条：投诉范围。",
               "appliesTo": ["bpmn:BusinessRuleTask"],
               "properties": [
                {"label": "名称", "type": "Hidden", "value": "判定范围", "binding": {"type": "property", "name": "name"}},
                {"label": "决策表", "type": "Hidden", "value": "scope", "binding": {"type": "property", "name": "camunda:decisionRef"}},
                {"label": "决策表版本", "type": "Hidden", "value": "deployment",
                 "binding": {"type": "property", "name": "camunda:decisionRefBinding"}},
                {"label": "结果变量", "type": "Hidden", "value": "scope",
                 "binding": {"type": "property", "name": "camunda:resultVariable"}},
                {"label": "结果形式", "type": "Hidden", "value": "singleEntry",
                 "binding": {"type": "property", "name": "camunda:mapDecisionResult"}}
               ]},
              {"id": "suban.sample.scopeCondition", "name": "条件：受理范围", "description": "第三条：不属于范围的不受理。",
               "appliesTo": ["bpmn:SequenceFlow"], "groups": [{"id": "fields", "label": "办理设置"}],
               "properties": [
                {"label": "走这一条路的情形", "description": "按此判断。", "type": "Dropdown", "value": "${scope == 'IN'}",
                 "choices": [{"name": "属于", "value": "${scope == 'IN'}"}, {"name": "不属于", "value": "${scope == 'OUT'}"}],
                 "group": "fields", "constraints": {"notEmpty": true},
                 "binding": {"type": "property", "name": "conditionExpression"}}
               ]},
              {"id": "suban.sample.calledCall", "name": "调用办理", "description": "第九条：主办单位办理。",
               "appliesTo": ["bpmn:CallActivity"],
               "properties": [
                {"label": "名称", "type": "Hidden", "value": "办理投诉", "binding": {"type": "property", "name": "name"}},
                {"label": "调用的流程", "type": "Hidden", "value": "called", "binding": {"type": "property", "name": "calledElement"}},
                {"label": "流程版本", "type": "Hidden", "value": "deployment",
                 "binding": {"type": "property", "name": "camunda:calledElementBinding"}},
                {"label": "业务键", "type": "Hidden", "value": "#{execution.processBusinessKey}",
                 "binding": {"type": "camunda:in:businessKey"}}
               ]},
              {"id": "suban.sample.closeDelegate", "name": "销号归档", "description": "第十四条：予以销号。",
               "appliesTo": ["bpmn:ServiceTask"],
               "properties": [
                {"label": "名称", "type": "Hidden", "value": "销号归档", "binding": {"type": "property", "name": "name"}},
                {"label": "实现", "type": "Hidden", "value": "#{closeDelegate}",
                 "binding": {"type": "property", "name": "camunda:delegateExpression"}}
               ]}
            ]
            """;

    @Test
    void everyTemplateAndEveryElementThatCarriesOneAgree() throws IOException {
        Models models = Models.ofThisProject();
        Map<String, String> files = ElementTemplates.ofThisProject();
        assertThat(files).as(ElementTemplates.FOLDER).isNotEmpty();
        Problems.assertNone(ElementTemplates.problems(models, files, capabilities(), units()));
    }

    @Test
    void aGoodTemplateIsLeftAlone() {
        assertThat(problems(MODELS, TEMPLATES)).isEmpty();
    }

    /** The one file, or the other, broken in one place, and what is to be said about it. */
    record Breach(boolean inDiagram, String good, String bad, String element, String what) {

        @Override
        public String toString() {
            return what + " (" + element + ")";
        }
    }

    @ParameterizedTest
    @MethodSource({"templates", "fields", "elements"})
    void eachBreachIsReported(Breach breach) {
        assertThat(breach.inDiagram() ? DIAGRAM : TEMPLATES)
                .as("what the sample is broken at")
                .contains(breach.good());
        List<Problem> problems = breach.inDiagram()
                ? problems(models(DIAGRAM.replace(breach.good(), breach.bad())), TEMPLATES)
                : problems(MODELS, TEMPLATES.replace(breach.good(), breach.bad()));
        assertThat(problems)
                .anyMatch(problem -> problem.element().equals(breach.element())
                        && problem.what().contains(breach.what()));
    }

    static Stream<Breach> templates() {
        String unused =
                """
                {"id": "suban.sample.closeDelegate", "name": "销号", "description": "第十四条。", "appliesTo": ["bpmn:ServiceTask"],
                "properties": [{"label": "实现", "type": "Hidden", "value": "#{closeDelegate}",
                "binding": {"type": "property", "name": "camunda:delegateExpression"}}]}
                """;
        return Stream.of(
                template("[\n", "[ oops", "", "不是有效的 JSON"),
                template(TEMPLATES, "{}", "", "内容是模板的列表"),
                template("[\n  {\"id\"", "[\n  " + unused + ", {\"id\"", "suban.sample.closeDelegate", "模板编号重复"),
                template(
                        "[\n  {\"id\"",
                        "[\n  " + unused.replace("closeDelegate\"", "spare\"") + ", {\"id\"",
                        "suban.sample.spare",
                        "没有一张图用到"),
                template("suban.sample.triage", "sample.triage", "sample.triage", "模板编号应形如"),
                template("suban.sample.triage", "suban.other.triage", "suban.other.triage", "与文件名相同：sample"),
                template("\"name\": \"研判投诉\"", "\"name\": \"Triage\"", "suban.sample.triage", "模板名称应为中文"),
                template("\"name\": \"研判投诉\", ", "", "suban.sample.triage", "模板名称应为中文"),
                template("第八条：研判分类。", "研判分类。", "suban.sample.triage", "没有写明依据条款"),
                template(" \"description\": \"第八条：研判分类。\",", "", "suban.sample.triage", "没有说明文字"),
                template(
                        "\"appliesTo\": [\"bpmn:UserTask\"]", "\"appliesTo\": []", "suban.sample.triage", "没有写明用于哪种元素"),
                template("\"appliesTo\": [\"bpmn:UserTask\"]", "\"extra\": 1", "suban.sample.triage", "不认识的内容 extra"),
                template("\"label\": \"办理设置\"", "\"label\": \"Fields\"", "suban.sample.triage", "分组的标题应为中文"),
                template(
                        "\"name\": \"调用办理\", \"description\": \"第九条：主办单位办理。\",\n   \"appliesTo\": [\"bpmn:CallActivity\"]",
                        "\"name\": \"销号归档\", \"description\": \"第九条。\", \"appliesTo\": [\"bpmn:ServiceTask\"]",
                        "suban.sample.closeDelegate",
                        "同名"));
    }

    static Stream<Breach> fields() {
        return Stream.of(
                template("\"label\": \"表单\", ", "", "suban.sample.triage", "每一项都要有中文标题"),
                template("\"label\": \"表单\"", "\"label\": \"Form\"", "suban.sample.triage", "每一项都要有中文标题"),
                template("\"type\": \"Dropdown\"", "\"type\": \"Radio\"", "suban.sample.triage", "建模工具不支持"),
                template(
                        "{\"type\": \"property\", \"name\": \"camunda:dueDate\"}",
                        "{\"type\": \"camunda:timer\", \"name\": \"due\"}",
                        "suban.sample.triage",
                        "建模工具不支持"),
                template(
                        "{\"type\": \"property\", \"name\": \"camunda:dueDate\"}",
                        "{\"type\": \"property\"}",
                        "suban.sample.triage",
                        "没有写明写到哪里"),
                template(
                        "\"name\": \"camunda:dueDate\"",
                        "\"name\": \"camunda:formRef\"",
                        "suban.sample.triage",
                        "有两项写到同一处"),
                template(
                        "\"group\": \"fields\", \"constraints\"",
                        "\"constraints\"",
                        "suban.sample.triage",
                        "不在模板的任何一个分组里"),
                template("\"description\": \"何时到期。\", ", "", "suban.sample.triage", "没有填写提示"),
                template("\"value\": \"研判\", ", "", "suban.sample.triage", "没有值"),
                template(
                        "\"constraints\": {\"notEmpty\": true}",
                        "\"constraints\": {}",
                        "suban.sample.triage",
                        "没有填写规则"),
                template("\"须为中文\"", "\"must be Chinese\"", "suban.sample.triage", "没有中文的出错提示"),
                template("{2,20}", "{9,20}", "suban.sample.triage", "默认值不符合自己的填写规则"),
                template("^[^A-Za-z]{2,20}$", "[", "suban.sample.triage", "填写规则无法读取"),
                template("{\"name\": \"研判期限\"", "{\"name\": \"Triage\"", "suban.sample.triage", "没有中文名称"),
                template(
                        "\"type\": \"Dropdown\", \"value\": \"${deadlines.triage(",
                        "\"type\": \"Dropdown\", \"value\": \"${deadlines.triage(other",
                        "suban.sample.triage",
                        "默认值不在选项中"),
                template("${deadlines.triage(", "${deadlines.guess(", "suban.sample.triage", "在程序中不存在"),
                template("${deadlines.triage(", "${clock.triage(", "suban.sample.triage", "在程序中不存在"),
                template("${deadlines.triage(complaintNumber)}", "${now()}", "suban.sample.triage", "不得使用函数 now()"),
                template(
                        "\"choices\": [",
                        "\"choices\": [{\"name\": \"另一期限\", \"value\": \"${deadlines.triage(other)}\"}, ",
                        "suban.sample.triage",
                        "另一期限：processes/sample.bpmn 中没有变量 other"),
                template("#{closeDelegate}", "#{lostDelegate}", "suban.sample.closeDelegate", "在程序中不存在"),
                template(
                        "\"value\": \"triage\", \"binding\": {\"type\": \"property\", \"name\": \"camunda:formRef\"}",
                        "\"value\": \"nobody\", \"binding\": {\"type\": \"property\", \"name\": \"camunda:candidateGroups\"}",
                        "suban.sample.triage",
                        "单位不存在：nobody"),
                template("{\"timer\": {", "{\"clock\": {", "suban.sample.dueTimer", "不认识的内容 clock timeDate"),
                template("定时的值 ${deadlines.triage(complaintNumber)}。", "定时。", "suban.sample.dueTimer", "写在一项的填写提示里"));
    }

    static Stream<Breach> elements() {
        String listener = "<extensionElements><camunda:taskListener event=\"complete\" "
                + "delegateExpression=\"#{closeDelegate}\"/></extensionElements>";
        return Stream.of(
                diagram(" camunda:modelerTemplate=\"suban.sample.triage\"", "", "userTask_triage", "没有选用模板"),
                diagram(" camunda:modelerTemplate=\"suban.sample.dueTimer\"", "", "event_overdue", "没有选用模板"),
                diagram(" camunda:modelerTemplate=\"suban.sample.scopeRule\"", "", "businessRuleTask_scope", "没有选用模板"),
                diagram(" camunda:modelerTemplate=\"suban.sample.calledCall\"", "", "callActivity_handle", "没有选用模板"),
                diagram(" camunda:modelerTemplate=\"suban.sample.closeDelegate\"", "", "serviceTask_close", "没有选用模板"),
                diagram(" camunda:modelerTemplate=\"suban.sample.scopeCondition\"", "", "flow_handle", "没有选用模板"),
                diagram("${scope == 'IN'}", "${scope == 'MAYBE'}", "flow_handle", "「走这一条路的情形」应为模板所列选项之一"),
                diagram("suban.sample.triage", "suban.sample.lost", "userTask_triage", "选用的模板不存在：suban.sample.lost"),
                diagram("suban.sample.triage", "suban.sample.closeDelegate", "userTask_triage", "不用于这种元素"),
                diagram(
                        "\"suban.sample.triage\"",
                        "\"suban.sample.triage\" camunda:modelerTemplateVersion=\"1\"",
                        "userTask_triage",
                        "modelerTemplateVersion"),
                diagram("name=\"研判投诉\"", "name=\"triage\"", "userTask_triage", "「名称」须为中文"),
                diagram("name=\"研判投诉\"", "", "userTask_triage", "「名称」没有填写"),
                diagram("formRef=\"triage\"", "formRef=\"file\"", "userTask_triage", "「表单」应为 triage，现为 file"),
                diagram(
                        "camunda:dueDate=\"${deadlines.triage(complaintNumber)}\"",
                        "camunda:dueDate=\"${deadlines.triage(other)}\"",
                        "userTask_triage",
                        "「办理期限」应为模板所列选项之一"),
                diagram("camunda:dueDate=", "camunda:priority=", "userTask_triage", "「办理期限」应为模板所列选项之一，现为 null"),
                diagram("camunda:dueDate=", "camunda:priority=\"1\" camunda:dueDate=", "userTask_triage", "没有这一项"),
                diagram(
                        "第八条：研判分类。</documentation>",
                        "第八条：研判分类。</documentation>" + listener,
                        "userTask_triage",
                        "没有这一项：taskListener complete"),
                diagram(
                        "<timeDate xsi:type=\"tFormalExpression\">${deadlines.triage(complaintNumber)}",
                        "<timeDate xsi:type=\"tFormalExpression\">${deadlines.triage(other)}",
                        "event_overdue",
                        "定时应为 ${deadlines.triage(complaintNumber)}，现为 ${deadlines.triage(other)}"),
                diagram("businessKey=\"#{execution.", "businessKey=\"${execution.", "callActivity_handle", "「业务键」应为"),
                diagram("#{closeDelegate}", "#{coHandling}", "serviceTask_close", "「实现」应为 #{closeDelegate}"));
    }

    @Test
    void aConditionListsWhatTheFormDecides() {
        Models models = Samples.with(
                Samples.FILE, Samples.text(Samples.FILE).replace("\"key\": \"kind\"", "\"key\": \"decision\""));
        String templates = TEMPLATES
                .replace("suban.sample.scopeCondition", "suban.sample.fileCondition")
                .replace("scope == 'IN'", "decision == 'OTHER'")
                .replace("scope == 'OUT'", "decision == 'LOST'");
        assertThat(problems(models, templates))
                .filteredOn(problem -> problem.element().equals("suban.sample.fileCondition"))
                .extracting(Problem::what)
                .contains("没有列出表单 file 的选项\"咨询政务信息\"：INFORMATION", "表单 file 没有选项 LOST");
    }

    private static Breach template(String good, String bad, String element, String what) {
        return new Breach(false, good, bad, element, what);
    }

    private static Breach diagram(String good, String bad, String element, String what) {
        return new Breach(true, good, bad, element, what);
    }

    private static List<Problem> problems(Models models, String templates) {
        assertThat(models.unreadable()).isEmpty();
        return ElementTemplates.problems(models, Map.of(FILE, templates), Set.of("sample"), Set.of("ysb"));
    }

    private static Models models(String diagram) {
        return Models.of(Map.of(Samples.SAMPLE, diagram), Samples.BEANS);
    }

    /** The packages of the program, one a capability. */
    private static Set<String> capabilities() throws IOException {
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/suban"))) {
            return packages.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> units() throws IOException {
        String text = Files.readString(Path.of("src/main/resources/organisation/units.yaml"));
        return Pattern.compile("\\{ id: (\\w+),")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
