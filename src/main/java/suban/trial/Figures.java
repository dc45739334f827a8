package suban.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import suban.appraisal.Appraisal;
import suban.appraisal.AppraisalService;
import suban.board.BoardQuery;
import suban.board.BoardService;
import suban.board.Figure;
import suban.board.Narrowing;
import suban.board.Scope;
import suban.calendar.CalendarService;
import suban.ledger.Act;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.Viewer;
import suban.trial.CourseOfCase.Late;
import suban.trial.Measure.Kind;

/**
 * The figures of one column: the rates by the board's and the appraisal's own calculations, the counts from the courses.
 *
 * @param all by the measure's key; null for a rate of nothing
 * @param units the same for each host, as far as a unit has them
 * @param places where each ranked unit would stand in an appraisal of these cases: {@code 第2名，0.2分}
 */
record Figures(Map<String, Double> all, Map<String, Map<String, Double>> units, Map<String, String> places) {

    private static final Viewer ALL = new Viewer("trial", false, true, true, Set.of(), Set.of(), false, Set.of());

    private static final List<Measure> MEASURES = List.of(
            new Measure("cases", "件数", "投诉", Kind.COUNT, 0),
            new Measure("rejected", "件数", "不予受理", Kind.COUNT, 0),
            new Measure("closed", "件数", "已销号", Kind.COUNT, 1),
            new Measure("open", "件数", "未办结", Kind.COUNT, -1),
            new Measure("late", "超期（曾经超期的件数）", "任何一项超期", Kind.COUNT, -1),
            new Measure("late.handling", "超期（曾经超期的件数）", "办理", Kind.COUNT, -1),
            new Measure("late.response", "超期（曾经超期的件数）", "当日回应", Kind.COUNT, -1),
            new Measure("late.coHandling", "超期（曾经超期的件数）", "协办意见", Kind.COUNT, -1),
            new Measure("late.visit", "超期（曾经超期的件数）", "回访", Kind.COUNT, -1),
            new Measure("late.triage", "超期（曾经超期的件数）", "研判", Kind.COUNT, -1),
            new Measure("late.coordination", "超期（曾经超期的件数）", "先行协调期满由营商办接办", Kind.COUNT, -1),
            new Measure("lateNow", "超期（曾经超期的件数）", "截止时仍超期未办（含营商办环节）", Kind.COUNT, -1),
            new Measure("onTimeRate", "办理", "按时办结率（考核口径，新区协调的）", Kind.RATE, 1),
            new Measure("onTimeRate.adjusted", "办理", "按批准期限的按时办结率", Kind.RATE, 1),
            new Measure("onTimeRate.newCities", "办理", "按时办结率（新城自行协调的）", Kind.RATE, 1),
            new Measure("responseRate", "办理", "当日回应率", Kind.RATE, 1),
            new Measure("workingDays", "办理", "平均答复用时（受理至首次答复，工作日）", Kind.DAYS, -1),
            new Measure("praiseRate", "评价", "好评率（考核口径，新区协调的）", Kind.RATE, 1),
            new Measure("praiseRate.newCities", "评价", "好评率（新城自行协调的）", Kind.RATE, 1),
            new Measure("rating.VERY_SATISFIED", "评价", "非常满意", Kind.COUNT, 1),
            new Measure("rating.SATISFIED", "评价", "满意", Kind.COUNT, 1),
            new Measure("rating.FAIRLY_SATISFIED", "评价", "基本满意", Kind.COUNT, 1),
            new Measure("rating.DISSATISFIED", "评价", "不满意", Kind.COUNT, -1),
            new Measure("rating.VERY_DISSATISFIED", "评价", "非常不满意", Kind.COUNT, -1),
            new Measure("rating.UNRATED", "评价", "未评价", Kind.COUNT, 0),
            new Measure("rehandled", "再次交办", "退回补办（次）", Kind.COUNT, -1),
            new Measure("redispatched", "再次交办", "改派主办（次）", Kind.COUNT, 0),
            new Measure("supervised", "再次交办", "联合督查（件）", Kind.COUNT, -1),
            new Measure("accountability", "再次交办", "倒查责任（件）", Kind.COUNT, -1),
            new Measure("escalated", "督办", "逾期上报（次）", Kind.COUNT, -1),
            new Measure("escalated.cases", "督办", "逾期上报（件）", Kind.COUNT, -1),
            new Measure("reminded", "督办", "催办（次）", Kind.COUNT, -1),
            new Measure("reminded.cases", "督办", "催办（件）", Kind.COUNT, -1));

    /** What a unit's line shows. */
    private static final List<String> OF_UNITS = List.of(
            "cases",
            "late.handling",
            "late.response",
            "onTimeRate",
            "responseRate",
            "praiseRate",
            "rehandled",
            "escalated",
            "reminded");

    /** All measures in the order of the report. */
    static List<Measure> measures() {
        return MEASURES;
    }

    /** Those a unit's line shows. */
    static List<Measure> unitMeasures() {
        return OF_UNITS.stream()
                .map(key -> MEASURES.stream()
                        .filter(it -> it.key().equals(key))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /**
     * Counts.
     *
     * @param application whose ledger holds these cases and no others
     * @param from first day the cases were accepted
     */
    static Figures of(TrialApplication application, Collection<CourseOfCase> courses, LocalDate from, Instant now) {
        BoardService board = application.bean(BoardService.class);
        Scope scope = board.scope(ALL);
        LocalDate last = LocalDate.ofInstant(now, CalendarService.ZONE).plusYears(1);
        BoardQuery query = new BoardQuery(from, last, null, null, null, null, null);
        CalendarService calendar = application.bean(CalendarService.class);
        Map<String, Double> all = counts(courses, calendar, now);
        all.put("lateNow", size(board, scope, query, Figure.LATE));
        rates(all, board, scope, query);
        BoardQuery cities = new BoardQuery(from, last, null, null, null, null, BoardQuery.Level.CITY);
        all.put("onTimeRate.newCities", rate(board, scope, cities, Figure.ON_TIME, Figure.COUNTED));
        all.put("praiseRate.newCities", rate(board, scope, cities, Figure.PRAISED, Figure.RATED));
        Map<String, Map<String, Double>> units = new TreeMap<>();
        Map<String, List<CourseOfCase>> byHost = new TreeMap<>();
        courses.stream().filter(it -> it.host() != null).forEach(it -> byHost.computeIfAbsent(
                        it.host(), key -> new java.util.ArrayList<>())
                .add(it));
        byHost.forEach((unit, own) -> {
            Map<String, Double> figures = counts(own, calendar, now);
            rates(figures, board, scope, new BoardQuery(from, last, unit, null, null, null, null));
            figures.keySet().retainAll(OF_UNITS);
            units.put(unit, figures);
        });
        return new Figures(all, units, places(application, from, last));
    }

    private static Map<String, Double> counts(Collection<CourseOfCase> courses, CalendarService calendar, Instant now) {
        Map<String, Double> counts = new LinkedHashMap<>();
        counts.put("cases", (double) courses.size());
        counts.put("rejected", count(courses, it -> "REJECTED".equals(it.status())));
        counts.put("closed", count(courses, it -> Status.CLOSED.name().equals(it.status())));
        counts.put("open", count(courses, it -> !Status.valueOf(it.status()).isEnd()));
        counts.put("late", count(courses, it -> it.wasLate(now)));
        counts.put("late.handling", count(courses, it -> it.wasLate(Late.HANDLING, now)));
        counts.put("late.response", count(courses, it -> it.wasLate(Late.RESPONSE, now)));
        counts.put("late.coHandling", count(courses, it -> it.wasLate(Late.CO_HANDLING, now)));
        counts.put("late.visit", count(courses, it -> it.wasLate(Late.VISIT, now)));
        counts.put("late.triage", count(courses, it -> it.wasLate(Late.TRIAGE, now)));
        counts.put("late.coordination", count(courses, it -> it.wasLate(Late.COORDINATION, now)));
        for (Rating rating : Rating.values()) {
            counts.put("rating." + rating.name(), count(courses, it -> rating.name()
                    .equals(it.rating())));
        }
        counts.put("rehandled", sum(courses, Act.RETURNED));
        counts.put("redispatched", sum(courses, Act.REDISPATCHED));
        counts.put("supervised", count(courses, it -> it.times(Act.SUPERVISION_OPENED) > 0));
        counts.put("accountability", count(courses, it -> it.times(Act.ACCOUNTABILITY_OPENED) > 0));
        counts.put("escalated", sum(courses, Act.ESCALATED));
        counts.put("escalated.cases", count(courses, it -> it.times(Act.ESCALATED) > 0));
        counts.put("reminded", sum(courses, Act.REMINDED));
        counts.put("reminded.cases", count(courses, it -> it.times(Act.REMINDED) > 0));
        List<CourseOfCase> answered =
                courses.stream().filter(it -> it.firstRepliedAt() != null).toList();
        counts.put(
                "workingDays",
                answered.isEmpty()
                        ? null
                        : answered.stream()
                                        .mapToLong(it -> workingDays(calendar, it.acceptedAt(), it.firstRepliedAt()))
                                        .sum()
                                / (double) answered.size());
        return counts;
    }

    /** Working days after the first day, the last one included. */
    private static long workingDays(CalendarService calendar, Instant from, Instant to) {
        LocalDate first = LocalDate.ofInstant(from, CalendarService.ZONE);
        LocalDate last = LocalDate.ofInstant(to, CalendarService.ZONE);
        return last.isAfter(first)
                ? first.plusDays(1)
                        .datesUntil(last.plusDays(1))
                        .filter(calendar::isWorkingDay)
                        .count()
                : 0;
    }

    private static double count(Collection<CourseOfCase> courses, java.util.function.Predicate<CourseOfCase> which) {
        return courses.stream().filter(which).count();
    }

    private static double sum(Collection<CourseOfCase> courses, Act act) {
        return courses.stream().mapToInt(it -> it.times(act)).sum();
    }

    private static void rates(Map<String, Double> into, BoardService board, Scope scope, BoardQuery query) {
        into.put("onTimeRate", rate(board, scope, query, Figure.ON_TIME, Figure.COUNTED));
        into.put("onTimeRate.adjusted", rate(board, scope, query, Figure.ADJUSTED, Figure.COUNTED));
        into.put("responseRate", rate(board, scope, query, Figure.RESPONDED, Figure.TO_RESPOND));
        into.put("praiseRate", rate(board, scope, query, Figure.PRAISED, Figure.RATED));
    }

    private static double size(BoardService board, Scope scope, BoardQuery query, Figure figure) {
        return board.items(scope, query, figure, Narrowing.NONE, BoardService.Sort.NUMBER, false)
                .size();
    }

    private static Double rate(BoardService board, Scope scope, BoardQuery query, Figure part, Figure whole) {
        double of = size(board, scope, query, whole);
        return of == 0 ? null : size(board, scope, query, part) / of;
    }

    private static Map<String, String> places(TrialApplication application, LocalDate from, LocalDate last) {
        Map<String, String> places = new TreeMap<>();
        Appraisal appraisal = application
                .bean(AppraisalService.class)
                .dryRun(
                        last.minusYears(1).getYear(),
                        from.atStartOfDay(CalendarService.ZONE).toInstant(),
                        last.atStartOfDay(CalendarService.ZONE).toInstant());
        appraisal.groups().forEach(group -> group.rows().forEach(row -> {
            if (row.rank() != null) {
                places.put(
                        row.unit(),
                        "第" + row.rank() + "名"
                                + (row.points() == null || row.points().signum() == 0
                                        ? ""
                                        : "，加"
                                                + row.points()
                                                        .stripTrailingZeros()
                                                        .toPlainString() + "分"));
            }
        }));
        return places;
    }

    /** Units that any of these columns has. */
    static Set<String> units(Figures... columns) {
        Set<String> units = new TreeSet<>();
        for (Figures column : columns) {
            units.addAll(column.units().keySet());
        }
        return units;
    }
}
