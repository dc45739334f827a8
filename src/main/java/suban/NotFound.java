package suban;

import java.io.Serial;

/** There is no such thing, or it is not the caller's (HTTP 404); the message is Simplified Chinese. */
public class NotFound extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
        super(message);
    }
}
