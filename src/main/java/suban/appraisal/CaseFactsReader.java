package suban.appraisal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.ledger.Rating;
import suban.ledger.Status;

/**
 * Reads what a period's figures are made of, as far as a {@link Slice} holds it; refused cases are never in it, they have no attempt.
 */
@Component
class CaseFactsReader {

    /**
     * The first attempts that may be due in the period, found by index, once for each time the host got its part and the enterprise
     * was reached and rated: of a case the last line holds the last of both. A call in vain does not take a rating back.
     */
    private static final String HOSTED =
            """
            select c.number, c.status, c.closed_at, a.host, a.inside_unit, a.replied_at, a.adjusted_due_at,
              coalesce(h.due_at, a.due_at, c.coordination_due_at) as due_at,
              r.rating, ra.host as rated_host, ra.inside_unit as rated_inside
            from attempt a
            join complaint c on c.id = a.complaint_id
            left join assignment h on h.attempt_id = a.id and h.role = 'HOST' and h.unit = a.host
            left join attempt ra on ra.complaint_id = a.complaint_id
            left join visit r on r.attempt_id = ra.id and r.rating is not null and r.rating <> 'UNRATED'
            where a.no = 1 and %s and a.id in (
              select x.id from attempt x where x.no = 1 and x.due_at >= :from and x.due_at < :before
              union
              select w.attempt_id from assignment w where w.role = 'HOST' and w.due_at >= :from and w.due_at < :before
              union
              select y.id from complaint z join attempt y on y.complaint_id = z.id and y.no = 1 and y.due_at is null
              where z.coordination_due_at >= :from and z.coordination_due_at < :before)
            order by c.number, h.id, r.id nulls first""";

    /** The first parts of co-handlers due in the period, once for each score: of a part the last line holds the last score. */
    private static final String CO_HANDLED =
            """
            select s.id, c.number, c.status, c.closed_at, s.unit, s.due_at, s.ended_at, s.why_ended, k.score
            from complaint c
            join attempt a on a.complaint_id = c.id
            join assignment s on s.attempt_id = a.id and s.role = 'CO'
            left join attempt ka on ka.complaint_id = c.id
            left join co_score k on k.attempt_id = ka.id and k.unit = s.unit
            where %s and s.due_at >= :from and s.due_at < :before
              and not exists (
                select 1 from assignment e join attempt ea on ea.id = e.attempt_id
                where ea.complaint_id = c.id and e.unit = s.unit and e.role = 'CO'
                  and (ea.no < a.no
                    or ea.no = a.no and e.id < s.id
                      and (coalesce(e.why_ended, 'DONE') = 'DONE' or e.ended_at > e.due_at)))
            order by c.number, s.id, k.id nulls first""";

    private final JdbcClient jdbc;

    CaseFactsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first attempts due in the period. */
    List<CaseFacts.Hosted> hosted(Instant from, Instant before, Slice slice) {
        Map<String, CaseFacts.Hosted> cases = new LinkedHashMap<>();
        jdbc.sql(HOSTED.formatted(slice.where()))
                .param("from", at(from))
                .param("before", at(before))
                .params(slice.params())
                .query((row, i) -> new CaseFacts.Hosted(
                        row.getString("number"),
                        Status.valueOf(row.getString("status")),
                        row.getString("host"),
                        row.getString("inside_unit"),
                        instant(row, "due_at"),
                        instant(row, "adjusted_due_at"),
                        instant(row, "replied_at"),
                        instant(row, "closed_at"),
                        row.getString("rating") == null ? null : Rating.valueOf(row.getString("rating")),
                        row.getString("rated_host"),
                        row.getString("rated_inside")))
                .list()
                .forEach(it -> cases.put(it.number(), it));
        return cases.values().stream()
                .filter(it -> it.dueAt() != null
                        && !it.dueAt().isBefore(from)
                        && it.dueAt().isBefore(before))
                .toList();
    }

    /** The co-handlers' first parts due in the period. */
    List<CaseFacts.CoHandled> coHandled(Instant from, Instant before, Slice slice) {
        Map<Long, CaseFacts.CoHandled> parts = new LinkedHashMap<>();
        jdbc.sql(CO_HANDLED.formatted(slice.where()))
                .param("from", at(from))
                .param("before", at(before))
                .params(slice.params())
                .query((row, i) -> parts.put(
                        row.getLong("id"),
                        new CaseFacts.CoHandled(
                                row.getString("number"),
                                Status.valueOf(row.getString("status")),
                                row.getString("unit"),
                                instant(row, "due_at"),
                                instant(row, "ended_at"),
                                row.getString("why_ended"),
                                instant(row, "closed_at"),
                                row.getObject("score") == null ? null : row.getInt("score"))))
                .list();
        return List.copyOf(parts.values());
    }

    /** PostgreSQL's driver knows no Instant. */
    static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
