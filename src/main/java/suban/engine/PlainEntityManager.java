package suban.engine;

import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * Adds rows as the engine does, but for one thing: the engine writes each of them down in full, with its dates in words, for a message that is
 * told only when an id is wrong.
 */
final class PlainEntityManager extends DbEntityManager {

    /** Puts it in the place of the engine's own. */
    static final class Factory implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return DbEntityManager.class;
        }

        @Override
        public Session openSession() {
            return new PlainEntityManager(Context.getCommandContext().getSession(PersistenceSession.class));
        }
    }

    private PlainEntityManager(PersistenceSession session) {
        super(Context.getProcessEngineConfiguration().getIdGenerator(), session);
    }

    @Override
    protected void validateId(DbEntity entity) {
        if (entity.getId() == null || Authorization.ANY.equals(entity.getId())) {
            super.validateId(entity);
        }
    }
}
