package suban.engine;

import java.util.Optional;

/** Knows whether a start form was already sent: the same user and content within ten minutes is one case. */
public interface StartGuard {

    /** The number of the case these values already started, if any. */
    Optional<String> alreadyStarted(String processKey, FormValues values);
}
