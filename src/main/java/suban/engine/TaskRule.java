package suban.engine;

/** A rule on who may take or complete a task, beyond its group: four eyes, for instance. */
public interface TaskRule {

    /** Refuses with {@link suban.Forbidden} if {@code user} may not claim or complete {@code task}. */
    void check(TaskFacts task, String user);
}
