package suban.web;

import java.time.Clock;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import suban.Actor;
import suban.ledger.Act;
import suban.ledger.Complaints;
import suban.ledger.Timeline;

/** Writes what administrators do to running cases into the cases' timelines. */
@Component
class Interventions {

    private static final Logger LOG = LoggerFactory.getLogger(Interventions.class);

    /** Key of the process in which responsibility is judged. */
    static final String ACCOUNTABILITY = "accountability";

    private final ProcessEngineConfigurationImpl engine;
    private final RuntimeService instances;
    private final TaskService tasks;
    private final ManagementService jobs;
    private final Complaints complaints;
    private final Timeline timeline;
    private final Clock clock;

    Interventions(ProcessEngine engine, Complaints complaints, Timeline timeline, Clock clock) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.instances = engine.getRuntimeService();
        this.tasks = engine.getTaskService();
        this.jobs = engine.getManagementService();
        this.complaints = complaints;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** The complaint number a task or job belongs to; null where it belongs to none or does not exist. */
    String caseOf(String kind, String id) {
        return engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    String instance = "task".equals(kind) ? instanceOfTask(id) : instanceOfJob(id);
                    ProcessInstance found = instance == null
                            ? null
                            : instances
                                    .createProcessInstanceQuery()
                                    .processInstanceId(instance)
                                    .singleResult();
                    return found == null ? null : found.getBusinessKey();
                }));
    }

    private String instanceOfTask(String id) {
        Task task = tasks.createTaskQuery().taskId(id).singleResult();
        return task == null ? null : task.getProcessInstanceId();
    }

    private String instanceOfJob(String id) {
        Job job = jobs.createJobQuery().jobId(id).singleResult();
        return job == null ? null : job.getProcessInstanceId();
    }

    /** Whether a job waits for its date: a deadline comes when it is due, and nobody makes a case late before (Article 8). */
    boolean isBeforeItsTime(String jobId) {
        Job job = engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(
                        () -> jobs.createJobQuery().jobId(jobId).singleResult()));
        return job != null
                && job.getDuedate() != null
                && job.getDuedate().toInstant().isAfter(clock.instant());
    }

    /** Whether a task or job belongs to a judgement of responsibility, of which the units learn nothing (Article 15). */
    boolean isAccountability(String kind, String id) {
        return engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    String definition = null;
                    if ("task".equals(kind)) {
                        Task task = tasks.createTaskQuery().taskId(id).singleResult();
                        definition = task == null ? null : task.getProcessDefinitionId();
                    } else {
                        Job job = jobs.createJobQuery().jobId(id).singleResult();
                        definition = job == null ? null : job.getProcessDefinitionId();
                    }
                    return definition != null && definition.startsWith(ACCOUNTABILITY + ":");
                }));
    }

    /**
     * Appends to the case's timeline; what belongs to no case stays in the engine's operation log and in ours.
     *
     * @param discreet whether it was about a judgement of responsibility: not for the units, neither the act nor the reason
     */
    void record(String number, String user, String act, String reason, boolean discreet) {
        if (number == null) {
            LOG.info("intervention of {} in no case: {}", user, act);
        } else {
            LOG.info("intervention in {}", number); // the case's record says whose and what, to whom it may
            complaints
                    .findByNumber(number)
                    .ifPresent(complaint -> timeline.append(
                            complaint.id(),
                            discreet ? Act.ACCOUNTABILITY_INTERVENED : Act.INTERVENED,
                            new Actor(user, null),
                            Map.of("what", act),
                            Map.of("reason", reason)));
        }
    }
}
