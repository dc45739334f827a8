package suban.retention;

import java.time.Instant;

/**
 * A case that has been closed for long enough.
 *
 * @param id of the complaint
 * @param accountability whether the responsibility of units was judged in it (Article 15)
 * @param hold why it stays online all the same, in Chinese; null where nothing holds it
 */
public record Candidate(Long id, String number, Instant closedAt, boolean accountability, String hold) {}
