package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import suban.models.Samples.Breach;

class RoutingValuesTest {

    /** The sample with a decision asked for right behind the task, instead of the table. */
    private static final String DECIDED = Samples.text(Samples.SAMPLE)
            .replace("targetRef=\"businessRuleTask_scope\"", "targetRef=\"gateway_inScope\"")
            .replace("${scope == 'IN'}", "${decision == 'ACCEPT'}");

    private static final String DECISION =
            """
            "components": [{"type": "radio", "id": "Field_d", "key": "decision", "label": "决定",
              "values": [{"label": "受理", "value": "ACCEPT"}, {"label": "不受理", "value": "REJECT"}]},""";

    @Test
    void everyConditionComparesWithWhatCanBe() {
        Problems.assertNone(RoutingValues.problems(Models.ofThisProject()));
    }

    @Test
    void aGoodProjectIsLeftAlone() {
        assertThat(RoutingValues.problems(Samples.good())).isEmpty();
        assertThat(RoutingValues.problems(decided("ACCEPT"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void eachBreachIsReported(Breach breach) {
        breach.isReportedBy(RoutingValues::problems);
    }

    static Stream<Breach> eachBreachIsReported() {
        return Stream.of(
                new Breach(
                        Samples.SAMPLE,
                        "scope == 'IN'",
                        "scope == 'INSIDE'",
                        "flow_handle",
                        "条件中的 'INSIDE' 不是决策表会给出的结果，永远不成立；给出的是 IN、OUT"),
                new Breach(
                        Samples.SAMPLE,
                        "scope == 'IN'",
                        "decision == 'IN'",
                        "flow_handle",
                        "条件用到 decision，但走到这里之前的表单没有填写它：triage"));
    }

    @Test
    void fieldsOfOneNameAreOfOneKind() {
        String form = Samples.text(Samples.FILE).replace("\"key\": \"kind\"", "\"key\": \"days\"");
        assertThat(RoutingValues.problems(Samples.with(Samples.FILE, form)))
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "forms/file.form：days：同一流程的表单里，同名的项种类不一致，这里是文字：forms/triage.form 中是数字；应统一或改用不同的 key",
                        "forms/triage.form：days：同一流程的表单里，同名的项种类不一致，这里是数字：forms/file.form 中是文字；应统一或改用不同的 key");
    }

    @Test
    void anAnswerTheFormDoesNotOfferIsReported() {
        assertThat(RoutingValues.problems(decided("ACEPT")))
                .extracting(Problem::toString)
                .containsExactly(
                        "processes/sample.bpmn：flow_handle「属于」：条件中的 'ACCEPT' 不是表单 triage 的选项，永远不成立；可选的是 ACEPT、REJECT");
    }

    private static Models decided(String option) {
        String form =
                Samples.text(Samples.TRIAGE).replaceFirst("\"components\": \\[", DECISION.replace("ACCEPT", option));
        return Models.of(
                Map.of(
                        Samples.SAMPLE,
                        DECIDED,
                        Samples.CALLED,
                        Samples.text(Samples.CALLED),
                        Samples.SCOPE,
                        Samples.text(Samples.SCOPE),
                        Samples.TRIAGE,
                        form),
                Samples.BEANS);
    }
}
