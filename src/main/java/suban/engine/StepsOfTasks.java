package suban.engine;

import java.util.Date;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricScopeInstanceEvent;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * When a step ends, the engine asks the database when it began, to write how many milliseconds it took. The step of a task began when
 * the task was made, which is known.
 */
final class StepsOfTasks extends DbHistoryEventHandler {

    @Override
    protected void insertOrUpdate(HistoryEvent event) {
        TaskEntity task = isInitialEvent(event) ? null : taskOf(event);
        if (task == null || getDbEntityManager().getCachedEntity(event.getClass(), event.getId()) != null) {
            super.insertOrUpdate(event);
            return;
        }
        ((HistoricScopeInstanceEvent) event)
                .setStartTime(new Date(task.getCreateTime().getTime()));
        getDbEntityManager().merge(event);
    }

    /** The task that this is told of, if this command has it; null otherwise. */
    private TaskEntity taskOf(HistoryEvent event) {
        String id = event instanceof HistoricTaskInstanceEventEntity it
                ? it.getTaskId()
                : event instanceof HistoricActivityInstanceEventEntity step ? step.getTaskId() : null;
        return id == null
                ? null
                : Context.getCommandContext().getDbEntityManager().getCachedEntity(TaskEntity.class, id);
    }
}
