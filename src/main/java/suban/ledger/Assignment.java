package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One unit's part in an attempt.
 *
 * @param role {@code HOST} or {@code CO}
 * @param endedAt when its part was done; null while it works
 * @param whyEnded {@code DONE}, {@code RELEASED}, {@code REASSIGNED}, or {@code WITHDRAWN} and
 *     {@code TERMINATED} where the case ended
 * @param offered whether its task has been offered to it; a host's always is
 */
public record Assignment(
        @Id Long id,
        Long attemptId,
        String unit,
        String role,
        Instant dispatchedAt,
        Instant dueAt,
        Instant endedAt,
        String whyEnded,
        boolean offered) {}
