package suban.board;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Forbidden;
import suban.appraisal.CaseFigures;
import suban.appraisal.CaseFigures.UnitCase;
import suban.appraisal.Edges;
import suban.appraisal.Part;
import suban.appraisal.ScoredCase;
import suban.appraisal.Slice;
import suban.appraisal.Tally;
import suban.ledger.LedgerRow;
import suban.ledger.LedgerSearch;
import suban.ledger.Texts;
import suban.ledger.Viewer;
import suban.notice.NoticeService;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;
import suban.problems.HotWords;

/** The supervisors' board, and the list behind each of its figures. */
@Service
@Transactional(readOnly = true)
public class BoardService {

    /** Months of a trend. */
    private static final int MONTHS = 6;

    private static final int MOST_WORDS = 8;

    private static final Rate NONE = new Rate(0, 0);

    /** Numbers asked for at once. */
    private static final int CHUNK = 1000;

    private static final List<Figure> LATE =
            List.of(Figure.RESPONSE_LATE, Figure.DUE_LATE, Figure.CO_LATE, Figure.VISIT_LATE, Figure.OFFICE_LATE);

    private final BoardReader reader;
    private final CaseFigures figures;
    private final LedgerSearch search;
    private final Organisation organisation;
    private final NoticeService notices;
    private final Failures failures;
    private final Trends trends;
    private final Clock clock;

    BoardService(
            BoardReader reader,
            CaseFigures figures,
            LedgerSearch search,
            Organisation organisation,
            NoticeService notices,
            Failures failures,
            Trends trends,
            Clock clock) {
        this.failures = failures;
        this.trends = trends;
        this.reader = reader;
        this.figures = figures;
        this.search = search;
        this.organisation = organisation;
        this.notices = notices;
        this.clock = clock;
    }

    /** What a list may be ordered by; ties are broken by the number. */
    public enum Sort {
        NUMBER,
        UNIT,
        DUE_AT,
        DONE_AT
    }

    /** One line of a list; without a row where the case accuses who looks. */
    public record Line(Item item, LedgerRow row) {}

    /** One page of a list, and how many lines there are on all pages: the figure itself. */
    public record Page(int total, List<Line> lines) {}

    /**
     * How much of the board this viewer has: supervisors, administrators and 营商办 the whole district, a 新城's office its 新城
     * (Articles 4, 15, 17).
     *
     * @throws Forbidden for everybody else
     */
    public Scope scope(Viewer viewer) {
        if (!isFor(viewer)) {
            throw new Forbidden("督办看板只对监督人员和营商办开放");
        }
        return new Scope(
                viewer,
                viewer.all() || viewer.supervises() && !viewer.oversees().isEmpty()
                        ? null
                        : Set.copyOf(viewer.oversees()));
    }

    /** Whether there is a board for this viewer. */
    public boolean isFor(Viewer viewer) {
        return !viewer.machine() && (viewer.all() || !viewer.oversees().isEmpty());
    }

    /** What the figures are counted from, read once. */
    private record Facts(Instant now, List<UnitCase> scored, List<BoardReader.First> first) {}

    private Facts facts(Scope scope, BoardQuery query, LocalDate from, LocalDate last) {
        Instant now = clock.instant();
        BoardQuery window = query.over(from, last);
        var slice = reader.slice(scope, query);
        return new Facts(
                now,
                figures.cases(window.start(), window.end(), now, slice),
                reader.first(window.start(), window.end(), slice));
    }

    /** The same for counting in these periods: no case in it is more than one of those like it. */
    private Facts counted(Scope scope, BoardQuery query, LocalDate from, LocalDate last, List<BoardQuery> periods) {
        Instant now = clock.instant();
        BoardQuery window = query.over(from, last);
        Slice slice = reader.slice(scope, query);
        Edges edges = Edges.of(periods.stream()
                        .flatMap(period -> Stream.of(period.start(), period.end()))
                        .toList())
                .within(window.start(), window.end());
        return new Facts(
                now,
                figures.counted(window.start(), window.end(), now, slice, edges),
                reader.firstAlike(window.start(), window.end(), slice, now, edges));
    }

    /** The board; a fixed number of statements. */
    public Board board(Scope scope, BoardQuery query) {
        BoardQuery previous = query.previous();
        LocalDate lastMonth = query.to().withDayOfMonth(1);
        LocalDate firstMonth = lastMonth.minusMonths(MONTHS - 1L);
        List<BoardQuery> months = new ArrayList<>();
        for (LocalDate month = firstMonth; !month.isAfter(lastMonth); month = month.plusMonths(1)) {
            months.add(query.over(month, month.plusMonths(1).minusDays(1)));
        }
        List<BoardQuery> periods = new ArrayList<>(months);
        periods.addAll(List.of(query, previous));
        Facts facts = counted(
                scope,
                query,
                previous.from(),
                later(query.to(), lastMonth.plusMonths(1).minusDays(1)),
                periods);
        LocalDate today = BoardQuery.day(facts.now());
        List<BoardReader.RunningAlike> running = reader.runningAlike(
                scope, query, facts.now(), query.over(today, today).end(), endOfWeek(query, today));
        List<BoardReader.Waiting> waiting = reader.waiting(scope, query);
        List<BoardReader.Came> came = reader.came(scope, query, previous);

        Map<Figure, Integer> now = counts(running);
        now.put(
                Figure.OPEN,
                waiting.stream().mapToInt(BoardReader.Waiting::counted).sum());
        Failures.All failed = failures.all(scope.viewer());
        now.put(Figure.FAILED, failed(scope, query, failed).size());
        Map<Figure, Board.Flow> flows = new EnumMap<>(Figure.class);
        flows.put(Figure.REGISTERED, new Board.Flow(sum(came, true), sum(came, false)));
        flows.put(Figure.CLOSED, reader.closed(scope, query, previous));
        List<Trends.Month> trend = trend(scope, months, facts, previous.from());
        return new Board(
                facts.now(),
                scope.district(),
                query.from(),
                query.to(),
                previous.from(),
                previous.to(),
                now,
                flows,
                rates(facts, query),
                rates(facts, previous),
                trend.stream()
                        .map(month -> new Board.Month(month.month(), month.rates()))
                        .toList(),
                steps(waiting),
                units(scope, query, previous, trend, facts, running, waiting),
                topics(scope, query, previous, came),
                failed.revisions(),
                notices.failed(scope.viewer()));
    }

    private List<BoardReader.Running> running(Scope scope, BoardQuery query, Instant now) {
        LocalDate today = BoardQuery.day(now);
        return reader.running(scope, query, now, query.over(today, today).end(), endOfWeek(query, today));
    }

    private static Instant endOfWeek(BoardQuery query, LocalDate today) {
        LocalDate sunday = today.plusDays(
                DayOfWeek.SUNDAY.getValue() - (long) today.getDayOfWeek().getValue());
        return query.over(today, sunday).end();
    }

    /** Cases with a step that failed for good, each once; on an ordinary day there are none, and the ledger is not asked. */
    private List<Item> failed(Scope scope, BoardQuery query, Failures.All failed) {
        Map<String, List<Failures.Failure>> steps = failed.cases().stream()
                .collect(Collectors.groupingBy(Failures.Failure::number, LinkedHashMap::new, Collectors.toList()));
        List<String> numbers = List.copyOf(steps.keySet());
        List<Item> items = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += CHUNK) {
            items.addAll(reader.among(scope, query, numbers.subList(from, Math.min(numbers.size(), from + CHUNK))));
        }
        return items.stream()
                .map(it -> new Item(
                        it.number(),
                        it.unit(),
                        it.dueAt(),
                        null,
                        steps.get(it.number()).stream()
                                .map(step -> "“" + step.what() + "”自" + Texts.time(step.since()) + "起未能自动完成")
                                .distinct()
                                .collect(Collectors.joining("；"))))
                .toList();
    }

    private static int sum(List<BoardReader.Came> came, boolean current) {
        return came.stream()
                .filter(it -> it.current() == current)
                .mapToInt(BoardReader.Came::count)
                .sum();
    }

    private static boolean is(Figure figure, BoardReader.Running it) {
        return switch (figure) {
            case LATE -> LATE.contains(it.figure());
            case DUE_TODAY ->
                it.figure() == Figure.DUE_WEEK
                        && BoardReader.DUE_TODAY.equals(it.item().why());
            default -> it.figure() == figure;
        };
    }

    /** How many cases each of the figures of now has; a case that is late in several ways is one. */
    private static Map<Figure, Integer> counts(Collection<BoardReader.RunningAlike> running) {
        Map<Figure, Integer> counts = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            if (figure.source() == Figure.Source.NOW) {
                counts.put(
                        figure,
                        running.stream()
                                .filter(it -> it.ways().stream().anyMatch(way -> is(figure, way)))
                                .mapToInt(BoardReader.RunningAlike::cases)
                                .sum());
            }
        }
        return counts;
    }

    /** What of it is each unit's. */
    private static Map<String, List<BoardReader.RunningAlike>> byUnit(Collection<BoardReader.RunningAlike> running) {
        Map<String, List<BoardReader.RunningAlike>> byUnit = new HashMap<>();
        for (BoardReader.RunningAlike alike : running) {
            alike.ways().stream()
                    .filter(way -> way.item().unit() != null)
                    .collect(Collectors.groupingBy(way -> way.item().unit()))
                    .forEach((unit, ways) -> byUnit.computeIfAbsent(unit, it -> new ArrayList<>())
                            .add(new BoardReader.RunningAlike(ways, alike.cases())));
        }
        return byUnit;
    }

    /** A figure's cases, each once, by the earliest date. */
    private List<Item> listed(Collection<BoardReader.Running> running, Figure figure) {
        Map<String, List<Item>> items = new LinkedHashMap<>();
        running.stream()
                .filter(it -> is(figure, it))
                .map(BoardReader.Running::item)
                .forEach(it -> items.computeIfAbsent(it.number(), number -> new ArrayList<>())
                        .add(it));
        return items.values().stream().map(this::joined).toList();
    }

    /** A case that is late in several ways is told once, with all of them, and with whom each is. */
    private Item joined(List<Item> ways) {
        Item first = ways.stream()
                .min(Comparator.comparing(Item::dueAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .orElseThrow();
        boolean several = ways.stream().map(Item::unit).distinct().count() > 1;
        String why = ways.stream()
                .map(it -> several ? organisation.nameOf(it.unit()) + it.why() : it.why())
                .distinct()
                .collect(Collectors.joining("；"));
        return new Item(first.number(), first.unit(), first.dueAt(), null, why);
    }

    private static List<Board.Waiting> steps(List<BoardReader.Waiting> waiting) {
        Map<Step, Integer> counts = new EnumMap<>(Step.class);
        waiting.forEach(it -> counts.merge(it.step(), it.counted(), Integer::sum));
        return counts.entrySet().stream()
                .map(it -> new Board.Waiting(it.getKey(), it.getValue()))
                .toList();
    }

    // ---- rates

    private static boolean within(Instant moment, BoardQuery period) {
        return moment != null && !moment.isBefore(period.start()) && moment.isBefore(period.end());
    }

    /** The appraisal's cases of a period: of one unit all its parts, of all units each complaint once, by its host. */
    private static List<UnitCase> scored(Facts facts, BoardQuery period) {
        return facts.scored().stream()
                .filter(it -> period.unit() == null
                        ? it.scored().part() == Part.HOST
                        : period.unit().equals(it.unit()))
                .filter(it -> within(it.scored().dueAt(), period))
                .toList();
    }

    private static List<FirstAttempt> first(Facts facts, BoardQuery period) {
        return facts.first().stream()
                .map(it -> new FirstAttempt(
                        it.number(),
                        it.host(),
                        it.insideUnit(),
                        it.responseDueAt(),
                        it.respondedAt(),
                        it.repliedAt(),
                        responded(it, period, facts.now()),
                        within(it.repliedAt(), period),
                        it.rehandled(),
                        it.cases()))
                .filter(it -> it.of(period.unit()))
                .toList();
    }

    /** An answer is a response too; of what ended before its day was over nobody can say. */
    private static Boolean responded(BoardReader.First it, BoardQuery period, Instant now) {
        if (!within(it.responseDueAt(), period)) {
            return null;
        }
        Instant done = it.respondedAt() != null ? it.respondedAt() : it.repliedAt();
        if (done != null) {
            return !done.isAfter(it.responseDueAt());
        }
        Instant until = it.closedAt() != null ? it.closedAt() : now;
        return it.responseDueAt().isBefore(until) ? Boolean.FALSE : null;
    }

    private static Rates rates(Facts facts, BoardQuery period) {
        return rates(tally(scored(facts, period)), first(facts, period));
    }

    private static Tally tally(Collection<UnitCase> scored) {
        return scored.stream().map(it -> Tally.of(it.scored(), it.cases())).reduce(Tally.of(List.of()), Tally::plus);
    }

    private static Rates rates(Tally tally, Collection<FirstAttempt> first) {
        return new Rates(
                new Rate(count(first, Figure.RESPONDED), count(first, Figure.TO_RESPOND)),
                new Rate(tally.onTime(), tally.counted()),
                new Rate(tally.adjustedOnTime(), tally.counted()),
                new Rate(tally.praised(), tally.rated()),
                new Rate(count(first, Figure.REHANDLED), count(first, Figure.ANSWERED)));
    }

    private static int count(Collection<FirstAttempt> first, Figure figure) {
        return first.stream()
                .filter(figure::holds)
                .mapToInt(FirstAttempt::cases)
                .sum();
    }

    /** Months that have been read for the periods anyway are counted anew, those before are kept for a while. */
    private List<Trends.Month> trend(Scope scope, List<BoardQuery> months, Facts facts, LocalDate readFrom) {
        Map<BoardQuery, Trends.Month> found = new LinkedHashMap<>();
        for (BoardQuery month : months) {
            found.put(
                    month,
                    month.from().isBefore(readFrom) ? trends.of(scope, month, facts.now()) : month(facts, month));
        }
        List<BoardQuery> missing =
                months.stream().filter(month -> found.get(month) == null).toList();
        if (!missing.isEmpty()) {
            Facts more = counted(
                    scope,
                    missing.get(0),
                    missing.get(0).from(),
                    missing.get(missing.size() - 1).to(),
                    missing);
            for (BoardQuery month : missing) {
                Trends.Month read = month(more, month);
                trends.keep(scope, month, facts.now(), read);
                found.put(month, read);
            }
        }
        return List.copyOf(found.values());
    }

    private static Trends.Month month(Facts facts, BoardQuery month) {
        Map<String, List<UnitCase>> scored = facts.scored().stream()
                .filter(it -> within(it.scored().dueAt(), month))
                .collect(Collectors.groupingBy(UnitCase::unit));
        Map<String, Rate> onTime = new HashMap<>();
        scored.forEach((unit, cases) -> {
            Tally tally = tally(cases);
            onTime.put(unit, new Rate(tally.onTime(), tally.counted()));
        });
        return new Trends.Month(month.from(), rates(facts, month), onTime);
    }

    // ---- units

    private List<Board.UnitRow> units(
            Scope scope,
            BoardQuery query,
            BoardQuery previous,
            List<Trends.Month> trend,
            Facts facts,
            List<BoardReader.RunningAlike> running,
            List<BoardReader.Waiting> waiting) {
        Map<String, List<BoardReader.RunningAlike>> runningOf = byUnit(running);
        Map<String, Integer> openOf = new HashMap<>();
        waiting.forEach(it -> openOf.merge(String.valueOf(it.unit()), it.count(), Integer::sum));
        Map<String, List<UnitCase>> scoredOf = facts.scored().stream().collect(Collectors.groupingBy(UnitCase::unit));
        Map<String, List<BoardReader.First>> firstOf = new HashMap<>();
        facts.first().forEach(it -> {
            firstOf.computeIfAbsent(it.host(), unit -> new ArrayList<>()).add(it);
            if (it.insideUnit() != null && !it.insideUnit().equals(it.host())) {
                firstOf.computeIfAbsent(it.insideUnit(), unit -> new ArrayList<>())
                        .add(it);
            }
        });
        List<Board.UnitRow> rows = new ArrayList<>();
        for (Unit unit : organisation.units()) {
            if (query.unit() != null && !query.unit().equals(unit.id())) {
                continue;
            }
            Facts own = new Facts(
                    facts.now(),
                    scoredOf.getOrDefault(unit.id(), List.of()),
                    firstOf.getOrDefault(unit.id(), List.of()));
            Map<Figure, Integer> now = counts(runningOf.getOrDefault(unit.id(), List.of()));
            now.put(Figure.OPEN, openOf.getOrDefault(unit.id(), 0));
            Board.UnitRow row = new Board.UnitRow(
                    unit.id(),
                    unit.kind(),
                    now,
                    rates(own, query.of(unit.id())),
                    rates(own, previous.of(unit.id())),
                    trend.stream()
                            .map(month -> month.onTime().getOrDefault(unit.id(), NONE))
                            .toList());
            if (isShown(scope, query, unit, row)) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** A 新城 is always there; others where there is something to say of them. */
    private boolean isShown(Scope scope, BoardQuery query, Unit unit, Board.UnitRow row) {
        boolean named = query.unit() != null
                || unit.kind() == UnitKind.NEW_CITY
                        && (scope.district() || scope.newCities().contains(unit.id()))
                        && (query.newCity() == null || query.newCity().equals(unit.id()));
        return named
                || row.now().values().stream().anyMatch(count -> count > 0)
                || row.rates().onTime().whole() > 0
                || row.rates().response().whole() > 0
                || row.rates().praise().whole() > 0
                || row.rates().rehandling().whole() > 0;
    }

    // ---- topics

    private Board.Topics topics(Scope scope, BoardQuery query, BoardQuery previous, List<BoardReader.Came> came) {
        Map<String, int[]> types = new LinkedHashMap<>();
        came.forEach(
                it -> types.computeIfAbsent(it.demandType(), type -> new int[2])[it.current() ? 0 : 1] += it.count());
        List<String> words = HotWords.of(reader.titles(scope, query), MOST_WORDS);
        return new Board.Topics(
                types.entrySet().stream()
                        .filter(it -> it.getValue()[0] > 0)
                        .map(it -> new Board.Topic(it.getKey(), it.getKey(), it.getValue()[0], it.getValue()[1]))
                        .sorted(byCount())
                        .toList(),
                reader.problems(scope, query),
                reader.words(scope, query, previous, words).stream()
                        .sorted(byCount())
                        .toList());
    }

    private static Comparator<Board.Topic> byCount() {
        return Comparator.comparingInt(Board.Topic::count).reversed().thenComparing(Board.Topic::key);
    }

    // ---- lists

    /** Everything a figure counts, in order; its length is the figure. */
    public List<Item> items(
            Scope scope, BoardQuery query, Figure figure, Narrowing narrowing, Sort sort, boolean descending) {
        Collection<Item> items =
                switch (figure.source()) {
                    case NOW -> listed(running(scope, query, clock.instant()), figure);
                    case FAILED -> failed(scope, query, failures.all(scope.viewer()));
                    case OPEN -> reader.open(scope, query, narrowing.step());
                    case FLOW -> reader.flow(scope, query, figure, narrowing);
                    case SCORED ->
                        scored(facts(scope, query, query.from(), query.to()), query).stream()
                                .filter(it -> figure.holds(it.scored()))
                                .map(BoardService::item)
                                .toList();
                    case FIRST ->
                        first(facts(scope, query, query.from(), query.to()), query).stream()
                                .filter(figure::holds)
                                .map(it -> item(it, figure))
                                .toList();
                };
        List<Item> sorted = new ArrayList<>(items);
        Comparator<Item> order =
                switch (sort) {
                    case NUMBER -> Comparator.comparing(Item::number);
                    case UNIT -> nullsLast(Item::unit, descending);
                    case DUE_AT -> nullsLast(Item::dueAt, descending);
                    case DONE_AT -> nullsLast(Item::doneAt, descending);
                };
        sorted.sort((sort == Sort.NUMBER && descending ? order.reversed() : order).thenComparing(Item::number));
        return sorted;
    }

    private static <T extends Comparable<T>> Comparator<Item> nullsLast(Function<Item, T> key, boolean descending) {
        return Comparator.comparing(
                key, Comparator.nullsLast(descending ? Comparator.<T>reverseOrder() : Comparator.<T>naturalOrder()));
    }

    private static Item item(UnitCase it) {
        ScoredCase scored = it.scored();
        String rating = scored.rating() != null
                ? "，企业评价" + scored.rating().label()
                : scored.cooperation() != null ? "，协办配合" + scored.cooperation() + "分" : "";
        return new Item(
                scored.number(),
                it.unit(),
                scored.dueAt(),
                scored.doneAt(),
                scored.part().label() + "：" + scored.why() + rating);
    }

    private static Item item(FirstAttempt it, Figure figure) {
        boolean answer = figure == Figure.ANSWERED || figure == Figure.REHANDLED;
        String why = answer
                ? it.rehandled() ? "答复后退回补办" : "首次答复"
                : Boolean.TRUE.equals(it.responded()) ? "当日回应" : it.respondedAt() == null ? "尚未回应" : "逾期回应";
        return new Item(it.number(), it.host(), it.responseDueAt(), answer ? it.repliedAt() : it.respondedAt(), why);
    }

    /**
     * A page of the list behind a figure.
     *
     * @param page from 0
     */
    @SuppressWarnings("java:S107") // what a list is asked for by
    public Page list(
            Scope scope,
            BoardQuery query,
            Figure figure,
            Narrowing narrowing,
            Sort sort,
            boolean descending,
            int page,
            int size) {
        List<Item> items = items(scope, query, figure, narrowing, sort, descending);
        int from = (int) Math.min(items.size(), (long) page * size);
        return new Page(items.size(), lines(items.subList(from, Math.min(items.size(), from + size)), scope));
    }

    /** The list behind a figure with the ledger's lines, as many as there are. */
    public List<Line> lines(List<Item> items, Scope scope) {
        List<String> numbers =
                List.copyOf(new HashSet<>(items.stream().map(Item::number).toList()));
        Map<String, LedgerRow> rows = new HashMap<>();
        for (int from = 0; from < numbers.size(); from += CHUNK) {
            search.rows(numbers.subList(from, Math.min(numbers.size(), from + CHUNK)), scope.viewer())
                    .forEach(row -> rows.put(row.number(), row));
        }
        return items.stream().map(it -> new Line(it, rows.get(it.number()))).toList();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
