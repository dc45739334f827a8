package suban.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.revision.Change.Row;

@Tag("article-18")
@DisplayName("规则修订：收下整套文件、说出改了什么")
class RuleSetTest {

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String project(String path) throws IOException {
        return Files.readString(Path.of(path));
    }

    @Test
    @DisplayName("压缩包或逐个文件，带不带上级文件夹，收下的都是同一套")
    void oneSetByWhateverRoad() throws IOException {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        packed.put("suban/processes/complaint.bpmn", bytes("<a/>"));
        packed.put("suban/processes/rules/scope.dmn", bytes("<b/>"));
        packed.put("suban/processes/README.md", bytes("说明"));
        packed.put("forms/triage.form", bytes("{}"));
        assertThat(RuleFiles.unzipped(zip(packed)).keySet())
                .containsExactly("forms/triage.form", "processes/complaint.bpmn", "processes/rules/scope.dmn");
        assertThat(RuleFiles.read(List.of(
                                new RuleFiles.Incoming("x\\complaint.bpmn", new ByteArrayInputStream(bytes("<a/>")))))
                        .keySet())
                .containsExactly("processes/complaint.bpmn");
    }

    @Test
    @DisplayName("多余的、重名的、越出文件夹的、不是文本的、损坏的，逐个以中文拒绝")
    void strangeFilesAreRefused() throws IOException {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        packed.put("processes/run.sh", bytes("x"));
        packed.put("../processes/a.bpmn", bytes("x"));
        packed.put("/forms/b.form", bytes("x"));
        packed.put("forms/c.form", bytes("x"));
        packed.put("other/c.form", bytes("y"));
        packed.put("forms/d.form", new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        packed.put("forms/e.form", bytes("{}\u0000"));
        packed.put("forms/f.form", bytes("{\"a\":\"\u0085\"}"));
        packed.put("forms/g.form", bytes("{\t\r\n}"));
        byte[] bad = zip(packed);
        assertThatThrownBy(() -> RuleFiles.unzipped(bad))
                .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.errors())
                        .hasSize(7)
                        .noneMatch(it -> it.message().contains("g.form"))
                        .allSatisfy(it -> assertThat(it.message()).containsPattern("[\\u4e00-\\u9fff]{2}")));
        assertThatThrownBy(() -> RuleFiles.unzipped(bytes("no zip"))).isInstanceOf(InvalidInput.class);
        byte[] good = zip(Map.of("forms/c.form", bytes("x".repeat(5000))));
        assertThatThrownBy(() -> RuleFiles.unzipped(java.util.Arrays.copyOf(good, 50)))
                .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.errors())
                        .extracting(FieldError::message)
                        .containsExactly("压缩包无法读取或已损坏"));
        assertThatThrownBy(() -> RuleFiles.read(List.of())).isInstanceOf(InvalidInput.class);
    }

    @Test
    @DisplayName("压缩炸弹：解开过大或过多即停")
    void bombsAreRefused() throws IOException {
        byte[] large = zip(Map.of("forms/c.form", new byte[RuleFiles.LARGEST_FILE + 10]));
        assertThat(large.length).isLessThan(20_000);
        assertThatThrownBy(() -> RuleFiles.unzipped(large))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("过大");
        for (String passedOver : List.of("processes/README.md", "processes/", "run.sh")) {
            byte[] hidden = zip(Map.of(passedOver, new byte[RuleFiles.LARGEST_SET + 10]));
            assertThatThrownBy(() -> RuleFiles.unzipped(hidden))
                    .as(passedOver)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("过大");
        }
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i <= RuleFiles.MOST_FILES; i++) {
            many.put("forms/f" + i + ".form", bytes("{}"));
        }
        byte[] crowd = zip(many);
        assertThatThrownBy(() -> RuleFiles.unzipped(crowd))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("过多");
    }

    @Test
    @DisplayName("规则表：第几行的哪一格由多少改为多少，增删的行整行列出")
    void rowsOfATable() throws IOException {
        String was = project("processes/rules/timeLimit.dmn");
        String is = was.replaceFirst("<text>5</text>", "<text>4</text>")
                .replaceFirst("(?s)<rule id=\"rule_complex\">.*?</rule>", "");
        List<Change> changes = RuleDiff.between(
                Map.of("processes/rules/timeLimit.dmn", bytes(was)),
                Map.of("processes/rules/timeLimit.dmn", bytes(is)));
        assertThat(changes).singleElement().satisfies(it -> {
            assertThat(it.title()).isEqualTo("规则表《办理时限》");
            assertThat(it.rows())
                    .contains(new Row("第1行“一般类，5个工作日内办结。第八条”的天数", "5", "4"))
                    .anySatisfy(row -> {
                        assertThat(row.subject()).isEqualTo("原第2行（删除）");
                        assertThat(row.was()).contains("天数：14");
                    })
                    .hasSize(2);
        });
    }

    @Test
    @DisplayName("流程图：按名称说出增、删、改的步骤；只挪动图形的，说规则不变")
    void stepsOfADiagram() throws IOException {
        String path = "processes/fortnight.bpmn";
        String was = project(path);
        String is = was.replaceFirst("(<bpmn:userTask id=\"\\w+\" name=\")[^\"]+", "$1另定名称");
        assertThat(RuleDiff.between(Map.of(path, bytes(was)), Map.of(path, bytes(is))))
                .singleElement()
                .satisfies(it -> assertThat(it.rows()).singleElement().satisfies(row -> {
                    assertThat(row.subject()).startsWith("人工任务“").endsWith("”的名称");
                    assertThat(row.is()).isEqualTo("另定名称");
                }));
        String moved = was.replaceFirst("<dc:Bounds x=\"\\d+\"", "<dc:Bounds x=\"7\"");
        assertThat(RuleDiff.between(Map.of(path, bytes(was)), Map.of(path, bytes(moved))))
                .singleElement()
                .satisfies(it -> assertThat(it.rows()).containsExactly(new Row("图形或排版", "", "有变，规则内容不变")));
    }

    @Test
    @DisplayName("表单：按栏目名称说出增、删、改")
    void fieldsOfAForm() throws IOException {
        String path = "forms/visit.form";
        String was = project(path);
        String is = was.replace("\"label\": \"企业评价\"", "\"label\": \"企业的评价\"");
        assertThat(RuleDiff.between(Map.of(path, bytes(was)), Map.of(path, bytes(is))))
                .singleElement()
                .satisfies(it -> assertThat(it.rows()).containsExactly(new Row("“企业评价”的名称", "企业评价", "企业的评价")));
        assertThat(RuleDiff.between(Map.of(), Map.of(path, bytes(is))))
                .singleElement()
                .satisfies(it -> assertThat(it.what()).isEqualTo("ADDED"));
    }

    @Test
    @DisplayName("没有名称的也不说编号：表单说办理的步骤，连线说两端，分支说在哪一步之后")
    void namesForPeople() throws IOException {
        String diagram = "processes/return-visit.bpmn";
        String form = "forms/visit.form";
        Map<String, byte[]> was = Map.of(diagram, bytes(project(diagram)), form, bytes(project(form)));
        Map<String, byte[]> is = Map.of(
                diagram,
                bytes(project(diagram)
                        .replaceFirst("<bpmn:sequenceFlow id=\"flow_joinVisitTaskToVisit\"[^>]*/>", "")
                        .replace(
                                "\"userTask_visit\" targetRef=\"gateway_visitOutcome\"",
                                "\"userTask_visit\" targetRef=\"gateway_coHandlers\"")),
                form,
                bytes(project(form).replace("\"label\": \"企业评价\"", "\"label\": \"企业的评价\"")));
        List<Change> changes = RuleDiff.between(was, is);
        assertThat(changes).extracting(Change::title).containsExactly("流程图《回访评价》", "表单《回访企业》");
        assertThat(changes.get(0).rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.toString()).doesNotContain("_"))
                .anySatisfy(row -> assertThat(row.subject()).endsWith("之后→回访企业”（删除）"))
                .anySatisfy(
                        row -> assertThat(row.subject()).startsWith("连线“回访企业→").endsWith("”的终点"));
    }

    @Test
    @DisplayName("改了编号的步骤只说编号；期限、单位、条件、监听按模板里的说法，表单、流程按名称，填写要求和显示条件用话说")
    void wordsForExpressions() throws IOException {
        String diagram = "processes/handling.bpmn";
        String form = "forms/respond.form";
        Map<String, byte[]> was = Map.of(diagram, bytes(project(diagram)), form, bytes(project(form)));
        Map<String, byte[]> is = Map.of(
                diagram,
                bytes(project(diagram)
                        .replace("\"userTask_handle\"", "\"userTask_handleDemand\"")
                        .replace(">userTask_handle<", ">userTask_handleDemand<")
                        .replace(
                                "camunda:dueDate=\"${deadlines.responseDueAt(complaintNumber, attempt)}\"",
                                "camunda:dueDate=\"${deadlines.dueAt(complaintNumber, attempt)}\"")),
                form,
                bytes(project(form)
                        .replaceFirst("decision != \\\\\"OBJECT\\\\\"", "decision != \\\\\"CONTACTED\\\\\"")
                        .replaceFirst("\"required\": true", "\"required\": false")));
        List<Change> changes = RuleDiff.between(was, is);
        List<Row> rows = changes.get(0).rows();
        assertThat(rows)
                .extracting(Row::toString)
                .as("one of the step, one of the date")
                .containsExactlyInAnyOrder(
                        new Row("人工任务“办理诉求”的编号", "userTask_handle", "userTask_handleDemand").toString(),
                        new Row("人工任务“当日回应企业”的办理期限", "交办当日下班", "本次办理的期限").toString());
        assertThat(changes.get(1).rows())
                .allSatisfy(row -> assertThat(row.was() + row.is()).doesNotContain("{", "OBJECT", "decision"))
                .anySatisfy(row -> assertThat(row.subject()).endsWith("的填写要求"))
                .anySatisfy(row -> assertThat(row.subject()).endsWith("的显示条件"));
    }

    @Test
    @DisplayName("显示条件：并且、或者、不是、几项之一都用话说；说不全的只说有变，不露编号")
    void conditionsInWords() throws IOException {
        assertThat(inWords("=decision != \"CONFIRM\" or not(list contains([\"A\", \"B\"], ground))"))
                .isEqualTo("“决定”不是“确认”，或者“理由”不是“甲”“乙”之一");
        assertThat(inWords("=(ground = null or ground = \"A\") and decision != null"))
                .isEqualTo("（“理由”未填，或者“理由”是“甲”），并且“决定”已填");
        assertThat(inWords("=not(decision = \"CONFIRM\" or ground = \"\")")).isEqualTo("“决定”不是“确认”，并且“理由”不空");
        assertThat(inWords("=count(ground) = 0 and decision >= 3")).isEqualTo("“理由”没有行，并且“决定”不小于3");
        assertThat(inWords("=ground != true")).isEqualTo("“理由”不是“是”");
        for (String strange : List.of(
                "=decision = \"GONE\"",
                "=nowhere = null",
                "=some x in ground satisfies x = 1",
                "=decision",
                "=decision = ",
                "=(decision = null",
                "=decision = null)",
                "=decision = ground",
                "=decision ~ 1")) {
            assertThat(inWords(strange)).as(strange).isNull();
        }
    }

    private static String inWords(String feel) {
        return ShownWhen.of(feel, Map.of("decision", "决定", "ground", "理由")::get, (field, value) -> Map.of(
                        "A", "甲", "B", "乙", "CONFIRM", "确认")
                .getOrDefault(value, value));
    }

    @Test
    @DisplayName("每张表单的每一个显示条件改了，负责人看到的都没有英文；没有名称的设置也不露编号")
    void everyFormInWords() throws IOException {
        int conditions = 0;
        List<String> unsaid = new ArrayList<>();
        try (var forms = Files.list(Path.of("forms"))) {
            for (Path form : forms.filter(it -> it.toString().endsWith(".form")).toList()) {
                String was = Files.readString(form);
                String path = "forms/" + form.getFileName();
                String is = was.replaceAll("\"hide\": \"=(.*)\"(?=[\\r\\n}])", "\"hide\": \"=not($1)\"");
                for (Change change : RuleDiff.between(Map.of(path, bytes(was)), Map.of(path, bytes(is)))) {
                    conditions += change.rows().size();
                    change.rows().stream()
                            .filter(row -> row.is().equals("显示条件有变"))
                            .map(row -> path + row.subject())
                            .forEach(unsaid::add);
                    assertThat(change.rows()).as(path).allSatisfy(row -> {
                        assertThat(row.subject()).endsWith("的显示条件").doesNotContainPattern("[A-Za-z]");
                        assertThat(row.was() + row.is()).doesNotContainPattern("[A-Za-z]");
                    });
                }
                String set = was.replace("\"validate\": {", "\"validate\": {\"strange\": 1,")
                        .replace("\"type\": \"textarea\",", "\"type\": \"textarea\", \"odd\": \"way\",");
                for (Change change : RuleDiff.between(Map.of(path, bytes(was)), Map.of(path, bytes(set)))) {
                    assertThat(change.rows()).as(path).allSatisfy(row -> assertThat(row.toString())
                            .doesNotContain("strange", "odd", "way", "pattern"));
                }
            }
        }
        assertThat(conditions).isGreaterThan(140);
        assertThat(unsaid).as("by what is no field of the form").hasSizeLessThan(12);
    }

    @Test
    @DisplayName("步骤对应：不成样子的、两边没有的、写两次的，逐行拒绝")
    void mapping() {
        List<FieldError> errors = new ArrayList<>();
        Map<String, String> read = Mapping.read(
                "# 改名\nuserTask_a: userTask_b\nevent_c：-\n\nuserTask_a: userTask_b\nnothing\nuserTask_x: userTask_b\nuserTask_a: userTask_y",
                Set.of("userTask_a", "event_c"),
                Set.of("userTask_b"),
                errors);
        assertThat(read).containsExactly(Map.entry("userTask_a", "userTask_b"), Map.entry("event_c", "-"));
        assertThat(errors).extracting(FieldError::message).hasSize(4).allMatch(it -> it.startsWith("步骤对应第"));
    }
}
