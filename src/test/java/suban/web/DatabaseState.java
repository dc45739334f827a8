package suban.web;

import java.sql.Blob;
import java.sql.Clob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every row of every table, the engine's and ours, so that a refused call that acted all the same is seen. */
final class DatabaseState {

    /** What the engine counts by itself, whoever asks whatever, and that somebody was shown contact data. */
    private static final String METRICS = "ACT_RU_METER_LOG|ACT_RU_TASK_METER_LOG|PERSONAL_DATA_ACCESS";

    private final Map<String, TreeSet<String>> rows = new TreeMap<>();

    private DatabaseState() {}

    static DatabaseState of(JdbcTemplate jdbc) {
        DatabaseState state = new DatabaseState();
        List<String> tables = jdbc.queryForList(
                """
                select table_name from information_schema.tables
                where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'""",
                String.class);
        for (String table : tables) {
            if (!table.matches(METRICS)) {
                TreeSet<String> found = new TreeSet<>();
                jdbc.query("select * from \"" + table + "\"", row -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        Object value = row.getObject(i);
                        if (value instanceof Clob) {
                            value = row.getString(i);
                        } else if (value instanceof Blob) {
                            value = row.getBytes(i);
                        }
                        text.append(row.getMetaData().getColumnName(i))
                                .append('=')
                                .append(value instanceof byte[] bytes ? Arrays.hashCode(bytes) : value)
                                .append(' ');
                    }
                    found.add(text.toString());
                });
                state.rows.put(table, found);
            }
        }
        return state;
    }

    /** Tables read, so that a test can see that it did not look at nothing. */
    int tables() {
        return rows.size();
    }

    /** What was added to and taken from every table since {@code before}; empty if nothing was. */
    List<String> changesSince(DatabaseState before) {
        List<String> changes = new ArrayList<>();
        rows.forEach((table, now) -> {
            TreeSet<String> then = before.rows.getOrDefault(table, new TreeSet<>());
            now.stream().filter(row -> !then.contains(row)).forEach(row -> changes.add("+ " + table + " " + row));
            then.stream().filter(row -> !now.contains(row)).forEach(row -> changes.add("- " + table + " " + row));
        });
        return changes;
    }
}
