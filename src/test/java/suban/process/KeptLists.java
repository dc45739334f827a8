package suban.process;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whether what is kept for the ledger's lists is what the facts come to. */
final class KeptLists {

    private KeptLists() {}

    /**
     * Everything that is not, in words.
     *
     * @param from id of the first complaint that is looked at
     */
    static List<String> wrong(JdbcTemplate jdbc, long from) {
        List<String> wrong = new ArrayList<>();
        jdbc.query(
                """
                select c.number, c.hosted_by, l.hosted_by as due_host, c.runs_until, l.runs_until as due_until
                from complaint c join case_line_now l on l.complaint_id = c.id
                where c.id >= ? and (c.hosted_by is distinct from l.hosted_by or c.runs_until is distinct from l.runs_until)""",
                row -> {
                    wrong.add("%s: kept %s until %s, is %s until %s"
                            .formatted(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(4),
                                    row.getString(3),
                                    row.getString(5)));
                },
                from);
        differences(
                jdbc,
                """
                select complaint_id, concat(unit, ' ', case when sees then 1 else 0 end, ' ', case when has_part then 1 else 0 end, ' ',
                  coalesce(accused_unit, '')) as line, 1 as kept, 0 as due from case_reader
                union all
                select complaint_id, concat(unit, ' ', sees, ' ', has_part, ' ', coalesce(accused_unit, '')), 0, 1 from case_reader_now""",
                from,
                wrong);
        differences(
                jdbc,
                """
                select complaint_id, concat(words, case when may_mask then '@' else '' end) as line, 1 as kept, 0 as due from case_words
                union all
                select complaint_id, concat(words, case when may_mask then '@' else '' end), 0, 1 from case_words_now""",
                from,
                wrong);
        jdbc.query(
                """
                select complaint_id, part, unit from (
                  (select * from case_part except select * from case_part_now)
                  union all (select * from case_part_now except select * from case_part)) x
                where complaint_id >= ?""",
                row -> {
                    wrong.add("complaint %d: %s of %s".formatted(row.getLong(1), row.getString(2), row.getString(3)));
                },
                from);
        return wrong;
    }

    private static void differences(JdbcTemplate jdbc, String lines, long from, List<String> wrong) {
        jdbc.query(
                "select complaint_id, line, max(kept) from (" + lines
                        + ") x where complaint_id >= ? group by complaint_id, line having max(kept) <> max(due)",
                row -> {
                    wrong.add("complaint %d: %s is %s"
                            .formatted(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getInt(3) == 1 ? "kept, and not so" : "not kept"));
                },
                from);
    }
}
