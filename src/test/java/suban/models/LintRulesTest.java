package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import suban.browser.LibraryPage;

/**
 * The Modeler's lint panel speaks JavaScript, the command Java: both leave the project's own diagrams alone, and of what both look at, both
 * find fault with the same element.
 */
class LintRulesTest {

    private static final Path PLUGIN = Path.of(".camunda/bpmnlint-plugin-suban/conventions.js");
    private static final String FILE = "processes/handling.bpmn";

    /**
     * A change of {@link #FILE} and the element that is wrong then.
     *
     * @param said the beginning of what the panel says
     * @param toldAt where the command tells it
     */
    private record Change(String good, String bad, String element, String said, String toldAt) {

        private Change(String good, String bad, String element, String said) {
            this(good, bad, element, said, element);
        }
    }

    private static final List<Change> CHANGES = List.of(
            new Change("name=\"当日回应企业\"", "name=\"Reply\"", "userTask_respond", "名称应为中文"),
            new Change("name=\"当日未回应\"", "name=\"未回应OK\"", "event_responseOverdue", "名称应为中文"),
            new Change("记录未在当日回应（第九条）。", "记录未在当日回应。", "serviceTask_recordResponseOverdue", "“文档”栏没有写明依据条款"),
            new Change("gateway_handled", "handledGateway", "handledGateway", "编号应形如 gateway_xxx"),
            new Change(
                    "flow_handledToJoinHandle",
                    "Flow_handledToJoinHandle",
                    "Flow_handledToJoinHandle",
                    "编号应形如 flow_xxx"),
            new Change(" default=\"flow_handledToJoin\"", "", "gateway_handled", "网关没有缺省路径", "flow_handledToJoin"),
            new Change(
                    "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${deadlines.responseDueAt(complaintNumber, attempt)}</bpmn:timeDate>",
                    "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P1D</bpmn:timeDuration>",
                    "event_responseOverdue",
                    "定时应取自"),
            new Change(
                    "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${deadlines.responseDueAt(complaintNumber, attempt)}</bpmn:timeDate>",
                    "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">2027-01-01T00:00:00</bpmn:timeDate>",
                    "event_responseOverdue",
                    "定时应取自"),
            new Change(
                    " camunda:delegateExpression=\"#{recordResponseOverdueDelegate}\"",
                    " camunda:class=\"suban.Late\"",
                    "serviceTask_recordResponseOverdue",
                    "不得使用脚本"),
            new Change(
                    "event=\"complete\" delegateExpression=\"#{respondListener}\"",
                    "event=\"complete\" class=\"suban.Late\"",
                    "userTask_respond",
                    "不得使用脚本"),
            new Change(" camunda:formRef=\"respond\"", "", "userTask_respond", "人工任务没有表单"),
            new Change(
                    "camunda:formRef=\"respond\" camunda:formRefBinding=\"deployment\"",
                    "camunda:formRef=\"respond\" camunda:formRefBinding=\"latest\"",
                    "userTask_respond",
                    "应与流程同版本"),
            new Change(" camunda:modelerTemplate=\"suban.handling.respond\"", "", "userTask_respond", "没有选用模板"),
            new Change(
                    " camunda:modelerTemplate=\"suban.handling.responseOverdueTimer\"",
                    "",
                    "event_responseOverdue",
                    "没有选用模板"));

    @Test
    void thePanelAndTheCommandFindTheSame() throws IOException {
        Map<String, String> asked = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".bpmn")).toList()) {
                asked.put(file.toString().replace('\\', '/'), Files.readString(file));
            }
        }
        List<String> ours = List.copyOf(asked.keySet());
        String handling = asked.get(FILE);
        for (Change change : CHANGES) {
            assertThat(handling).contains(change.good());
            asked.put(change.toString(), handling.replace(change.good(), change.bad()));
        }
        Map<String, List<List<String>>> panel = panel(asked);
        List<Problem> before = command(handling);

        ours.forEach(
                file -> assertThat(panel.get(file)).as("the panel on " + file).isEmpty());
        for (Change change : CHANGES) {
            assertThat(panel.get(change.toString()))
                    .as("the panel on " + change)
                    .singleElement()
                    .satisfies(report -> {
                        assertThat(report.get(0)).isEqualTo(change.element());
                        assertThat(report.get(1)).startsWith(change.said());
                    });
            assertThat(command(asked.get(change.toString())))
                    .as("the command on " + change)
                    .filteredOn(problem -> !before.contains(problem))
                    .extracting(Problem::element)
                    .contains(change.toldAt());
        }
    }

    /** On this diagram alone: what it refers to is missing, before and after. */
    private static List<Problem> command(String handling) {
        Models models = Models.of(Map.of(FILE, handling), Beans.ofTheApplication());
        assertThat(models.unreadable()).isEmpty();
        return Stream.concat(
                        ProcessConventions.problems(models).stream(),
                        ElementTemplates.problems(models, ElementTemplates.ofThisProject(), Set.of(), Set.of()).stream()
                                .filter(problem -> problem.file().equals(FILE)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<List<String>>> panel(Map<String, String> diagrams) throws IOException {
        try (InputStream lint = LintRulesTest.class.getResourceAsStream("lint.js");
                LibraryPage page = new LibraryPage(Map.of(
                        "a-conventions.js",
                        Files.readString(PLUGIN),
                        "b-lint.js",
                        new String(lint.readAllBytes(), StandardCharsets.UTF_8)))) {
            return (Map<String, List<List<String>>>) ((Map<?, ?>) page.call("lint", diagrams)).get("found");
        }
    }
}
