package suban.board;

/**
 * A rate as the two numbers it is made of.
 *
 * @param part those that are as they should be (for 补办率: those sent back)
 * @param whole all that count; 0 where nothing counts and there is no rate
 */
public record Rate(int part, int whole) {

    /** In percent; null where nothing counts. */
    public Double percent() {
        return whole == 0 ? null : 100.0 * part / whole;
    }
}
