package suban.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.appraisal.Edges;
import suban.appraisal.Slice;
import suban.board.BoardQuery.Level;
import suban.ledger.LedgerSearch;
import suban.ledger.Masking;
import suban.ledger.Texts;
import suban.ledger.Viewer;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/**
 * The board's questions to the ledger. A figure and its list are the same question, once counted and once listed. Runs on H2 and
 * PostgreSQL.
 */
@Component
class BoardReader {

    /** What is open: a line for each date that runs, and for each unit that is waited for (V23). */
    private static final String OPEN = "(select o.*, o.complaint_id as id from case_open o) c";

    /** What is late, or due before the week ends; a judgement of responsibility is not everybody's to know (Article 15). */
    private static final String RUNNING =
            """
            c.kind <> 'WAITS' and c.due_at < :week and (c.due_at < :now or c.kind = 'ANSWER')
              and (c.kind <> 'JUDGEMENT' or %s)
              and %s""";

    /** Where each open case waits, and with whom: one line for each co-handler whose opinion is missing (Article 9). */
    private static final String WAITING =
            """
            select c.number, c.unit, c.due_at, c.counted,
              case when c.step = 'ACCOUNTABILITY' and not (%s) then 'SUPERVISION' else c.step end as step
            from %s
            where c.kind = 'WAITS' and %s""";

    /** With whom a case is counted that came or went. */
    private static final String HOST = "coalesce(c.hosted_by, c.coordinating_unit)";

    private static final String FIRST =
            """
            select c.number, c.closed_at, c.unit, c.inside_unit, c.response_due_at, c.responded_at, c.done_at, c.rehandled,
              1 as cases
            from case_part c
            where c.part = 'HOST' and %s
              and (c.response_due_at >= :from and c.response_due_at < :before or c.done_at >= :from and c.done_at < :before)""";

    /**
     * What no period and no rule tells apart; the earliest moments of such cases lie before and behind one another as each one's do. By
     * either moment there is an index that has all of it.
     */
    private static final String FIRST_ALIKE =
            """
            select cast(null as varchar(20)) as number, min(c.closed_at) as closed_at, c.unit, c.inside_unit,
              min(c.response_due_at) as response_due_at, min(c.responded_at) as responded_at, min(c.done_at) as done_at,
              c.rehandled, count(*) as cases
            from case_part c
            where c.part = 'HOST' and %1$s and %2$s
            group by c.unit, c.inside_unit, c.rehandled,
              case when c.response_due_at is null then 0 when c.response_due_at < :now then 1 else 2 end,
              case when c.responded_at is null then 0 when c.responded_at <= c.response_due_at then 1 else 2 end,
              case when c.done_at is null then 0 when c.done_at <= c.response_due_at then 1 else 2 end,
              case when c.closed_at is null then 0 when c.closed_at <= c.response_due_at then 1 else 2 end,
              %3$s, %4$s""";

    private static final List<String> BY_EITHER = List.of(
            "c.response_due_at >= :from and c.response_due_at < :before",
            "c.done_at >= :from and c.done_at < :before"
                    + " and (c.response_due_at is null or c.response_due_at < :from or c.response_due_at >= :before)");

    static final String DUE_TODAY = "今日到期";

    private static final int MOST_TOPICS = 8;
    private static final int MOST_TITLES = 5000;

    private final JdbcClient jdbc;
    private final LedgerSearch search;
    private final Organisation organisation;

    BoardReader(JdbcClient jdbc, LedgerSearch search, Organisation organisation) {
        this.jdbc = jdbc;
        this.search = search;
        this.organisation = organisation;
    }

    /** A way in which an open case is late or due. */
    record Running(Figure figure, Item item) {}

    /** Open cases that are late or due in the same ways with the same units, and how many they are; without what tells them apart. */
    record RunningAlike(List<Running> ways, int cases) {}

    /**
     * How many open cases wait in a step with a unit.
     *
     * @param counted those among them that count where the units asked for are added up
     */
    record Waiting(Step step, String unit, int count, int counted) {}

    /** How many came in of a kind. */
    record Came(String demandType, boolean current, int count) {}

    /** What a first attempt's row says, and how many there are like it where it stands for all of them. */
    record First(
            String number,
            Instant closedAt,
            String host,
            String insideUnit,
            Instant responseDueAt,
            Instant respondedAt,
            Instant repliedAt,
            boolean rehandled,
            int cases) {}

    /** A question over what the scope and the query leave of the ledger. */
    private record Asked(String where, LedgerSearch.Sight sight, Map<String, Object> params) {

        /** What must hold of {@link #OPEN} to be late or due. */
        String running() {
            return RUNNING.formatted(sight.responsibility(), where);
        }

        String waiting() {
            return WAITING.formatted(sight.responsibility(), OPEN, where);
        }
    }

    private Asked asked(Scope scope, BoardQuery query) {
        LedgerSearch.Sight sight = search.sight(scope.viewer());
        StringBuilder where = new StringBuilder();
        Map<String, Object> params = new LinkedHashMap<>(sight.params());
        if (scope.newCities() != null) {
            where.append("\n  and c.new_city in (:cities)");
            params.put("cities", scope.newCities());
        }
        if (query.newCity() != null) {
            where.append("\n  and c.new_city = :newCity");
            params.put("newCity", query.newCity());
        }
        if (query.complaintClass() != null) {
            where.append("\n  and c.complaint_class = :class");
            params.put("class", query.complaintClass().name());
        }
        if (query.channel() != null) {
            where.append("\n  and c.channel = :channel");
            params.put("channel", query.channel().name());
        }
        if (query.level() != null) {
            where.append("\n  and c.coordinating_unit in (:offices)");
            params.put("offices", offices(query.level()));
        }
        Viewer viewer = scope.viewer();
        boolean overseen =
                scope.newCities() != null && !viewer.all() && viewer.oversees().containsAll(scope.newCities());
        return new Asked((overseen ? sight.overseen() : sight.where()) + where, sight, params);
    }

    private List<String> offices(Level level) {
        return organisation.ofKind(level == Level.CITY ? UnitKind.NEW_CITY_OFFICE : UnitKind.OFFICE).stream()
                .map(Unit::id)
                .toList();
    }

    /** The part of the ledger the rates are made of; where no level is asked for, the appraisal's. */
    Slice slice(Scope scope, BoardQuery query) {
        Collection<String> cities = scope.newCities();
        if (query.newCity() != null) {
            boolean within = cities == null || cities.contains(query.newCity());
            cities = List.of(within ? query.newCity() : "");
        }
        return new Slice(
                offices(query.level() == null ? Level.AREA : query.level()),
                cities,
                query.complaintClass(),
                query.channel(),
                scope.district() ? List.of() : scope.viewer().accusedWith());
    }

    /** What is late, and what is due before {@code week} ends. */
    List<Running> running(Scope scope, BoardQuery query, Instant now, Instant today, Instant week) {
        Asked asked = asked(scope, query);
        record Found(RunningDate date, Running running) {}
        return jdbc
                .sql("select c.number, c.kind, c.unit, c.due_at from " + OPEN + "\nwhere " + asked.running()
                        + "\norder by c.line")
                .params(asked.params())
                .param("now", at(now))
                .param("week", at(week))
                .query((row, i) -> {
                    RunningDate date = RunningDate.valueOf(row.getString("kind"));
                    Instant due = instant(row, "due_at");
                    return new Found(
                            date,
                            running(
                                    date,
                                    due.isBefore(now),
                                    due.isBefore(today),
                                    row.getString("number"),
                                    row.getString("unit"),
                                    due));
                })
                .list()
                .stream()
                .sorted(Comparator.comparing(Found::date))
                .map(Found::running)
                .filter(it ->
                        query.unit() == null || query.unit().equals(it.item().unit()))
                .toList();
    }

    /** The same for counting. */
    List<RunningAlike> runningAlike(Scope scope, BoardQuery query, Instant now, Instant today, Instant week) {
        Asked asked = asked(scope, query);
        return jdbc.sql(
                        """
                        select x.ways, count(*) as cases from (
                          select string_agg(concat(c.kind, ' ', case when c.due_at < :now then 'LATE' when c.due_at < :today then 'TODAY'
                            else 'WEEK' end, ' ', c.unit), ',') as ways
                          from %s
                          where %s
                          group by c.id) x
                        group by x.ways"""
                                .formatted(OPEN, asked.running()))
                .params(asked.params())
                .param("now", at(now))
                .param("today", at(today))
                .param("week", at(week))
                .query((row, i) -> new RunningAlike(
                        Arrays.stream(row.getString("ways").split(","))
                                .map(way -> way.split(" ", 3))
                                .map(way -> running(
                                        RunningDate.valueOf(way[0]),
                                        way[1].equals("LATE"),
                                        way[1].equals("TODAY"),
                                        null,
                                        way[2].isEmpty() ? null : way[2],
                                        null))
                                .filter(it -> query.unit() == null
                                        || query.unit().equals(it.item().unit()))
                                .toList(),
                        row.getInt("cases")))
                .list();
    }

    private Running running(RunningDate date, boolean late, boolean today, String number, String unit, Instant dueAt) {
        String with = date == RunningDate.RECORD
                ? organisation.ofKind(UnitKind.INSPECTION).get(0).id()
                : unit;
        return new Running(
                late ? date.late() : Figure.DUE_WEEK,
                new Item(number, with, dueAt, null, late ? date.why() : today ? DUE_TODAY : "本周到期"));
    }

    /** Where open cases wait. */
    List<Waiting> waiting(Scope scope, BoardQuery query) {
        Asked asked = asked(scope, query);
        return jdbc.sql("select x.step, x.unit, count(*) as cases, sum(x.counted) as counted from (" + asked.waiting()
                        + ") x"
                        + unit("x.unit", query)
                        + "\ngroup by x.step, x.unit")
                .params(withUnit(asked.params(), query))
                .query((row, i) -> new Waiting(
                        Step.valueOf(row.getString("step")),
                        row.getString("unit"),
                        row.getInt("cases"),
                        query.unit() == null ? row.getInt("counted") : row.getInt("cases")))
                .list();
    }

    /** The open cases themselves. */
    List<Item> open(Scope scope, BoardQuery query, Step step) {
        Asked asked = asked(scope, query);
        String where = query.unit() == null ? "\nwhere x.counted = 1" : unit("x.unit", query);
        if (step != null) {
            where += " and x.step = '" + step.name() + "'";
        }
        return jdbc.sql("select x.number, x.step, x.unit, x.due_at from (" + asked.waiting() + ") x" + where)
                .params(withUnit(asked.params(), query))
                .query((row, i) -> new Item(
                        row.getString("number"),
                        row.getString("unit"),
                        instant(row, "due_at"),
                        null,
                        Step.valueOf(row.getString("step")).label()))
                .list();
    }

    /** Those of these cases that the scope and the query leave. */
    List<Item> among(Scope scope, BoardQuery query, Collection<String> numbers) {
        Asked asked = asked(scope, query);
        return jdbc.sql(
                        "select c.number, %s as unit, c.enterprise_due_at from %s\nwhere c.number in (:numbers) and %s%s"
                                .formatted(HOST, asked.sight().cases(), asked.where(), hostedBy(query)))
                .params(withUnit(asked.params(), query))
                .param("numbers", numbers)
                .query((row, i) -> new Item(
                        row.getString("number"), row.getString("unit"), instant(row, "enterprise_due_at"), null, null))
                .list();
    }

    private static String unit(String column, BoardQuery query) {
        return query.unit() == null ? "" : "\nwhere " + column + " = :unit";
    }

    private static Map<String, Object> withUnit(Map<String, Object> params, BoardQuery query) {
        Map<String, Object> all = new LinkedHashMap<>(params);
        if (query.unit() != null) {
            all.put("unit", query.unit());
        }
        return all;
    }

    /** What came in, by what was asked for; this period and the one before. */
    List<Came> came(Scope scope, BoardQuery query, BoardQuery previous) {
        Asked asked = asked(scope, query);
        return jdbc.sql(
                        """
                        select x.demand_type, x.this_period, count(*) as cases from (
                          select c.demand_type, case when c.registered_at >= :from then 1 else 0 end as this_period
                          from %s
                          where c.registered_at >= :earlier and c.registered_at < :before and %s%s) x
                        group by x.demand_type, x.this_period"""
                                .formatted(asked.sight().cases(), asked.where(), hostedBy(query)))
                .params(withUnit(asked.params(), query))
                .param("from", at(query.start()))
                .param("before", at(query.end()))
                .param("earlier", at(previous.start()))
                .query((row, i) ->
                        new Came(row.getString("demand_type"), row.getInt("this_period") == 1, row.getInt("cases")))
                .list();
    }

    /** How many were closed in this period and in the one before. */
    Board.Flow closed(Scope scope, BoardQuery query, BoardQuery previous) {
        Asked asked = asked(scope, query);
        return jdbc.sql(
                        """
                        select coalesce(sum(case when c.closed_at >= :from then 1 else 0 end), 0) as current_ones,
                          coalesce(sum(case when c.closed_at < :from then 1 else 0 end), 0) as earlier_ones
                        from %s
                        where c.closed_at >= :earlier and c.closed_at < :before and c.status = 'CLOSED' and %s%s"""
                                .formatted(asked.sight().cases(), asked.where(), hostedBy(query)))
                .params(withUnit(asked.params(), query))
                .param("from", at(query.start()))
                .param("before", at(query.end()))
                .param("earlier", at(previous.start()))
                .query((row, i) -> new Board.Flow(row.getInt("current_ones"), row.getInt("earlier_ones")))
                .single();
    }

    private static String hostedBy(BoardQuery query) {
        return query.unit() == null ? "" : "\n  and " + HOST + " = :unit";
    }

    /** What came in, or was closed, in the period. */
    List<Item> flow(Scope scope, BoardQuery query, Figure figure, Narrowing narrowing) {
        Asked asked = asked(scope, query);
        Map<String, Object> params = withUnit(asked.params(), query);
        String when = figure == Figure.CLOSED ? "c.closed_at" : "c.registered_at";
        StringBuilder where = new StringBuilder(asked.where()).append(hostedBy(query));
        if (figure == Figure.CLOSED) {
            where.append("\n  and c.status = 'CLOSED'");
        }
        if (narrowing.demandType() != null) {
            where.append("\n  and c.demand_type = :demandType");
            params.put("demandType", narrowing.demandType());
        }
        if (narrowing.problem() != null) {
            where.append(
                    """

                      and c.number in (select i.reference from problem_item i join problem p on p.id = i.problem_id
                        where i.kind = 'COMPLAINT' and p.code = :problem)""");
            params.put("problem", narrowing.problem());
        }
        if (narrowing.word() != null) {
            where.append("\n  and " + asked.sight().title() + " like :word escape '!'");
            params.put("word", like(narrowing.word()));
        }
        String why = figure == Figure.CLOSED ? "已销号" : "本期收到";
        List<Item> items = new ArrayList<>();
        jdbc.sql(
                        """
                        select c.number, %s as unit, c.enterprise_due_at, %s as happened_at, %s as title from %s
                        where %s >= :from and %s < :before and %s"""
                                .formatted(
                                        HOST,
                                        when,
                                        asked.sight().title(),
                                        asked.sight().cases(),
                                        when,
                                        when,
                                        where))
                .params(params)
                .param("from", at(query.start()))
                .param("before", at(query.end()))
                .query((ResultSet row) -> {
                    // a word that stands only in a telephone number was not found
                    if (narrowing.word() == null
                            || Masking.inText(row.getString("title")).contains(narrowing.word())) {
                        items.add(new Item(
                                row.getString("number"),
                                row.getString("unit"),
                                instant(row, "enterprise_due_at"),
                                instant(row, "happened_at"),
                                why));
                    }
                });
        return items;
    }

    /** The titles of what came in, the latest first; not of what is sealed. */
    List<String> titles(Scope scope, BoardQuery query) {
        Asked asked = asked(scope, query);
        return jdbc
                .sql(
                        """
                        select %s from %s
                        where c.registered_at >= :from and c.registered_at < :before and %s%s
                        order by c.registered_at desc
                        limit %d"""
                                .formatted(
                                        asked.sight().title(),
                                        asked.sight().cases(),
                                        asked.where(),
                                        hostedBy(query),
                                        MOST_TITLES))
                .params(withUnit(asked.params(), query))
                .param("from", at(query.start()))
                .param("before", at(query.end()))
                .query(String.class)
                .list()
                .stream()
                .filter(title -> !Texts.isMark(title))
                .map(title -> Masking.inText(title).replace(Viewer.CONFIDENTIAL, " ")) // no topic
                .toList();
    }

    /** How often each of these words stands in the title of what came in. */
    List<Board.Topic> words(Scope scope, BoardQuery query, BoardQuery previous, List<String> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        Asked asked = asked(scope, query);
        Map<String, Object> params = withUnit(asked.params(), query);
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            params.put("word" + i, like(words.get(i)));
            columns.append(", count(case when x.title like :word%1$d escape '!' then 1 end) as n%1$d".formatted(i));
        }
        int[][] counts = new int[2][words.size()];
        jdbc.sql(
                        """
                        select x.this_period%s from (
                          select %s as title, case when c.registered_at >= :from then 1 else 0 end as this_period
                          from %s
                          where c.registered_at >= :earlier and c.registered_at < :before and %s%s) x
                        group by x.this_period"""
                                .formatted(
                                        columns,
                                        asked.sight().title(),
                                        asked.sight().cases(),
                                        asked.where(),
                                        hostedBy(query)))
                .params(params)
                .param("from", at(query.start()))
                .param("before", at(query.end()))
                .param("earlier", at(previous.start()))
                .query(row -> {
                    for (int i = 0; i < words.size(); i++) {
                        counts[row.getInt("this_period")][i] = row.getInt("n" + i);
                    }
                });
        return IntStream.range(0, words.size())
                .mapToObj(i -> new Board.Topic(words.get(i), words.get(i), counts[1][i], counts[0][i]))
                .toList();
    }

    /** The problems of the bank (Article 13) that most of what came in belongs to. */
    List<Board.Topic> problems(Scope scope, BoardQuery query) {
        Asked asked = asked(scope, query);
        return jdbc.sql(
                        """
                        select p.code, p.title, count(distinct c.number) as cases
                        from %s
                        join problem_item i on i.reference = c.number and i.kind = 'COMPLAINT'
                        join problem p on p.id = i.problem_id
                        where p.code is not null and c.registered_at >= :from and c.registered_at < :before and %s%s
                        group by p.code, p.title
                        order by count(distinct c.number) desc, p.code
                        limit %d"""
                                .formatted(asked.sight().cases(), asked.where(), hostedBy(query), MOST_TOPICS))
                .params(withUnit(asked.params(), query))
                .param("from", at(query.start()))
                .param("before", at(query.end()))
                .query((row, no) ->
                        new Board.Topic(row.getString("code"), row.getString("title"), row.getInt("cases"), null))
                .list();
    }

    /** First attempts whose response was due or that were answered within these moments. */
    List<First> first(Instant from, Instant before, Slice slice) {
        return jdbc.sql(FIRST.formatted(slice.where()))
                .params(slice.params())
                .param("from", at(from))
                .param("before", at(before))
                .query(BoardReader::first)
                .list();
    }

    /** The same for counting, each as one of those that count alike; {@code CaseFigures} has its cases like this. */
    List<First> firstAlike(Instant from, Instant before, Slice slice, Instant now, Edges edges) {
        List<First> all = new ArrayList<>();
        for (String moment : BY_EITHER) {
            all.addAll(jdbc.sql(FIRST_ALIKE.formatted(
                            moment, slice.where(), edges.between("c.response_due_at"), edges.between("c.done_at")))
                    .params(slice.params())
                    .params(edges.params())
                    .param("from", at(from))
                    .param("before", at(before))
                    .param("now", at(now))
                    .query(BoardReader::first)
                    .list());
        }
        return all;
    }

    private static First first(ResultSet row, int index) throws SQLException {
        return new First(
                row.getString("number"),
                instant(row, "closed_at"),
                row.getString("unit"),
                row.getString("inside_unit"),
                instant(row, "response_due_at"),
                instant(row, "responded_at"),
                instant(row, "done_at"),
                row.getInt("rehandled") == 1,
                row.getInt("cases"));
    }

    private static String like(String word) {
        return "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** PostgreSQL's driver knows no Instant. */
    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
