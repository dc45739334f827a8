package suban.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** What {@link CaseLines} keeps: of each table, what stands in it and in the view {@code …_now} that says what should. */
public final class KeptLines {

    /** What is kept of a case and is due otherwise, or the other way round: one question, for most acts change little. */
    static final String CHANGED =
            Arrays.stream(Table.values()).map(Table::changed).collect(Collectors.joining("\nunion all\n"));

    private KeptLines() {}

    /** A table, what tells a case's lines in it apart, and what they say. */
    enum Table {
        CASE_READER(
                "unit",
                "unit, sees, has_part, registered_at, number, accused_unit, new_city, status, complaint_class, channel, runs_until"),
        CASE_WORDS("''", "words, may_mask"),
        CASE_PART(
                "concat(part, line)",
                "part, line, unit, inside_unit, gone, due_at, adjusted_due_at, done_at, why_ended, closed_at, response_due_at,"
                        + " responded_at, rehandled, rating, rated_host, rated_inside, score, number, channel, complaint_class,"
                        + " coordinating_unit, new_city, accused_unit"),
        CASE_OPEN(
                "concat(kind, line)",
                "kind, line, step, unit, due_at, counted, number, channel, complaint_class, coordinating_unit, new_city, accused_unit");

        private final String table;
        private final String key;
        private final String columns;

        Table(String key, String columns) {
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

    /**
     * All of it, worked out anew for all cases: for a database whose facts were written past the ledger. A table after the other, in the
     * caller's transaction.
     */
    public static void anew(JdbcTemplate jdbc) {
        jdbc.update(
                """
                update complaint set (hosted_by, runs_until) =
                  (select l.hosted_by, l.runs_until from case_line_now l where l.complaint_id = complaint.id)""");
        for (Table table : Table.values()) {
            table.anew().forEach(jdbc::update);
        }
    }
}
