package suban.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Component;

/** Moves time on, for demonstrations, tests and trials: due timers fire on the way, one by one, in the order of their dates. */
@Component
public class EngineTime {

    /** Wants to know what time brings about, case by case. */
    public interface Watch {

        /** Something of this case has happened by itself; the time stands at that moment. */
        void happened(String number);

        /**
         * A step has failed, and is not tried again.
         *
         * @param number the case's business key; null where it belongs to none
         * @param step what the diagram calls it; its id where it has no name, a phrase where it is of no diagram
         */
        void failed(String number, String step, RuntimeException why);
    }

    private final EngineClock clock;
    private final ManagementService management;
    private final ProcessEngineConfigurationImpl engine;

    EngineTime(EngineClock clock, ManagementService management, ProcessEngineConfigurationImpl engine) {
        this.clock = clock;
        this.management = management;
        this.engine = engine;
    }

    /** Does what waits for no date: steps that run in a transaction of their own. */
    public void runWaiting() {
        List<Job> waiting = waiting();
        while (!waiting.isEmpty()) {
            waiting.forEach(job -> management.executeJob(job.getId()));
            waiting = waiting();
        }
    }

    private List<Job> waiting() {
        return management.createJobQuery().messages().withRetriesLeft().active().list();
    }

    /** Fires, each at its own due date, every timer due up to {@code target}, then lets the clock stand there. */
    public void advanceTo(Instant target) {
        while (true) {
            runWaiting();
            Job next = next(target).orElse(null);
            if (next == null) {
                break;
            }
            moveTo(next);
            management.executeJob(next.getId());
        }
        clock.set(target);
    }

    /** The same, told of each thing that happens; what fails stays undone, and the rest goes on. */
    public void advanceTo(Instant target, Watch watch) {
        while (true) {
            List<Job> waiting = waiting();
            while (!waiting.isEmpty()) {
                List<String> numbers = new ArrayList<>();
                for (Job job : waiting) {
                    execute(job, watch).ifPresent(numbers::add);
                }
                numbers.forEach(watch::happened);
                waiting = waiting();
            }
            Job next = next(target).orElse(null);
            if (next == null) {
                break;
            }
            moveTo(next);
            execute(next, watch).ifPresent(watch::happened);
        }
        clock.set(target);
    }

    private void moveTo(Job next) {
        if (next.getDuedate().toInstant().isAfter(clock.instant())) {
            clock.set(next.getDuedate().toInstant());
        }
    }

    /** The number of the case something has happened in; empty where it failed, or was no more to be done. */
    private Optional<String> execute(Job job, Watch watch) {
        String number = numberOf(job);
        try {
            management.executeJob(job.getId());
            return Optional.ofNullable(number);
        } catch (RuntimeException e) {
            if (management.createJobQuery().jobId(job.getId()).count() > 0) {
                management.setJobRetries(job.getId(), 0);
                watch.failed(number, nameOf(job), e);
            }
            return Optional.empty();
        }
    }

    private String numberOf(Job job) {
        return job.getProcessInstanceId() == null
                ? null
                : engine.getCommandExecutorTxRequired().execute(context -> {
                    ExecutionEntity instance =
                            context.getExecutionManager().findExecutionById(job.getProcessInstanceId());
                    return instance == null ? null : instance.getBusinessKey();
                });
    }

    private String nameOf(Job job) {
        JobDefinition definition = job.getJobDefinitionId() == null
                ? null
                : management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult();
        if (definition == null || definition.getActivityId() == null || job.getProcessDefinitionId() == null) {
            return "不在流程图中的系统作业"; // a batch, for instance
        }
        String activity = definition.getActivityId().replace("#multiInstanceBody", "");
        return engine.getRepositoryService()
                                        .getBpmnModelInstance(job.getProcessDefinitionId())
                                        .getModelElementById(activity)
                                instanceof FlowElement step
                        && step.getName() != null
                ? step.getName().replaceAll("\\s+", "")
                : activity;
    }

    /** When the next timer up to {@code until} is due; empty where none is. */
    public Optional<Instant> nextTimer(Instant until) {
        return next(until).map(job -> job.getDuedate().toInstant());
    }

    private Optional<Job> next(Instant until) {
        return management
                .createJobQuery()
                .duedateLowerThan(Date.from(until.plusMillis(1)))
                .withRetriesLeft()
                .active()
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .findFirst();
    }

    /** Lets the time run on as it would have without all this. */
    public void release() {
        clock.reset();
    }

    /** Lets the time stand still at this instant without firing anything. */
    public void set(Instant instant) {
        clock.set(instant);
    }
}
