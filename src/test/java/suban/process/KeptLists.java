package suban.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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
        for (String table : List.of("case_reader", "case_words", "case_part", "case_open")) {
            // by name: a table and its view need not have their columns in the same order
            String columns = String.join(
                    ", ",
                    jdbc.queryForList(
                            "select lower(column_name) from information_schema.columns where lower(table_name) = ?",
                            String.class,
                            table));
            jdbc.query(
                    """
                    select x.complaint_id, x.line, max(x.kept) as kept from (
                      select complaint_id, concat_ws('|', %2$s) as line, 1 as kept, 0 as due from %1$s
                      union all
                      select complaint_id, concat_ws('|', %2$s), 0, 1 from %1$s_now) x
                    where x.complaint_id >= ?
                    group by x.complaint_id, x.line
                    having max(x.kept) <> max(x.due)"""
                            .formatted(
                                    table,
                                    Arrays.stream(columns.split(", "))
                                            .map(it -> "coalesce(cast(" + it + " as varchar(1400)), '-')")
                                            .collect(Collectors.joining(", "))),
                    row -> {
                        wrong.add("%s of complaint %d: %s is %s"
                                .formatted(
                                        table,
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getInt(3) == 1 ? "kept, and not so" : "not kept"));
                    },
                    from);
        }
        return wrong;
    }
}
