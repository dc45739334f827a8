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

    /** Demands of a problem that a new one is compared with. */
    private static final int TYPICAL = 50;

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

    /** Title, words and the titles of demands it was found in: of as many as tell what it is about, however often it came back. */
    private List<String> texts(List<Problem> bank) {
        List<ProblemItem> all = items.typical(bank.stream().map(Problem::id).toList(), TYPICAL);
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

    /**
     * A recurring problem as people read it.
     *
     * @param code {@code WT2026-0007}
     * @param state how far it has come, in Chinese
     * @param advice what to do about such a complaint; null where nothing was said
     * @param solutions the short-term and the long-term one with unit and date, once they are approved
     */
    public record Entry(String code, String title, String state, String advice, List<String> solutions) {}

    /** The problems of the bank in which a complaint was found, in two statements. */
    public List<Entry> entriesOf(String complaintNumber) {
        List<Long> ids = items.findByKindAndReferenceOrderById(Demand.COMPLAINT, complaintNumber).stream()
                .map(ProblemItem::problemId)
                .distinct()
                .toList();
        return ids.isEmpty()
                ? List.of()
                : problems.findByIdInAndStateInOrderById(ids, IN_THE_BANK).stream()
                        .map(this::entry)
                        .toList();
    }

    private Entry entry(Problem problem) {
        String state =
                switch (problem.state()) {
                    case SOLVING -> "正在解决";
                    case SOLVED -> "已解决";
                    default -> "拟定方案中";
                };
        return new Entry(problem.code(), problem.title(), state, problem.advice(), solutions(problem));
    }

    /** What units carry out, or have: nothing before it was approved. */
    private List<String> solutions(Problem problem) {
        List<String> solutions = new ArrayList<>();
        if (problem.state() != ProblemState.CONFIRMED) {
            add(
                    solutions,
                    "短期方案：",
                    problem.shortSolution(),
                    text -> text + whoAndWhen(problem.shortUnit(), problem.shortDueAt(), problem.shortDoneAt()));
            add(
                    solutions,
                    "长期方案：",
                    problem.longSolution(),
                    text -> text + whoAndWhen(problem.longUnit(), problem.longDueAt(), problem.longDoneAt()));
        }
        return solutions;
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
        parts.addAll(solutions(problem));
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
