package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import suban.models.Samples.Breach;

class WaysOutTest {

    @Test
    void noCaseStaysForEver() {
        Problems.assertNone(WaysOut.problems(Models.ofThisProject()));
    }

    @Test
    void aGoodDiagramIsLeftAlone() {
        assertThat(WaysOut.problems(Samples.good())).isEmpty();
    }

    @Test
    void aQuestionWithoutAnAnswerForTheRestIsReported() {
        new Breach(Samples.SAMPLE, " default=\"flow_outOfScope\"", "", "gateway_inScope", "网关没有缺省路径")
                .isReportedBy(WaysOut::problems);
    }

    @Test
    void aCircleWithoutAWayOutIsReported() {
        String circle = Samples.text(Samples.SAMPLE)
                .replace(
                        "sourceRef=\"gateway_joined\" targetRef=\"serviceTask_close\"",
                        "sourceRef=\"gateway_joined\" targetRef=\"userTask_triage\"");
        assertThat(WaysOut.problems(Samples.with(Samples.SAMPLE, circle)))
                .extracting(Problem::element)
                .containsExactlyInAnyOrder(
                        "startEvent_file",
                        "userTask_triage",
                        "businessRuleTask_scope",
                        "gateway_inScope",
                        "callActivity_handle",
                        "gateway_joined");
    }
}
