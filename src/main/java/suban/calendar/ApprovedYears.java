package suban.calendar;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The data sets that were approved here, and how many: asked once a transaction, so that one act counts by one calendar. */
@Component
public class ApprovedYears {

    private static final long MOST_NANOS_WITHOUT_TRANSACTION = 1_000_000_000L;

    private record Asked(long count, long at) {}

    private final JdbcClient jdbc;
    private volatile Asked asked;

    ApprovedYears(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many data sets have been approved: it grows with each approval. */
    long count() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            Asked last = asked;
            long now = System.nanoTime();
            if (last == null || now - last.at() > MOST_NANOS_WITHOUT_TRANSACTION) {
                last = new Asked(ask(), now);
                asked = last;
            }
            return last.count();
        }
        Long known = (Long) TransactionSynchronizationManager.getResource(this);
        if (known == null) {
            known = ask();
            TransactionSynchronizationManager.bindResource(this, known);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void suspend() {
                    TransactionSynchronizationManager.unbindResourceIfPossible(ApprovedYears.this);
                }

                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(ApprovedYears.this);
                }
            });
        }
        return known;
    }

    /** Has the next question asked anew: this transaction has approved one. */
    void forget() {
        asked = null;
        TransactionSynchronizationManager.unbindResourceIfPossible(this);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                asked = null;
            }
        });
    }

    List<CalendarYear> all() {
        return jdbc
                .sql("select data from calendar_year where approved_version is not null order by id")
                .query(String.class)
                .list()
                .stream()
                .map(CalendarFiles::readStored)
                .toList();
    }

    private long ask() {
        return jdbc.sql("select count(*) from calendar_year where approved_version is not null")
                .query(Long.class)
                .single();
    }
}
