package suban.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.configuration.Ordering;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationInitializer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Sets the engine up as Suban needs it: history level, guarded services, timers by due date. */
@Component
@Order(Ordering.DEFAULT_ORDER + 1)
class SubanEnginePlugin extends AbstractCamundaConfiguration {

    private final FormGuard guard;

    /** The initializer is asked for so that the tables are there before the engine looks for them. */
    SubanEnginePlugin(FormGuard guard, FlywayMigrationInitializer schema) {
        this.guard = guard;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setCustomHistoryLevels(List.of(new SubanHistoryLevel()));
        GuardedTaskService tasks = new GuardedTaskService(guard);
        configuration.setTaskService(tasks);
        configuration.setFormService(new GuardedFormService(guard, tasks));
        configuration.setGroupResourceWhitelistPattern("[a-zA-Z0-9-]+");
        configuration.setDefaultUserPermissionNameForTask("TASK_WORK");
        configuration.setJobExecutorPreferTimerJobs(true);
        configuration.setJobExecutorAcquireByDueDate(true);
        configuration.setDefaultNumberOfRetries(3);
        configuration.setFailedJobRetryTimeCycle("R5/PT1M");
        configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
    }
}
