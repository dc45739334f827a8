package suban.handling;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * What a unit took on in a special meeting (Article 10).
 *
 * @param dueAt close of business of the agreed date
 * @param warnAt one working day before, or the moment it was agreed where that is later
 * @param beforeReply whether the reply waits for it
 */
record Commitment(
        @Id Long id,
        Long requestId,
        Long attemptId,
        String unit,
        String text,
        Instant dueAt,
        Instant warnAt,
        boolean beforeReply,
        Instant fulfilledAt,
        String fulfilledBy,
        String note) {}
