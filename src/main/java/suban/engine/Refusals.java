package suban.engine;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.springframework.dao.ConcurrencyFailureException;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.NotFound;

/** Hands a refusal past the engine's REST layer, which would make a 500 of it, to the servlet filter that answers for it. */
public final class Refusals {

    private static final ThreadLocal<RuntimeException> LAST = new ThreadLocal<>();

    private Refusals() {}

    /** Remembers the refusal for this request: one of {@link InvalidInput}, {@link Forbidden}, {@link NotFound}, {@link Conflict}. */
    public static void report(RuntimeException refusal) {
        LAST.set(refusal);
    }

    /** Whether this request has been refused, and the answer is still to come. */
    public static boolean isReported() {
        return LAST.get() != null;
    }

    /** Takes the refusal of this request, if there was one, and forgets it. */
    public static Optional<RuntimeException> take() {
        RuntimeException refusal = LAST.get();
        LAST.remove();
        return Optional.ofNullable(refusal);
    }

    /** The refusal behind an exception of the engine, if there is one; two people who did the same at once are one, too. */
    public static Optional<RuntimeException> behind(Throwable problem) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable t = problem; t != null && seen.add(t); t = t.getCause()) {
            if (t instanceof InvalidInput || t instanceof Forbidden || t instanceof NotFound || t instanceof Conflict) {
                return Optional.of((RuntimeException) t);
            }
            if (t instanceof OptimisticLockingException
                    || t instanceof TaskAlreadyClaimedException
                    || t instanceof ConcurrencyFailureException
                    || isRolledBack(t)) {
                return Optional.of(new Conflict("该事项刚刚被他人处理，请刷新后重试。"));
            }
            if (t instanceof AuthorizationException) {
                return Optional.of(new Forbidden("您没有权限执行此操作。"));
            }
        }
        return Optional.empty();
    }

    /** The database gave this transaction up in favour of another: a deadlock, for instance. */
    private static boolean isRolledBack(Throwable problem) {
        return problem instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("40");
    }
}
