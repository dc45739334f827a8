package suban;

import java.io.Serial;

/** The act contradicts what already stands (HTTP 409); the message is Simplified Chinese. */
public class Conflict extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
        super(message);
    }
}
