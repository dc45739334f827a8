package suban.trial;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import suban.calendar.CalendarService;
import suban.ledger.Act;
import suban.ledger.Timeline;

/**
 * What a trial takes out of a database, in one read-only transaction. Title and content of a case are held in memory, because the table of
 * the regulation's scope reads them; names, telephone numbers, replies and all other texts are not taken.
 *
 * @param asOf the moment the ledger was read, or the last act in it where that is later
 * @param cases those that can be done again, by acceptance
 * @param leftOut numbers of those that cannot, by why
 * @param groups groups of each person who acted, by id
 * @param calendar approved calendar years, as rows of {@code calendar_year}
 * @param ledger rows of the ledger's tables, for its own figures
 * @param inForce the diagrams, tables and forms in force in that database
 */
record PastCases(
        Instant asOf,
        List<PastCase> cases,
        Map<String, List<String>> leftOut,
        Map<String, Set<String>> groups,
        List<Map<String, Object>> calendar,
        Map<String, List<Map<String, Object>>> ledger,
        RuleSet inForce) {

    /** The ledger's tables that figures are made of, and how their rows hang on a complaint. */
    private static final Map<String, String> TABLES = tables();

    /** Longer columns hold texts, but for these. */
    private static final int LONGEST_CODE = 90;

    private static final Set<String> CODES =
            Set.of("co_units", "proposed_co_units", "add_units", "release_units", "signatories");

    /** Shorter ones that name people, or tell them apart. */
    private static final Set<String> PERSONAL = Set.of(
            "external_id", "submission_key", "credit_code", "order_number", "content_hash", "title", "actor", "salt");

    private static final String SEALED = "封存或者因涉密清除";
    private static final String ARCHIVED = "已归档或档案已销毁";
    private static final String ERASED = "原文已清除";
    private static final String OF_ANOTHER = "拆分自未纳入的投诉";

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("matter", "t.id in (select c.matter_id from complaint c where %s)");
        tables.put("complaint", "t.id in (select c.id from complaint c where %s)");
        for (String table : List.of(
                "attempt",
                "timeline_entry",
                "supervision",
                "accountability",
                "office_judgement",
                "ending_request",
                "reopening",
                "report_back")) {
            tables.put(table, "t.complaint_id in (select c.id from complaint c where %s)");
        }
        for (String table : List.of("assignment", "visit", "co_score", "handling_request", "fortnight", "commitment")) {
            tables.put(
                    table,
                    "t.attempt_id in (select a.id from attempt a join complaint c on c.id = a.complaint_id where %s)");
        }
        return tables;
    }

    /**
     * Reads the cases accepted in these days.
     *
     * @param from first day; null for any
     * @param to last day; null for any
     */
    static PastCases read(DataSource database, LocalDate from, LocalDate to, Instant now) {
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return transaction.execute(status -> new Reader(new JdbcTemplate(database), from, to, now).read());
    }

    private static final class Reader {

        private final JdbcTemplate jdbc;
        private final Instant now;
        private final String which;
        private final Object[] between;
        private final Map<String, String> enterprises = new HashMap<>();
        private int enterprise;

        Reader(JdbcTemplate jdbc, LocalDate from, LocalDate to, Instant now) {
            this.jdbc = jdbc;
            this.now = now;
            this.which = "c.accepted_at >= ? and c.accepted_at < ?";
            this.between = new Object[] {
                start(from == null ? LocalDate.of(2000, 1, 1) : from),
                start(to == null ? LocalDate.of(2099, 12, 31) : to.plusDays(1))
            };
        }

        private static OffsetDateTime start(LocalDate day) {
            return day.atStartOfDay(CalendarService.ZONE).toInstant().atOffset(ZoneOffset.UTC);
        }

        PastCases read() {
            Map<String, List<String>> leftOut = new TreeMap<>();
            Map<Long, Map<String, Object>> complaints = new LinkedHashMap<>();
            Map<String, String> why = new HashMap<>();
            whyNot(why, ARCHIVED, "select c.number from complaint c join archive x on x.complaint_id = c.id where ");
            whyNot(
                    why,
                    SEALED,
                    "select c.number from complaint c join sealing x on x.complaint_id = c.id and x.state <> 'RELEASED' where ");
            whyNot(
                    why,
                    ERASED,
                    "select c.number from complaint c left join complaint_content x on x.complaint_id = c.id"
                            + " where (x.content is null or c.title is null) and ");
            rows("select c.*, x.content from complaint c left join complaint_content x on x.complaint_id = c.id where "
                            + which + " order by c.accepted_at, c.id")
                    .forEach(row -> {
                        String number = (String) row.get("number");
                        Object parent = row.get("split_from");
                        boolean orphan = parent != null
                                && (why.containsKey(parent)
                                        || complaints.values().stream()
                                                .noneMatch(it -> parent.equals(it.get("number"))));
                        String reason = why.get(number) != null ? why.get(number) : orphan ? OF_ANOTHER : null;
                        if (reason != null) {
                            why.put(number, reason);
                            leftOut.computeIfAbsent(reason, key -> new ArrayList<>())
                                    .add(number);
                        } else {
                            complaints.put((Long) row.get("id"), row);
                        }
                    });
            Map<Long, List<PastCase.Entry>> timelines = timelines(complaints.keySet());
            Map<Long, Map<String, List<String>>> milestones = milestones();
            List<PastCase> cases = complaints.values().stream()
                    .map(row -> new PastCase(
                            (String) row.get("number"),
                            (String) row.get("split_from"),
                            instant(row.get("accepted_at")),
                            form(row),
                            timelines.getOrDefault((Long) row.get("id"), List.of()),
                            milestones.getOrDefault((Long) row.get("id"), Map.of())))
                    .toList();
            Instant last = cases.stream()
                    .flatMap(it -> it.entries().stream())
                    .map(PastCase.Entry::at)
                    .max(Instant::compareTo)
                    .orElse(now);
            return new PastCases(
                    last.isAfter(now) ? last : now,
                    cases,
                    leftOut,
                    groups(cases),
                    rows("select * from calendar_year where approved_version is not null order by id", false),
                    ledger(),
                    inForce());
        }

        private void whyNot(Map<String, String> why, String reason, String sql) {
            jdbc.queryForList(sql + which, String.class, between).forEach(number -> why.putIfAbsent(number, reason));
        }

        private Map<Long, List<PastCase.Entry>> timelines(Set<Long> wanted) {
            Map<Long, List<PastCase.Entry>> timelines = new HashMap<>();
            jdbc.query(
                    "select t.* from timeline_entry t join complaint c on c.id = t.complaint_id where " + which
                            + " order by t.complaint_id, t.seq",
                    row -> {
                        long complaint = row.getLong("complaint_id");
                        if (wanted.contains(complaint)) {
                            timelines
                                    .computeIfAbsent(complaint, key -> new ArrayList<>())
                                    .add(new PastCase.Entry(
                                            row.getInt("seq"),
                                            Instant.ofEpochMilli(row.getLong("at_millis")),
                                            act(row.getString("act")),
                                            row.getString("actor"),
                                            row.getString("unit"),
                                            Timeline.read(row.getString("input")),
                                            words(row.getString("personal"))));
                        }
                    },
                    between);
            return timelines;
        }

        private static Act act(String name) {
            try {
                return Act.valueOf(name);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        /** Which texts there are; what they say is let go at once. */
        private static Set<String> words(String personal) {
            Set<String> words = new HashSet<>();
            Timeline.read(personal).forEach((key, value) -> {
                if (value != null && !value.toString().isBlank()) {
                    words.add(key);
                }
            });
            return words;
        }

        private Map<Long, Map<String, List<String>>> milestones() {
            Map<Long, Map<String, List<String>>> milestones = new HashMap<>();
            jdbc.query(
                    "select a.complaint_id, a.no as attempt, f.no as fortnight, m.due_at from milestone m"
                            + " join fortnight f on f.id = m.fortnight_id join attempt a on a.id = f.attempt_id"
                            + " join complaint c on c.id = a.complaint_id where " + which
                            + " order by m.fortnight_id, m.no",
                    row -> {
                        milestones
                                .computeIfAbsent(row.getLong(1), key -> new HashMap<>())
                                .computeIfAbsent(row.getInt(2) + "-" + row.getInt(3), key -> new ArrayList<>())
                                .add(instant(row.getObject(4, OffsetDateTime.class))
                                        .atZone(CalendarService.ZONE)
                                        .toLocalDate()
                                        .toString());
                    },
                    between);
            return milestones;
        }

        /** The start form, without the names and numbers of anybody. */
        private Map<String, Object> form(Map<String, Object> row) {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("channel", row.get("channel"));
            form.put("enterpriseName", enterprise(row));
            form.put("newCity", row.get("new_city"));
            form.put("contactName", "试运行");
            form.put("contactPhone", "13800000000");
            form.put("title", row.get("title"));
            form.put("content", row.get("content"));
            form.put("demandType", row.get("demand_type"));
            form.put("declaredGround", row.get("declared_ground"));
            form.put("receivedBy", row.get("received_by"));
            form.put("orderNumber", row.get("order_number") == null ? null : "试运行〔2000〕1号");
            form.put("orderDueAt", orderDue(instant(row.get("order_due_at"))));
            form.put("confidential", row.get("confidential"));
            if ("SUPERIOR".equals(row.get("channel")) && "ORDER".equals(row.get("eligibility"))) {
                form.put("noComplainant", true);
            }
            form.values().removeIf(Objects::isNull);
            return form;
        }

        /** One enterprise stays one, under a name of the trial's own. */
        private String enterprise(Map<String, Object> row) {
            String code = (String) row.get("credit_code");
            String name = (String) row.get("enterprise_name");
            String known = code == null ? null : enterprises.get(code);
            if (known == null) {
                known = enterprises.get(name);
            }
            if (known == null) {
                known = "试运行企业" + ++enterprise;
            }
            if (code != null) {
                enterprises.put(code, known);
            }
            enterprises.put(name, known);
            return known;
        }

        private static String orderDue(Instant due) {
            if (due == null) {
                return null;
            }
            ZonedDateTime local = due.atZone(CalendarService.ZONE);
            return local.toLocalTime().equals(LocalTime.of(18, 0))
                    ? local.toLocalDate().toString()
                    : local.toOffsetDateTime().toString();
        }

        /** What people belong to now, and the unit each of their acts was for. */
        private Map<String, Set<String>> groups(List<PastCase> cases) {
            Map<String, Set<String>> groups = new TreeMap<>();
            cases.forEach(it -> it.entries().stream()
                    .filter(entry -> entry.actor() != null)
                    .forEach(entry -> {
                        Set<String> own = groups.computeIfAbsent(entry.actor(), key -> new LinkedHashSet<>());
                        if (entry.unit() != null) {
                            own.add(entry.unit());
                        }
                    }));
            jdbc.query("select USER_ID_, GROUP_ID_ from ACT_ID_MEMBERSHIP", row -> {
                Set<String> own = groups.get(row.getString(1));
                if (own != null) {
                    own.add(row.getString(2));
                }
            });
            return groups;
        }

        private Map<String, List<Map<String, Object>>> ledger() {
            Map<String, List<Map<String, Object>>> ledger = new LinkedHashMap<>();
            TABLES.forEach((table, where) ->
                    ledger.put(table, rows("select t.* from " + table + " t where " + where.formatted(which), true)));
            return ledger;
        }

        private List<Map<String, Object>> rows(String sql) {
            return jdbc.query(sql, reading(false), between);
        }

        private List<Map<String, Object>> rows(String sql, boolean codesOnly) {
            return codesOnly ? jdbc.query(sql, reading(true), between) : jdbc.query(sql, reading(false));
        }

        private static ResultSetExtractor<List<Map<String, Object>>> reading(boolean codesOnly) {
            return result -> values(result, codesOnly);
        }

        private static List<Map<String, Object>> values(ResultSet result, boolean codesOnly) throws SQLException {
            ResultSetMetaData columns = result.getMetaData(); // once: PostgreSQL asks the server what may be null
            int count = columns.getColumnCount();
            String[] names = new String[count];
            boolean[] moments = new boolean[count];
            boolean[] words = new boolean[count];
            boolean[] nullable = new boolean[count];
            for (int i = 0; i < count; i++) {
                int type = columns.getColumnType(i + 1);
                names[i] = columns.getColumnLabel(i + 1).toLowerCase(Locale.ROOT);
                moments[i] = type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE;
                words[i] = codesOnly
                        && (type == Types.VARCHAR || type == Types.LONGVARCHAR || type == Types.CLOB)
                        && isWords(names[i], columns.getPrecision(i + 1));
                nullable[i] = columns.isNullable(i + 1) == ResultSetMetaData.columnNullable;
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 0; i < count; i++) {
                    Object value;
                    if (words[i]) {
                        value = nullable[i] ? null : "-";
                    } else if (moments[i]) {
                        value = result.getObject(i + 1, OffsetDateTime.class);
                    } else {
                        value = result.getObject(i + 1);
                    }
                    row.put(names[i], value);
                }
                rows.add(row);
            }
            return rows;
        }

        private static boolean isWords(String column, int length) {
            return !CODES.contains(column)
                    && (length > LONGEST_CODE
                            || PERSONAL.contains(column)
                            || column.endsWith("_by") && !"received_by".equals(column));
        }

        /** The latest version of each definition, whoever deployed it. */
        private RuleSet inForce() {
            Map<String, String> files = new TreeMap<>();
            for (String table : List.of("ACT_RE_PROCDEF", "ACT_RE_DECISION_DEF", "ACT_RE_CAMFORMDEF")) {
                jdbc.query(
                        "select d.RESOURCE_NAME_, b.BYTES_ from " + table + " d join ACT_GE_BYTEARRAY b"
                                + " on b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ and b.NAME_ = d.RESOURCE_NAME_"
                                + " where d.VERSION_ = (select max(x.VERSION_) from " + table
                                + " x where x.KEY_ = d.KEY_)",
                        row -> {
                            files.put(
                                    RuleSet.home(row.getString(1)),
                                    new String(row.getBytes(2), StandardCharsets.UTF_8));
                        });
            }
            return new RuleSet("数据库中现行的规则", files);
        }
    }

    private static Instant instant(Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof OffsetDateTime time ? time.toInstant() : ((java.sql.Timestamp) value).toInstant();
    }

    /** Puts rows as they were read into a table of another database. */
    static void insert(JdbcTemplate jdbc, String table, List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> columns = List.copyOf(rows.get(0).keySet());
        jdbc.batchUpdate(
                "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                        + String.join(", ", columns.stream().map(column -> "?").toList()) + ")",
                rows.stream()
                        .map(row -> columns.stream().map(row::get).toArray())
                        .toList());
    }
}
