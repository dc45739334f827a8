package suban.problems;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.Duplicates;
import suban.engine.EngineClock;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.ledger.Texts;
import suban.notice.Outbox;
import suban.organisation.Organisation;

/**
 * Looks through what enterprises have asked for, every month, for what is representative or keeps coming back (Article 13). One
 * case of the process waits for one review and begins the next; which reviews there are stands in a table, so that restarts and
 * further nodes leave none out and make none twice.
 */
@Service
public class ProblemReviewService {

    static final String PROCESS = "problemReview";
    static final String SOLUTION = "problemSolution";
    static final String CODE = "code";

    private static final String MONTH = "month";
    private static final DateTimeFormatter OUT_OF_TURN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int LONGEST_TITLE = 100;

    private final ProblemReviews reviews;
    private final Problems problems;
    private final ProblemItems items;
    private final ProblemActs acts;
    private final ProblemBank bank;
    private final DemandSources demands;
    private final ProblemSettings settings;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final Processes processes;
    private final Outbox outbox;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a review touches
    ProblemReviewService(
            ProblemReviews reviews,
            Problems problems,
            ProblemItems items,
            ProblemActs acts,
            ProblemBank bank,
            DemandSources demands,
            ProblemSettings settings,
            CalendarService calendar,
            Organisation organisation,
            Processes processes,
            Outbox outbox,
            Clock clock) {
        this.reviews = reviews;
        this.problems = problems;
        this.items = items;
        this.acts = acts;
        this.bank = bank;
        this.demands = demands;
        this.settings = settings;
        this.calendar = calendar;
        this.organisation = organisation;
        this.processes = processes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Begins to wait for the next review, unless somebody does so already. Must not run inside a transaction. */
    @Transactional(propagation = Propagation.NEVER)
    public void awaitNextReview() {
        YearMonth month = YearMonth.from(LocalDate.ofInstant(clock.instant(), EngineClock.ZONE));
        if (!reviewAt(month).isAfter(clock.instant())) {
            month = month.plusMonths(1);
        }
        try {
            begin(month);
        } catch (RuntimeException e) {
            if (!Duplicates.behind(e)) {
                throw e;
            }
            // another node began in the same moment
        }
    }

    /** Begins a review out of turn, of what has come until now: before a meeting on it, for instance. */
    public void reviewNow() {
        processes.start(PROCESS, FormValues.of(Map.of(), Actor.SYSTEM));
    }

    /** Begins to wait for the review after this one, once. */
    @Transactional
    public void awaitAfter(String number) {
        begin(YearMonth.from(LocalDate.ofInstant(review(number).reviewAt(), EngineClock.ZONE))
                .plusMonths(1));
    }

    private void begin(YearMonth month) {
        if (reviews.findByNumber(number(month)).isEmpty()) {
            processes.start(PROCESS, FormValues.of(Map.of(MONTH, month.toString()), Actor.SYSTEM));
        }
    }

    private static String number(YearMonth month) {
        return "SL%d%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private Instant reviewAt(YearMonth month) {
        Instant at = calendar.closeOfBusiness(month.atDay(1).minusDays(1));
        for (int day = 0; day < settings.reviewDay(); day++) {
            at = calendar.openingAfter(at);
        }
        return at;
    }

    /** Writes a review down, in the transaction that starts its process; returns its number. */
    @Transactional
    public String register(FormValues form) {
        Instant now = clock.instant();
        String month = form.text(MONTH);
        Instant at = month == null ? now : reviewAt(YearMonth.parse(month));
        return reviews.save(new ProblemReview(
                        null,
                        month == null
                                ? "SL" + OUT_OF_TURN.format(now.atZone(EngineClock.ZONE))
                                : number(YearMonth.parse(month)),
                        at,
                        at.minus(Duration.ofDays(settings.periodDays())),
                        null,
                        null))
                .number();
    }

    /** The review of this number; {@link NotFound} if there is none. */
    @Transactional(readOnly = true)
    ProblemReview review(String number) {
        return reviews.findByNumber(number).orElseThrow(() -> new NotFound("没有编号为" + number + "的梳理"));
    }

    /**
     * Looks through the period: what looks like a problem of the bank is counted to it, of the rest each frequent group is proposed
     * to the office.
     */
    @Transactional
    public void propose(String number) {
        ProblemReview review = review(number);
        List<Demand> fresh = new ArrayList<>();
        List<Demand> found = demands.between(review.fromAt(), review.reviewAt());
        List<List<ProblemBank.Match>> matches = bank.matches(found);
        Map<Problem, List<ProblemBank.Match>> again = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            if (matches.get(i).isEmpty()) {
                fresh.add(found.get(i));
            } else {
                ProblemBank.Match match = matches.get(i).get(0);
                link(match.problem(), found.get(i), false, match.likeness());
                again.computeIfAbsent(match.problem(), it -> new ArrayList<>()).add(match);
            }
        }
        again.forEach((problem, times) -> note(problem.id(), "MET_AGAIN", "又有%d件".formatted(times.size())));
        List<Clusters.Cluster> clusters = Clusters.of(fresh, settings.least(), settings.likeness() / 100.0);
        clusters.forEach(cluster -> enter(review, cluster));
        reviews.setReviewed(review.id(), clock.instant(), clusters.size());
    }

    private void enter(ProblemReview review, Clusters.Cluster cluster) {
        Instant now = clock.instant();
        List<Demand> all = cluster.all();
        String demandType = most(all, Demand::demandType);
        String newCity = most(all, Demand::newCity);
        List<String> words = CommonWords.of(cluster);
        String reason = reason(all, words, demandType, newCity, cluster.central());
        Problem problem = problems.save(Problem.proposed(
                review.id(),
                cut(cluster.central().title()),
                reason,
                demandType,
                newCity,
                words.isEmpty() ? null : String.join("、", words),
                now,
                calendar.workingDaysAfter(now, settings.confirmDays()).due()));
        String code =
                "WT%d-%04d".formatted(LocalDate.ofInstant(now, EngineClock.ZONE).getYear(), problem.id());
        problems.setCode(problem.id(), code);
        link(problem, cluster.central(), true, 1);
        cluster.others().forEach(other -> link(problem, other.demand(), false, other.likeness()));
        note(problem.id(), "PROPOSED", reason);
        outbox.tell(
                code,
                "problemProposed",
                "problemProposed",
                ProblemService.OFFICE,
                problem.title(),
                Texts.time(problem.confirmDueAt()));
        processes.start(SOLUTION, FormValues.of(Map.of(CODE, code), Actor.SYSTEM));
    }

    private String reason(List<Demand> all, List<String> words, String demandType, String newCity, Demand central) {
        long complaints = all.stream()
                .filter(demand -> Demand.COMPLAINT.equals(demand.kind()))
                .count();
        List<String> parts = new ArrayList<>();
        parts.add("近%d天内企业投诉%d件、12345诉求%d件内容相近".formatted(settings.periodDays(), complaints, all.size() - complaints));
        if (!words.isEmpty()) {
            parts.add(words.stream().collect(Collectors.joining("”“", "多数提到“", "”")));
        }
        if (demandType != null) {
            parts.add("多为" + demandType);
        }
        if (newCity != null) {
            parts.add("多在" + organisation.nameOf(newCity));
        }
        return String.join("，", parts) + "。最有代表性的一件：" + central.reference() + "。";
    }

    /** What more than half of the demands have in common; null where there is nothing. */
    private static String most(List<Demand> all, Function<Demand, String> fact) {
        return all.stream()
                .map(fact)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(it -> it.getValue() * 2 > all.size())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private void link(Problem problem, Demand demand, boolean central, double likeness) {
        items.save(new ProblemItem(null, problem.id(), demand.kind(), demand.reference(), central, (int)
                Math.round(Math.min(1, likeness) * 100)));
    }

    private void note(Long problem, String act, String text) {
        acts.save(new ProblemAct(null, problem, clock.instant(), act, null, null, text));
    }

    private static String cut(String title) {
        return title.codePointCount(0, title.length()) > LONGEST_TITLE
                ? title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE))
                : title;
    }
}
