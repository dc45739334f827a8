package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * That an unrated closure was taken up again (Article 14).
 *
 * @param visitsBefore how many tries the attempt had seen, so that three more can be made
 * @param closedAt when it had been closed
 */
public record Reopening(
        @Id Long id,
        Long complaintId,
        Long attemptId,
        int visitsBefore,
        Instant closedAt,
        Instant reopenedAt,
        String reopenedBy,
        String reason) {}
