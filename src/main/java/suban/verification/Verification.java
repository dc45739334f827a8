package suban.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/** The whole verification, for the command and for the live node alike. */
@Service
public class Verification {

    private final VerificationService tables;
    private final ChainCheck chains;
    private final Clock clock;

    Verification(VerificationService tables, ChainCheck chains, Clock clock) {
        this.tables = tables;
        this.chains = chains;
        this.clock = clock;
    }

    /** Checks everything; takes about a second per thousand cases. */
    public Report run() {
        Instant at = clock.instant();
        long complaints = tables.complaints();
        List<Finding> found = new ArrayList<>(tables.findings());
        long entries = chains.check(found);
        return new Report(at, complaints, entries, found);
    }
}
