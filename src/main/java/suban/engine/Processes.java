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

    /**
     * Sends a message to a running case, without asking for the engine's rights: the caller has checked them. Nothing happens where
     * the case does not wait for it.
     *
     * @param message its name, {@code complaint.withdrawn}
     * @return whether the case took it
     */
    boolean tell(String number, String message);

    /**
     * Starts a process for a known case by a message, without asking for the engine's rights.
     *
     * @param variables references and routing facts, by their names
     */
    void startByMessage(String message, String number, Map<String, Object> variables);

    /** Runs {@code act} with {@code user} and the user's groups as the engine's current user. */
    <T> T as(String user, Supplier<T> act);
}
