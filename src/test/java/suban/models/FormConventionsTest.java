package suban.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.models.Samples.Breach;

class FormConventionsTest {

    private static final Models PROJECT = Models.ofThisProject();

    @Test
    void everyFormKeepsTheConventions() {
        assertThat(PROJECT.forms()).as("forms/*.form").isNotEmpty();
        Problems.assertNone(FormConventions.problems(PROJECT));
    }

    @Test
    void aGoodFormIsLeftAlone() {
        assertThat(FormConventions.problems(Samples.good())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void eachBreachIsReported(Breach breach) {
        breach.isReportedBy(FormConventions::problems);
    }

    static Stream<Breach> eachBreachIsReported() {
        return Stream.of(
                triage("\"schemaVersion\": 16", "\"schemaVersion\": 18", "triage", "schemaVersion 应为 16，现为 18"),
                triage("\"schemaVersion\": 16,", "", "triage", "schemaVersion 应为 16，现为 空"),
                triage("\"Camunda Platform\"", "\"Camunda Cloud\"", "triage", "executionPlatform"),
                triage(
                        "\"components\": [\n  {\"type\": \"group\"",
                        "\"parts\": [{\"type\": \"group\"",
                        "triage",
                        "是空的"),
                triage("\"type\": \"number\"", "\"type\": \"filepicker\"", "days", "显示不了 filepicker"),
                triage("\"type\": \"number\"", "\"type\": \"documentPreview\"", "days", "显示不了 documentPreview"),
                triage("\"type\": \"group\"", "\"type\": \"iframe\"", "Field_group", "显示不了 iframe"),
                triage("\"label\": \"天数\"", "\"label\": \"Days\"", "days", "label 应为中文"),
                triage(", \"label\": \"天数\"", "", "days", "没有标题"),
                triage("\"label\": \"分办\"", "\"label\": \"Group\"", "Field_group", "label 应为中文"),
                triage("\"dateLabel\": \"日期\"", "\"dateLabel\": \"Date\"", "day", "dateLabel 应为中文"),
                triage(", \"dateLabel\": \"日期\"", "", "day", "没有标题"),
                triage("\"subtype\": \"date\"", "\"subtype\": \"datetime\"", "day", "没有标题"),
                triage("\"key\": \"days\", ", "", "Field_days", "没有 key"),
                triage("\"key\": \"days\"", "\"key\": \"field_1\"", "field_1", "小驼峰"),
                triage("\"key\": \"days\"", "\"key\": \"hostUnit\"", "hostUnit", "key 重复"),
                triage(" \"path\": \"scores\",", "", "Field_list", "没有 path"),
                triage(", \"valuesKey\": \"units\"", "", "hostUnit", "选项应写在 values 或 valuesKey 中"),
                triage(
                        "\"valuesKey\": \"units\"",
                        "\"valuesExpression\": \"=units\"",
                        "hostUnit",
                        "选项应写在 values 或 valuesKey 中"),
                triage(
                        "\"valuesKey\": \"units\"",
                        "\"valuesKey\": \"units\", \"values\": [{\"label\": \"一\", \"value\": \"1\"}]",
                        "hostUnit",
                        "只写一处"),
                triage(
                        "\"label\": \"天数\"",
                        "\"label\": \"天数\", \"description\": \"in days\"",
                        "days",
                        "description 应为中文"),
                triage(
                        "\"label\": \"天数\"",
                        "\"label\": \"天数\", \"description\": \"" + "写".repeat(41) + "\"",
                        "days",
                        "说明（description）应为一行，不超过40个字"),
                triage("\"type\": \"number\"", "\"type\": \"textarea\"", "days", "没有字数上限"),
                triage(
                        "{\"type\": \"group\"",
                        "{\"type\": \"text\", \"id\": \"Field_warning\", \"text\": \"> 不能撤回\"}, {\"type\": \"group\"",
                        "Field_group",
                        "注意事项"),
                triage(
                        "{\"type\": \"number\", \"id\": \"Field_days\", \"key\": \"days\", \"label\": \"天数\"}",
                        IntStream.rangeClosed(1, 9)
                                .mapToObj(i -> "{\"type\": \"number\", \"key\": \"days" + i + "\", \"label\": \"天数\"}")
                                .collect(Collectors.joining(", ")),
                        "triage",
                        "同时要填10项，最多9项"),
                file("请勿录入涉密信息", "No secrets, please", "Field_hint", "text 应为中文"),
                file("\"label\": \"其他\"", "\"label\": \"Other\"", "kind", "选项的文字"),
                file("\"label\": \"其他\"", "\"label\": \"\"", "kind", "选项的文字"),
                file("\"OTHER\"", "\"INFORMATION\"", "kind", "选项的值为空或重复"),
                file("\"pattern\": \"^1\\\\d{10}$\"", "\"validationType\": \"phone\"", "contactPhone", "不用 phone 校验"),
                file("\"^1\\\\d{10}$\"", "\"1\\\\d{10}\"", "contactPhone", "pattern 前后要有"),
                file(
                        "\"values\": [{\"label\": \"咨询政务信息\", \"value\": \"INFORMATION\"}, {\"label\": \"其他\", \"value\": \"OTHER\"}]",
                        "\"valuesKey\": \"kinds\"",
                        "kind",
                        "开始表单读不到变量"));
    }

    /** Warned where the choice is made, and only then; a form that has one way to end warns from the beginning. */
    @ParameterizedTest
    @CsvSource({
        "confirmRejection, decision, REJECT",
        "coordinateFirst, decision, ANSWERED",
        "answerImmediately, '', ''",
        "triage, seal, true",
        "triage, exclusionGround, LITIGATION",
        "respond, decision, OBJECT",
        "coHandle, decision, OBJECT",
        "ruleOnObjection, decision, UPHOLD",
        "ruleFinally, decision, UPHOLD",
        "ruleFinally, decision, REFUSE",
        "handle, decision, READY",
        "handle, decision, NOTICE_OF_DELAY",
        "handle, decision, LETTER",
        "handle, decision, OBJECT",
        "changeCoHandlers, decision, CHANGE",
        "decideDelay, decision, GRANT",
        "consentToMeeting, decision, DECLINE",
        "recordLetterAnswer, decision, DROPPED",
        "recordLetterAnswer, decision, UNANSWERED",
        "decideFortnight, decision, DELAY",
        "signOffPlan, decision, APPROVE",
        "releaseCoHandler, '', ''",
        "reply, outcome, RESOLVED",
        "reply, outcome, PARTLY_RESOLVED",
        "reply, outcome, EXPLAINED_UNREASONABLE",
        "confirmReply, decision, CONFIRM",
        "scoreCoHandlers, '', ''",
        "reportBack, '', ''",
        "decideSupervision, decision, SUPERVISE",
        "decideSupervision, decision, DECLINE",
        "recordSupervision, '', ''",
        "judgeResponsibility, decision, NEGLIGENT",
        "judgeResponsibility, decision, DILIGENT",
        "sendReferral, '', ''",
        "recordConclusion, '', ''",
        "confirmWithdrawal, decision, CONFIRM",
        "confirmLeavingScope, decision, CONFIRM",
        "officeAct, act, CORRECT",
        "officeAct, act, RECLASSIFY",
        "officeAct, act, UNLINK",
        "sealCase, '', ''",
        "decideSealed, decision, RELEASE",
        "decideSealed, decision, PURGE",
        "reviewAppraisal, decision, PUBLISH",
        "approveCalendar, decision, APPROVE",
        "editTemplate, decision, ABANDON",
        "approveTemplate, decision, APPROVE",
        "submitLedger, decision, NONE",
        "agreeJointItem, decision, DECLINE",
        "resolveJointItem, decision, RESOLVED",
        "endSubstitution, '', ''",
    })
    void whatCannotBeTakenBackIsWarnedOf(String id, String key, String value) {
        Models.Form form = form(id);
        Object given = value.equals("true") ? Boolean.TRUE : value;
        if (!key.isEmpty()) {
            assertThat(FormConventions.warnings(form, Map.of()))
                    .as("before the choice")
                    .isEmpty();
        }
        assertThat(FormConventions.warnings(form, key.isEmpty() ? Map.of() : Map.of(key, given)))
                .hasSize(1);
    }

    /** A visit is over with the enterprise's rating (Article 14). */
    @ParameterizedTest
    @ValueSource(strings = {"VERY_SATISFIED", "FAIRLY_SATISFIED", "DISSATISFIED", "VERY_DISSATISFIED"})
    void aRatingCannotBeTakenBack(String rating) {
        Models.Form form = form("visit");
        assertThat(FormConventions.warnings(form, Map.of("reached", false)))
                .singleElement(STRING)
                .contains("记一次未联系上");
        assertThat(FormConventions.warnings(form, Map.of("reached", true, "rating", rating)))
                .hasSize(1);
    }

    @Test
    void aReadonlyFieldMayMakeItsOptionItself() {
        String text = Samples.text(Samples.TRIAGE)
                .replace("\"valuesKey\": \"units\"", "\"readonly\": true, \"valuesExpression\": \"=units\"");
        assertThat(FormConventions.problems(Samples.with(Samples.TRIAGE, text))).isEmpty();
    }

    @Test
    void aFormUnderAnotherIdIsReported() {
        Models models = Samples.with("forms/other.form", Samples.text(Samples.TRIAGE));
        assertThat(FormConventions.problems(models)).extracting(Problem::what).contains("表单编号应与文件名一致：other");
    }

    @Test
    void anUnusedFormIsReported() {
        Models models = Samples.with(
                "forms/spare.form", Samples.text(Samples.TRIAGE).replace("\"id\": \"triage\"", "\"id\": \"spare\""));
        assertThat(FormConventions.problems(models)).singleElement().satisfies(problem -> {
            assertThat(problem.element()).isEqualTo("spare");
            assertThat(problem.what()).contains("没有任何任务或开始事件使用");
        });
    }

    @Test
    void aFormOfTwoTasksIsReported() {
        Models models = Samples.with(
                Samples.CALLED,
                Samples.text(Samples.CALLED)
                        .replace("id=\"startEvent_called\"", "id=\"startEvent_called\" camunda:formRef=\"file\""));
        assertThat(FormConventions.problems(models)).singleElement().satisfies(problem -> assertThat(problem.what())
                .contains(
                        "一个表单只供一个任务使用",
                        "processes/called.bpmn startEvent_called",
                        "processes/sample.bpmn startEvent_file"));
    }

    private static Models.Form form(String id) {
        return PROJECT.forms().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Breach triage(String good, String bad, String element, String what) {
        return new Breach(Samples.TRIAGE, good, bad, element, what);
    }

    private static Breach file(String good, String bad, String element, String what) {
        return new Breach(Samples.FILE, good, bad, element, what);
    }
}
