package suban.board;

/** Told by whoever delivers notices; where nobody does, the board shows none. */
public interface OutboxFailures {

    /** How many notices could not be delivered and wait for somebody to look. */
    int count(Scope scope);
}
