package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import suban.models.Samples.Breach;

class FormReferencesTest {

    private static final String DAYS = "\"label\": \"天数\"";
    private static final String PHONE = "\"label\": \"联系电话\",";

    @Test
    void everyFormSpeaksOfWhatThereIs() {
        Problems.assertNone(FormReferences.problems(
                Models.ofThisProject(), CompiledCode.ofTheApplication().words()));
    }

    @Test
    void aGoodFormIsLeftAlone() {
        assertThat(problems(Samples.good())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void eachBreachIsReported(Breach breach) {
        breach.isReportedBy(FormReferencesTest::problems);
    }

    static Stream<Breach> eachBreachIsReported() {
        return Stream.of(
                new Breach(Samples.FILE, "{{complaintNumber}}", "{{complaintNo}}", "Field_hint", "文字用到的 complaintNo"),
                new Breach(
                        Samples.TRIAGE,
                        "\"valuesKey\": \"units\"",
                        "\"valuesKey\": \"unit\"",
                        "hostUnit",
                        "valuesKey用到的 unit"),
                new Breach(
                        Samples.TRIAGE,
                        DAYS,
                        DAYS + ", \"conditional\": {\"hide\": \"=hostUnt != \\\"ysb\\\"\"}",
                        "days",
                        "显示条件用到的 hostUnt 既不是本表单的项，也没有任何程序填写"),
                new Breach(Samples.TRIAGE, DAYS, DAYS + ", \"readonly\": true", "days", "只读的项 days 没有任何程序填写"),
                new Breach(
                        Samples.FILE,
                        PHONE,
                        PHONE + "\"conditional\": {\"hide\": \"=kind != \\\"OTHERS\\\"\"},",
                        "contactPhone",
                        "显示条件中的 \"OTHERS\" 不是 kind 的选项；可选的是 INFORMATION、OTHER"),
                new Breach(
                        Samples.FILE,
                        PHONE,
                        PHONE
                                + "\"conditional\": {\"hide\": \"=not(list contains([\\\"OTHER\\\", \\\"ELSE\\\"], kind))\"},",
                        "contactPhone",
                        "显示条件中的 \"ELSE\" 不是 kind 的选项"));
    }

    private static List<Problem> problems(Models models) {
        return FormReferences.problems(models, Samples.CODE.words());
    }
}
