package suban.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Open cases with the dates that run: what is late, what is due and where it waits is asked of these alone. */
    private static final String OPEN_CASES =
            """
            with open_case as (
              select c.id, c.number, %s as status, c.complaint_class, c.coordinating_unit, c.received_by, c.host_unit,
                c.coordination_due_at, c.triage_due_at, c.triaged_at, a.id as attempt_id, a.host, a.response_due_at,
                a.responded_at, a.replied_at, a.visit_due_at,
                coalesce(a.adjusted_due_at, a.due_at, c.enterprise_due_at) as due_at,
                case when %s then 1 else 0 end as overdue
              from %s
              where c.closed_at is null and %s)
            """;

    /** The last rating that counts: of a case opened anew only what came after (Article 14). */
    private static final String RATED =
            """
            exists (select 1 from visit v where v.attempt_id = o.attempt_id and v.rating is not null
              and v.no > coalesce((select max(r.visits_before) from reopening r where r.attempt_id = o.attempt_id), 0))""";

    /** Every open case once for each way in which it is late or due, with the unit it is late with. */
    private static final String RUNNING =
            """
            select o.number, 'RESPONSE_LATE' as kind, o.host as unit, o.response_due_at as due_at, '当日未回应企业' as why
              from open_case o
              where o.replied_at is null and o.responded_at is null and o.response_due_at < :now
            union all
            select o.number, 'DUE_LATE', coalesce(o.host, o.host_unit, o.coordinating_unit), o.due_at, '逾期未答复'
              from open_case o where o.overdue = 1
            union all
            select o.number, 'DUE_LATE', o.received_by, o.coordination_due_at, '先行协调逾期'
              from open_case o
              where o.status = 'COORDINATING_FIRST' and o.due_at is null and o.coordination_due_at < :now
            union all
            select o.number, 'CO_LATE', s.unit, s.due_at, '逾期未提交协办意见'
              from open_case o join assignment s on s.attempt_id = o.attempt_id
              where o.replied_at is null and s.role = 'CO' and s.ended_at is null and s.due_at < :now
            union all
            select o.number, 'VISIT_LATE', o.coordinating_unit, o.visit_due_at, '逾期未回访'
              from open_case o where o.status = 'VISIT' and o.visit_due_at < :now and not %1$s
            union all
            select o.number, 'OFFICE_LATE', o.coordinating_unit, o.triage_due_at, '研判逾期'
              from open_case o
              where o.status in ('REGISTERED', 'TRIAGE') and o.triaged_at is null and o.triage_due_at < :now
            union all
            select o.number, 'OFFICE_LATE', o.coordinating_unit, h.due_at, case h.kind
                when 'OBJECTION' then '异议裁定逾期' when 'DELAY' then '延期审定逾期' else '协办调整审定逾期' end
              from open_case o join handling_request h on h.attempt_id = o.attempt_id
              where h.state = 'OPEN' and h.kind in ('OBJECTION', 'DELAY', 'CO_HANDLERS') and h.due_at < :now
            union all
            select o.number, 'OFFICE_LATE', o.coordinating_unit, e.due_at, '撤回或转出确认逾期'
              from open_case o join ending_request e on e.complaint_id = o.id
              where e.decided_at is null and e.due_at < :now
            union all
            select o.number, 'OFFICE_LATE', o.coordinating_unit, u.decision_due_at, '是否督查的决定逾期'
              from open_case o join supervision u on u.complaint_id = o.id
              where u.ended_at is null and u.decided_at is null and u.decision_due_at < :now
            union all
            select o.number, 'OFFICE_LATE', :inspection, u.record_due_at, '督查记录逾期'
              from open_case o join supervision u on u.complaint_id = o.id
              where u.ended_at is null and u.decided_at is not null and u.recorded_at is null and u.record_due_at < :now
            union all
            select o.number, 'OFFICE_LATE', o.coordinating_unit, j.judgement_due_at, '责任认定逾期'
              from open_case o join accountability j on j.complaint_id = o.id
              where o.status = 'ACCOUNTABILITY' and j.decided_at is null and j.judgement_due_at < :now
            union all
            select o.number, 'OFFICE_LATE', o.coordinating_unit, b.due_at, '报结逾期'
              from open_case o join report_back b on b.complaint_id = o.id
              where b.recorded_at is null and b.due_at < :now
            union all
            select o.number, 'DUE_WEEK', coalesce(o.host, o.host_unit, o.coordinating_unit), o.due_at,
                case when o.due_at < :today then '今日到期' else '本周到期' end
              from open_case o where o.replied_at is null and o.due_at >= :now and o.due_at < :week"""
                    .formatted(RATED);

    /**
     * Where each open case waits, and with whom: one line for each co-handler whose opinion is missing (Article 9), of which the
     * first alone is {@code counted}, so that no case counts twice where all units are counted together.
     */
    private static final String WAITING =
            """
            select w.number, w.step, w.due_at, case
                when w.step = 'COORDINATING_FIRST' then coalesce(w.received_by, w.coordinating_unit)
                when w.step = 'OPINION' then part.unit
                when w.step in ('RESPONSE', 'HANDLING', 'LONG_TERM') then coalesce(w.host, w.host_unit)
                else w.coordinating_unit end as unit,
              case when w.step <> 'OPINION' or part.id = (select min(p.id) from assignment p
                where p.attempt_id = w.attempt_id and p.role = 'CO' and p.ended_at is null) then 1 else 0 end as counted
            from (
              select o.number, o.attempt_id, o.received_by, o.coordinating_unit, o.host, o.host_unit, case o.status
                  when 'VISIT' then o.visit_due_at when 'TRIAGE' then o.triage_due_at
                  when 'REGISTERED' then o.triage_due_at when 'COORDINATING_FIRST' then o.coordination_due_at
                  when 'SUPERVISION' then null when 'ACCOUNTABILITY' then null else o.due_at end as due_at,
                case
                  when o.status <> 'HANDLING' then o.status
                  when o.complaint_class = 'IMMEDIATE' then 'IMMEDIATE'
                  when exists (select 1 from handling_request h where h.attempt_id = o.attempt_id
                    and h.state = 'OPEN' and h.kind in ('OBJECTION', 'DELAY', 'CO_HANDLERS')) then 'REQUEST'
                  when o.responded_at is null then 'RESPONSE'
                  when exists (select 1 from assignment s where s.attempt_id = o.attempt_id and s.role = 'CO'
                    and s.ended_at is null) then 'OPINION'
                  else 'HANDLING' end as step
              from open_case o) w
            left join assignment part on w.step = 'OPINION' and part.attempt_id = w.attempt_id and part.role = 'CO'
              and part.ended_at is null""";

    /** With whom a case is counted that came or went. */
    private static final String HOST = "coalesce(c.hosted_by, c.coordinating_unit)";

    private static final String FIRST =
            """
            select c.number, c.closed_at, c.unit, c.inside_unit, c.response_due_at, c.responded_at, c.done_at, c.rehandled
            from case_part c
            where c.part = 'HOST' and %s
              and (c.response_due_at >= :from and c.response_due_at < :before or c.done_at >= :from and c.done_at < :before)""";

    /** What no period and no rule tells apart; the earliest moments of such cases lie before and behind one another as each one's do. */
    private static final String FIRST_ALIKE =
            """
            select min(c.number) as number, min(c.closed_at) as closed_at, c.unit, c.inside_unit,
              min(c.response_due_at) as response_due_at, min(c.responded_at) as responded_at, min(c.done_at) as done_at,
              c.rehandled, count(*) as cases
            from case_part c
            where c.part = 'HOST' and %s
              and (c.response_due_at >= :from and c.response_due_at < :before or c.done_at >= :from and c.done_at < :before)
            group by c.unit, c.inside_unit, c.rehandled,
              case when c.response_due_at is null then 0 when c.response_due_at < :now then 1 else 2 end,
              case when c.responded_at is null then 0 when c.responded_at <= c.response_due_at then 1 else 2 end,
              case when c.done_at is null then 0 when c.done_at <= c.response_due_at then 1 else 2 end,
              case when c.closed_at is null then 0 when c.closed_at <= c.response_due_at then 1 else 2 end,
              %s, %s""";

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

    /**
     * How many open cases wait in a step with a unit.
     *
     * @param counted those among them that count where the units asked for are added up
     */
    record Waiting(Step step, String unit, int count, int counted) {}

    /** How many came in of a kind. */
    record Came(String demandType, boolean current, int count) {}

    /** What a first attempt's row says. */
    record First(
            String number,
            Instant closedAt,
            String host,
            String insideUnit,
            Instant responseDueAt,
            Instant respondedAt,
            Instant repliedAt,
            boolean rehandled) {}

    /** A question over what the scope and the query leave of the ledger. */
    private record Asked(String from, String where, LedgerSearch.Sight sight, Map<String, Object> params) {}

    private Asked asked(Scope scope, BoardQuery query) {
        LedgerSearch.Sight sight = search.sight(scope.viewer());
        StringBuilder where = new StringBuilder(sight.where());
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
        return new Asked(sight.from(), where.toString(), sight, params);
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

    private static String openCases(Asked asked) {
        return OPEN_CASES.formatted(asked.sight().status(), asked.sight().overdue(), asked.from(), asked.where());
    }

    /** What is late, and what is due before {@code week} ends. */
    List<Running> running(Scope scope, BoardQuery query, Instant now, Instant today, Instant week) {
        Asked asked = asked(scope, query);
        List<Running> found = jdbc.sql(openCases(asked) + RUNNING)
                .params(asked.params())
                .param("now", at(now))
                .param("today", at(today))
                .param("week", at(week))
                .param(
                        "inspection",
                        organisation.ofKind(UnitKind.INSPECTION).get(0).id())
                .query((row, i) -> new Running(
                        Figure.valueOf(row.getString("kind")),
                        new Item(
                                row.getString("number"),
                                row.getString("unit"),
                                instant(row, "due_at"),
                                null,
                                row.getString("why"))))
                .list();
        return query.unit() == null
                ? found
                : found.stream()
                        .filter(it -> query.unit().equals(it.item().unit()))
                        .toList();
    }

    /** Where open cases wait. */
    List<Waiting> waiting(Scope scope, BoardQuery query, Instant now) {
        Asked asked = asked(scope, query);
        return jdbc.sql(openCases(asked) + "select x.step, x.unit, count(*) as cases, sum(x.counted) as counted from ("
                        + WAITING + ") x"
                        + unit("x.unit", query)
                        + "\ngroup by x.step, x.unit")
                .params(withUnit(asked.params(), query))
                .param("now", at(now))
                .query((row, i) -> new Waiting(
                        Step.valueOf(row.getString("step")),
                        row.getString("unit"),
                        row.getInt("cases"),
                        query.unit() == null ? row.getInt("counted") : row.getInt("cases")))
                .list();
    }

    /** The open cases themselves. */
    List<Item> open(Scope scope, BoardQuery query, Instant now, Step step) {
        Asked asked = asked(scope, query);
        String where = query.unit() == null ? "\nwhere x.counted = 1" : unit("x.unit", query);
        if (step != null) {
            where += " and x.step = '" + step.name() + "'";
        }
        return jdbc.sql(openCases(asked) + "select x.number, x.step, x.unit, x.due_at from (" + WAITING + ") x" + where)
                .params(withUnit(asked.params(), query))
                .param("now", at(now))
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
            columns.append(i == 0 ? "" : ", ")
                    .append(
                            """
                    sum(case when c.registered_at >= :from and %2$s like :word%1$d escape '!' then 1 else 0 end) as n%1$d,
                    sum(case when c.registered_at < :from and %2$s like :word%1$d escape '!' then 1 else 0 end) as p%1$d"""
                                    .formatted(i, asked.sight().title()));
        }
        return jdbc.sql("select %s from %s\nwhere c.registered_at >= :earlier and c.registered_at < :before and %s%s"
                        .formatted(columns, asked.sight().cases(), asked.where(), hostedBy(query)))
                .params(params)
                .param("from", at(query.start()))
                .param("before", at(query.end()))
                .param("earlier", at(previous.start()))
                .query((row, no) -> {
                    List<Board.Topic> topics = new ArrayList<>();
                    for (int i = 0; i < words.size(); i++) {
                        topics.add(
                                new Board.Topic(words.get(i), words.get(i), row.getInt("n" + i), row.getInt("p" + i)));
                    }
                    return topics;
                })
                .single();
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
        jdbc.sql(FIRST_ALIKE.formatted(slice.where(), edges.between("c.response_due_at"), edges.between("c.done_at")))
                .params(slice.params())
                .params(edges.params())
                .param("from", at(from))
                .param("before", at(before))
                .param("now", at(now))
                .query(row -> {
                    all.addAll(Collections.nCopies(row.getInt("cases"), first(row, 0)));
                });
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
                row.getInt("rehandled") == 1);
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
