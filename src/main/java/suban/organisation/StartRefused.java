package suban.organisation;

import java.io.Serial;

/** What the operator supplied cannot be started with; the Chinese message says what to correct and where. */
class StartRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }
}
