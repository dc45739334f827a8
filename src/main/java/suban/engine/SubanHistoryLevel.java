package suban.engine;

import java.util.Set;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/**
 * The engine history Suban keeps: the path of a case except for its choices, its tasks, incidents and the operation log, but no variables and no form
 * properties, because what people typed stands in the ledger. The level is stored in the database and cannot be changed later.
 */
final class SubanHistoryLevel implements HistoryLevel {

    private static final Set<HistoryEventTypes> KEPT = Set.of(
            HistoryEventTypes.INCIDENT_CREATE,
            HistoryEventTypes.INCIDENT_DELETE,
            HistoryEventTypes.INCIDENT_MIGRATE,
            HistoryEventTypes.INCIDENT_RESOLVE,
            HistoryEventTypes.USER_OPERATION_LOG);

    /**
     * A choice takes no time, nobody does it, and the step after it tells how it was made; of what the diagrams of a case pass they are
     * two fifths.
     */
    private static final String CHOICE = "exclusiveGateway";

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
        if (entity instanceof ExecutionEntity step && isStep(eventType) && isChoice(step)) {
            return false;
        }
        return HISTORY_LEVEL_ACTIVITY.isHistoryEventProduced(eventType, entity)
                || eventType instanceof HistoryEventTypes type && KEPT.contains(type);
    }

    private static boolean isStep(HistoryEventType type) {
        return type == HistoryEventTypes.ACTIVITY_INSTANCE_START || type == HistoryEventTypes.ACTIVITY_INSTANCE_END;
    }

    private static boolean isChoice(ExecutionEntity step) {
        return step.getActivity() != null
                && CHOICE.equals(step.getActivity().getProperties().get(BpmnProperties.TYPE));
    }
}
