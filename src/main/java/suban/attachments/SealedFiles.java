package suban.attachments;

import java.util.Map;
import java.util.Optional;
import suban.ledger.Complaint;

/** What the secrecy of a case means for its files (Article 3). */
public interface SealedFiles {

    /** Whether the case is sealed now. */
    boolean isSealed(Complaint complaint);

    /**
     * The names of a sealed case's files by their ids, for the officer who decides about it; empty for everybody else, who sees
     * neither names nor files.
     */
    Optional<Map<Long, String>> namesFor(Complaint complaint, String user);
}
