package suban.problems;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One periodic review (Article 13).
 *
 * @param number {@code SL202603}, of the month in which it takes place; {@code SL20260302-093000} out of turn
 * @param fromAt since when complaints are looked at
 * @param proposed how many problems it proposed; null before it took place
 */
record ProblemReview(
        @Id Long id, String number, Instant reviewAt, Instant fromAt, Instant reviewedAt, Integer proposed) {}
