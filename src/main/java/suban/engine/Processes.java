package suban.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What capabilities may ask of the engine, without knowing whose engine it is. */
public interface Processes {

    /** The template of steps that analysts add. */
    String ADDED_STEP = "suban.handling.humanStep";

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
     * Completes, as somebody of the unit would, every open task of this case that the program knows nothing of: what analysts have added
     * to the diagrams from the template {@value #ADDED_STEP}. For those who play people's acts, and know only the tasks that came with
     * the program.
     *
     * @return how many there were
     */
    int passAddedSteps(String number);

    /** The open tasks of this case with this key that this person may do now, the oldest first. */
    List<TaskFacts> openTo(String user, String number, String taskKey);

    /**
     * An open task.
     *
     * @param since when it arose
     */
    record Open(TaskFacts task, Instant since) {}

    /** The open tasks of this case, called processes included, the oldest first; asks nobody's rights. */
    List<Open> open(String number);

    /** Those of them with one of these keys. */
    List<Open> open(String number, Collection<String> taskKeys);

    /** The values that the form of an open task opens with. */
    Map<String, Object> opened(TaskFacts task);

    /**
     * Completes this task as {@code user} would in Tasklist: claims it and sends its form, both or neither.
     *
     * @throws suban.NotFound where it is no longer open
     */
    void complete(String user, TaskFacts task, Map<String, Object> values);

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

    /**
     * Moves every timer and every open task of this case, called processes included, to what its expression says now: for an act
     * that has moved a stored date. Timers that have fired stay fired; a daily cycle goes on from its new beginning. Asks nobody's
     * rights: the caller has checked them. What this very transaction has just started is not among it, since it was timed by
     * the dates of now.
     *
     * @param number the business key
     */
    void recalculate(String number);

    /** Whether this case, called processes included, waits for this message now. */
    boolean awaits(String number, String message);

    /** Ids of the groups for which tasks of this case are open now, called processes included; asks nobody's rights. */
    Set<String> waitingGroups(String number);

    /** Sends a message to whatever of this case waits for it; to nobody where nothing does. */
    void send(String number, String message);

    /** Sends a message to the one part of this case that waits for it with this local value; to nobody where nothing does. */
    void send(String number, String message, String localVariable, Object value);

    /** Whether a task of this case, called processes included, is open to one of these groups, be it claimed or not. */
    boolean hasTaskFor(String number, Collection<String> groups);

    /** The open tasks this person has claimed, of whatever process; asks nobody's rights. */
    List<TaskFacts> claimedBy(String user);

    /**
     * Passes a claimed task on to another person, or hands it back to its unit where that person does not belong to it or a rule
     * keeps the person from it. Asks nobody's rights: the caller has checked them.
     *
     * @return whether the person has it now; empty if it is no longer open
     */
    Optional<Boolean> passOn(TaskFacts task, String user);
}
