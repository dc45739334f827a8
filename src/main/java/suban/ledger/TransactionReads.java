package suban.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a transaction has read, so that it is read once: one act asks for its case a dozen times, in rules, dates and forms. A table's
 * rows are forgotten by the first write to it, and everything by every lock ({@link ForgettingJdbcTemplate}), so that nobody gets what the same
 * transaction, or another one whose lock it has waited for, has changed; who makes a lock of a write reads on behind a {@code for update}. Outside a transaction nothing is kept.
 */
public final class TransactionReads extends TransactionState {

    /** By the table whose rows they are. */
    private final Map<String, Map<List<?>, Object>> values = new HashMap<>();

    private TransactionReads() {}

    /**
     * The result of {@code read}, or what it gave before in this transaction.
     *
     * @param table in small letters: the rows that the result is made of; joined to them are only such as never change
     * @param what name and arguments of the query, unlike every other's of this table
     */
    @SuppressWarnings("unchecked")
    public static <T> T once(String table, List<?> what, Supplier<T> read) {
        if (!isPossible()) {
            return read.get();
        }
        TransactionReads known = current(TransactionReads.class, TransactionReads::new);
        Map<List<?>, Object> rows = known.values.computeIfAbsent(table, ignored -> new HashMap<>());
        Object value = rows.get(what);
        if (value == null) {
            value = read.get();
            if (value != null) {
                rows.put(what, value);
            }
        }
        return (T) value;
    }

    /** All of this transaction. */
    static void forget() {
        TransactionReads known = find(TransactionReads.class);
        if (known != null) {
            known.values.clear();
        }
    }

    /** What is made of the rows of this table. */
    static void forget(String table) {
        TransactionReads known = find(TransactionReads.class);
        if (known != null) {
            known.values.remove(table);
        }
    }

    /** After a transaction inside this one, which may have changed anything. */
    @Override
    public void resume() {
        values.clear();
        super.resume();
    }

    @Override
    public void savepointRollback(Object savepoint) {
        values.clear();
    }
}
