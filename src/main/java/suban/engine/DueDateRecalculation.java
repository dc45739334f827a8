package suban.engine;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.calendar.DurationHelper;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.stereotype.Component;

/**
 * Asks the expressions of timers and open tasks again. Uses the engine's internals, because its own recalculation leaves out the
 * due dates of tasks and the beginning that a cycle repeats from. Runs inside a command only.
 */
@Component
class DueDateRecalculation {

    private final TaskService tasks;

    DueDateRecalculation(TaskService tasks) {
        this.tasks = tasks;
    }

    /** Moves all timers and open tasks of this process instance, not of those it has called. */
    void ofInstance(String instanceId) {
        ofInstance(instanceId, Map.of());
    }

    /** @param wasDue when timers were due, by job, where something has moved them already */
    void ofInstance(String instanceId, Map<String, Date> wasDue) {
        CommandContext context = Context.getCommandContext();
        context.getJobManager().findJobsByProcessInstanceId(instanceId).stream()
                .filter(job -> job != context.getCurrentJob())
                .forEach(job -> moveTimer(job, wasDue.getOrDefault(job.getId(), job.getDuedate())));
        context.getTaskManager().findTasksByProcessInstanceId(instanceId).forEach(this::moveTask);
    }

    private static void moveTimer(JobEntity job, Date was) {
        ExecutionEntity execution = job.getExecution();
        if (!(job instanceof TimerEntity timer) || execution == null || job.getActivityId() == null) {
            return;
        }
        ActivityImpl event = execution.getProcessDefinition().findActivity(job.getActivityId());
        if (event == null) {
            return;
        }
        Map<String, TimerDeclarationImpl> declarations =
                event.getEventScope().getProperties().get(BpmnProperties.TIMER_DECLARATIONS);
        TimerDeclarationImpl declaration = declarations == null ? null : declarations.get(job.getActivityId());
        if (declaration != null) {
            declaration.updateJob(timer);
            keepOverdue(timer, was);
        }
    }

    /** The engine begins a cycle after now: what was due of it and has not fired yet would be left out. */
    private static void keepOverdue(TimerEntity timer, Date was) {
        if (timer.getRepeat() != null
                && was != null
                && !was.after(ClockUtil.getCurrentTime())
                && timer.getDuedate() != null
                && timer.getDuedate().after(was)) {
            timer.setDuedate(firstFrom(was, timer.getRepeat()));
        }
    }

    /** When a cycle comes round first, not before this moment. */
    private static Date firstFrom(Date moment, String cycle) {
        if (!cycle.startsWith("R")) {
            return moment;
        }
        try {
            Date first = new DurationHelper(cycle).getDateAfter(new Date(moment.getTime() - 1));
            return first == null ? moment : first;
        } catch (Exception e) { // so it is declared; the engine has read this very cycle a moment ago
            throw new IllegalStateException(cycle, e);
        }
    }

    private void moveTask(TaskEntity task) {
        Expression expression = task.getTaskDefinition().getDueDateExpression();
        if (expression != null
                && expression.getValue(task.getExecution()) instanceof Date due
                && !due.equals(task.getDueDate())) {
            tasks.setDueDate(task.getId(), due);
        }
    }
}
