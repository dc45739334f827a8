package suban.appraisal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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
     * The last time the enterprise was reached and rated; a call in vain does not take a rating back. The unions find by index what
     * may be due in the period; the date itself decides.
     */
    private static final String HOSTED =
            """
            select facts.*, r.rating, ra.host as rated_host, ra.inside_unit as rated_inside
            from (
              select c.id, c.number, c.status, c.closed_at, a.host, a.inside_unit, a.replied_at, a.adjusted_due_at,
                coalesce(h.due_at, a.due_at, c.coordination_due_at) as due_at
              from complaint c
              join attempt a on a.complaint_id = c.id and a.no = 1
              left join assignment h on h.id = (
                select max(x.id) from assignment x
                where x.attempt_id = a.id and x.role = 'HOST' and x.unit = a.host)
              where %s and c.id in (
                select x.complaint_id from attempt x where x.no = 1 and x.due_at >= :from and x.due_at < :before
                union
                select y.complaint_id from attempt y join assignment w on w.attempt_id = y.id
                where y.no = 1 and w.role = 'HOST' and w.due_at >= :from and w.due_at < :before
                union
                select z.id from complaint z where z.coordination_due_at >= :from and z.coordination_due_at < :before)) facts
            left join visit r on r.id = (
              select max(v.id) from visit v join attempt va on va.id = v.attempt_id
              where va.complaint_id = facts.id and v.rating is not null and v.rating <> 'UNRATED')
            left join attempt ra on ra.id = r.attempt_id
            where facts.due_at >= :from and facts.due_at < :before
            order by facts.number""";

    private static final String CO_HANDLED =
            """
            select c.number, c.status, c.closed_at, s.unit, s.due_at, s.ended_at, s.why_ended, k.score
            from complaint c
            join attempt a on a.complaint_id = c.id
            join assignment s on s.attempt_id = a.id and s.role = 'CO'
            left join co_score k on k.id = (
              select max(ks.id) from co_score ks join attempt ka on ka.id = ks.attempt_id
              where ka.complaint_id = c.id and ks.unit = s.unit)
            where %s and s.due_at >= :from and s.due_at < :before
              and not exists (
                select 1 from assignment e join attempt ea on ea.id = e.attempt_id
                where ea.complaint_id = c.id and e.unit = s.unit and e.role = 'CO'
                  and (ea.no < a.no
                    or ea.no = a.no and e.id < s.id
                      and (coalesce(e.why_ended, 'DONE') = 'DONE' or e.ended_at > e.due_at)))
            order by c.number""";

    private final JdbcClient jdbc;

    CaseFactsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first attempts due in the period. */
    List<CaseFacts.Hosted> hosted(Instant from, Instant before, Slice slice) {
        return jdbc.sql(HOSTED.formatted(slice.where()))
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
                .list();
    }

    /** The co-handlers' first parts due in the period. */
    List<CaseFacts.CoHandled> coHandled(Instant from, Instant before, Slice slice) {
        return jdbc.sql(CO_HANDLED.formatted(slice.where()))
                .param("from", at(from))
                .param("before", at(before))
                .params(slice.params())
                .query((row, i) -> new CaseFacts.CoHandled(
                        row.getString("number"),
                        Status.valueOf(row.getString("status")),
                        row.getString("unit"),
                        instant(row, "due_at"),
                        instant(row, "ended_at"),
                        row.getString("why_ended"),
                        instant(row, "closed_at"),
                        row.getObject("score") == null ? null : row.getInt("score")))
                .list();
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
