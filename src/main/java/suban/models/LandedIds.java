package suban.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /** Where the files of the list are. */
    private static final String HOME = "processes/";

    private LandedIds() {}

    /** The list as it stands: lines of file and id; what starts with # is a remark. */
    static Set<String> landed() throws IOException {
        return landed(Path.of(""));
    }

    static Set<String> landed(Path project) throws IOException {
        return Files.readAllLines(project.resolve(LIST)).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Writes new lines at the end of the list. */
    static void keep(Path project, Set<String> lines) throws IOException {
        Path list = project.resolve(LIST);
        String before = Files.readString(list);
        Files.writeString(
                list, (before.endsWith("\n") ? "" : "\n") + String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
    }

    /** Ids that have vanished, and ids not yet listed with the line to add. */
    static List<Problem> problems(Models models, Set<String> landed) {
        List<Problem> problems = new ArrayList<>(vanished(models, landed));
        problems.addAll(news(added(models, landed)));
        return problems;
    }

    /** Ids at which cases may wait and which are no longer there. A file that cannot be read has lost none. */
    static List<Problem> vanished(Models models, Set<String> landed) {
        Set<String> present = present(models);
        Set<String> unreadable = models.unreadable().stream()
                .map(problem -> shortened(problem.file()))
                .collect(Collectors.toSet());
        return landed.stream()
                .filter(line -> !present.contains(line))
                .map(line -> line.split(" ", 2))
                .filter(words -> !unreadable.contains(words[0]))
                .map(words -> new Problem(HOME + words[0], words[words.length - 1], "", "已落地的编号不见了；在途案件停在这里，编号不得改动或删除"))
                .toList();
    }

    /** Lines not yet listed. */
    static Set<String> added(Models models, Set<String> landed) {
        Set<String> added = present(models);
        added.removeAll(landed);
        return added;
    }

    /** The same, told with the line to add. */
    static List<Problem> news(Set<String> added) {
        return added.stream()
                .map(line -> new Problem(
                        HOME + line.split(" ", 2)[0],
                        line.split(" ", 2)[1],
                        "",
                        "新编号，请在 " + LIST.getFileName() + " 中加一行：" + line))
                .toList();
    }

    private static Set<String> present(Models models) {
        Set<String> present = new TreeSet<>();
        models.diagrams().forEach(d -> List.of(Process.class, FlowNode.class, SequenceFlow.class)
                .forEach(type -> collect(d.file(), d.model(), type, present)));
        models.tables().forEach(t -> collect(t.file(), t.model(), Decision.class, present));
        return present;
    }

    private static String shortened(String file) {
        return file.substring(file.indexOf('/') + 1);
    }

    private static void collect(
            String file, ModelInstance model, Class<? extends ModelElementInstance> type, Set<String> present) {
        String shortFile = shortened(file);
        model.getModelElementsByType(type)
                .forEach(element -> present.add(shortFile + " " + element.getAttributeValue("id")));
    }
}
