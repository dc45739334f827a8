package suban.engine;

import java.time.Instant;
import java.util.List;

/** Steps of running cases that the engine has given up trying: what was to happen by itself has not, and the case waits for it. */
public interface FailedSteps {

    /**
     * One such step.
     *
     * @param number the case's business key
     * @param process the process definition's key
     * @param name what the diagram calls the step; null where it gives it no name
     * @param since when it was given up
     */
    record FailedStep(String number, String process, String name, Instant since) {}

    /** Those of all cases: next to none on an ordinary day. Two statements; asks nobody's rights. */
    List<FailedStep> all();

    /** Those of one case, called processes included, the earliest first; asks nobody's rights. */
    List<FailedStep> of(String number);

    /**
     * Has every failed step of this case tried again, by whoever executes steps. Asks nobody's rights: the caller has checked
     * them, and lets one do so at a time.
     *
     * @param tries how often at most, until one succeeds; at least 1
     * @return how many those are
     */
    int retry(String number, int tries);
}
