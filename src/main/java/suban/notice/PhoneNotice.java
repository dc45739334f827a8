package suban.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One round of telephoning an enterprise whose notices reached it in no other way; at most one a case is open.
 *
 * @param unit who calls
 * @param tries how many calls were in vain
 * @param dueAt by when the next call is to be made
 * @param endedAt null while it is open
 * @param outcome TOLD, LAPSED or NOT_REACHED; null while it is open
 */
record PhoneNotice(
        Long id,
        Long complaintId,
        String unit,
        int tries,
        Instant dueAt,
        Instant openedAt,
        Instant endedAt,
        String outcome) {

    static final String COLUMNS = "id, complaint_id, unit, tries, due_at, opened_at, ended_at, outcome";

    static PhoneNotice of(ResultSet row, int index) throws SQLException {
        return new PhoneNotice(
                row.getLong("id"),
                row.getLong("complaint_id"),
                row.getString("unit"),
                row.getInt("tries"),
                Rows.instant(row, "due_at"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "ended_at"),
                row.getString("outcome"));
    }
}
