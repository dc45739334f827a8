package suban.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the archive. */
@Component
class Archives {

    private static final String ALL =
            """
            select a.*, c.number from archive a join complaint c on c.id = a.complaint_id""";

    private final JdbcClient jdbc;

    Archives(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Cases closed before this time that are not archived, the oldest first, each with what holds it.
     *
     * @param complaint the only one to ask about; null for all
     */
    List<Candidate> closedBefore(Instant before, Long complaint) {
        JdbcClient.StatementSpec found = jdbc.sql(
                        """
                        select c.id, c.number, c.closed_at,
                          (select count(*) from accountability a where a.complaint_id = c.id) as held_to_account,
                          (select count(*) from ACT_RU_EXECUTION e where e.BUSINESS_KEY_ = c.number) as running,
                          (select count(*) from sealing s
                            where s.complaint_id = c.id and s.state in ('SEALED', 'KEPT')) as sealed,
                          (select count(*) from complaint other
                            where other.id <> c.id and (other.closed_at is null or other.closed_at >= :before)
                              and (other.matter_id = c.matter_id or other.split_from = c.number
                                or other.number = c.split_from or other.split_from = c.split_from)) as family,
                          (select count(*) from notice n
                            where n.complaint_id = c.id and n.state in ('SENDING', 'CALLING')) as telling
                        from complaint c
                        where c.closed_at < :before
                          and not exists (select 1 from archive gone where gone.complaint_id = c.id)
                          %s
                        order by c.closed_at, c.id"""
                                .formatted(complaint == null ? "" : "and c.id = :case"))
                .param("before", at(before));
        return (complaint == null ? found : found.param("case", complaint))
                .query((row, i) -> new Candidate(
                        row.getLong("id"),
                        row.getString("number"),
                        instant(row, "closed_at"),
                        row.getInt("held_to_account") > 0,
                        hold(row)))
                .list();
    }

    private static String hold(ResultSet row) throws SQLException {
        if (row.getInt("sealed") > 0) {
            return "疑似涉密，封存中";
        }
        if (row.getInt("running") > 0) {
            return "仍有流程在运行";
        }
        if (row.getInt("family") > 0) {
            return "同一诉求或拆分的其他投诉尚未期满";
        }
        return row.getInt("telling") > 0 ? "尚有告知未办结" : null;
    }

    boolean isArchived(Long complaint) {
        return jdbc.sql("select count(*) from archive where complaint_id = :case")
                        .param("case", complaint)
                        .query(Long.class)
                        .single()
                > 0;
    }

    boolean isRegistered(String fileName) {
        return jdbc.sql("select count(*) from archive where file_name = :file")
                        .param("file", fileName)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void add(Archive it, String by) {
        jdbc.sql(
                        """
                        insert into archive (complaint_id, file_name, sha256, size, entries, head_hash, accountability,
                          archived_at, archived_by, keep_until)
                        values (:case, :file, :sha256, :size, :entries, :head, :accountability, :at, :by, :until)""")
                .param("case", it.complaintId())
                .param("file", it.fileName())
                .param("sha256", it.sha256())
                .param("size", it.size())
                .param("entries", it.entries())
                .param("head", it.headHash())
                .param("accountability", it.accountability())
                .param("at", at(it.archivedAt()))
                .param("by", by)
                .param("until", at(it.keepUntil()))
                .update();
    }

    /** All of them that are not destroyed, by number. */
    List<Archive> kept() {
        return jdbc.sql(ALL + " where a.destroyed_at is null order by c.number")
                .query(Archives::archive)
                .list();
    }

    /** Locks one for the rest of the transaction. */
    Optional<Archive> lock(Long id) {
        jdbc.sql("select id from archive where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
        return jdbc.sql(ALL + " where a.id = :id and a.destroyed_at is null")
                .param("id", id)
                .query(Archives::archive)
                .optional();
    }

    void order(Long id, String order, String by) {
        jdbc.sql("update archive set destroy_order = :order, destroyed_by = :by where id = :id")
                .param("order", order)
                .param("by", by)
                .param("id", id)
                .update();
    }

    void destroyed(Long id, Instant when) {
        jdbc.sql("update archive set destroyed_at = :at where id = :id")
                .param("at", at(when))
                .param("id", id)
                .update();
    }

    /** What was noted of a destroyed case's readers goes with it. */
    void forgetAccess(String number) {
        jdbc.sql("delete from personal_data_access where complaint_number = :number")
                .param("number", number)
                .update();
    }

    /** Notices that nobody has sent in years are not sent any more, now that their words are gone. */
    void settleNotices(Long complaint) {
        jdbc.sql(
                        """
                        update notice set state = 'OUTDATED', last_error = '投诉已归档'
                        where complaint_id = :case and state = 'WAITING'""")
                .param("case", complaint)
                .update();
    }

    void noteRun(String kind, Instant started, Instant ended, String by, String order, int done, int left) {
        jdbc.sql(
                        """
                        insert into retention_run (kind, started_at, ended_at, run_by, order_number, done, left_over)
                        values (:kind, :started, :ended, :by, :order, :done, :left)""")
                .param("kind", kind)
                .param("started", at(started))
                .param("ended", at(ended))
                .param("by", by)
                .param("order", order)
                .param("done", done)
                .param("left", left)
                .update();
    }

    private static Archive archive(ResultSet row, int index) throws SQLException {
        return new Archive(
                row.getLong("id"),
                row.getLong("complaint_id"),
                row.getString("number"),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getLong("size"),
                row.getInt("entries"),
                row.getString("head_hash"),
                row.getBoolean("accountability"),
                instant(row, "archived_at"),
                instant(row, "keep_until"),
                row.getString("destroy_order"),
                instant(row, "destroyed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
