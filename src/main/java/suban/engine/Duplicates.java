package suban.engine;

import org.springframework.dao.DuplicateKeyException;

/** Recognises that somebody else stored the same in the same moment, however deep the reason lies. */
public final class Duplicates {

    private Duplicates() {}

    /** Whether a unique key already taken is behind this problem; the transaction is lost, what stands may be read in another. */
    public static boolean behind(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof DuplicateKeyException) {
                return true;
            }
        }
        return false;
    }
}
