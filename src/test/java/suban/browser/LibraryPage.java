package suban.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openqa.selenium.chrome.ChromeDriver;

/** A page of its own, from no server, with the library Cockpit draws diagrams with and scripts that use it. */
public final class LibraryPage implements AutoCloseable {

    private static final String LIBRARY = "/META-INF/resources/webjars/camunda/lib/";

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <meta charset="utf-8">
            <div id="canvas" style="width:1600px;height:1000px"></div>
            %s
            """;

    private final Path folder;
    private final ChromeDriver browser;

    /**
     * Opens it; the calling test is skipped where there is no browser.
     *
     * @param scripts texts by the name of their file, loaded in the order of the names after the library
     */
    public LibraryPage(Map<String, String> scripts) throws IOException {
        folder = Files.createTempDirectory("suban-page");
        for (String script : List.of("runtime.js", "deps.js")) {
            try (InputStream text = LibraryPage.class.getResourceAsStream(LIBRARY + script)) {
                Files.copy(text, folder.resolve(script));
            }
        }
        StringBuilder tags = new StringBuilder(tag("runtime.js")).append(tag("deps.js"));
        new TreeMap<>(scripts).keySet().forEach(name -> tags.append(tag(name)));
        for (Map.Entry<String, String> script : scripts.entrySet()) {
            Files.writeString(folder.resolve(script.getKey()), script.getValue(), StandardCharsets.UTF_8);
        }
        Files.writeString(folder.resolve("page.html"), PAGE.formatted(tags), StandardCharsets.UTF_8);
        browser = Browser.open();
        browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        browser.get(folder.resolve("page.html").toUri().toString());
    }

    private static String tag(String script) {
        return "<script src=\"" + script + "\"></script>\n";
    }

    /** What an asynchronous function of the page answers; throws {@link IllegalStateException} with the error's text where it fails. */
    public Object call(String function, Object argument) {
        Object answer = browser.executeAsyncScript(
                "const done = arguments[1]; " + function
                        + "(arguments[0]).then(done, error => done({error: String(error)}))",
                argument);
        if (answer instanceof Map<?, ?> map && map.containsKey("error")) {
            throw new IllegalStateException((String) map.get("error"));
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        browser.quit();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
