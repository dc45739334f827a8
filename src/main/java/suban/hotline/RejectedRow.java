package suban.hotline;

/**
 * A row of a ledger that cannot be stored.
 *
 * @param row its number in the file, from 1
 * @param field the Chinese name of the column concerned
 * @param message a Chinese sentence that names the column
 */
public record RejectedRow(int row, String field, String message) {}
