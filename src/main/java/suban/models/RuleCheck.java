package suban.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that must hold before diagrams, tables and forms may be put in force (Article 18): asked by the build and by the system alike. */
public final class RuleCheck {

    private RuleCheck() {}

    /**
     * What is wrong with a whole set, against the beans and the element templates of this very application.
     *
     * @param files texts by path inside the project: {@code processes/complaint.bpmn}, {@code processes/rules/scope.dmn},
     *     {@code forms/triage.form}; others are passed over
     * @return in Chinese, each with file and element; empty where the set may be put in force
     */
    public static List<Problem> problems(Map<String, String> files) {
        Models models = Models.of(files, Beans.ofTheApplication());
        List<Problem> problems = new ArrayList<>(problems(models, CompiledCode.ofTheApplication()));
        if (models.unreadable().isEmpty()) {
            problems.addAll(ElementTemplates.broken(models));
        }
        return problems;
    }

    /** The same without the templates: the command reads those of the folder, which an analyst may be changing. */
    static List<Problem> problems(Models models, CompiledCode code) {
        if (!models.unreadable().isEmpty()) {
            return models.unreadable(); // what else is wrong may only follow from a file that is missing
        }
        List<Problem> problems = new ArrayList<>();
        problems.addAll(ProcessConventions.problems(models));
        problems.addAll(DecisionConventions.problems(models));
        problems.addAll(FormConventions.problems(models));
        problems.addAll(TidyDiagram.problems(models));
        problems.addAll(DemandTypes.problems(models));
        problems.addAll(AddedSteps.problems(models));
        problems.addAll(WaysOut.problems(models));
        problems.addAll(VariableFlow.problems(models, code));
        problems.addAll(RoutingValues.problems(models));
        problems.addAll(FormReferences.problems(models, code.words()));
        problems.addAll(TableCoverage.problems(models));
        problems.addAll(RegulationLimits.problems(models));
        problems.addAll(Articles.missing(models));
        return problems;
    }
}
