package suban.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    private static final String FAILED =
            """
            (n.state in ('CALLING', 'NOT_REACHED', 'FAILED')
              or n.state in ('WAITING', 'SENDING') and n.last_error is not null and n.first_try_at is not null)
            and n.created_at >= :since""";

    private final JdbcClient jdbc;
    private final LedgerSearch search;
    private final Organisation organisation;
    private final Clock clock;

    NoticeService(JdbcClient jdbc, LedgerSearch search, Organisation organisation, Clock clock) {
        this.jdbc = jdbc;
        this.search = search;
        this.organisation = organisation;
        this.clock = clock;
    }

    /**
     * One notice that has not arrived.
     *
     * @param number of the complaint, or of what else it is about
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
            String recipient,
            String what,
            NoticeState state,
            String stateText,
            String reason,
            int attempts,
            Instant createdAt,
            Instant nextAt) {}

    /** What this viewer may see of what has not arrived, newest first, and how many of each state. */
    public record Failures(Map<NoticeState, Long> counts, List<Failure> items) {}

    private record Row(Failure failure, boolean ofCase) {}

    /** The failures in the cases that the viewer may see; what is about no case is for supervisors and the New Area's office. */
    public Failures failures(Viewer viewer) {
        List<Row> rows = jdbc.sql("select n.id, c.number, n.reference, n.recipient, n.template, n.state, n.last_error,"
                        + " n.attempts, n.created_at, n.next_at from notice n left join complaint c on c.id = n.complaint_id"
                        + " where " + FAILED + " order by n.created_at desc, n.id desc limit " + MOST)
                .param("since", Rows.at(clock.instant().minus(SHOWN)))
                .query((row, index) -> {
                    NoticeState state = NoticeState.valueOf(row.getString("state"));
                    String recipient = row.getString("recipient");
                    String number = row.getString("number");
                    boolean enterprise = Outbox.ENTERPRISE.equals(recipient);
                    return new Row(
                            new Failure(
                                    row.getLong("id"),
                                    number == null ? row.getString("reference") : number,
                                    enterprise ? "企业" : organisation.nameOf(recipient),
                                    enterprise
                                            ? EnterpriseNotice.of(row.getString("template"))
                                                    .label()
                                            : "单位通知",
                                    state,
                                    state.label(),
                                    row.getString("last_error"),
                                    row.getInt("attempts"),
                                    Rows.instant(row, "created_at"),
                                    state == NoticeState.WAITING ? Rows.instant(row, "next_at") : null),
                            number != null);
                })
                .list();
        Set<String> visible = visible(
                rows.stream()
                        .filter(Row::ofCase)
                        .map(row -> row.failure().number())
                        .collect(Collectors.toSet()),
                viewer);
        boolean everything = viewer.all() || viewer.oversees().size() > 1;
        List<Failure> items = rows.stream()
                .filter(row -> row.ofCase() ? visible.contains(row.failure().number()) : everything)
                .map(Row::failure)
                .toList();
        Map<NoticeState, Long> counts = new LinkedHashMap<>();
        for (NoticeState state : NoticeState.values()) {
            long count = items.stream().filter(it -> it.state() == state).count();
            if (count > 0) {
                counts.put(state, count);
            }
        }
        return new Failures(counts, items);
    }

    private Set<String> visible(Collection<String> numbers, Viewer viewer) {
        return numbers.isEmpty() ? Set.of() : search.visible(numbers, viewer);
    }
}
