package suban.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes who was shown contact data in plain. Whoever shows it notes it first and then answers: what cannot be noted is not shown, since
 * the exception goes through. Rows are only ever added, and kept for as long as the case's archive is.
 */
@Service
public class AccessLog {

    /** A list longer than this is asked for by SQL. */
    private static final int MOST = 500;

    private static final String NOTED =
            """
            select count(*) from personal_data_access
            where user_id = :user and complaint_number = :number and at > :since
              and what = :what and reference = :reference and door = :door""";

    private final JdbcClient jdbc;
    private final PrivacySettings settings;
    private final Clock clock;

    AccessLog(JdbcClient jdbc, PrivacySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One time that somebody was shown contact data.
     *
     * @param user the person's id
     * @param units ids of the person's units, separated by commas; null for none
     * @param reference number of the document or id of the file; empty where {@code what} says it all
     */
    public record Entry(Instant at, String user, String units, Shown what, String reference, Door door) {}

    /**
     * Notes that this person is about to be shown contact data of a case, once in a while for the same thing.
     *
     * @param user the person's id
     * @param units the units worked for
     * @param reference which document or file; empty where {@code what} says it all
     */
    @Transactional
    public void note(String user, Collection<String> units, String number, Shown what, String reference) {
        Instant now = clock.instant();
        Door door = Door.current();
        boolean noted = jdbc.sql(NOTED)
                        .param("user", user)
                        .param("number", number)
                        .param("since", at(now.minus(settings.notedOnceIn())))
                        .param("what", what.name())
                        .param("reference", reference)
                        .param("door", door.name())
                        .query(Long.class)
                        .single()
                > 0;
        if (noted) {
            return;
        }
        jdbc.sql(
                        """
                        insert into personal_data_access (at, user_id, unit, complaint_number, what, reference, door)
                        values (:at, :user, :units, :number, :what, :reference, :door)""")
                .param("at", at(now))
                .param("user", user)
                .param("units", units.isEmpty() ? null : joined(units))
                .param("number", number)
                .param("what", what.name())
                .param("reference", reference)
                .param("door", door.name())
                .update();
    }

    /** Who was shown contact data of this case, the latest first. */
    @Transactional(readOnly = true)
    public List<Entry> of(String number) {
        return jdbc.sql(
                        """
                        select at, user_id, unit, what, reference, door from personal_data_access
                        where complaint_number = :number order by at desc, id desc limit %d"""
                                .formatted(MOST))
                .param("number", number)
                .query(AccessLog::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int index) throws SQLException {
        return new Entry(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("user_id"),
                row.getString("unit"),
                Shown.valueOf(row.getString("what")),
                row.getString("reference"),
                Door.valueOf(row.getString("door")));
    }

    private static String joined(Collection<String> units) {
        String joined = String.join(",", new TreeSet<>(units));
        return joined.length() > 400 ? joined.substring(0, 400) : joined;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
