package suban.browser;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    @BeforeEach
    void begin() {
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
