package suban.notice;

import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down what became of notices, whoever delivered them. */
final class Fate {

    private Fate() {}

    /** They have arrived. */
    static void arrived(JdbcClient jdbc, Collection<Long> ids, SentBy by, Instant at) {
        jdbc.sql(
                        """
                        update notice set state = 'DELIVERED', delivered_by = :by, sent_at = :at, last_error = null
                        where id in (:ids)""")
                .param("by", by.name())
                .param("at", Rows.at(at))
                .param("ids", ids)
                .update();
    }

    /** Where one of them stands now, and why. */
    static void set(JdbcClient jdbc, Long id, NoticeState state, String why) {
        jdbc.sql("update notice set state = :state, last_error = :why where id = :id")
                .param("state", state.name())
                .param("why", why)
                .param("id", id)
                .update();
    }
}
