package suban.engine;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.BackoffJobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.engine.impl.jobexecutor.SequentialJobAcquisitionRunnable;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.property.JobExecutionProperty;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * The engine's job executor with an acquisition of its own: steps and timers that are due are reserved many at a time, the earliest
 * first by an index, and what another node is just reserving is passed over instead of waited for. Reservations are the engine's:
 * whoever executes by its own acquisition respects them, and they are respected here. That steps of one run are done one after the other
 * holds within a node; two nodes that reserve in the same moment may each take one of them, and the later one is rolled back and tried again.
 */
@Component
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
public class DueJobs extends SpringJobExecutor {

    /** How long it waits for room among what is reserved already, in milliseconds; a finished job ends the wait. */
    private static final long FULL = 50;

    private static final String NOT_RESERVED =
            """
             and RETRIES_ > 0 and SUSPENSION_STATE_ = 1 and (LOCK_OWNER_ is null or LOCK_EXP_TIME_ < :now)
            and (EXCLUSIVE_ = false or not exists (
              select 1 from ACT_RU_JOB other where other.PROCESS_INSTANCE_ID_ = job.PROCESS_INSTANCE_ID_
              and other.EXCLUSIVE_ = true and other.LOCK_OWNER_ is not null and other.LOCK_EXP_TIME_ >= :now))
            """;

    /** What somebody waits for: steps that follow an act of a person or another step. */
    private static final String STEPS = "select ID_, PROCESS_INSTANCE_ID_, EXCLUSIVE_ from ACT_RU_JOB job"
            + " where TYPE_ in ('message', 'ever-living') and HANDLER_TYPE_ <> 'history-cleanup' and (DUEDATE_ is null or DUEDATE_ <= :now)"
            + NOT_RESERVED + "order by coalesce(DUEDATE_, CREATE_TIME_) limit :most for update skip locked";

    private static final String TIMERS = "select ID_, PROCESS_INSTANCE_ID_, EXCLUSIVE_ from ACT_RU_JOB job"
            + " where TYPE_ = 'timer' and DUEDATE_ <= :now"
            + NOT_RESERVED + "order by DUEDATE_ limit :most for update skip locked";

    private static final String RESERVE =
            """
            update ACT_RU_JOB set REV_ = REV_ + 1, LOCK_OWNER_ = :owner, LOCK_EXP_TIME_ = :until where ID_ in (:jobs)""";

    private final JdbcClient jdbc;
    private final Clock clock;

    /** With the settings under {@code camunda.bpm.job-execution}; {@code threads} does the work. */
    public DueJobs(
            @Qualifier("camundaTaskExecutor") TaskExecutor threads,
            CamundaBpmProperties properties,
            JdbcClient jdbc,
            Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        setTaskExecutor(threads);
        acquireJobsCmdFactory = most -> context -> reserve(most);
        setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        JobExecutionProperty settings = properties.getJobExecution();
        Optional.ofNullable(settings.getLockTimeInMillis()).ifPresent(this::setLockTimeInMillis);
        Optional.ofNullable(settings.getMaxJobsPerAcquisition()).ifPresent(this::setMaxJobsPerAcquisition);
        Optional.ofNullable(settings.getWaitTimeInMillis()).ifPresent(this::setWaitTimeInMillis);
        Optional.ofNullable(settings.getMaxWait()).ifPresent(this::setMaxWait);
        Optional.ofNullable(settings.getWaitIncreaseFactor()).ifPresent(this::setWaitIncreaseFactor);
    }

    @Override
    protected void ensureInitialization() {
        // a shutdown takes it away
        acquireJobsCmdFactory = most -> context -> reserve(most);
        acquireJobsRunnable = new SequentialJobAcquisitionRunnable(this) {
            @Override
            protected JobAcquisitionStrategy initializeAcquisitionStrategy() {
                return new WhereThereIsRoom();
            }
        };
    }

    /** Reserves nothing while as much waits for a thread as is to wait: what a node reserves and does not do, no other does. */
    private final class WhereThereIsRoom extends BackoffJobAcquisitionStrategy {

        private WhereThereIsRoom() {
            super(DueJobs.this);
        }

        private boolean isRoom() {
            if (!(getTaskExecutor() instanceof ThreadPoolTaskExecutor pool)) {
                return true;
            }
            BlockingQueue<Runnable> waiting = pool.getThreadPoolExecutor().getQueue();
            int room = waiting.remainingCapacity();
            return room >= Math.min(getMaxJobsPerAcquisition(), waiting.size() + room);
        }

        @Override
        public int getNumJobsToAcquire(String engine) {
            return isRoom() ? super.getNumJobsToAcquire(engine) : 0;
        }

        @Override
        public long getWaitTime() {
            long wait = super.getWaitTime();
            return wait == 0 && !isRoom() ? FULL : wait;
        }
    }

    private record Due(String id, String instance, boolean exclusive) {}

    /** Steps come first, so that a backlog of timers holds none of them up, but do not take all the places. */
    private AcquiredJobs reserve(int most) {
        Instant now = clock.instant();
        List<Due> due = new ArrayList<>(find(STEPS, Math.max(1, most / 2), now));
        if (due.size() < most) {
            due.addAll(find(TIMERS, most - due.size(), now));
        }
        AcquiredJobs reserved = new AcquiredJobs(most);
        if (due.isEmpty()) {
            return reserved;
        }
        jdbc.sql(RESERVE)
                .param("owner", getLockOwner())
                .param("until", Timestamp.from(now.plusMillis(getLockTimeInMillis())))
                .param("jobs", due.stream().map(Due::id).toList())
                .update();
        Map<String, List<String>> oneAfterTheOther = new LinkedHashMap<>();
        due.forEach(job -> oneAfterTheOther
                .computeIfAbsent(
                        job.exclusive() && job.instance() != null ? job.instance() : job.id(), key -> new ArrayList<>())
                .add(job.id()));
        oneAfterTheOther.values().forEach(reserved::addJobIdBatch);
        return reserved;
    }

    private List<Due> find(String sql, int most, Instant now) {
        return jdbc.sql(sql)
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, index) -> new Due(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }
}
