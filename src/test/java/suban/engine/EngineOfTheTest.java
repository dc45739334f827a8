package suban.engine;

import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.admin.impl.DefaultAdminRuntimeDelegate;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.impl.DefaultTasklistRuntimeDelegate;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.impl.DefaultWelcomeRuntimeDelegate;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * The engine's REST API and the web applications find their engine in a register of the whole JVM, and time and the level of the
 * log stand for the whole JVM, too. Tests share their applications, so each begins with its own application's engine registered,
 * the time running, and its log as loud as people have it, though a trial or a command was quiet before it.
 */
public class EngineOfTheTest implements TestExecutionListener {

    @Override
    public void prepareTestInstance(TestContext test) {
        ApplicationContext application = test.getApplicationContext();
        application
                .getBeanProvider(LoggingSystem.class)
                .ifAvailable(log -> log.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, levelOf(application)));
        ProcessEngine engine = application.getBeanProvider(ProcessEngine.class).getIfAvailable();
        if (engine == null) {
            return;
        }
        ProcessEngines.registerProcessEngine(engine);
        Admin.setAdminRuntimeDelegate(new DefaultAdminRuntimeDelegate());
        Cockpit.setCockpitRuntimeDelegate(new DefaultCockpitRuntimeDelegate());
        Tasklist.setTasklistRuntimeDelegate(new DefaultTasklistRuntimeDelegate());
        Welcome.setRuntimeDelegate(new DefaultWelcomeRuntimeDelegate());
        application.getBeanProvider(EngineTime.class).ifAvailable(EngineTime::release);
    }

    private static LogLevel levelOf(ApplicationContext application) {
        return application.getEnvironment().getProperty("logging.level.root", LogLevel.class, LogLevel.INFO);
    }
}
