package suban.problems;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.EngineClock;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.Texts;
import suban.organisation.Options;
import suban.organisation.Organisation;

/** Opens the forms of recurring problems with what is known, and tells triage which of them a complaint looks like (Article 13). */
@Component
class ProblemPrefill implements FormPrefill {

    private static final int SHOWN_ITEMS = 20;

    private final ProblemService problems;
    private final ProblemBank bank;
    private final DemandSources demands;
    private final Ledger ledger;
    private final Organisation organisation;

    ProblemPrefill(
            ProblemService problems,
            ProblemBank bank,
            DemandSources demands,
            Ledger ledger,
            Organisation organisation) {
        this.problems = problems;
        this.bank = bank;
        this.demands = demands;
        this.ledger = ledger;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        return switch (task.key()) {
            case "userTask_triage" -> Map.of("problemText", hint(ledger.complaint(task.number())));
            case "userTask_confirmProblem",
                    "userTask_planSolution",
                    "userTask_approveSolution",
                    "userTask_carryOutShortTerm",
                    "userTask_carryOutLongTerm" -> problem(problems.problem(task.number()), task.key());
            default -> Map.of();
        };
    }

    private String hint(Complaint complaint) {
        return bank.hint(new Demand(
                Demand.COMPLAINT,
                complaint.number(),
                complaint.title(),
                ledger.content(complaint).content(),
                complaint.demandType(),
                complaint.newCity()));
    }

    private Map<String, Object> problem(Problem problem, String task) {
        boolean office = "userTask_confirmProblem".equals(task) || "userTask_approveSolution".equals(task);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", problem.code());
        values.put("nameText", problem.title());
        values.put("reasonText", problem.reason());
        values.put("itemsText", items(problem, office));
        switch (task) {
            case "userTask_confirmProblem" -> {
                values.put("dueText", Texts.time(problem.confirmDueAt()));
                values.put("title", problem.title());
                values.put("keywords", problem.keywords());
                values.put("planUnit", problem.newCity());
                values.put("planDueOn", problems.proposedPlanDate().toString());
                values.put("unitOptions", units());
            }
            case "userTask_planSolution" -> plan(problem, values);
            case "userTask_approveSolution" -> {
                values.put("dueText", Texts.time(problem.approvalDueAt()));
                values.put("solutionText", solution(problem));
            }
            case "userTask_carryOutShortTerm" -> {
                values.put("dueText", Texts.time(problem.shortDueAt()));
                values.put("solutionText", problem.shortSolution());
            }
            default -> {
                values.put("dueText", Texts.time(problem.longDueAt()));
                values.put("solutionText", problem.longSolution());
            }
        }
        return values;
    }

    private void plan(Problem problem, Map<String, Object> values) {
        values.put("dueText", Texts.time(problem.planDueAt()));
        values.put("unitOptions", units());
        values.put(
                "returnedText",
                problems.actsOf(problem).stream()
                        .filter(act -> "RETURNED".equals(act.act()))
                        .reduce((first, later) -> later)
                        .map(act -> "营商办退回：" + act.text())
                        .orElse("—"));
        values.put("shortUnit", problem.shortUnit() == null ? problem.planUnit() : problem.shortUnit());
        values.put("needsLongTerm", problem.longSolution() != null);
        values.put("advice", problem.advice());
        values.put("shortSolution", problem.shortSolution());
        values.put("shortDueOn", date(problem.shortDueAt()));
        values.put("longSolution", problem.longSolution());
        values.put("longUnit", problem.longUnit() == null ? problem.planUnit() : problem.longUnit());
        values.put("longDueOn", date(problem.longDueAt()));
    }

    private List<Map<String, String>> units() {
        return Options.of(organisation.units().stream().filter(unit -> ProblemService.UNITS.contains(unit.kind())));
    }

    private static String date(Instant due) {
        return due == null ? null : LocalDate.ofInstant(due, EngineClock.ZONE).toString();
    }

    private String solution(Problem problem) {
        String text = "建议做法：%s\n短期解决方案（%s，%s前）：%s"
                .formatted(
                        problem.advice(),
                        organisation.nameOf(problem.shortUnit()),
                        Texts.time(problem.shortDueAt()),
                        problem.shortSolution());
        return problem.longSolution() == null
                ? text
                : text
                        + "\n长期解决方案（%s，%s前）：%s"
                                .formatted(
                                        organisation.nameOf(problem.longUnit()),
                                        Texts.time(problem.longDueAt()),
                                        problem.longSolution());
    }

    /** The demands it was found in; a complaint in which a unit is accused is for the office alone (Article 4). */
    private String items(Problem problem, boolean office) {
        List<ProblemItem> all = problems.itemsOf(problem);
        Map<String, String> titles = demands.titles(all);
        Set<String> hidden = office ? Set.of() : demands.accusing(all);
        List<ProblemItem> shown =
                all.stream().filter(item -> !hidden.contains(item.reference())).toList();
        String text = shown.stream()
                .limit(SHOWN_ITEMS)
                .map(item -> "%s　%s%s"
                        .formatted(
                                item.reference(),
                                titles.getOrDefault(item.reference(), "（已删除）"),
                                item.central() ? "" : "（相近%d%%）".formatted(item.likeness())))
                .collect(Collectors.joining("\n"));
        return all.size() > Math.min(SHOWN_ITEMS, shown.size()) ? text + "\n……共%d件".formatted(all.size()) : text;
    }
}
