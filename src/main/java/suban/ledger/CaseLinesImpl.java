package suban.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.ledger.KeptLines.Table;

/** Found by Spring Data by its name. The views of V23 say what is due. */
class CaseLinesImpl implements CaseLines {

    private final JdbcClient jdbc;

    CaseLinesImpl(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

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
        Map<Table, Set<String>> gone = new HashMap<>();
        Map<Table, Set<String>> due = new HashMap<>();
        jdbc.sql(KeptLines.CHANGED).param("id", id).query(row -> {
            Map<Table, Set<String>> lines = row.getInt("due") == 1 ? due : gone;
            lines.computeIfAbsent(Table.valueOf(row.getString("kept_in")), table -> new HashSet<>())
                    .add(row.getString("line_key"));
        });
        due.forEach((table, lines) -> {
            write(table.tell(), id, lines);
            gone.getOrDefault(table, new HashSet<>()).removeAll(lines);
        });
        gone.forEach((table, lines) -> {
            if (!lines.isEmpty()) {
                write(table.forget(), id, lines);
            }
        });
    }

    private void write(String sql, Long id, Set<String> lines) {
        jdbc.sql(sql).param("id", id).param("lines", lines).update();
    }
}
