package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Runs after all other classes of this package and fails where the suite left more than a twentieth of a diagram untouched; says
 * nothing where only some of the suite ran. What was not touched stands in {@code target/process-coverage.txt}.
 */
@Order(Integer.MAX_VALUE)
@DisplayName("全部流程测试对各流程图的覆盖率")
class ProcessCoverageTest {

    private static final double LEAST = 0.95;

    private record Coverage(String process, int nodes, int nodesTaken, int flows, int flowsTaken, List<String> missed) {

        boolean isEnough() {
            return nodesTaken >= LEAST * nodes && flowsTaken >= LEAST * flows;
        }

        @Override
        public String toString() {
            return "%s: %d of %d nodes (%.1f %%), %d of %d flows (%.1f %%)%s"
                    .formatted(
                            process,
                            nodesTaken,
                            nodes,
                            100.0 * nodesTaken / nodes,
                            flowsTaken,
                            flows,
                            100.0 * flowsTaken / flows,
                            missed.isEmpty() ? "" : ", missed " + missed);
        }
    }

    @Test
    @DisplayName("每张流程图的节点和连线都有至少95%被测试走过")
    void everyDiagramIsWalked() throws IOException {
        assumeThat(SubanTest.RUN).containsAll(suite());
        List<Coverage> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".bpmn")).sorted().toList()) {
                all.add(coverage(file));
            }
        }
        Files.write(
                Path.of("target/process-coverage.txt"),
                all.stream().map(Coverage::toString).toList());
        assertThat(all).isNotEmpty().allMatch(Coverage::isEnough);
    }

    private static Coverage coverage(Path file) throws IOException {
        BpmnModelInstance model;
        try (InputStream diagram = Files.newInputStream(file)) {
            model = Bpmn.readModelFromStream(diagram);
        }
        String process =
                model.getModelElementsByType(Process.class).iterator().next().getId();
        List<String> nodes = ids(model, FlowNode.class);
        List<String> flows = ids(model, SequenceFlow.class);
        List<String> missed = Stream.concat(nodes.stream(), flows.stream())
                .filter(id -> !PathRecorder.taken(process, id))
                .toList();
        int nodesMissed = (int) nodes.stream().filter(missed::contains).count();
        return new Coverage(
                process,
                nodes.size(),
                nodes.size() - nodesMissed,
                flows.size(),
                flows.size() - (missed.size() - nodesMissed),
                missed);
    }

    private static List<String> ids(BpmnModelInstance model, Class<? extends BaseElement> type) {
        return model.getModelElementsByType(type).stream()
                .map(BaseElement::getId)
                .sorted()
                .toList();
    }

    /** The classes of this package that run cases. */
    private static Set<String> suite() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/suban/process"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.endsWith("Test")
                            && !Set.of("SubanTest", "HotlineTest").contains(name))
                    .filter(name -> !name.equals(ProcessCoverageTest.class.getSimpleName()))
                    .collect(Collectors.toSet());
        }
    }
}
