package suban.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What {@link CaseLines} keeps, looked at as a whole: which cases' rows are not what the facts come to, and rows worked out anew where
 * facts were written past the ledger.
 */
public final class KeptLines {

    private KeptLines() {}

    /** A table of kept rows; what is due in each column says the view of its name with {@code _now}. */
    private record Kept(String label, String table, String columns, String due) {

        private String differing() {
            return KeptLines.differing(
                    label,
                    "select complaint_id, " + columns + " from " + table,
                    "select complaint_id, " + due + " from " + table + "_now",
                    columns);
        }

        private List<String> anew() {
            return List.of(
                    "delete from " + table,
                    "insert into " + table + " (complaint_id, " + columns + ") select complaint_id, " + due + " from "
                            + table + "_now");
        }
    }

    private static final String LINE = "hosted_by, runs_until";

    private static final String PART = "part, line, " + CaseLinesImpl.PART;

    private static final List<Kept> TABLES = List.of(
            new Kept(
                    "可见单位",
                    "case_reader",
                    "unit, sees, has_part, registered_at, number, accused_unit, new_city",
                    "unit, sees = 1, has_part = 1, registered_at, number, accused_unit, new_city"),
            new Kept("检索文字", "case_words", "words, may_mask", "words, may_mask"),
            new Kept("统计", "case_part", PART, PART));

    /** Reads every kept row and every due one once; only what differs comes back. */
    private static final String WRONG = "select c.id, c.number, x.what from (\n"
            + differing(
                    "主办单位和期限",
                    "select id as complaint_id, " + LINE + " from complaint",
                    "select complaint_id, " + LINE + " from case_line_now",
                    LINE)
            + TABLES.stream().map(it -> "\nunion all\n" + it.differing()).collect(Collectors.joining())
            + ") x join complaint c on c.id = x.complaint_id order by c.id";

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

    /** All such cases, by the order of their registration. */
    public static List<Wrong> wrong(JdbcClient jdbc) {
        Map<Long, Wrong> wrong = new LinkedHashMap<>();
        jdbc.sql(WRONG).query(row -> {
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
    public static void anew(JdbcClient jdbc, Complaints complaints, Long id) {
        Complaint complaint = complaints.lock(id);
        TABLES.forEach(it -> jdbc.sql("delete from " + it.table() + " where complaint_id = :id")
                .param("id", id)
                .update());
        complaints.setHead(id, complaint.headSeq(), complaint.headHash());
    }

    /** Those of all cases, a table after the other, in the caller's transaction, beside which nobody acts. */
    public static void anew(JdbcTemplate jdbc) {
        jdbc.update("update complaint set (" + LINE + ") = (select " + LINE
                + " from case_line_now l where l.complaint_id = complaint.id)");
        TABLES.forEach(it -> it.anew().forEach(jdbc::update));
    }
}
