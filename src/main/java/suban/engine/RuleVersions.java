package suban.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The sets of diagrams, tables and forms there are, which of them is in force, and what runs by which (Article 18). */
public interface RuleVersions {

    /** How the deployment of an approved revision is called: this, a blank, and the revision's number. */
    String REVISION = "规则修订";

    /**
     * The set that new cases run by.
     *
     * @param deployment its id
     * @param name what it is called: that of the jar, or {@link #REVISION} with a number
     * @param at when it came into force
     * @param files by path inside the project: {@code processes/complaint.bpmn}, {@code processes/rules/scope.dmn}, {@code forms/triage.form}
     */
    record RuleSet(String deployment, String name, Instant at, Map<String, byte[]> files) {}

    /** Where running instances stand: a step, by what people call it, and how many are there. */
    record Step(String id, String name, long instances) {}

    /**
     * One version of a process that is in force, or by which something still runs.
     *
     * @param set what its deployment is called
     * @param at when it was deployed
     * @param current whether it belongs to the set in force
     * @param instances how many run by it
     * @param steps where these are
     */
    record Version(
            String process,
            String name,
            int version,
            String deployment,
            String set,
            Instant at,
            boolean current,
            long instances,
            List<Step> steps) {}

    /** The set in force; what was deployed for the process of a complaint last. */
    RuleSet inForce();

    /** The files of a set that was in force once, by its {@link #hash}; none where it never was. */
    Map<String, byte[]> filesOf(String hash);

    /** Id of the deployment in force, without its files. */
    String inForceDeployment();

    /** By process and version, the newest first. */
    List<Version> versions();

    /**
     * Puts a whole set in force, in the caller's transaction; again under the same name it changes nothing.
     *
     * @param name what the deployment is called
     * @param files by path inside the project
     * @return the deployment's id
     */
    String deploy(String name, Map<String, byte[]> files);

    /**
     * Does this in a transaction of its own, which is committed when it ends; until then no set is put in force by anybody else: what
     * it finds in force stays so.
     *
     * @throws CannotDeploy where the engine does not take a set; nothing of it stays
     * @throws NotNow where the database or the engine fails; nothing of it stays
     */
    <T> T apart(Supplier<T> act);

    /** The engine does not take a set, whenever it is tried; the message says why. */
    final class CannotDeploy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotDeploy(RuntimeException cause) {
            super(cause);
        }
    }

    /** The database, or the engine itself, fails: not the set's fault, another attempt may do. */
    final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNow(RuntimeException cause) {
            super(cause);
        }
    }

    /** What tells one set's content from another's: the same for a set of the jar and of a revision; 16 digits. */
    String hash(Map<String, byte[]> files);

    /** The same with all 64 digits: for what must not be made to fit. */
    String digest(Map<String, byte[]> files);

    /** When this deployment was made; null where there is none. */
    Instant deployedAt(String deployment);
}
