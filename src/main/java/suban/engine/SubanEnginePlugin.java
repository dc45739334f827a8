package suban.engine;

import java.util.List;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringTransactionsProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.Ordering;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Sets the engine up as Suban needs it: history level, guarded services, safe expressions. */
@Component
@Order(Ordering.DEFAULT_ORDER + 1)
class SubanEnginePlugin extends AbstractProcessEnginePlugin {

    private final FormGuard guard;
    private final ApplicationContext context;
    private final DeployedRules rules;
    private Resource[] set = {};

    /** The initializer is asked for so that the tables are there before the engine looks for them. */
    SubanEnginePlugin(
            FormGuard guard, ApplicationContext context, DeployedRules rules, FlywayMigrationInitializer schema) {
        this.guard = guard;
        this.context = context;
        this.rules = rules;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        SpringTransactionsProcessEngineConfiguration spring =
                (SpringTransactionsProcessEngineConfiguration) configuration;
        set = spring.getDeploymentResources();
        spring.setDeploymentResources(new Resource[0]); // DeployedRules deploys them
        configuration.setCustomHistoryLevels(List.of(new SubanHistoryLevel()));
        DefaultDmnEngineConfiguration decisions = new DefaultDmnEngineConfiguration();
        decisions.setFeelEngineFactory(new RememberedFeelFactory());
        configuration.setDmnEngineConfiguration(decisions);
        configuration.setCustomSessionFactories(List.of(new FewGroups.Factory(), new PlainEntityManager.Factory()));
        configuration.setHistoryEventProducer(new ClaimsInHistory());
        configuration.setHistoryEventHandler(new StepsOfTasks());
        GuardedTaskService tasks = new GuardedTaskService(guard);
        configuration.setTaskService(tasks);
        configuration.setFormService(new GuardedFormService(guard, tasks));
        configuration.setRepositoryService(new GuardedRepositoryService());
        configuration.setIdentityService(new GuardedIdentityService(guard, tasks));
        configuration.setExpressionManager(new SafeExpressionManager(context));
        configuration.setGroupResourceWhitelistPattern("[a-zA-Z0-9-]+");
        configuration.setDefaultUserPermissionNameForTask("TASK_WORK");
        configuration.setDefaultNumberOfRetries(3);
        configuration.setFailedJobRetryTimeCycle("R5/PT1M");
        configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
        // nobody draws cases in CMMN; see V25
        configuration.setCmmnEnabled(false);
        // suban.retention archives and removes: what the engine would note for its own removal is a second write of all
        // history
        configuration.setHistoryCleanupStrategy(ProcessEngineConfiguration.HISTORY_CLEANUP_STRATEGY_END_TIME_BASED);
        configuration.setHistoryRemovalTimeStrategy(ProcessEngineConfiguration.HISTORY_REMOVAL_TIME_STRATEGY_NONE);
        // what Camunda counts for its licences
        configuration.setTaskMetricsEnabled(false);
        // a refused form is no error of the system; what is one, the REST layer, our controllers and the job executor
        // log
        configuration.setEnableCmdExceptionLogging(false);
        // what the engine logs of a case carries the number of the case
        configuration.setLoggingContextBusinessKey("complaint");
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        // pieces of statements, and with them the whole documents they were read from: nobody needs them once all
        // statements are made
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getSqlSessionFactory()
                .getConfiguration()
                .getSqlFragments()
                .clear();
        rules.deploy(engine, set);
    }
}
