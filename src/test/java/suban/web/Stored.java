package suban.web;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All that is stored, ours and the engine's, as one line a table: how many rows, and a digest of them. A table that H2 has not
 * touched since it was last read is not read again.
 */
final class Stored {

    /** How often the engine did what; counts refused calls, too. */
    private static final Set<String> METRICS = Set.of("ACT_RU_METER_LOG", "ACT_RU_TASK_METER_LOG");

    /** By database and table. */
    private static final Map<String, Read> READ = new ConcurrentHashMap<>();

    /** @param modification H2's number of the last change, one that was rolled back counting, too */
    private record Read(long modification, String line) {}

    private Stored() {}

    static Map<String, String> in(JdbcTemplate jdbc) {
        Map<String, String> all = new TreeMap<>();
        String database = System.identityHashCode(jdbc.getDataSource()) + " ";
        boolean h2 = Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>)
                connection -> "H2".equals(connection.getMetaData().getDatabaseProductName())));
        jdbc.query(
                "select table_name, " + (h2 ? "last_modification" : "0") + " from information_schema.tables"
                        + " where lower(table_schema) = 'public' and table_type = 'BASE TABLE'",
                row -> {
                    String table = row.getString(1);
                    long modification = row.getLong(2);
                    if (!METRICS.contains(table.toUpperCase(Locale.ROOT))) {
                        Read read = READ.get(database + table);
                        if (!h2 || read == null || read.modification() != modification) {
                            read = new Read(modification, table(jdbc, table));
                            READ.put(database + table, read);
                        }
                        all.put(table, read.line());
                    }
                });
        return all;
    }

    private static String table(JdbcTemplate jdbc, String table) {
        List<String> rows = new ArrayList<>();
        jdbc.query("select * from \"" + table + "\"", row -> {
            rows.add(text(row));
        });
        Collections.sort(rows);
        // enough to see a change: two sums of which each is an instruction or two of the processor's
        CRC32 digest = new CRC32();
        CRC32C other = new CRC32C();
        rows.forEach(row -> {
            byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
            digest.update(bytes);
            other.update(bytes);
        });
        return "%d rows %08x%08x".formatted(rows.size(), digest.getValue(), other.getValue());
    }

    private static String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            int type = columns.getColumnType(i);
            boolean bytes = type == Types.BLOB
                    || type == Types.BINARY
                    || type == Types.VARBINARY
                    || type == Types.LONGVARBINARY;
            text.append('|').append(bytes ? sum(row.getBytes(i)) : row.getString(i));
        }
        return text.toString();
    }

    /** Enough to see a change, and cheap on the deployed diagrams. */
    private static String sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes == null ? new byte[0] : bytes);
        return Long.toHexString(sum.getValue());
    }
}
