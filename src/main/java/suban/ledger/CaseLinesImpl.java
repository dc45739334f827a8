package suban.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Found by Spring Data by its name. The views of V23 say what is due. */
class CaseLinesImpl implements CaseLines {

    private static final String READER = "READER";
    private static final String WORDS = "WORDS";

    /** What is kept of a case and is due otherwise, or the other way round: one question, for most acts change little. */
    private static final String CHANGED =
            """
            select 'READER' as kind, 0 as line, unit, 1 as kept, 0 as due from (
              select unit, case when sees then 1 else 0 end, case when has_part then 1 else 0 end, accused_unit
              from case_reader where complaint_id = :id
              except
              select unit, sees, has_part, accused_unit from case_reader_now where complaint_id = :id) gone
            union all
            select 'READER', 0, unit, 0, 1 from (
              select unit, sees, has_part, accused_unit from case_reader_now where complaint_id = :id
              except
              select unit, case when sees then 1 else 0 end, case when has_part then 1 else 0 end, accused_unit
              from case_reader where complaint_id = :id) due
            union all
            select part, line, '', 1, 0 from (
              select * from case_part where complaint_id = :id except select * from case_part_now where complaint_id = :id) gone
            union all
            select part, line, '', 0, 1 from (
              select * from case_part_now where complaint_id = :id except select * from case_part where complaint_id = :id) due
            union all
            select 'WORDS', 0, '', case when w.complaint_id is null then 0 else 1 end, 1
            from case_words_now n left join case_words w on w.complaint_id = n.complaint_id
            where n.complaint_id = :id and (w.complaint_id is null or w.words <> n.words)""";

    /** The columns of {@code case_part} behind its key. */
    static final String PART =
            "unit, inside_unit, gone, due_at, adjusted_due_at, done_at, why_ended, closed_at, response_due_at, responded_at, rehandled,"
                    + " rating, rated_host, rated_inside, score, number, channel, complaint_class, coordinating_unit, new_city, accused_unit";

    private final JdbcClient jdbc;

    CaseLinesImpl(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Line(String kind, long line, String unit) {}

    @Override
    public void setHead(Long id, int seq, String hash) {
        jdbc.sql(
                        """
                        update complaint set head_seq = :seq, head_hash = :hash,
                          (hosted_by, runs_until) = (select l.hosted_by, l.runs_until from case_line_now l where l.complaint_id = :id)
                        where id = :id""")
                .param("seq", seq)
                .param("hash", hash)
                .param("id", id)
                .update();
        Set<Line> gone = new HashSet<>();
        Set<Line> due = new HashSet<>();
        jdbc.sql(CHANGED).param("id", id).query(row -> {
            Line line = new Line(row.getString("kind"), row.getLong("line"), row.getString("unit"));
            if (row.getInt("kept") == 1) {
                gone.add(line);
            }
            if (row.getInt("due") == 1) {
                due.add(line);
            }
        });
        due.forEach(line -> tell(id, line, gone.remove(line)));
        gone.forEach(line -> forget(id, line));
    }

    /** Keeps the line as it is due. */
    private void tell(Long id, Line line, boolean kept) {
        switch (line.kind()) {
            case READER -> {
                if (kept) {
                    forget(id, line);
                }
                write(
                        """
                        insert into case_reader (complaint_id, unit, sees, has_part, registered_at, number, accused_unit, new_city)
                        select complaint_id, unit, sees = 1, has_part = 1, registered_at, number, accused_unit, new_city
                        from case_reader_now where complaint_id = :id and unit = :unit""",
                        Map.of("id", id, "unit", line.unit()));
            }
            case WORDS ->
                write(
                        kept
                                ? "update case_words set (words, may_mask) = (select n.words, n.may_mask from case_words_now n where"
                                        + " n.complaint_id = :id) where complaint_id = :id"
                                : "insert into case_words (complaint_id, words, may_mask) select complaint_id, words, may_mask from"
                                        + " case_words_now where complaint_id = :id",
                        Map.of("id", id));
            default -> {
                String which = "complaint_id = :id and part = :part and line = :line";
                write(
                        kept
                                ? "update case_part set (" + PART + ") = (select " + PART + " from case_part_now where "
                                        + which + ") where " + which
                                : "insert into case_part (complaint_id, part, line, " + PART
                                        + ") select complaint_id, part, line, " + PART + " from case_part_now where "
                                        + which,
                        part(id, line));
            }
        }
    }

    private void forget(Long id, Line line) {
        if (line.kind().equals(READER)) {
            write(
                    "delete from case_reader where complaint_id = :id and unit = :unit",
                    Map.of("id", id, "unit", line.unit()));
        } else {
            write("delete from case_part where complaint_id = :id and part = :part and line = :line", part(id, line));
        }
    }

    private static Map<String, Object> part(Long id, Line line) {
        return new HashMap<>(Map.of("id", id, "part", line.kind(), "line", line.line()));
    }

    private void write(String sql, Map<String, Object> params) {
        jdbc.sql(sql).params(params).update();
    }
}
