package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * That an enterprise withdraws, or that a matter has left the regulation's scope (Article 3), until the office has confirmed it.
 *
 * @param kind {@link #WITHDRAWAL} or {@link #LEAVING}
 * @param ground why it is out of scope; null for a withdrawal
 * @param reference the 受理文号 of the other procedure; null where there is none
 * @param dueAt by when the office is to confirm
 * @param decision {@link #CONFIRM}, {@link #REFUSE}, or {@link #LAPSED} where the case ended otherwise; null while it is open
 * @param calledAt when the office called the enterprise about it
 */
public record EndingRequest(
        @Id Long id,
        Long complaintId,
        String kind,
        Instant requestedAt,
        String requestedBy,
        String requestedUnit,
        String reason,
        Ground ground,
        String reference,
        Instant dueAt,
        String decision,
        Instant calledAt,
        String callNote,
        String decisionReason,
        String decidedBy,
        Instant decidedAt) {

    public static final String WITHDRAWAL = "WITHDRAWAL";
    public static final String LEAVING = "LEAVING";
    public static final String CONFIRM = "CONFIRM";
    public static final String REFUSE = "REFUSE";
    public static final String LAPSED = "LAPSED";
}
