package suban.handling;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/** One step of a long-term plan, due at close of business (Article 8). */
record Milestone(@Id Long id, Long fortnightId, int no, Instant dueAt, String text) {}
