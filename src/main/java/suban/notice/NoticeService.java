package suban.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.ledger.LedgerSearch;
import suban.ledger.Viewer;
import suban.organisation.Organisation;

/** Says what has not arrived, and why: for the board (Articles 4, 9, 11). */
@Service
@Transactional(readOnly = true)
public class NoticeService {

    /** How long what could not be delivered stays in the list. */
    private static final Duration SHOWN = Duration.ofDays(30);

    private static final int MOST = 500;

    /** What is found about the responsibility of the units, and who is told of it (Article 15). */
    private static final Set<String> OF_RESPONSIBILITY = Set.of(
            "judgeResponsibility",
            "judgementReminder",
            "sendReferral",
            "referralReminder",
            "referral",
            "referralConcluded");

    private static final String FAILED =
            """
            from notice n left join complaint k on k.id = n.complaint_id
            where (n.state in ('CALLING', 'NOT_REACHED', 'FAILED')
                or n.state in ('WAITING', 'SENDING') and n.last_error is not null and n.first_try_at is not null)
              and n.created_at >= :since and (%s)""";

    private final JdbcClient jdbc;
    private final LedgerSearch search;
    private final Outbox outbox;
    private final Organisation organisation;
    private final Clock clock;

    NoticeService(JdbcClient jdbc, LedgerSearch search, Outbox outbox, Organisation organisation, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.search = search;
        this.organisation = organisation;
        this.clock = clock;
    }

    /**
     * One notice that has not arrived.
     *
     * @param number of the complaint, or of what else it is about
     * @param ofCase whether it is about a complaint
     * @param recipient 企业, or the unit's name
     * @param what what it is about, without the case's words
     * @param state {@link NoticeState}
     * @param stateText the same in Chinese
     * @param reason why, in Chinese, without personal data
     * @param attempts how often it was handed over in vain
     * @param nextAt when it is tried again; null where it is not
     */
    public record Failure(
            Long id,
            String number,
            boolean ofCase,
            String recipient,
            String what,
            NoticeState state,
            String stateText,
            String reason,
            int attempts,
            Instant createdAt,
            Instant nextAt) {}

    /**
     * What this viewer may see of what has not arrived.
     *
     * @param counts how many of each state, of all there are
     * @param items newest first, at most 500
     */
    public record Failures(Map<NoticeState, Long> counts, List<Failure> items) {

        /** How many there are, listed or not. */
        public long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private record Question(String sql, Map<String, Object> params) {}

    /** The failures in the cases that the viewer may see; what is about no case is for supervisors and the New Area's office. */
    public Failures failures(Viewer viewer) {
        Question question = question(viewer);
        List<Failure> items = jdbc.sql(
                        "select n.id, k.number, n.reference, n.recipient, n.template, n.state, n.last_error,"
                                + " n.attempts, n.created_at, n.next_at "
                                + question.sql() + " order by n.created_at desc, n.id desc limit " + MOST)
                .params(question.params())
                .query((row, index) -> failure(row))
                .list();
        return new Failures(counts(question), items);
    }

    /** How many notices this viewer's list of what has not arrived holds. */
    public int failed(Viewer viewer) {
        return counts(question(viewer)).values().stream()
                .mapToInt(Long::intValue)
                .sum();
    }

    private Map<NoticeState, Long> counts(Question question) {
        Map<NoticeState, Long> counts = new EnumMap<>(NoticeState.class);
        jdbc.sql("select n.state, count(*) as notices " + question.sql() + " group by n.state")
                .params(question.params())
                .query((row, index) -> counts.put(NoticeState.valueOf(row.getString("state")), row.getLong("notices")))
                .list();
        return counts;
    }

    private Question question(Viewer viewer) {
        LedgerSearch.Sight sight = search.sight(viewer);
        // counted case by case: they are few, and whether all cases may be seen is a long question
        String visible =
                """
                (select count(*) from %s
                  where c.id = n.complaint_id and %s and (n.template not in (:ofResponsibility) or %s)) > 0"""
                        .formatted(sight.from(), sight.where(), sight.responsibility());
        boolean everything = viewer.all() || viewer.oversees().size() > 1;
        Map<String, Object> params = new HashMap<>(sight.params());
        params.put("since", Rows.at(clock.instant().minus(SHOWN)));
        params.put("ofResponsibility", OF_RESPONSIBILITY);
        return new Question(FAILED.formatted(everything ? "n.complaint_id is null or " + visible : visible), params);
    }

    private Failure failure(ResultSet row) throws SQLException {
        NoticeState state = NoticeState.valueOf(row.getString("state"));
        String recipient = row.getString("recipient");
        String template = row.getString("template");
        String number = row.getString("number");
        boolean enterprise = Outbox.ENTERPRISE.equals(recipient);
        return new Failure(
                row.getLong("id"),
                number == null ? row.getString("reference") : number,
                number != null,
                enterprise ? "企业" : organisation.nameOf(recipient),
                enterprise ? EnterpriseNotice.of(template).label() : outbox.label(template),
                state,
                state.label(),
                row.getString("last_error"),
                row.getInt("attempts"),
                Rows.instant(row, "created_at"),
                state == NoticeState.WAITING ? Rows.instant(row, "next_at") : null);
    }
}
