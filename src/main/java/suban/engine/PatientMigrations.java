package suban.engine;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;

/**
 * A migration may take as long as it takes. Elsewhere a statement that has no answer after some minutes is given up, as the connection's
 * address says; what fills a new table from a million cases would be begun again and again.
 */
@Component
class PatientMigrations implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    /** The pool gives its connections their own patience back when they come home. */
    @Override
    public void handle(Event event, Context context) {
        try {
            context.getConnection().setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            throw new FlywayException("the connection cannot be told to wait", e);
        }
    }

    @Override
    public String getCallbackName() {
        return "patience";
    }
}
