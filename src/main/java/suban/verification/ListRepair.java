package suban.verification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import suban.ledger.Complaints;
import suban.ledger.KeptLines;

/** Works out anew what lists read, where it is not what the facts of a case come to; no fact and no timeline is changed. */
@Component
class ListRepair {

    private final JdbcTemplate jdbc;
    private final Complaints complaints;
    private final TransactionTemplate mending;
    private final TransactionTemplate reading;

    ListRepair(JdbcTemplate jdbc, Complaints complaints, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.mending = new TransactionTemplate(transactions);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * Each case has a transaction of its own: nodes may go on working, and no act waits for the other cases.
     *
     * @param told gets a case's number as soon as the case is mended, so that what breaks off has said what it did
     * @return why others could not be mended, by their numbers
     */
    Map<String, RuntimeException> run(Consumer<String> told) {
        Map<String, RuntimeException> left = new LinkedHashMap<>();
        for (KeptLines.Wrong wrong : reading.execute(status -> KeptLines.wrong(jdbc))) {
            try {
                mending.executeWithoutResult(status -> KeptLines.anew(complaints, wrong.id()));
            } catch (CannotCreateTransactionException e) {
                left.put(wrong.number(), e);
                return left; // no database: the others would only wait for it, one after the other
            } catch (RuntimeException e) {
                left.put(wrong.number(), e);
                continue;
            }
            told.accept(wrong.number());
        }
        return left;
    }
}
