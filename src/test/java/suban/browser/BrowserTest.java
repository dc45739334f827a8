package suban.browser;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import suban.engine.EngineTime;

/** One browser for the tests of a class, and the application as its people find it; which application, each test says itself. */
abstract class BrowserTest {

    static ChromeDriver browser;

    private static boolean clockSet;

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private EngineTime time;

    @Autowired
    private Clock clock;

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open();
        clockSet = false;
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
            browser = null;
        }
    }

    /**
     * Engine, time and what the web applications reach the engine by are one for the whole JVM: another application may have been
     * started or ended since, and time stopped or moved.
     */
    @BeforeEach
    void begin() {
        ProcessEngines.registerProcessEngine(engine);
        Admin.setAdminRuntimeDelegate(new DefaultAdminRuntimeDelegate());
        Cockpit.setCockpitRuntimeDelegate(new DefaultCockpitRuntimeDelegate());
        Tasklist.setTasklistRuntimeDelegate(new DefaultTasklistRuntimeDelegate());
        Welcome.setRuntimeDelegate(new DefaultWelcomeRuntimeDelegate());
        time.release();
        if (!clockSet) {
            Browser.setClock(browser, Duration.between(Instant.now(), clock.instant()));
            clockSet = true;
        }
    }

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    /** Somebody who has just logged in; whoever was there before is gone. */
    Person person(String user) {
        return Person.logIn(browser, "http://localhost:" + port, user);
    }
}
