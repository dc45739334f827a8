package suban.board;

/**
 * Which of a figure's cases the list is to hold; null for all.
 *
 * @param step of the open ones, where they wait
 * @param demandType of those that came in, what was asked for
 * @param problem of those that came in, the problem in the bank they belong to
 * @param word of those that came in, a word in the title
 */
public record Narrowing(Step step, String demandType, String problem, String word) {

    /** All of them. */
    public static final Narrowing NONE = new Narrowing(null, null, null, null);
}
