package suban.problems;

import org.springframework.data.annotation.Id;

/**
 * A complaint or 12345 row in which a problem was found.
 *
 * @param kind {@code COMPLAINT} or {@code HOTLINE}
 * @param reference the complaint's number or the row's work-order number
 * @param central whether the others were found by it
 * @param likeness to the central one, in percent
 */
record ProblemItem(@Id Long id, Long problemId, String kind, String reference, boolean central, int likeness) {}
