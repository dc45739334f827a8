package suban.ledger;

import java.time.Instant;

/**
 * What to list from the ledger; null means any.
 *
 * @param unit coordinates, hosts, works inside the host or co-handles
 * @param from first instant of registration
 * @param before instant of registration that is too late already
 * @param overdue only the late ones, or only the others
 * @param text part of number, title or enterprise name
 * @param size at most {@link #MOST} a page
 */
public record LedgerQuery(
        Status status,
        ComplaintClass complaintClass,
        String unit,
        Channel channel,
        Instant from,
        Instant before,
        Boolean overdue,
        String text,
        Sort sort,
        boolean descending,
        int page,
        int size) {

    /** Rows of the largest page. */
    public static final int MOST = 200;

    /** The same from its first line on, {@code most} lines in one piece. */
    public LedgerQuery whole(int most) {
        return new LedgerQuery(
                status, complaintClass, unit, channel, from, before, overdue, text, sort, descending, 0, most);
    }

    /** The same, late or not. */
    LedgerQuery late(Boolean only) {
        return new LedgerQuery(
                status, complaintClass, unit, channel, from, before, only, text, sort, descending, page, size);
    }

    /** What a list may be ordered by; ties are broken by the number. */
    public enum Sort {
        NUMBER("number", "c.number"),
        TITLE("title", "title"),
        ENTERPRISE_NAME("enterpriseName", "enterprise_name"),
        COMPLAINT_CLASS("complaintClass", "c.complaint_class"),
        STATUS("status", "shown_status"),
        HOST("host", "host"),
        ENTERPRISE_DUE_AT("enterpriseDueAt", "c.enterprise_due_at"),
        OVERDUE("overdue", "overdue"),
        REGISTERED_AT("registeredAt", "c.registered_at");

        private final String field;
        private final String column;

        Sort(String field, String column) {
            this.field = field;
            this.column = column;
        }

        /** Its name outside. */
        public String field() {
            return field;
        }

        String column() {
            return column;
        }
    }
}
