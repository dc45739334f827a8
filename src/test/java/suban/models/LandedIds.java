package suban.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelInstance;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** The ids that have landed: cases in flight wait at them, so none may vanish; {@code landed-ids.txt} keeps the list. */
final class LandedIds {

    static final Path LIST = Path.of("src/test/resources/landed-ids.txt");

    private LandedIds() {}

    /** The list as it stands: lines of file and id; what starts with # is a remark. */
    static Set<String> landed() throws IOException {
        return Files.readAllLines(LIST).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Ids that have vanished, and ids not yet listed with the line to add. */
    static List<Problem> problems(Models models, Set<String> landed) {
        Set<String> present = new TreeSet<>();
        models.diagrams().forEach(d -> List.of(Process.class, FlowNode.class, SequenceFlow.class)
                .forEach(type -> collect(d.file(), d.model(), type, present)));
        models.tables().forEach(t -> collect(t.file(), t.model(), Decision.class, present));
        List<Problem> problems = new ArrayList<>();
        for (String line : landed) {
            if (!present.contains(line)) {
                String[] words = line.split(" ", 2);
                problems.add(new Problem(words[0], words[words.length - 1], "", "已落地的编号不见了；在途案件停在这里，编号不得改动或删除"));
            }
        }
        for (String line : present) {
            if (!landed.contains(line)) {
                String[] words = line.split(" ", 2);
                problems.add(new Problem(words[0], words[1], "", "新编号，请在 " + LIST.getFileName() + " 中加一行：" + line));
            }
        }
        return problems;
    }

    private static void collect(
            String file, ModelInstance model, Class<? extends ModelElementInstance> type, Set<String> present) {
        String shortFile = file.substring(file.indexOf('/') + 1);
        model.getModelElementsByType(type)
                .forEach(element -> present.add(shortFile + " " + element.getAttributeValue("id")));
    }
}
