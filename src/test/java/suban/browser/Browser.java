package suban.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Opens the browser these tests are run in. */
public final class Browser {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** Shows the time of day as if it were another date; what is given (milliseconds) comes on top of the machine's time. */
    private static final String OTHER_TIME =
            """
            window.Date = new Proxy(window.Date, {
              construct: (date, given, made) => Reflect.construct(date, given.length ? given : [date.now() + %1$d], made),
              apply: date => new date(date.now() + %1$d).toString(),
              get: (date, name) => name === 'now' ? () => date.now() + %1$d : Reflect.get(date, name)
            });""";

    private Browser() {}

    /** Its pages will show the machine's time moved by {@code offset}, as where the application's time is everybody's. */
    static void setClock(ChromeDriver browser, Duration offset) {
        browser.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", OTHER_TIME.formatted(offset.toMillis())));
    }

    /** Whether there is one on this machine. */
    public static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /** A new one with an empty profile; the calling test is skipped where there is no browser. */
    public static ChromeDriver open() {
        assumeTrue(
                isInstalled(),
                "No browser: this test needs Chromium and its driver (Debian: chromium, chromium-driver).");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // an English browser must show the same as a Chinese one
                "--lang=en-US");
        ChromeDriver browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .withEnvironment(Map.of("TZ", "Asia/Shanghai"))
                        .build(),
                options);
        browser.manage().window().setSize(new Dimension(1440, 900));
        return browser;
    }
}
