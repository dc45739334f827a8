package suban.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Moves what runs from an older set of rules to another, each case as a whole: every process of it or none (Article 18). A case is known by its business
 * key, which all its processes have; what has none by its process instance ({@link #isCase}).
 */
public interface RuleMigration {

    /** In a mapping, instead of a new id: what waited for this old event waits no more. */
    String DROPPED = "-";

    /** One process of a case, and the versions it goes from and to. */
    record Part(String instance, String process, String name, int from, int to) {}

    /**
     * What became, or would become, of a case.
     *
     * @param parts its processes that are not of the set already
     * @param refusals why it stays as it is, in Chinese; empty where it moves
     */
    record Outcome(String key, List<Part> parts, List<String> refusals) {

        /** Whether it moves. */
        public boolean moves() {
            return refusals.isEmpty();
        }
    }

    /** Whether this key is a business key. */
    static boolean isCase(String key) {
        return !key.startsWith("~");
    }

    /** What runs by another set than this one: its processes by key; what carries out a revision itself is not among it. */
    Map<String, List<Part>> notOn(String deployment);

    /** The processes of a case that are not of this set. */
    List<Part> parts(String key, String deployment);

    /**
     * Moves one case, in the caller's transaction; its lock is the caller's to take before. A case that cannot move as a whole is left as it
     * is, and the caller's transaction goes on; where it throws, it is the caller's to go back to a savepoint. Timers that have fired do not fire again, those that wait are computed anew from the stored
     * facts, and so are the due dates of open tasks.
     *
     * @param mapping new ids of steps by old ones, where they are not the same; {@link #DROPPED} for events that are gone
     */
    Outcome migrate(String key, String deployment, Map<String, String> mapping);

    /**
     * What of a mapping cannot be, for these cases: pairs whose steps are of different types, or stand in places that do not answer to each
     * other. In Chinese, each pair once; empty where nothing is wrong with it.
     */
    List<String> wrong(Collection<String> keys, String deployment, Map<String, String> mapping);

    /**
     * Whether this failure came of somebody who was at work on the same thing at the same moment, or of a database that had no time: what failed
     * so is to be done again, and says nothing of the case.
     */
    boolean isCollision(RuntimeException e);

    /** Whether the engine's job at hand would not be tried again after another failure; false where none is at hand. */
    boolean isLastTry();

    /** The diagram of every version of a process by which something still runs, each under a name of its own that ends with .bpmn. */
    Map<String, byte[]> diagramsInUse();

    /**
     * What {@link #migrate} would do with each of these cases now: each is carried out and taken back.
     *
     * @throws suban.Conflict where another dry run is going on
     */
    List<Outcome> dryRun(Collection<String> keys, String deployment, Map<String, String> mapping);

    /**
     * What would become of everything that runs, if this set were in force: it is put in force and everything taken back again.
     *
     * @throws suban.InvalidInput where the engine does not take the set
     * @throws suban.Conflict where another dry run is going on
     */
    List<Outcome> dryRun(Map<String, byte[]> files, Map<String, String> mapping);
}
