package suban.engine;

import java.util.List;
import java.util.Optional;
import suban.InvalidInput.FieldError;

/**
 * What a capability knows of a start form beyond the form: what is wrong with it, and whether it was already sent, since the same
 * user and content within ten minutes is one case.
 */
public interface StartGuard {

    /** All that is wrong with these values; empty if nothing is. Fields the form refuses are among them as they were sent. */
    List<FieldError> problems(String processKey, FormValues values);

    /** The number of the case these values already started, if any. */
    Optional<String> alreadyStarted(String processKey, FormValues values);

    /** Sees to what has to stand before the transaction that starts the process begins. */
    default void prepare(String processKey) {}
}
