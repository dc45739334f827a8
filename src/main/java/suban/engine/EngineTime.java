package suban.engine;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.stereotype.Component;

/** Moves time on, for demonstrations, tests and trials: due timers fire on the way, one by one, in the order of their dates. */
@Component
public class EngineTime {

    private final EngineClock clock;
    private final ManagementService management;

    EngineTime(EngineClock clock, ManagementService management) {
        this.clock = clock;
        this.management = management;
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
            List<Job> due = management
                    .createJobQuery()
                    .duedateLowerThan(Date.from(target.plusMillis(1)))
                    .withRetriesLeft()
                    .active()
                    .orderByJobDuedate()
                    .asc()
                    .listPage(0, 1);
            if (due.isEmpty()) {
                break;
            }
            Job next = due.get(0);
            if (next.getDuedate().toInstant().isAfter(clock.instant())) {
                clock.set(next.getDuedate().toInstant());
            }
            management.executeJob(next.getId());
        }
        clock.set(target);
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
