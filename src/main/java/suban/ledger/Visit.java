package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/** One call-back to the enterprise, or a try at one (Article 14), with the office's own evaluation (Article 4). */
public record Visit(
        @Id Long id,
        Long attemptId,
        int no,
        Instant at,
        String visitedBy,
        boolean reached,
        Rating rating,
        String reason,
        String officeRating,
        String note) {}
