package suban.ledger;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.CallableStatementCallback;
import org.springframework.jdbc.core.CallableStatementCreator;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.SqlProvider;
import org.springframework.jdbc.core.StatementCallback;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.util.ConcurrentLruCache;

/** The way all of Suban's own statements go: what changes a table makes the transaction forget what it has read of it, what locks
 * anything, all. */
final class ForgettingJdbcTemplate extends JdbcTemplate {

    private static final Pattern READING = Pattern.compile("\\s*(select|with)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOCKING =
            Pattern.compile("\\b(for\\s+(update|share|no|key)|returning|pg_\\w*lock\\w*)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern WRITING = Pattern.compile(
            "\\s*(?:insert\\s+into|update)\\s+\"?(\\w+)\"?\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Statements asked about at once; there are not many more. */
    private static final int REMEMBERED = 512;

    private final ConcurrentLruCache<String, Boolean> reading =
            new ConcurrentLruCache<>(REMEMBERED, ForgettingJdbcTemplate::reads);

    ForgettingJdbcTemplate(DataSource database) {
        super(database);
    }

    @Override
    public <T> T query(PreparedStatementCreator statement, PreparedStatementSetter values, ResultSetExtractor<T> rows)
            throws DataAccessException {
        try {
            return super.query(statement, values, rows);
        } finally {
            if (!(statement instanceof SqlProvider known) || !isReading(known.getSql())) {
                TransactionReads.forget();
            }
        }
    }

    @Override
    public <T> T query(String sql, ResultSetExtractor<T> rows) throws DataAccessException {
        try {
            return super.query(sql, rows);
        } finally {
            if (!isReading(sql)) {
                TransactionReads.forget();
            }
        }
    }

    /** What this changes; everything, where that is not one table's rows. */
    private static void forget(String sql) {
        Matcher writing = WRITING.matcher(sql == null ? "" : sql);
        if (writing.matches()) {
            TransactionReads.forget(writing.group(1).toLowerCase(Locale.ROOT));
        } else {
            TransactionReads.forget();
        }
    }

    private static void forget(PreparedStatementCreator statement) {
        forget(statement instanceof SqlProvider known ? known.getSql() : null);
    }

    /** Whether it changes, locks and waits for nothing. */
    private boolean isReading(String sql) {
        return sql != null && reading.get(sql);
    }

    private static boolean reads(String sql) {
        return READING.matcher(sql).lookingAt() && !LOCKING.matcher(sql).find();
    }

    @Override
    protected int update(PreparedStatementCreator statement, PreparedStatementSetter values)
            throws DataAccessException {
        forget(statement);
        return super.update(statement, values);
    }

    @Override
    public int update(PreparedStatementCreator statement, KeyHolder keys) throws DataAccessException {
        forget(statement);
        return super.update(statement, keys);
    }

    @Override
    public int update(String sql) throws DataAccessException {
        forget(sql);
        return super.update(sql);
    }

    @Override
    public int[] batchUpdate(String... sql) throws DataAccessException {
        TransactionReads.forget();
        return super.batchUpdate(sql);
    }

    @Override
    public int[] batchUpdate(PreparedStatementCreator statement, BatchPreparedStatementSetter values, KeyHolder keys)
            throws DataAccessException {
        forget(statement);
        return super.batchUpdate(statement, values, keys);
    }

    @Override
    public int[] batchUpdate(String sql, BatchPreparedStatementSetter values) throws DataAccessException {
        forget(sql);
        return super.batchUpdate(sql, values);
    }

    @Override
    public <T> int[][] batchUpdate(
            String sql, Collection<T> arguments, int size, ParameterizedPreparedStatementSetter<T> values)
            throws DataAccessException {
        forget(sql);
        return super.batchUpdate(sql, arguments, size, values);
    }

    @Override
    public void execute(String sql) throws DataAccessException {
        TransactionReads.forget();
        super.execute(sql);
    }

    @Override
    public <T> T execute(ConnectionCallback<T> action) throws DataAccessException {
        TransactionReads.forget();
        return super.execute(action);
    }

    @Override
    public <T> T execute(String sql, PreparedStatementCallback<T> action) throws DataAccessException {
        TransactionReads.forget();
        return super.execute(sql, action);
    }

    @Override
    public <T> T execute(CallableStatementCreator statement, CallableStatementCallback<T> action)
            throws DataAccessException {
        TransactionReads.forget();
        return super.execute(statement, action);
    }

    @Override
    public <T> T execute(StatementCallback<T> action) throws DataAccessException {
        TransactionReads.forget();
        return super.execute(action);
    }

    @Override
    public <T> T execute(PreparedStatementCreator statement, PreparedStatementCallback<T> action)
            throws DataAccessException {
        TransactionReads.forget();
        return super.execute(statement, action);
    }
}
