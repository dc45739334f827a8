package suban.problems;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * What somebody did about a problem; never changed.
 *
 * @param act PROPOSED, MET_AGAIN, CONFIRMED, DISCARDED, PLANNED, APPROVED, RETURNED, SHORT_DONE, LONG_DONE, REMINDED, SOLVED
 */
record ProblemAct(@Id Long id, Long problemId, Instant at, String act, String actor, String unit, String text) {}
