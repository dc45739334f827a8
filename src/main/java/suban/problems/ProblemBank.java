package suban.problems;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.engine.EngineClock;
import suban.ledger.Texts;
import suban.organisation.Organisation;

/** The confirmed problems, and which of them a complaint looks like (Article 13). */
@Service
@Transactional(readOnly = true)
public class ProblemBank {

    private static final Set<ProblemState> IN_THE_BANK =
            EnumSet.of(ProblemState.CONFIRMED, ProblemState.SOLVING, ProblemState.SOLVED);

    /** From where a text looks like a problem none of whose words it holds. */
    private static final double ALIKE = 0.3;

    private static final int SHOWN = 3;

    private final Problems problems;
    private final ProblemItems items;
    private final DemandSources demands;
    private final Organisation organisation;

    ProblemBank(Problems problems, ProblemItems items, DemandSources demands, Organisation organisation) {
        this.problems = problems;
        this.items = items;
        this.demands = demands;
        this.organisation = organisation;
    }

    /** A problem that a demand looks like; {@code likeness} from 0 to 1, {@code words} of the problem's that it holds. */
    record Match(Problem problem, double likeness, List<String> words) {}

    /** For each of the demands the problems it looks like, those with most words in common first. */
    List<List<Match>> matches(List<Demand> asked) {
        List<Problem> bank = problems.findByStateInOrderById(IN_THE_BANK);
        if (bank.isEmpty() || asked.isEmpty()) {
            return asked.stream().map(demand -> List.<Match>of()).toList();
        }
        List<String> texts = new ArrayList<>(texts(bank));
        asked.forEach(demand -> texts.add(demand.text()));
        TextVectors vectors = new TextVectors(texts);
        List<List<Match>> matches = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Map<Integer, Double> likeness = vectors.likeTo(bank.size() + i, ALIKE);
            String text = asked.get(i).text();
            List<Match> found = new ArrayList<>();
            for (int p = 0; p < bank.size(); p++) {
                List<String> words = bank.get(p).keywordList().stream()
                        .filter(text::contains)
                        .toList();
                double value = likeness.getOrDefault(p, 0.0);
                if (!words.isEmpty() || value > 0) {
                    found.add(new Match(bank.get(p), value, words));
                }
            }
            found.sort(Comparator.comparingInt((Match match) -> match.words().size())
                    .thenComparingDouble(Match::likeness)
                    .reversed());
            matches.add(found);
        }
        return matches;
    }

    /** Title, words and the titles of the demands it was found in. */
    private List<String> texts(List<Problem> bank) {
        List<ProblemItem> all =
                items.findByProblemIdInOrderById(bank.stream().map(Problem::id).toList());
        Map<String, String> titles = demands.titles(all);
        Map<Long, String> byProblem = all.stream()
                .collect(Collectors.groupingBy(
                        ProblemItem::problemId,
                        Collectors.mapping(
                                item -> titles.getOrDefault(item.reference(), ""), Collectors.joining("\n"))));
        return bank.stream()
                .map(problem -> problem.title() + "\n" + String.join("\n", problem.keywordList()) + "\n"
                        + byProblem.getOrDefault(problem.id(), ""))
                .toList();
    }

    /** What triage is told of a complaint: which recurring problem it looks like, and what is done about that. */
    String hint(Demand complaint) {
        List<Match> matches = matches(List.of(complaint)).get(0);
        return matches.isEmpty()
                ? "未见于常见问题库"
                : matches.stream().limit(SHOWN).map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(Match match) {
        Problem problem = match.problem();
        List<String> parts = new ArrayList<>();
        parts.add("常见问题：%s　%s（%s）"
                .formatted(
                        problem.code(),
                        problem.title(),
                        match.words().isEmpty()
                                ? "内容相近"
                                : "提到" + match.words().stream().collect(Collectors.joining("、", "“", "”"))));
        add(parts, "建议做法：", problem.advice(), Function.identity());
        if (problem.state() != ProblemState.CONFIRMED) {
            add(
                    parts,
                    "短期方案：",
                    problem.shortSolution(),
                    text -> text + whoAndWhen(problem.shortUnit(), problem.shortDueAt(), problem.shortDoneAt()));
            add(
                    parts,
                    "长期方案：",
                    problem.longSolution(),
                    text -> text + whoAndWhen(problem.longUnit(), problem.longDueAt(), problem.longDoneAt()));
        }
        return String.join("\n　　", parts);
    }

    private static void add(List<String> parts, String label, String text, Function<String, String> with) {
        if (text != null) {
            parts.add(label + with.apply(text));
        }
    }

    private String whoAndWhen(String unit, Instant due, Instant done) {
        return "（%s，%s）"
                .formatted(
                        organisation.nameOf(unit),
                        done != null ? "已完成" : Texts.day(LocalDate.ofInstant(due, EngineClock.ZONE)) + "前");
    }
}
