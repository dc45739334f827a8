package suban.engine;

import java.util.Map;
import java.util.function.Supplier;

/** What capabilities may ask of the engine, without knowing whose engine it is. */
public interface Processes {

    /**
     * Starts a process with these values as transient variables, without asking for the engine's rights: the caller has checked
     * them.
     *
     * @return the business key, given by the process itself
     */
    String start(String processKey, FormValues values);

    /**
     * Sends a start form as {@code user} would in Tasklist.
     *
     * @return the business key
     */
    String submitStart(String user, String processKey, Map<String, Object> values);

    /** Completes, as {@code user} would in Tasklist, the one open task of this case with this key that is open to the user. */
    void complete(String user, String number, String taskKey, Map<String, Object> values);

    /** Runs {@code act} with {@code user} and the user's groups as the engine's current user. */
    <T> T as(String user, Supplier<T> act);

    /**
     * Moves every timer and every open task of this case, called processes included, to what its expression says now: for an act
     * that has moved a stored date. Timers that have fired stay fired; a daily cycle goes on from its new beginning. Asks nobody's
     * rights: the caller has checked them. What this very transaction has just started is not among it, since it was timed by
     * the dates of now.
     *
     * @param number the business key
     */
    void recalculate(String number);
}
