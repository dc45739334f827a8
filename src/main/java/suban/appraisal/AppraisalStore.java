package suban.appraisal;

import static suban.appraisal.CaseFactsReader.at;
import static suban.appraisal.CaseFactsReader.instant;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import suban.ledger.Rating;

/** The appraisals' tables. Every statement that changes one asks that it is not published yet. */
@Component
class AppraisalStore {

    /** One appraisal without its rows. */
    record Head(
            Long id,
            String number,
            int year,
            Integer version,
            Instant from,
            Instant before,
            Instant reviewDueAt,
            String reason,
            Weights weights,
            Instant computedAt,
            Instant publishedAt) {}

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate template;

    AppraisalStore(JdbcClient jdbc, NamedParameterJdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** How many appraisals of this year were started. */
    int started(int year) {
        return jdbc.sql("select coalesce(max(serial), 0) from appraisal where appraised_year = :year")
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    /** The newest published version of this year; 0 where there is none. */
    int published(int year) {
        return jdbc.sql("select coalesce(max(version), 0) from appraisal where appraised_year = :year")
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    void open(
            String number,
            int year,
            int serial,
            Instant from,
            Instant before,
            String startedBy,
            Instant startedAt,
            Instant reviewDueAt,
            String reason) {
        jdbc.sql(
                        """
                        insert into appraisal (number, appraised_year, serial, period_from, period_before, started_by,
                          started_at, review_due_at, reason)
                        values (:number, :year, :serial, :from, :before, :by, :at, :due, :reason)""")
                .param("number", number)
                .param("year", year)
                .param("serial", serial)
                .param("from", at(from))
                .param("before", at(before))
                .param("by", startedBy)
                .param("at", at(startedAt))
                .param("due", at(reviewDueAt))
                .param("reason", reason)
                .update();
    }

    Optional<Head> find(String number) {
        return jdbc.sql("select * from appraisal where number = :number")
                .param("number", number)
                .query(AppraisalStore::head)
                .optional();
    }

    Optional<Head> find(int year, int version) {
        return jdbc.sql("select * from appraisal where appraised_year = :year and version = :version")
                .param("year", year)
                .param("version", version)
                .query(AppraisalStore::head)
                .optional();
    }

    private static Head head(ResultSet row, int index) throws SQLException {
        BigDecimal onTime = row.getBigDecimal("on_time_weight");
        return new Head(
                row.getLong("id"),
                row.getString("number"),
                row.getInt("appraised_year"),
                row.getObject("version") == null ? null : row.getInt("version"),
                instant(row, "period_from"),
                instant(row, "period_before"),
                instant(row, "review_due_at"),
                row.getString("reason"),
                onTime == null ? null : new Weights(onTime, row.getBigDecimal("praise_weight"), row.getInt("minimum")),
                instant(row, "computed_at"),
                instant(row, "published_at"));
    }

    /** Puts these figures in place of the ones before. */
    void replace(Head head, Weights weights, Instant computedAt, List<Appraisal.Group> groups) {
        int open = jdbc.sql(
                        """
                        update appraisal set on_time_weight = :onTime, praise_weight = :praise, minimum = :minimum,
                          computed_at = :at where id = :id and version is null""")
                .param("onTime", weights.onTime())
                .param("praise", weights.praise())
                .param("minimum", weights.minimum())
                .param("at", at(computedAt))
                .param("id", head.id())
                .update();
        if (open == 0) {
            throw new IllegalStateException(head.number() + " is published and never changes again");
        }
        jdbc.sql("delete from appraisal_case where row_id in (select id from appraisal_row where appraisal_id = :id)")
                .param("id", head.id())
                .update();
        jdbc.sql("delete from appraisal_row where appraisal_id = :id")
                .param("id", head.id())
                .update();
        for (Appraisal.Group group : groups) {
            int place = 0;
            for (RankedUnit row : group.rows()) {
                insert(head.id(), group.kind(), ++place, row);
            }
        }
    }

    private void insert(Long appraisal, AppraisalGroup kind, int place, RankedUnit row) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into appraisal_row (appraisal_id, kind, place, unit, concluded, counted, on_time,
                          adjusted_on_time, rated, praised, score, rank_no, points, insufficient)
                        values (:appraisal, :kind, :place, :unit, :concluded, :counted, :onTime, :adjusted, :rated,
                          :praised, :score, :rank, :points, :insufficient)""")
                .param("appraisal", appraisal)
                .param("kind", kind.name())
                .param("place", place)
                .param("unit", row.unit())
                .param("concluded", row.tally().concluded())
                .param("counted", row.tally().counted())
                .param("onTime", row.tally().onTime())
                .param("adjusted", row.tally().adjustedOnTime())
                .param("rated", row.tally().rated())
                .param("praised", row.tally().praised())
                .param("score", row.score() == null ? null : row.score().toString())
                .param("rank", row.rank())
                .param("points", row.points())
                .param("insufficient", row.insufficient())
                .update(key, "id");
        long id = key.getKeyAs(Long.class);
        template.batchUpdate(
                """
                insert into appraisal_case (row_id, complaint_number, part, due_at, done_at, concluded, on_time,
                  adjusted_on_time, rating, cooperation, why)
                values (:row, :number, :part, :due, :done, :concluded, :onTime, :adjusted, :rating, :cooperation, :why)""",
                row.cases().stream()
                        .map(it -> new MapSqlParameterSource("row", id)
                                .addValue("number", it.number())
                                .addValue("part", it.part().name())
                                .addValue("due", at(it.dueAt()))
                                .addValue("done", at(it.doneAt()))
                                .addValue("concluded", it.concluded())
                                .addValue("onTime", it.onTime())
                                .addValue("adjusted", it.adjustedOnTime())
                                .addValue(
                                        "rating",
                                        it.rating() == null ? null : it.rating().name())
                                .addValue("cooperation", it.cooperation())
                                .addValue("why", it.why()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /** Gives the points to every unit of this rank. */
    void award(Long id, AppraisalGroup kind, int rank, BigDecimal points) {
        jdbc.sql(
                        """
                        update appraisal_row set points = :points
                        where appraisal_id = (select id from appraisal where id = :id and version is null)
                          and kind = :kind and rank_no = :rank""")
                .param("points", points)
                .param("id", id)
                .param("kind", kind.name())
                .param("rank", rank)
                .update();
    }

    void note(Long id, Instant noted, String by, String text) {
        jdbc.sql("insert into appraisal_note (appraisal_id, at, noted_by, text) values (:id, :at, :by, :text)")
                .param("id", id)
                .param("at", at(noted))
                .param("by", by)
                .param("text", text)
                .update();
    }

    /** What the reviewers noted, oldest first. */
    List<String> notes(Long id) {
        return jdbc.sql("select text from appraisal_note where appraisal_id = :id order by id")
                .param("id", id)
                .query(String.class)
                .list();
    }

    /** @return whether it was not published before */
    boolean publish(Long id, int version, String by, Instant publishedAt) {
        return jdbc.sql(
                                """
                                update appraisal set version = :version, published_by = :by, published_at = :at
                                where id = :id and version is null""")
                        .param("version", version)
                        .param("by", by)
                        .param("at", at(publishedAt))
                        .param("id", id)
                        .update()
                > 0;
    }

    /** The appraisal with all its rows and the cases behind them. */
    Appraisal load(Head head) {
        Map<Long, List<ScoredCase>> cases = new HashMap<>();
        jdbc.sql(
                        """
                        select k.* from appraisal_case k join appraisal_row r on r.id = k.row_id
                        where r.appraisal_id = :id order by k.complaint_number, k.id""")
                .param("id", head.id())
                .query((row, i) -> cases.computeIfAbsent(row.getLong("row_id"), it -> new ArrayList<>())
                        .add(scored(row)))
                .list();
        List<Appraisal.Group> groups = new ArrayList<>();
        for (AppraisalGroup kind : AppraisalGroup.values()) {
            groups.add(new Appraisal.Group(
                    kind,
                    jdbc.sql(
                                    """
                                    select * from appraisal_row where appraisal_id = :id and kind = :kind
                                    order by place""")
                            .param("id", head.id())
                            .param("kind", kind.name())
                            .query((row, i) -> ranked(row, cases.getOrDefault(row.getLong("id"), List.of())))
                            .list()));
        }
        return new Appraisal(
                head.year(),
                head.version(),
                head.from(),
                head.before(),
                head.computedAt(),
                head.weights(),
                head.reason(),
                head.publishedAt(),
                groups);
    }

    private static RankedUnit ranked(ResultSet row, List<ScoredCase> cases) throws SQLException {
        String score = row.getString("score");
        return new RankedUnit(
                row.getString("unit"),
                new Tally(
                        row.getInt("concluded"),
                        row.getInt("counted"),
                        row.getInt("on_time"),
                        row.getInt("adjusted_on_time"),
                        row.getInt("rated"),
                        row.getInt("praised")),
                score == null ? null : Fraction.parse(score),
                row.getObject("rank_no") == null ? null : row.getInt("rank_no"),
                row.getBigDecimal("points").stripTrailingZeros(),
                row.getBoolean("insufficient"),
                cases);
    }

    private static ScoredCase scored(ResultSet row) throws SQLException {
        String rating = row.getString("rating");
        return new ScoredCase(
                row.getString("complaint_number"),
                Part.valueOf(row.getString("part")),
                instant(row, "due_at"),
                instant(row, "done_at"),
                row.getBoolean("concluded"),
                row.getObject("on_time", Boolean.class),
                row.getObject("adjusted_on_time", Boolean.class),
                rating == null ? null : Rating.valueOf(rating),
                row.getObject("cooperation") == null ? null : row.getInt("cooperation"),
                row.getString("why"));
    }
}
