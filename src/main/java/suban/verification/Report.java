package suban.verification;

import java.time.Instant;
import java.util.List;

/**
 * What a verification found.
 *
 * @param at when it began
 * @param complaints how many complaints the ledger holds
 * @param entries how many entries of timelines were recomputed
 * @param findings everything that is wrong; empty where nothing is
 */
public record Report(Instant at, long complaints, long entries, List<Finding> findings) {

    /** Whether nothing is wrong. */
    public boolean intact() {
        return findings.isEmpty();
    }
}
