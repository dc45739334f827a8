package suban.engine;

import java.util.Optional;
import suban.InvalidInput;

/** Hands a refusal past the engine's REST layer, which would make a 500 of it, to the servlet filter that answers 400. */
public final class Refusals {

    private static final ThreadLocal<InvalidInput> LAST = new ThreadLocal<>();

    private Refusals() {}

    /** Remembers the refusal for this request. */
    public static void report(InvalidInput refusal) {
        LAST.set(refusal);
    }

    /** Takes the refusal of this request, if there was one, and forgets it. */
    public static Optional<InvalidInput> take() {
        InvalidInput refusal = LAST.get();
        LAST.remove();
        return Optional.ofNullable(refusal);
    }
}
