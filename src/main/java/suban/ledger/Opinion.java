package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/** A co-handler's opinion, or the office's release from it with its reason (Article 9). */
public record Opinion(@Id Long id, Long assignmentId, Instant at, String text, boolean released, String recordedBy) {}
