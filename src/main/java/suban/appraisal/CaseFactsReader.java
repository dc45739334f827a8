package suban.appraisal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.ledger.Rating;
import suban.ledger.Status;

/**
 * Reads what a period's figures are made of, as far as a {@link Slice} holds it; refused cases are never in it, they have no attempt.
 */
@Component
class CaseFactsReader {

    /** What the ledger keeps of the cases (V23): one line for a host's first attempt, one for a co-handler's first part. */
    private static final String PARTS =
            """
            select c.number, c.gone, c.unit, c.inside_unit, c.due_at, c.adjusted_due_at, c.done_at, c.why_ended, c.closed_at,
              c.rating, c.rated_host, c.rated_inside, c.score
            from case_part c
            where c.part = :part and c.due_at >= :from and c.due_at < :before and %s
            order by c.number, c.line""";

    /**
     * The same, one line for all parts that no rule of {@link Scoring} and no edge of a period tells apart: of their moments the earliest
     * each, which lie before and behind one another and now as those of every one of them do. An index has all of it.
     */
    private static final String ALIKE =
            """
            select cast(null as varchar(20)) as number, c.gone, c.unit, c.inside_unit, min(c.due_at) as due_at,
              min(c.adjusted_due_at) as adjusted_due_at, min(c.done_at) as done_at, c.why_ended, min(c.closed_at) as closed_at,
              c.rating, c.rated_host, c.rated_inside, c.score, count(*) as parts
            from case_part c
            where c.part = :part and c.due_at >= :from and c.due_at < :before and %s
            group by c.gone, c.unit, c.inside_unit, c.why_ended, c.rating, c.rated_host, c.rated_inside, c.score,
              case when c.due_at < :now then 1 else 0 end,
              case when c.done_at is null then 0 when c.done_at <= c.due_at then 1 when c.done_at <= c.adjusted_due_at then 2 else 3 end,
              case when c.adjusted_due_at is null then 0 when c.adjusted_due_at < :now then 1 else 2 end,
              case when c.gone is null or c.closed_at is null then 0 when c.closed_at <= c.due_at then 1
                when c.closed_at <= c.adjusted_due_at then 2 else 3 end,
              %s""";

    private final JdbcClient jdbc;

    CaseFactsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first attempts due in the period. */
    List<CaseFacts.Hosted> hosted(Instant from, Instant before, Slice slice) {
        return parts("HOST", from, before, slice, CaseFactsReader::hosted);
    }

    /** The co-handlers' first parts due in the period. */
    List<CaseFacts.CoHandled> coHandled(Instant from, Instant before, Slice slice) {
        return parts("CO", from, before, slice, CaseFactsReader::coHandled);
    }

    /** Parts that count alike, and how many they are. */
    record Alike<T>(T facts, int parts) {}

    /** The first attempts due in the period, by what they count for. */
    List<Alike<CaseFacts.Hosted>> hostedAlike(Instant from, Instant before, Slice slice, Instant now, Edges edges) {
        return alike("HOST", from, before, slice, now, edges, CaseFactsReader::hosted);
    }

    /** The co-handlers' first parts due in the period, by what they count for. */
    List<Alike<CaseFacts.CoHandled>> coHandledAlike(
            Instant from, Instant before, Slice slice, Instant now, Edges edges) {
        return alike("CO", from, before, slice, now, edges, CaseFactsReader::coHandled);
    }

    private <T> List<T> parts(String part, Instant from, Instant before, Slice slice, RowMapper<T> mapper) {
        return jdbc.sql(PARTS.formatted(slice.where()))
                .param("part", part)
                .param("from", at(from))
                .param("before", at(before))
                .params(slice.params())
                .query(mapper)
                .list();
    }

    private <T> List<Alike<T>> alike(
            String part, Instant from, Instant before, Slice slice, Instant now, Edges edges, RowMapper<T> mapper) {
        return jdbc.sql(ALIKE.formatted(slice.where(), edges.between("c.due_at")))
                .param("part", part)
                .param("from", at(from))
                .param("before", at(before))
                .param("now", at(now))
                .params(slice.params())
                .params(edges.params())
                .query((row, i) -> new Alike<>(mapper.mapRow(row, i), row.getInt("parts")))
                .list();
    }

    private static CaseFacts.Hosted hosted(ResultSet row, int index) throws SQLException {
        return new CaseFacts.Hosted(
                row.getString("number"),
                gone(row),
                row.getString("unit"),
                row.getString("inside_unit"),
                instant(row, "due_at"),
                instant(row, "adjusted_due_at"),
                instant(row, "done_at"),
                instant(row, "closed_at"),
                row.getString("rating") == null ? null : Rating.valueOf(row.getString("rating")),
                row.getString("rated_host"),
                row.getString("rated_inside"));
    }

    private static CaseFacts.CoHandled coHandled(ResultSet row, int index) throws SQLException {
        return new CaseFacts.CoHandled(
                row.getString("number"),
                gone(row),
                row.getString("unit"),
                instant(row, "due_at"),
                instant(row, "done_at"),
                row.getString("why_ended"),
                instant(row, "closed_at"),
                row.getObject("score") == null ? null : row.getInt("score"));
    }

    private static Status gone(ResultSet row) throws SQLException {
        String gone = row.getString("gone");
        return gone == null ? null : Status.valueOf(gone);
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
