package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LandedIdsTest {

    @Test
    void noLandedIdIsLostAndEveryNewOneIsListed() throws IOException {
        Problems.assertNone(LandedIds.problems(Models.ofThisProject(), LandedIds.landed()));
    }

    @Test
    void newIdsAreToldWithTheLineToAdd() {
        Set<String> lines = LandedIds.problems(Samples.good(), Set.of()).stream()
                .map(problem -> problem.what().replaceFirst(".*加一行：", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(lines)
                .contains(
                        "sample.bpmn sample",
                        "sample.bpmn userTask_triage",
                        "sample.bpmn event_overdue",
                        "sample.bpmn endEvent_changed",
                        "sample.bpmn flow_close",
                        "called.bpmn called",
                        "rules/scope.dmn scope");
        assertThat(LandedIds.problems(Samples.good(), lines)).isEmpty();
    }

    @Test
    void anIdThatVanishedIsReported() {
        Set<String> landed = new TreeSet<>();
        LandedIds.problems(Samples.good(), Set.of())
                .forEach(p -> landed.add(p.what().replaceFirst(".*加一行：", "")));
        String text = Samples.text(Samples.CALLED).replace("endEvent_done", "endEvent_replied");
        assertThat(LandedIds.problems(Samples.with(Samples.CALLED, text), landed))
                .extracting(Problem::toString)
                .containsExactly(
                        "processes/called.bpmn：endEvent_done：已落地的编号不见了；在途案件停在这里，编号不得改动或删除",
                        "processes/called.bpmn：endEvent_replied：新编号，请在 landed-ids.txt 中加一行：called.bpmn endEvent_replied");
    }
}
