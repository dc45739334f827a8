package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/** The host's score of a co-handler's cooperation, 1 to 5 (Articles 4 and 14). */
public record CoScore(@Id Long id, Long attemptId, String unit, int score, String scoredBy, Instant at) {}
