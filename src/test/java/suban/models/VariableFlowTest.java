package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import suban.models.Samples.Breach;

class VariableFlowTest {

    private static final String CALL_IN = "<camunda:in businessKey=\"#{execution.processBusinessKey}\"/>";
    private static final String TASK =
            """
            <userTask id="userTask_do" name="办理" camunda:dueDate="${coHandling.units(attempt)}"/>
            <userTask id="userTask_redo" name="再办" camunda:dueDate="${coHandling.units(attempt)}"/>
            """;
    private static final CompiledCode CODE = CompiledCode.ofTheApplication();

    @Test
    void everyVariableIsSet() {
        Problems.assertNone(VariableFlow.problems(Models.ofThisProject(), CODE));
    }

    @Test
    void aGoodDiagramIsLeftAlone() {
        assertThat(problems(Samples.good())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void eachBreachIsReported(Breach breach) {
        breach.isReportedBy(VariableFlowTest::problems);
    }

    static Stream<Breach> eachBreachIsReported() {
        return Stream.of(
                sample(
                        "${scope ==",
                        "${scop ==",
                        "flow_handle",
                        "表达式 ${scop == 'IN'} 用到变量 scop，但没有任何一步设置它；是否应为 scope？"),
                sample("camunda:resultVariable=\"scope\"", "", "flow_handle", "用到变量 scope，但没有任何一步设置它"),
                sample(
                        "<timeDate xsi:type=\"tFormalExpression\">${deadlines.triage(complaintNumber)}",
                        "<timeDate xsi:type=\"tFormalExpression\">${deadlines.triage(number)}",
                        "event_overdue",
                        "用到变量 number，"),
                sample(
                        "camunda:dueDate=\"${deadlines.triage(complaintNumber)}",
                        "camunda:dueDate=\"${deadlines.triage(atempt)}",
                        "userTask_triage",
                        "用到变量 atempt，"),
                sample("${scope == 'IN'}", "${decision == 'IN'}", "flow_handle", "用到变量 decision，"),
                sample(
                        CALL_IN,
                        CALL_IN + "<camunda:in source=\"atempt\" target=\"attempt\"/>",
                        "callActivity_handle",
                        "传给被调用流程的变量用到变量 atempt，"),
                sample(
                        CALL_IN,
                        CALL_IN + "<camunda:out source=\"ruling\" target=\"ruling\"/>",
                        "callActivity_handle",
                        "要从流程 called 取回变量 ruling，但那里没有任何一步设置它"));
    }

    @Test
    void whatATableAsksForIsSet() {
        String text = Samples.text(Samples.SCOPE).replace("<text>inCourt</text>", "<text>inCort</text>");
        assertThat(problems(Samples.with(Samples.SCOPE, text)))
                .extracting(Problem::toString)
                .containsExactly(
                        "processes/sample.bpmn：businessRuleTask_scope「判定范围」：决策表 scope 的输入用到变量 inCort，但没有任何一步设置它；是否应为 inCourt？");
    }

    @Test
    void whatTheProgramAsksForIsSet() {
        CompiledCode asking = new CompiledCode(
                Samples.CODE.sets(),
                Map.of("closeDelegate", Set.of("outcome", "form")),
                Map.of(),
                Samples.CODE.words());
        assertThat(VariableFlow.problems(Samples.good(), asking))
                .extracting(Problem::toString)
                .containsExactly("processes/sample.bpmn：serviceTask_close「销号归档」：这一步的程序用到变量 outcome，但没有任何一步设置它");
    }

    /** A called process reads what each of its callers hands over, and says so where one does not. */
    @Test
    void whatACalledProcessCountsOnIsHandedOver() {
        String called = Samples.text(Samples.CALLED)
                .replace("<endEvent id=\"endEvent_done\"", TASK + "<endEvent id=\"endEvent_done\"");
        assertThat(problems(Samples.with(Samples.CALLED, called)))
                .extracting(Problem::toString)
                .containsExactly(
                        "processes/sample.bpmn：callActivity_handle「办理投诉」：没有把变量 attempt 传给被调用的流程 called，那里的「办理」等 2 处要用到它");
    }

    /** What is set for one task only cannot be read behind it. */
    @Test
    void anInputOfATaskIsItsOwn() {
        String local = Samples.text(Samples.SAMPLE)
                .replace("camunda:resultVariable=\"scope\"", "")
                .replace(
                        "<documentation>第三条：投诉范围。</documentation>",
                        "<documentation>第三条：投诉范围。</documentation><extensionElements><camunda:inputOutput>"
                                + "<camunda:inputParameter name=\"scope\">IN</camunda:inputParameter>"
                                + "</camunda:inputOutput></extensionElements>");
        assertThat(problems(Samples.with(Samples.SAMPLE, local)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.element()).isEqualTo("flow_handle"));
    }

    @Test
    void whatTheProgramSetsAndReadsIsSeenInIt() {
        assertThat(CODE.sets().get("registerComplaintDelegate")).contains("complaintNumber", "coordinatingUnit");
        assertThat(CODE.sets().get("returnForRehandlingDelegate")).contains("attempt", "hostUnit");
        assertThat(CODE.sets().get("respondListener")).contains("responded");
        assertThat(CODE.sets().get("takeRequestDelegate")).contains("request", "requestKind");
        assertThat(CODE.sets().get("warnDueSoonDelegate")).isEmpty();
        assertThat(CODE.needs().get("dispatchDelegate")).contains("complaintNumber", "attempt", "timeLimit");
        assertThat(CODE.sets().get("dispatchDelegate")).contains("hostUnit").doesNotContain("timeLimit");
        assertThat(CODE.needs().get("escalateOverdueDelegate"))
                .contains("escalationCode")
                .doesNotContain("responseOverdue");
        assertThat(CODE.startedBy()).containsKeys("complaint.reopened");
        assertThat(CODE.startedBy().get("complaint.reopened")).contains("complaintNumber", "hostUnit");
    }

    /** Otherwise a gateway would ask for a field that the guard keeps back. */
    @Test
    void whatAFormPassesOnIsWhatTheGuardPassesOn() throws ReflectiveOperationException {
        Field routing = Class.forName("suban.engine.FormGuard").getDeclaredField("ROUTING");
        routing.setAccessible(true);
        assertThat((Set<?>) routing.get(null)).isEqualTo(VariableFlow.ROUTING);
    }

    private static List<Problem> problems(Models models) {
        return VariableFlow.problems(models, Samples.CODE);
    }

    private static Breach sample(String good, String bad, String element, String what) {
        return new Breach(Samples.SAMPLE, good, bad, element, what);
    }
}
