package suban.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A notice on its way, as the queue works with it.
 *
 * @param complaintId null where it is about no complaint
 * @param firstTryAt since when it is tried this way; null before
 * @param failed the ways it cannot go
 * @param messageId id of the text message it was in that has to go again as it was; null where there is none
 */
record Waiting(
        Long id,
        Long complaintId,
        int attempt,
        String recipient,
        String template,
        String subject,
        String body,
        Instant createdAt,
        boolean urgent,
        int attempts,
        Instant firstTryAt,
        Set<SentBy> failed,
        String lastError,
        String messageId) {

    static final String COLUMNS = "id, complaint_id, attempt, recipient, template, subject, body, created_at, urgent,"
            + " attempts, first_try_at, failed_channels, last_error, message_id";

    static Waiting of(ResultSet row, int index) throws SQLException {
        String failed = row.getString("failed_channels");
        Set<SentBy> ways = EnumSet.noneOf(SentBy.class);
        if (failed != null) {
            Arrays.stream(failed.split(",")).map(SentBy::valueOf).forEach(ways::add);
        }
        long complaint = row.getLong("complaint_id");
        return new Waiting(
                row.getLong("id"),
                complaint == 0 ? null : complaint,
                row.getInt("attempt"),
                row.getString("recipient"),
                row.getString("template"),
                row.getString("subject"),
                row.getString("body"),
                Rows.instant(row, "created_at"),
                row.getBoolean("urgent"),
                row.getInt("attempts"),
                Rows.instant(row, "first_try_at"),
                ways,
                row.getString("last_error"),
                row.getString("message_id"));
    }

    boolean isToEnterprise() {
        return Outbox.ENTERPRISE.equals(recipient);
    }

    boolean isAbout(Waiting other) {
        return Objects.equals(template, other.template) && Objects.equals(complaintId, other.complaintId);
    }
}
