package suban.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Lets a node that is told to end finish the steps it has begun, beside the requests it has begun, and hand back those it has only
 * reserved: another node takes them at once, instead of when their reservation has run out (camunda.bpm.job-execution.lock-time-in-millis).
 */
@Component
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
class JobsAtShutdown implements SmartLifecycle {

    /** A little less than what Spring gives a phase. */
    private static final int SECONDS = 25;

    private final ProcessEngine engine;
    private final ThreadPoolTaskExecutor threads;
    private volatile boolean running;

    JobsAtShutdown(ProcessEngine engine, @Qualifier("camundaTaskExecutor") TaskExecutor threads) {
        this.engine = engine;
        this.threads = (ThreadPoolTaskExecutor) threads;
        // by itself it would interrupt what runs
        this.threads.setWaitForTasksToCompleteOnShutdown(true);
        this.threads.setAwaitTerminationSeconds(SECONDS);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable ended) {
        Thread ending = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        ended.run();
                    }
                },
                "jobs-at-shutdown");
        ending.start();
    }

    @Override
    public void stop() {
        running = false;
        // nothing is reserved any more, and what waits for a thread is handed back by it
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getJobExecutor()
                .shutdown();
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
    }
}
