package suban.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.InvalidInput.FieldError;

@DisplayName("提交的内容逐项对照已部署的表单")
class FormSchemaTest {

    private static final Map<String, Object> SCORING = Map.of(
            "scores",
            List.of(Map.of("unit", "ziran", "unitName", "自然资源和规划局"), Map.of("unit", "zijian", "unitName", "住房和城乡建设局")));

    private static final Map<String, Object> TRIAGE = Map.of(
            "hostOptions", List.of(Map.of("label", "泾河新城", "value", "jinghe")),
            "coHandlerOptions",
                    List.of(
                            Map.of("label", "自然资源和规划局", "value", "ziran"),
                            Map.of("label", "住房和城乡建设局", "value", "zijian")),
            "accusedOptions", List.of(Map.of("label", "泾河新城", "value", "jinghe")));

    private static final Map<String, Object> RESPONSE =
            Map.of("insideOptions", List.of(Map.of("label", "崇文镇", "value", "chongwen")));

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：评分是一项列表")
    void aListOfScoresIsOneField() {
        assertThat(scores(row("ziran", 5), row("zijian", 4))).isEmpty();
    }

    @Test
    @Tag("article-14")
    @DisplayName("列表中一行的字段，不是表单的字段")
    void aFieldOfARowIsNoFieldOfTheForm() {
        assertThat(check("scoreCoHandlers", Map.of("unit", "ziran"), SCORING))
                .extracting(FieldError::field)
                .containsExactly("unit");
    }

    @Test
    @DisplayName("只供查看的字段不得提交，空的也不行")
    void whatTheFormOnlyShowsCannotBeSent() {
        Map<String, Object> reply = new HashMap<>(Map.of("outcome", "RESOLVED", "replyText", "已办结"));
        assertThat(check("reply", reply, Map.of())).isEmpty();
        for (Object content : Arrays.asList("改写投诉内容", "", null)) {
            reply.put("content", content);
            assertThat(check("reply", reply, Map.of()))
                    .extracting(FieldError::message)
                    .containsExactly("投诉内容：不可填写");
        }
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：按只供查看的内容显示的字段，打开时有该内容的可以填写，没有的不可填写")
    void whatIsShownDecidesWhatIsAsked() {
        Map<String, Object> opened = new HashMap<>(TRIAGE);
        opened.put("sameMatterOptions", List.of(Map.of("label", "XX20260302-0001", "value", "XX20260302-0001")));
        Map<String, Object> form =
                Map.of("complaintClass", "GENERAL", "hostUnit", "jinghe", "sameMatterAs", "XX20260302-0001");
        for (String none : Arrays.asList(null, "未发现相近的投诉")) {
            opened.put("similarText", none);
            assertThat(check("triage", form, opened))
                    .extracting(FieldError::message)
                    .containsExactly("同一诉求：按其他各项的选择不应填写");
        }
        opened.put("similarText", "XX20260302-0001　厂房规划许可迟迟未批");
        assertThat(check("triage", form, opened)).isEmpty();
    }

    @Test
    @DisplayName("表单中没有的字段不得提交，空的也不行；太长、无法显示的字段名不原样送回")
    void unknownKeys() {
        for (Object value : Arrays.asList("x", "", null, List.of(), Map.of(), 0, false)) {
            Map<String, Object> form = new HashMap<>(Map.of("replyText", "已答复"));
            form.put("status", value);
            assertThat(check("answerImmediately", form, Map.of()))
                    .extracting(FieldError::message)
                    .containsExactly("status：表单中没有该字段");
        }
        assertThat(check("answerImmediately", Map.of("replyText", "已答复", "k\u0000".repeat(1000), "x"), Map.of()))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).hasSize(60).doesNotContain("\u0000");
                    assertThat(error.message()).endsWith("：表单中没有该字段").hasSizeLessThan(80);
                });
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("k" + i, i);
        }
        assertThat(check("answerImmediately", many, Map.of())).hasSizeLessThanOrEqualTo(20);
    }

    static Stream<Object> noTexts() {
        return Stream.of(1, 1.5, true, List.of("文"), Map.of("a", "文"), PlainValues.FOREIGN, List.of(), Map.of());
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    @DisplayName("文字、选项、日期处只收文字")
    void onlyTextIsText(Object value) {
        assertThat(check("answerImmediately", Map.of("replyText", value), Map.of()))
                .extracting(FieldError::message)
                .containsExactly("答复内容：应为文字");
        assertThat(respond("contactChannel", value))
                .extracting(FieldError::message)
                .containsExactly("联系方式：格式不正确");
        assertThat(respond("contactedAt", value))
                .extracting(FieldError::message)
                .containsExactly("联系时间：不是有效的日期时间");
        assertThat(respond("promisedDate", value))
                .extracting(FieldError::message)
                .containsExactly("告知企业的办结日期：不是有效的日期");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"坏\u0000字", "坏\u0007字", "坏\u007f字", "坏\u0085字", "坏\ud83d字", "坏\ude00字", "坏\uffff字", "坏\ufdd0字"})
    @DisplayName("控制字符、半个字符，哪里都不收")
    void textNoDatabaseKeeps(String text) {
        assertThat(check("answerImmediately", Map.of("replyText", text), Map.of()))
                .extracting(FieldError::message)
                .containsExactly("答复内容：含有无法保存的字符");
        assertThat(triage("coHandlerUnits", List.of(text))).hasSize(1);
        assertThat(triage("hostUnit", text)).hasSize(1);
        assertThat(scores(Map.of("unit", text, "score", 5), row("zijian", 4))).hasSize(1);
    }

    @Test
    @DisplayName("多行处可以换行和制表，单行处不能换行")
    void lines() {
        assertThat(check("answerImmediately", Map.of("replyText", "一\n二\r\n\t三"), Map.of()))
                .isEmpty();
        for (String line : List.of("张\n三", "张\r三", "张\u2028三")) {
            assertThat(respond("contactPerson", line))
                    .extracting(FieldError::message)
                    .containsExactly("企业接听或接待人：不能换行");
        }
    }

    @Test
    @DisplayName("字数按字计，不按编码计；空白不算填写")
    void lengthInCharacters() {
        assertThat(respond("contactPerson", "𠮷".repeat(50))).isEmpty();
        assertThat(respond("contactPerson", "𠮷".repeat(51)))
                .extracting(FieldError::message)
                .containsExactly("企业接听或接待人：不能超过50个字");
        assertThat(check("answerImmediately", Map.of("replyText", " \n　"), Map.of()))
                .extracting(FieldError::message)
                .containsExactly("答复内容：必填");
    }

    @Test
    @Timeout(60) // tried by the pattern it would take hours
    @DisplayName("超长内容不拿去对格式，不会算个没完")
    void aPatternIsNotTriedOnWhatIsTooLong() {
        assertThat(check("registerComplaint", Map.of("contactEmail", "a@" + ".".repeat(200_000) + "@"), Map.of()))
                .extracting(FieldError::message)
                .contains("电子邮箱：不能超过100个字");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "是", "1"})
    @DisplayName("勾选处只收真假，不收文字")
    void aTickIsNoText(String text) {
        assertThat(triage("urgent", text)).extracting(FieldError::message).containsExactly("紧急：只能为是或否");
    }

    static Stream<Object> noScores() {
        return Stream.of(
                "5",
                "五",
                0,
                6,
                -1,
                2.5,
                1e300,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                new BigDecimal("1e999999999"),
                new BigDecimal("1e-999999999"),
                BigInteger.TEN.pow(900),
                true,
                List.of(5),
                PlainValues.FOREIGN);
    }

    @ParameterizedTest
    @MethodSource("noScores")
    @Tag("article-14")
    @DisplayName("评分只收一至五的整数")
    void onlyWholeNumbersInRange(Object score) {
        assertThat(scores(row("ziran", score), row("zijian", 4))).isNotEmpty().allSatisfy(error -> {
            assertThat(error.field()).isEqualTo("scores");
            assertThat(error.message()).startsWith("配合情况（第1项）：");
        });
    }

    @Test
    @Tag("article-14")
    @DisplayName("评分列表：多一行、少一行、换单位、多字段、缺评分、嵌套的，都不收")
    void rowsAreThoseTheFormOpenedWith() {
        assertThat(scores(row("ziran", 5))).extracting(FieldError::message).containsExactly("协办单位：应有2项");
        assertThat(scores(row("ziran", 5), row("zijian", 5), row("zijian", 5))).hasSize(1);
        assertThat(scores(row("ziran", 5), row("shuiwu", 5)))
                .extracting(FieldError::message)
                .containsExactly("单位（第2项）：不可改动");
        assertThat(scores(row("ziran", 5), Map.of("unit", "zijian", "score", 4, "unitName", "住建局")))
                .extracting(FieldError::message)
                .containsExactly("unitName（第2项）：表单中没有该字段");
        assertThat(scores(row("ziran", 5), Map.of("unit", "zijian")))
                .extracting(FieldError::message)
                .containsExactly("配合情况（第2项）：必填");
        assertThat(scores(row("ziran", 5), List.of(row("zijian", 5)))).hasSize(1);
        assertThat(check("scoreCoHandlers", Map.of("scores", Map.of("0", row("ziran", 5))), SCORING))
                .hasSize(1);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：选项只认打开表单时所列的；列表不收重复、空值、非文字")
    void optionsFromTheLedger() {
        assertThat(triage("coHandlerUnits", List.of("ziran", "zijian"))).isEmpty();
        assertThat(triage("coHandlerUnits", List.of())).isEmpty();
        assertThat(triage("hostUnit", "fengdong"))
                .extracting(FieldError::message)
                .containsExactly("主办单位：没有该选项");
        assertThat(triage("coHandlerUnits", List.of("ziran", "ziran")))
                .extracting(FieldError::message)
                .containsExactly("协办单位：选项重复");
        for (Object list : List.of(
                List.of("shuiwu"),
                List.of(1),
                List.of(List.of("ziran")),
                new ArrayList<>(Collections.singletonList(null)),
                Collections.nCopies(100_000, "ziran"))) {
            assertThat(triage("coHandlerUnits", list)).hasSize(1);
        }
        assertThat(triage("coHandlerUnits", "ziran"))
                .extracting(FieldError::message)
                .containsExactly("协办单位：应为列表");
    }

    @ParameterizedTest
    @CsvSource({
        "promisedDate, 2026-02-30",
        "promisedDate, 2026-3-9",
        "promisedDate, 2026-03-09T10:00",
        "promisedDate, 1999-12-31",
        "promisedDate, +12026-03-09",
        "contactedAt, 2026-03-02",
        "contactedAt, 2026-03-02T25:00+08:00",
        "contactedAt, 2026-02-29T10:00+08:00",
        "contactedAt, 2026-03-02T10:00+99:00",
        "contactedAt, 2199-03-02T10:00+08:00",
        "contactedAt, 昨天"
    })
    @Tag("article-9")
    @DisplayName("第九条：不成日期、不成时间、世纪之外的，不收")
    void dates(String key, String text) {
        assertThat(respond(key, text)).extracting(FieldError::field).containsExactly(key);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：尝试联系未接通的，不能填告知日期；已联系上的必填")
    void whatTheFormHidesCannotBeSent() {
        assertThat(respond("decision", "ATTEMPTED"))
                .extracting(FieldError::message)
                .containsExactly("告知企业的办结日期：按其他各项的选择不应填写");
        Map<String, Object> tried = response();
        tried.put("decision", "ATTEMPTED");
        tried.put("promisedDate", null);
        assertThat(check("respond", tried, RESPONSE)).isEmpty();
        tried.put("decision", "CONTACTED");
        assertThat(check("respond", tried, RESPONSE))
                .extracting(FieldError::message)
                .containsExactly("告知企业的办结日期：必填");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：满意的不能填不满意的原因，不满意的必填；没联系上的不能填评价")
    void conditionsOnSeveralFields() {
        Map<String, Object> visit = new HashMap<>(Map.of("reached", true, "rating", "DISSATISFIED"));
        assertThat(check("visit", visit, Map.of()))
                .extracting(FieldError::message)
                .containsExactly("不满意的原因：必填");
        visit.put("dissatisfactionReason", "没有解决");
        assertThat(check("visit", visit, Map.of())).isEmpty();
        visit.put("rating", "SATISFIED");
        assertThat(check("visit", visit, Map.of()))
                .extracting(FieldError::field)
                .containsExactly("dissatisfactionReason");
        visit.put("reached", false);
        assertThat(check("visit", visit, Map.of()))
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("rating", "dissatisfactionReason");
    }

    @Test
    @DisplayName("所有问题一次指明")
    void everythingAtOnce() {
        assertThat(check("registerComplaint", Map.of("title", "短", "status", "CLOSED"), Map.of()))
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "status",
                        "channel",
                        "demandType",
                        "enterpriseName",
                        "newCity",
                        "contactName",
                        "contactPhone",
                        "title",
                        "content");
    }

    @Test
    @DisplayName("文件、序列化对象、日期、字节、损坏或重复键的数据，都不是填写的内容")
    void typedValues() {
        Map<String, Object> sent = Variables.createVariables()
                .putValueTyped("text", Variables.stringValue("文", true))
                .putValueTyped("none", Variables.untypedNullValue())
                .putValueTyped("list", SpinValues.jsonValue("[\"a\"]").create())
                .putValueTyped(
                        "object",
                        Variables.serializedObjectValue("rO0ABQ==")
                                .serializationDataFormat("application/x-java-serialized-object")
                                .objectTypeName("java.lang.String")
                                .create())
                .putValueTyped(
                        "file",
                        Variables.fileValue("a.txt").file(new byte[] {1}).create())
                .putValueTyped("bytes", Variables.byteArrayValue(new byte[] {1}))
                .putValueTyped("date", Variables.dateValue(new java.util.Date()))
                .putValueTyped("broken", SpinValues.jsonValue("[1,").create())
                .putValueTyped(
                        "twice", SpinValues.jsonValue("{\"a\":1,\"a\":2}").create())
                .putValueTyped("two", SpinValues.jsonValue("[] []").create())
                .putValueTyped(
                        "deep",
                        SpinValues.jsonValue("[".repeat(900) + "]".repeat(900)).create());
        Map<String, Object> plain = PlainValues.of(sent);
        assertThat(plain.get("text")).isEqualTo("文");
        assertThat(plain).containsEntry("none", null).containsEntry("list", List.of("a"));
        for (String key : List.of("object", "file", "bytes", "date", "broken", "twice", "two")) {
            assertThat(plain.get(key)).as(key).isSameAs(PlainValues.FOREIGN);
        }
        assertThat(plain.get("deep").toString()).contains("VALUE").hasSizeLessThan(40);
    }

    private static Map<String, Object> row(String unit, Object score) {
        return Map.of("unit", unit, "score", score);
    }

    private static List<FieldError> scores(Object... rows) {
        return check("scoreCoHandlers", Map.of("scores", List.of(rows)), SCORING);
    }

    private static Map<String, Object> response() {
        return new HashMap<>(Map.of(
                "decision", "CONTACTED",
                "contactChannel", "PHONE",
                "contactedAt", "2026-03-02T10:00+08:00",
                "promisedDate", "2026-03-09",
                "insideUnit", "chongwen"));
    }

    private static List<FieldError> respond(String key, Object value) {
        Map<String, Object> form = response();
        form.put(key, value);
        return check("respond", form, RESPONSE);
    }

    private static List<FieldError> triage(String key, Object value) {
        Map<String, Object> form = new HashMap<>(Map.of("complaintClass", "GENERAL", "hostUnit", "jinghe"));
        form.put(key, value);
        return check("triage", form, TRIAGE);
    }

    private static List<FieldError> check(String form, Map<String, Object> values, Map<String, Object> opened) {
        return FormSchema.read(FormSchemaTest.class.getResourceAsStream("/forms/" + form + ".form"))
                .check(values, names -> opened);
    }
}
