package suban.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/**
 * Lets a task be claimed and completed in one command. The engine writes such a step's history once, at its end, and what it writes
 * at an end leaves out who had claimed the task: here that is written, too.
 */
final class ClaimsInHistory extends CacheAwareHistoryEventProducer {

    @Override
    public HistoryEvent createActivityInstanceEndEvt(DelegateExecution execution) {
        HistoricActivityInstanceEventEntity known = findInCache(
                HistoricActivityInstanceEventEntity.class, ((ExecutionEntity) execution).getActivityInstanceId());
        boolean claimed = known != null && known.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_UPDATE);
        HistoryEvent end = super.createActivityInstanceEndEvt(execution);
        if (claimed) {
            // the kind of event that is written with the assignee and, as it has ended, with its end
            end.setEventType(HistoryEventTypes.ACTIVITY_INSTANCE_UPDATE.getEventName());
        }
        return end;
    }
}
