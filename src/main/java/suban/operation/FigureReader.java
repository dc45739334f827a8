package suban.operation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.engine.RulesInForce;
import suban.ledger.LedgerSearch;
import suban.notice.NoticeBacklog;

/** Reads the figures: five statements, three more once a minute. */
@Service
@Transactional(readOnly = true, timeout = 10)
public class FigureReader {

    private final JdbcClient jdbc;
    private final LedgerSearch ledger;
    private final NoticeBacklog notices;
    private final RulesInForce rules;
    private final Clock clock;

    FigureReader(JdbcClient jdbc, LedgerSearch ledger, NoticeBacklog notices, RulesInForce rules, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.notices = notices;
        this.rules = rules;
        this.clock = clock;
    }

    private record Jobs(long due, double age) {}

    /**
     * The figures of now.
     *
     * @throws RuntimeException where the database does not answer
     */
    public Figures read() {
        Instant now = clock.instant();
        LedgerSearch.Standing cases = ledger.standing();
        NoticeBacklog.Backlog outbox = notices.now();
        // past the engine, as the verification asks; its columns hold local times
        Jobs jobs = jdbc.sql(
                        """
                        select count(*), min(coalesce(DUEDATE_, CREATE_TIME_)) from ACT_RU_JOB
                        where (DUEDATE_ is null or DUEDATE_ <= :now) and RETRIES_ > 0 and SUSPENSION_STATE_ = 1""")
                .param("now", Timestamp.from(now))
                .query((row, index) -> new Jobs(row.getLong(1), seconds(row.getTimestamp(2), now)))
                .single();
        long failed = jdbc.sql("select count(*) from ACT_RU_INCIDENT where ID_ = CAUSE_INCIDENT_ID_")
                .query(Long.class)
                .single();
        return new Figures(
                cases.open(),
                cases.overdue(),
                failed,
                outbox.waiting(),
                outbox.oldest().toMillis() / 1000.0,
                outbox.undelivered(),
                jobs.due(),
                jobs.age(),
                rules.unapproved().size());
    }

    private static double seconds(Timestamp since, Instant now) {
        return since == null
                ? 0
                : Math.max(0, Duration.between(since.toInstant(), now).toMillis() / 1000.0);
    }
}
