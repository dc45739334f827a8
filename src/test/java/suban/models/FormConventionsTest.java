package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import suban.models.Samples.Breach;

class FormConventionsTest {

    @Test
    void everyFormKeepsTheConventions() {
        Models models = Models.ofThisProject();
        assertThat(models.forms()).as("forms/*.form").isNotEmpty();
        Problem.assertNone(FormConventions.problems(models));
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

    private static Breach triage(String good, String bad, String element, String what) {
        return new Breach(Samples.TRIAGE, good, bad, element, what);
    }

    private static Breach file(String good, String bad, String element, String what) {
        return new Breach(Samples.FILE, good, bad, element, what);
    }
}
