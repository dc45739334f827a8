package suban.engine;

import java.util.Set;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * The engine history Suban keeps: the path of a case, its tasks, incidents and the operation log, but no variables and no form
 * properties, because what people typed stands in the ledger. The level is stored in the database and cannot be changed later.
 */
final class SubanHistoryLevel implements HistoryLevel {

    private static final Set<HistoryEventTypes> KEPT = Set.of(
            HistoryEventTypes.INCIDENT_CREATE,
            HistoryEventTypes.INCIDENT_DELETE,
            HistoryEventTypes.INCIDENT_MIGRATE,
            HistoryEventTypes.INCIDENT_RESOLVE,
            HistoryEventTypes.USER_OPERATION_LOG);

    @Override
    public int getId() {
        return 20;
    }

    @Override
    public String getName() {
        return "suban";
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType eventType, Object entity) {
        return HISTORY_LEVEL_ACTIVITY.isHistoryEventProduced(eventType, entity)
                || eventType instanceof HistoryEventTypes type && KEPT.contains(type);
    }
}
