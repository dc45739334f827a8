package suban;

import java.io.Serial;

/** The caller may see it but not do this with it (HTTP 403); the message is Simplified Chinese. */
public class Forbidden extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
        super(message);
    }
}
