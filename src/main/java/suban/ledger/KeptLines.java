package suban.ledger;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What {@link CaseLines} keeps, worked out anew for all cases: for a database whose facts were written past the ledger. */
public final class KeptLines {

    private KeptLines() {}

    private static final List<String> ANEW = List.of(
            """
            update complaint set (hosted_by, runs_until) =
              (select l.hosted_by, l.runs_until from case_line_now l where l.complaint_id = complaint.id)""",
            "delete from case_reader",
            """
            insert into case_reader (complaint_id, unit, sees, has_part, registered_at, number, accused_unit, new_city)
            select complaint_id, unit, sees = 1, has_part = 1, registered_at, number, accused_unit, new_city from case_reader_now""",
            "delete from case_part",
            "insert into case_part select * from case_part_now",
            "delete from case_words",
            "insert into case_words (complaint_id, words, may_mask) select complaint_id, words, may_mask from case_words_now");

    /** All of it; a table after the other, in the caller's transaction. */
    public static void anew(JdbcTemplate jdbc) {
        ANEW.forEach(jdbc::update);
    }
}
