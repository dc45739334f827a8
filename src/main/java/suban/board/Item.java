package suban.board;

import java.time.Instant;

/**
 * A case as it stands in the list behind a figure.
 *
 * @param unit whom it counts for
 * @param dueAt the date that decides; null where the figure knows none
 * @param doneAt when it was done; null where it has not been, or the figure knows none
 * @param why why it is in the list, in Chinese
 */
public record Item(String number, String unit, Instant dueAt, Instant doneAt, String why) {}
