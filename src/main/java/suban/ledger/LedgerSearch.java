package suban.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.NotFound;

/**
 * Lists and finds cases for somebody: what a viewer may see is decided here, in the query itself, and nowhere else. Runs on H2
 * and PostgreSQL.
 */
@Service
@Transactional(readOnly = true)
public class LedgerSearch {

    static final Pattern NUMBER = Pattern.compile("XX[0-9]{8}-[0-9]{4,9}");

    /** The clock that runs now is the last attempt's, before the first attempt the enterprise's; a reply stops it. */
    static final String OVERDUE =
            """
            (c.closed_at is null and a.replied_at is null
              and coalesce(a.adjusted_due_at, a.due_at, c.enterprise_due_at) is not null
              and coalesce(a.adjusted_due_at, a.due_at, c.enterprise_due_at) < :now)""";

    static final String ATTEMPT =
            """
            left join attempt a on a.complaint_id = c.id
              and a.no = (select max(latest.no) from attempt latest where latest.complaint_id = c.id)""";

    /** A unit that collected a complaint has a part in it until it has answered or handed it over (Article 7(4)(5)). */
    static final String RECEIVING = "(c.received_by in (:units) and c.status in ('REGISTERED', 'COORDINATING_FIRST'))";

    /** 纪检监察工委 sees what was referred to it (Article 15). */
    static final String REFERRED =
            "c.id in (select sent.complaint_id from accountability sent where sent.referred_to in (:units))";

    /** Who worked an earlier attempt and not this one has nothing to do with the case any more. */
    private static final String LATEST =
            "not exists (select 1 from attempt later where later.complaint_id = mine.complaint_id and later.no > mine.no)";

    private static final String NOT_ACCUSING = "(c.accused_unit is null or c.accused_unit not in (:accusedWith))";

    /** What nobody has to look up. */
    private static final String KNOWN = "1 = 1";

    /** What is known of the contact; sealed or erased with the content. */
    private static final String CONTACT = "(select t.%s from complaint_content t where t.complaint_id = c.id)";

    /** How far back complaints of other enterprises are compared. */
    private static final Duration COMPARED_FOR = Duration.ofDays(365);

    /** How many at most: a question costs the same however large the ledger grows. */
    private static final int MOST_COMPARED = 2000;

    /** A matter that has more than these is read in the ledger. */
    private static final int MOST_LINKED = 50;

    private final Complaints complaints;
    private final JdbcClient jdbc;
    private final LedgerList lists;
    private final Clock clock;

    LedgerSearch(Complaints complaints, JdbcClient jdbc, LedgerList lists, Clock clock) {
        this.lists = lists;
        this.complaints = complaints;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a person may see, as SQL over {@code complaint c} and its last attempt {@code a}, for whoever counts cases: by the rule of
     * {@link #visibleTo}, as {@code case_reader} keeps it.
     *
     * @param from what stands behind {@code from}
     * @param cases the same without the attempt, where nothing here goes by it
     * @param where what must hold of {@code c}, be it a complaint or a line that {@link KeptLines} keeps of it, with {@code id},
     *     {@code new_city} and {@code accused_unit}
     * @param overseen the same where only the 新城 the viewer oversees are looked at
     * @param title the title, without the enterprise where the viewer may not know it
     * @param responsibility whether the viewer may know what was found about the responsibility of the units (Article 15)
     */
    public record Sight(
            String from,
            String cases,
            String where,
            String overseen,
            String title,
            String responsibility,
            Map<String, Object> params) {}

    /** What {@code viewer} may see of all cases. */
    public Sight sight(Viewer viewer) {
        Conditions where = visibleTo(viewer);
        String title = title(where, viewer);
        String responsibility = responsibility(where, viewer);
        String seen = seen(where, viewer);
        return new Sight(
                "complaint c\n" + ATTEMPT,
                knowsIdentity(where, viewer) == null ? "complaint c" : "complaint c\n" + ATTEMPT,
                seen,
                viewer.oversees().isEmpty() ? "1 = 0" : "c.new_city in (:oversees)\n  and " + NOT_ACCUSING,
                title,
                responsibility,
                Map.copyOf(where.params));
    }

    /** {@link #visibleTo} by {@code case_reader}, which is looked into only where the 新城 does not tell. */
    private static String seen(Conditions where, Viewer viewer) {
        if (viewer.machine() || viewer.all() || viewer.units().isEmpty()) {
            return where.toString();
        }
        where.params.put("readers", readers(viewer));
        return "(" + (viewer.oversees().isEmpty() ? "" : "c.new_city in (:oversees) or ")
                + "exists (select 1 from case_reader seen where seen.complaint_id = c.id and seen.unit in (:readers) and seen.sees))"
                + "\n  and " + NOT_ACCUSING;
    }

    /** By what {@code case_reader} knows somebody who sees by units: a 新城 overseen, a unit, and whoever watches over the district. */
    static List<String> readers(Viewer viewer) {
        if (viewer.units().isEmpty()) {
            return List.of();
        }
        List<String> readers = new ArrayList<>();
        viewer.oversees().stream().sorted().forEach(city -> readers.add("@" + city));
        viewer.units().stream().sorted().forEach(readers::add);
        if (viewer.supervises()) {
            readers.add("*");
        }
        return readers;
    }

    /** All cases that are not closed, and those of them that are late. */
    public record Standing(long open, long overdue) {}

    /** How the whole ledger stands, for monitoring: two figures, nobody's rights are asked. */
    public Standing standing() {
        return jdbc.sql("select count(*) as open, count(case when " + OVERDUE
                        + " then 1 end) as overdue from complaint c\n" + ATTEMPT + "\nwhere c.closed_at is null")
                .param("now", at(clock.instant()))
                .query((row, index) -> new Standing(row.getLong("open"), row.getLong("overdue")))
                .single();
    }

    /** The lines of these numbers as far as {@code viewer} may see them, in no particular order. */
    public List<LedgerRow> rows(Collection<String> numbers, Viewer viewer) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        Conditions where = visibleTo(viewer);
        where.and("c.number in (:numbers)", "numbers", numbers);
        String name = enterpriseName(where, viewer);
        String title = title(where, viewer);
        String status = status(where, viewer);
        Map<String, Object> params = new LinkedHashMap<>(where.params);
        params.put("now", at(clock.instant()));
        return jdbc.sql("select " + columns(name, title, status) + " from complaint c\n" + ATTEMPT + "\nwhere " + where)
                .params(params)
                .query(LedgerSearch::row)
                .list();
    }

    static String columns(String name, String title, String status) {
        return """
                c.number, %s as title, %s as enterprise_name, c.complaint_class,
                  %s as shown_status, coalesce(a.host, c.host_unit) as host, c.enterprise_due_at,
                  %s as overdue"""
                .formatted(title, name, status, OVERDUE);
    }

    /** One page of the ledger, and how many lines there are on all pages. */
    public record Page(long total, List<LedgerRow> items) {}

    /** The complaint of this number; {@link NotFound} if there is none that {@code viewer} may see. */
    public Complaint visible(String number, Viewer viewer) {
        Conditions where = visibleTo(viewer);
        where.and("c.number = :number", "number", number);
        if (!NUMBER.matcher(number).matches() || count(where) == 0) {
            throw new NotFound("没有该编号的投诉");
        }
        return complaints.findByNumber(number).orElseThrow(() -> new NotFound("没有该编号的投诉"));
    }

    /** Which of these complaints {@code viewer} may see; at least one number. */
    public Set<String> visible(Collection<String> numbers, Viewer viewer) {
        Conditions where = visibleTo(viewer);
        where.and("c.number in (:numbers)", "numbers", numbers);
        return Set.copyOf(jdbc.sql("select c.number from complaint c where " + where)
                .params(where.params)
                .query(String.class)
                .list());
    }

    /** The complaint a channel sent under this id of its own; {@link NotFound} if there is none that {@code viewer} may see. */
    public Complaint visible(Channel channel, String externalId, Viewer viewer) {
        return complaints
                .findByChannelAndExternalId(channel, externalId)
                .map(complaint -> visible(complaint.number(), viewer))
                .orElseThrow(() -> new NotFound("没有该来源和外部编号的投诉"));
    }

    /** Whether {@code viewer} may know what was found about the responsibility of the units: the units themselves may not. */
    public boolean knowsResponsibility(Complaint complaint, Viewer viewer) {
        if (viewer.machine()) {
            return false;
        }
        if (viewer.all() || viewer.supervises()) {
            return true;
        }
        if (viewer.units().isEmpty()) {
            return false;
        }
        return jdbc.sql("select count(*) from accountability where complaint_id = :id and referred_to in (:units)")
                        .param("id", complaint.id())
                        .param("units", viewer.units())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Of which of these complaints {@code viewer} may know it, where they may see them at all; at least one number. */
    public Set<String> knownResponsibilities(Collection<String> numbers, Viewer viewer) {
        Conditions where = visibleTo(viewer);
        where.and("c.number in (:numbers)", "numbers", numbers);
        String responsibility = responsibility(where, viewer);
        return Set.copyOf(jdbc.sql("select c.number from complaint c where " + where + " and " + responsibility)
                .params(where.params)
                .query(String.class)
                .list());
    }

    /** How far a case is, as this viewer may know it: the units do not learn that they are held to account (Article 15). */
    public Status status(Complaint complaint, Viewer viewer) {
        return complaint.status() == Status.ACCOUNTABILITY && !knowsResponsibility(complaint, viewer)
                ? Status.SUPERVISION
                : complaint.status();
    }

    /** {@link #knowsResponsibility} as SQL. */
    static String responsibility(Conditions where, Viewer viewer) {
        if (viewer.machine()) {
            return "1 = 0";
        }
        if (viewer.all() || viewer.supervises()) {
            return KNOWN;
        }
        if (viewer.units().isEmpty()) {
            return "1 = 0";
        }
        where.params.put("units", viewer.units());
        return REFERRED;
    }

    /** {@link #status(Complaint, Viewer)} as SQL. */
    static String status(Conditions where, Viewer viewer) {
        String responsibility = responsibility(where, viewer);
        return responsibility.equals(KNOWN)
                ? "c.status"
                : "(case when c.status = 'ACCOUNTABILITY' and not (" + responsibility
                        + ") then 'SUPERVISION' else c.status end)";
    }

    /** One page and its total, by two statements. */
    public Page list(LedgerQuery query, Viewer viewer) {
        List<LedgerRow> items = page(query, viewer);
        boolean whole = query.page() == 0 && items.size() < query.size();
        return new Page(whole ? items.size() : total(query, viewer), items);
    }

    /**
     * The lines that {@code viewer} may see of what is asked for, of one page. Titles are listed with contact data made unreadable
     * ({@link Masking}), and so they are searched and sorted: words that stand only in what is unreadable are not found, or whoever
     * asks for one digit after the other would read the number.
     */
    public List<LedgerRow> page(LedgerQuery query, Viewer viewer) {
        return lists.page(query, viewer);
    }

    /** How many lines there are on all pages. */
    public long total(LedgerQuery query, Viewer viewer) {
        return lists.total(query, viewer);
    }

    static LedgerRow row(ResultSet row, int index) throws SQLException {
        String complaintClass = row.getString("complaint_class");
        OffsetDateTime due = row.getObject("enterprise_due_at", OffsetDateTime.class);
        return new LedgerRow(
                row.getString("number"),
                Masking.inText(row.getString("title")), // lists, and what is made of them
                row.getString("enterprise_name"),
                complaintClass == null ? null : ComplaintClass.valueOf(complaintClass),
                Status.valueOf(row.getString("shown_status")),
                row.getString("host"),
                due == null ? null : due.toInstant(),
                row.getBoolean("overdue"));
    }

    private long count(Conditions where) {
        Map<String, Object> params = new LinkedHashMap<>(where.params);
        params.put("now", at(clock.instant()));
        return jdbc.sql("select count(*) from complaint c\n" + ATTEMPT + "\nwhere " + where)
                .params(params)
                .query(Long.class)
                .single();
    }

    /** Design, section 7: a handler sees what belongs to their unit, an accused unit sees nothing of it. */
    static Conditions visibleTo(Viewer viewer) {
        Conditions where = new Conditions();
        if (viewer.machine()) {
            where.and(
                    """
                    (c.registered_by = :user
                      or c.split_from in (select own.number from complaint own where own.registered_by = :user))""",
                    "user",
                    viewer.user());
            return where;
        }
        if (viewer.all()) {
            return where;
        }
        if (viewer.units().isEmpty()) {
            where.and("1 = 0");
            return where;
        }
        // what the case itself says stands first: the databases go on to what must be looked up only where that is not
        // enough
        List<String> reasons = new ArrayList<>();
        reasons.add("c.coordinating_unit in (:units)");
        where.params.put("units", viewer.units());
        if (!viewer.oversees().isEmpty()) {
            reasons.add("c.new_city in (:oversees)");
            where.params.put("oversees", viewer.oversees());
        }
        reasons.addAll(List.of(RECEIVING, REFERRED, assigned(":units", LATEST)));
        if (viewer.supervises()) { // Article 15: 督查室 comes in after the second 差评
            reasons.add("c.status in ('SUPERVISION', 'ACCOUNTABILITY')");
            reasons.add("c.accused_unit = c.coordinating_unit");
            reasons.add(
                    "c.id in (select own.complaint_id from attempt own where own.host_group = c.coordinating_unit)");
            reasons.add("c.id in (select third.complaint_id from attempt third where third.no >= 3)");
            reasons.add("c.id in (select held.complaint_id from supervision held)");
        }
        where.and("(" + String.join("\n    or ", reasons) + ")");
        where.and(NOT_ACCUSING, "accusedWith", viewer.accusedWith());
        return where;
    }

    /** Which cases the units have or had a part in, by the attempts that {@code which} names. */
    private static String assigned(String units, String which) {
        return """
                c.id in (
                  select mine.complaint_id from attempt mine
                  where (mine.host in (%1$s) or mine.host_group in (%1$s) or mine.inside_unit in (%1$s))
                    and (%2$s)
                  union
                  select mine.complaint_id from assignment part
                  join attempt mine on mine.id = part.attempt_id
                  where part.unit in (%1$s) and (%2$s))"""
                .formatted(units, which);
    }

    /**
     * Who reads the name of an enterprise that asked for confidentiality: the offices, the host and whom it works the matter
     * with inside, and the unit that collected it. Searching and sorting go by what the viewer reads, so that neither gives a
     * hidden name away.
     */
    static String enterpriseName(Conditions where, Viewer viewer) {
        String known = knowsIdentity(where, viewer);
        return known == null
                ? "c.enterprise_name"
                : "(case when " + known + " then c.enterprise_name else '" + Viewer.CONFIDENTIAL + "' end)";
    }

    /** The title as this viewer may read it: {@link Identity#without} in SQL, so that no search finds what is left out. */
    static String title(Conditions where, Viewer viewer) {
        String known = knowsIdentity(where, viewer);
        if (known == null) {
            return "c.title";
        }
        String without = "c.title";
        for (String identity : List.of(
                "c.enterprise_name",
                "c.credit_code",
                CONTACT.formatted("contact_name"),
                CONTACT.formatted("contact_phone"),
                CONTACT.formatted("contact_email"))) {
            // where there is nothing to leave out, the placeholder stands for itself
            without =
                    "replace(%s, coalesce(nullif(nullif(nullif(nullif(trim(%s), ''), '%s'), '%s'), '%s'), '%6$s'), '%6$s')"
                            .formatted(
                                    without, identity, Texts.SEALED, Texts.PURGED, Texts.ARCHIVED, Viewer.CONFIDENTIAL);
        }
        return "(case when " + known + " then c.title else " + without + " end)";
    }

    /** When the viewer may know whose a complaint is, as SQL; null where always. */
    static String knowsIdentity(Conditions where, Viewer viewer) {
        if (viewer.identities() || viewer.supervises()) {
            return null;
        }
        String known = "not c.confidential";
        if (!viewer.units().isEmpty()) {
            where.params.put("units", viewer.units());
            known += " or c.coordinating_unit in (:units) or c.host_unit in (:units) or a.host_group in (:units)"
                    + " or a.inside_unit in (:units) or " + RECEIVING;
        }
        if (!viewer.oversees().isEmpty()) {
            where.params.put("oversees", viewer.oversees());
            known += " or c.new_city in (:oversees)";
        }
        return known;
    }

    /** What this viewer reads as the enterprises' names, by complaint number; whether the cases may be seen is not asked. */
    public Map<String, String> enterpriseNames(Collection<String> numbers, Viewer viewer) {
        Conditions where = new Conditions();
        String name = enterpriseName(where, viewer);
        where.and("c.number in (:numbers)", "numbers", numbers);
        Map<String, String> names = new HashMap<>();
        jdbc.sql("select c.number, " + name + " as name from complaint c\n" + ATTEMPT + "\nwhere " + where)
                .params(where.params)
                .query((row, i) -> names.put(row.getString("number"), row.getString("name")))
                .list();
        return names;
    }

    /**
     * A complaint that belongs to another one.
     *
     * @param relation how, from the other one's point of view
     */
    public record Linked(Relation relation, LedgerRow row) {}

    /** How a complaint belongs to the one that is looked at (Articles 8, 15). */
    public enum Relation {
        ORIGINAL("拆分自"),
        SPLIT_OFF("拆分出"),
        SAME_MATTER("同一诉求"),
        RELATED("相关投诉");

        private final String label;

        Relation(String label) {
            this.label = label;
        }

        /** What people read. */
        public String label() {
            return label;
        }
    }

    /** What belongs to a complaint, as far as {@code viewer} may see it, oldest first. */
    public List<Linked> linked(Complaint complaint, Viewer viewer) {
        Conditions where = visibleTo(viewer);
        String name = enterpriseName(where, viewer);
        String title = title(where, viewer);
        String status = status(where, viewer);
        where.and("c.id <> :id", "id", complaint.id());
        where.and(
                """
                c.id in (
                  select original.id from complaint original where original.number = :splitFrom
                  union select part.id from complaint part where part.split_from = :self
                  union select same.id from complaint same where same.matter_id = :matter
                  union select l.related_id from complaint_link l where l.complaint_id = :id and l.undone_at is null
                  union select l.complaint_id from complaint_link l where l.related_id = :id and l.undone_at is null)""",
                "self",
                complaint.number());
        Map<String, Object> params = new LinkedHashMap<>(where.params);
        params.put("splitFrom", complaint.splitFrom() == null ? "" : complaint.splitFrom());
        params.put("matter", complaint.matterId());
        params.put("now", at(clock.instant()));
        return jdbc.sql(
                        """
                        select %s,
                          case when c.number = :splitFrom then 'ORIGINAL' when c.split_from = :self then 'SPLIT_OFF'
                            when c.matter_id = :matter then 'SAME_MATTER' else 'RELATED' end as relation
                        from complaint c
                        %s
                        where %s
                        order by c.id
                        limit %d"""
                                .formatted(columns(name, title, status), ATTEMPT, where, MOST_LINKED))
                .params(params)
                .query((row, i) -> new Linked(Relation.valueOf(row.getString("relation")), row(row, i)))
                .list();
    }

    /** Numbers of all cases that accuse a unit the viewer stands for: wherever cases are listed, these are not shown to them. */
    public Set<String> accusing(Viewer viewer) {
        return viewer.accusedWith().isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("select number from complaint where accused_unit in (:units)")
                        .param("units", viewer.accusedWith())
                        .query(String.class)
                        .list());
    }

    /** A complaint to compare another one with. */
    record Candidate(
            String number,
            Instant registeredAt,
            Status status,
            String title,
            String host,
            String enterpriseName,
            boolean sameEnterprise,
            String content) {}

    /**
     * What a question for likely duplicates is compared with, as far as {@code viewer} may see it: the enterprise's own complaints
     * of any age, and the latest of others. Whose a complaint is goes by the name the viewer reads, so that no question finds out
     * who asked for confidentiality. What is sealed is compared with nothing.
     */
    List<Candidate> candidates(SimilarComplaints.Question question, Viewer viewer) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        Conditions own = visibleTo(viewer);
        String name = enterpriseName(own, viewer);
        String title = title(own, viewer);
        String status = status(own, viewer);
        own.params.put("sameName", spellings(question.enterpriseName()));
        own.params.put("creditCode", question.creditCode() == null ? "" : question.creditCode());
        String same =
                "(" + name + " = c.enterprise_name and (c.credit_code = :creditCode or c.enterprise_name in (:sameName)"
                        + " and (c.credit_code is null or :creditCode = '')))";
        own.and(same);
        Conditions others = visibleTo(viewer);
        enterpriseName(others, viewer);
        others.and("c.registered_at >= :since", "since", at(clock.instant().minus(COMPARED_FOR)));
        if (question.demandType() != null) {
            others.and("c.demand_type = :demandType", "demandType", question.demandType());
        }
        others.params.putAll(own.params);
        for (Conditions where : List.of(own, others)) {
            where.and("c.number <> :except", "except", question.except() == null ? "" : question.except());
            where.and("not exists (select 1 from sealing s where s.complaint_id = c.id and s.state <> 'RELEASED')");
            where.and("not exists (select 1 from archive gone where gone.complaint_id = c.id)");
            jdbc.sql(
                            """
                            select c.number, c.registered_at, %s as status, %s as title, coalesce(a.host, c.host_unit) as host,
                              %s as enterprise_name, %s as same_enterprise, t.content
                            from complaint c
                            left join complaint_content t on t.complaint_id = c.id
                            %s
                            where %s
                            order by c.registered_at desc
                            limit %d"""
                                    .formatted(status, title, name, same, ATTEMPT, where, MOST_COMPARED))
                    .params(where.params)
                    .query(LedgerSearch::candidate)
                    .list()
                    .forEach(it -> candidates.putIfAbsent(it.number(), it));
        }
        return List.copyOf(candidates.values());
    }

    private static Candidate candidate(ResultSet row, int index) throws SQLException {
        return new Candidate(
                row.getString("number"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                Status.valueOf(row.getString("status")),
                Masking.inText(row.getString("title")),
                row.getString("host"),
                row.getString("enterprise_name"),
                row.getBoolean("same_enterprise"),
                row.getString("content"));
    }

    /** The ways one name is typed: with the brackets of either width. */
    private static Set<String> spellings(String name) {
        if (name == null) {
            return Set.of("");
        }
        return Set.copyOf(new HashSet<>(List.of(
                name,
                name.replace('(', '（').replace(')', '）'),
                name.replace('（', '(').replace('）', ')'))));
    }

    static String like(String text) {
        return "%"
                + text.toLowerCase(Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_")
                + "%";
    }

    /** PostgreSQL's driver knows no Instant. */
    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Conditions that must all hold, with their parameters. */
    static final class Conditions {

        final List<String> all = new ArrayList<>();
        final Map<String, Object> params = new LinkedHashMap<>();

        void and(String condition) {
            all.add(condition);
        }

        void and(String condition, String name, Object value) {
            all.add(condition);
            params.put(name, value);
        }

        @Override
        public String toString() {
            return all.isEmpty() ? "1 = 1" : String.join("\n  and ", all);
        }
    }
}
