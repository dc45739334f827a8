package suban.engine;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
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
        CommandContext context = Context.getCommandContext();
        context.getJobManager().findJobsByProcessInstanceId(instanceId).stream()
                .filter(job -> job != context.getCurrentJob())
                .forEach(DueDateRecalculation::moveTimer);
        context.getTaskManager().findTasksByProcessInstanceId(instanceId).forEach(this::moveTask);
    }

    private static void moveTimer(JobEntity job) {
        ExecutionEntity execution = job.getExecution();
        if (!(job instanceof TimerEntity timer) || execution == null || job.getActivityId() == null) {
            return;
        }
        ActivityImpl event = execution.getProcessDefinition().findActivity(job.getActivityId());
        Map<String, TimerDeclarationImpl> declarations =
                event.getEventScope().getProperties().get(BpmnProperties.TIMER_DECLARATIONS);
        TimerDeclarationImpl declaration = declarations == null ? null : declarations.get(job.getActivityId());
        if (declaration != null) {
            declaration.updateJob(timer);
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
