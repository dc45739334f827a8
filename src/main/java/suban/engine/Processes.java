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

    /** Sends a message to whatever of this case waits for it; to nobody where nothing does. */
    void send(String number, String message);
}
