package suban.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;

/** Whether the co-handlers a table proposes (Article 4) are units: an id mistyped would propose nobody. */
final class ProposedUnits {

    private static final String COLUMN = "coHandlers";

    private ProposedUnits() {}

    /**
     * Every proposed unit that is none.
     *
     * @param units ids of {@code units.yaml}; an installation may have others, so that this is to be known and stops nobody
     */
    static List<Problem> unknown(Models models, Set<String> units) {
        List<Problem> unknown = new ArrayList<>();
        for (Models.Table file : models.tables()) {
            for (Decision decision : file.model().getModelElementsByType(Decision.class)) {
                for (DecisionTable table : decision.getChildElementsByType(DecisionTable.class)) {
                    List<Output> outputs = List.copyOf(table.getOutputs());
                    IntStream.range(0, outputs.size())
                            .filter(at -> COLUMN.equals(outputs.get(at).getName()))
                            .forEach(at -> column(file.file(), decision, table, at, units, unknown));
                }
            }
        }
        return unknown;
    }

    private static void column(
            String file, Decision decision, DecisionTable table, int at, Set<String> units, List<Problem> unknown) {
        int row = 0;
        for (Rule rule : table.getRules()) {
            row++;
            List<OutputEntry> entries = List.copyOf(rule.getOutputEntries());
            String proposed =
                    TableCell.of(at < entries.size() ? entries.get(at) : null).word();
            if (proposed == null || proposed.isEmpty()) {
                continue;
            }
            for (String unit : proposed.split(",", -1)) {
                if (!units.contains(unit)) {
                    unknown.add(new Problem(
                            file,
                            rule.getId(),
                            decision.getName(),
                            "第 " + row + " 行建议的协办单位 " + unit + " 不在单位数据文件 units.yaml 中，研判时不会有这个单位"));
                }
            }
        }
    }
}
