package suban.verification;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import suban.ledger.Complaints;
import suban.ledger.KeptLines;

/** Works out anew what lists read, where it is not what the facts of a case come to; no fact and no timeline is changed. */
@Component
class ListRepair {

    private final JdbcClient jdbc;
    private final Complaints complaints;
    private final TransactionTemplate transaction;

    ListRepair(JdbcClient jdbc, Complaints complaints, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.transaction = transaction;
    }

    /** Returns the cases' numbers. Each has a transaction of its own: nodes may go on working, and no act waits for the other cases. */
    List<String> run() {
        return KeptLines.wrong(jdbc).stream()
                .map(it -> {
                    transaction.executeWithoutResult(status -> KeptLines.anew(complaints, it.id()));
                    return it.number();
                })
                .toList();
    }
}
