package suban.ledger;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What {@link CaseLines} keeps: of each table, what stands in it and in the view {@code …_now} that says what should. As a whole: which
 * cases' rows are not what the facts come to, and rows worked out anew where facts were written past the ledger.
 */
public final class KeptLines {

    /** What is kept of a case and is due otherwise, or the other way round: one question, for most acts change little. */
    static final String CHANGED =
            Arrays.stream(Table.values()).map(Table::changed).collect(Collectors.joining("\nunion all\n"));

    /** What stands with the complaint itself. */
    private static final String LINE = "hosted_by, runs_until";

    /** Reads every kept row and every due one once; only what differs comes back. */
    private static final String WRONG = "select c.id, c.number, x.what from (\n"
            + differing(
                    "主办单位和期限",
                    "select id as complaint_id, " + LINE + " from complaint",
                    "select complaint_id, " + LINE + " from case_line_now",
                    LINE)
            + Arrays.stream(Table.values())
                    .map(it -> "\nunion all\n" + it.differing())
                    .collect(Collectors.joining())
            + ") x join complaint c on c.id = x.complaint_id order by c.id";

    private static final int ROWS_AT_ONCE = 1000;

    private KeptLines() {}

    /** A table, what tells a case's lines in it apart, and what they say. */
    enum Table {
        CASE_READER(
                "可见单位",
                "unit",
                "unit, sees, has_part, registered_at, number, accused_unit, new_city, ended, complaint_class, channel"),
        CASE_WORDS("检索文字", "''", "words, may_mask"),
        CASE_PART(
                "统计",
                "concat(part, line)",
                "part, line, unit, inside_unit, gone, due_at, adjusted_due_at, done_at, why_ended, closed_at, response_due_at,"
                        + " responded_at, rehandled, rating, rated_host, rated_inside, score, number, channel, complaint_class,"
                        + " coordinating_unit, new_city, accused_unit"),
        CASE_OPEN(
                "在办和期限",
                "concat(kind, line)",
                "kind, line, step, unit, due_at, counted, number, channel, complaint_class, coordinating_unit, new_city, accused_unit");

        private final String label;
        private final String table;
        private final String key;
        private final String columns;

        /** @param label what its lines say, in Chinese */
        Table(String label, String key, String columns) {
            this.label = label;
            this.table = name().toLowerCase(Locale.ROOT);
            this.key = key;
            this.columns = columns;
        }

        /** The lines that are kept or due, but not both. */
        private String changed() {
            return """
                    select '%1$s' as kept_in, line_key, max(kept) as kept, max(due) as due from (
                      select %3$s as line_key, %4$s, 1 as kept, 0 as due from %2$s where complaint_id = :id
                      union all
                      select %3$s, %4$s, 0, 1 from %2$s_now where complaint_id = :id) %2$s
                    group by line_key, %4$s
                    having max(kept) <> max(due)"""
                    .formatted(name(), table, key, columns);
        }

        private String differing() {
            return KeptLines.differing(
                    label,
                    "select complaint_id, " + columns + " from " + table,
                    "select complaint_id, " + columns + " from " + table + "_now",
                    columns);
        }

        /** Keeps these lines of a case as they are due. */
        String tell() {
            List<String> all = List.of(columns.split(", "));
            return """
                    merge into %1$s k
                    using (select %2$s as line_key, n.* from %1$s_now n where complaint_id = :id and %2$s in (:lines)) n
                    on (k.complaint_id = n.complaint_id and %3$s = n.line_key)
                    when matched then update set %4$s
                    when not matched then insert (complaint_id, %5$s) values (n.complaint_id, %6$s)"""
                    .formatted(
                            table,
                            key,
                            key.replaceAll("(unit|part|kind|line)", "k.$1"),
                            all.stream().map(it -> it + " = n." + it).collect(Collectors.joining(", ")),
                            columns,
                            all.stream().map(it -> "n." + it).collect(Collectors.joining(", ")));
        }

        /** Keeps these lines of a case no longer. */
        String forget() {
            return "delete from %s where complaint_id = :id and %s in (:lines)".formatted(table, key);
        }

        private List<String> anew() {
            return List.of(
                    "delete from " + table,
                    "insert into %1$s (complaint_id, %2$s) select complaint_id, %2$s from %1$s_now"
                            .formatted(table, columns));
        }
    }

    /** A line that is kept as it is due is there twice. */
    private static String differing(String label, String kept, String due, String columns) {
        return "select complaint_id, '%s' as what from (%s union all %s) lines group by complaint_id, %s having count(*) <> 2"
                .formatted(label, kept, due, columns);
    }

    /**
     * A case whose kept rows are not what its facts come to.
     *
     * @param what of which kind they are, in Chinese
     */
    public record Wrong(long id, String number, Set<String> what) {}

    /** All such cases, by the order of their registration, in the caller's transaction: without one the driver holds all rows at once. */
    public static List<Wrong> wrong(JdbcTemplate jdbc) {
        Map<Long, Wrong> wrong = new LinkedHashMap<>();
        jdbc.query(
                connection -> {
                    PreparedStatement asked = connection.prepareStatement(WRONG);
                    asked.setFetchSize(ROWS_AT_ONCE);
                    return asked;
                },
                row -> {
                    Wrong known = wrong.get(row.getLong("id"));
                    if (known == null) {
                        known = new Wrong(row.getLong("id"), row.getString("number"), new LinkedHashSet<>());
                        wrong.put(known.id(), known);
                    }
                    known.what().add(row.getString("what"));
                });
        return new ArrayList<>(wrong.values());
    }

    /** Those of one case, in the caller's transaction; acts on this case wait for its end. */
    public static void anew(Complaints complaints, Long id) {
        Complaint complaint = complaints.lock(id);
        complaints.setHead(id, complaint.headSeq(), complaint.headHash());
    }

    /** Those of all cases, a table after the other, in the caller's transaction, beside which nobody acts. */
    public static void anew(JdbcTemplate jdbc) {
        jdbc.update("update complaint set (" + LINE + ") = (select " + LINE
                + " from case_line_now l where l.complaint_id = complaint.id)");
        for (Table table : Table.values()) {
            table.anew().forEach(jdbc::update);
        }
    }
}
