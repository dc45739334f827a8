package suban.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.data.annotation.Id;

/** One logged contact with the enterprise, or a try at one (Article 9). */
public record Contact(
        @Id Long id,
        Long attemptId,
        Instant at,
        boolean reached,
        String channel,
        String person,
        String note,
        LocalDate promisedDate,
        String recordedBy,
        Instant recordedAt) {}
