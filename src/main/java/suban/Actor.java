package suban;

import java.io.Serial;
import java.io.Serializable;

/**
 * Who did something, and for which unit.
 *
 * @param user the person's or machine account's id; null for the system itself
 * @param unit id of the unit acted for; null where none is known
 */
public record Actor(String user, String unit) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The system itself: timers and automatic steps. */
    public static final Actor SYSTEM = new Actor(null, null);
}
