package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** One script that cannot be loaded leaves a whole web application blank. */
class WebAppScriptsTest {

    private static final Pattern SCRIPT = Pattern.compile("'([^' ]+\\.js)\\?v=\\d+'");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void everyScriptExistsAndHasOneList(String app) throws IOException {
        String directory = "/camunda/app/" + app + "/";
        String config = read("META-INF/resources/webjars" + directory + "scripts/config.js");
        assertThat(config.split("customScripts:", -1)).hasSize(2);

        Matcher scripts = SCRIPT.matcher(config);
        assertThat(scripts.results()).isNotEmpty().allSatisfy(script -> {
            String address = URI.create(directory).resolve(script.group(1)).toString();
            assertThat(read(resource(address))).as(address).contains("export default");
        });
        assertThat(config).contains("'../../../suban/webapp.js?v=", "'../../../suban/session.js?v=");
    }

    private static final Pattern IMPORT =
            Pattern.compile("(?s)(?:import|export)\\s+(?:\\{([^}]*)}\\s*from\\s*)?'(\\.[^'?]+)\\?v=(\\d+)'");

    /** A module that is asked for by two addresses is loaded twice, with two states; one without what is imported, not at all. */
    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void everyImportIsThereUnderOneAddress(String app) throws IOException {
        String directory = "/camunda/app/" + app + "/";
        Map<String, String> versions = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        SCRIPT.matcher(read(resource(directory + "scripts/config.js")))
                .results()
                .forEach(script -> {
                    String address =
                            URI.create(directory).resolve(script.group(1)).toString();
                    assertThat(versions.put(address, "named in config.js"))
                            .as(address)
                            .isNull();
                    open.add(address);
                });
        while (!open.isEmpty()) {
            String importer = open.remove();
            IMPORT.matcher(read(resource(importer))).results().forEach(found -> {
                String address = URI.create(importer).resolve(found.group(2)).toString();
                String before = versions.putIfAbsent(address, found.group(3));
                assertThat(found.group(3))
                        .as(importer + " imports " + address)
                        .isEqualTo(before == null ? found.group(3) : before);
                if (found.group(1) != null) {
                    for (String name : found.group(1).split(",")) {
                        String wanted = name.strip().split(" as ")[0];
                        assertThat(read(resource(address)))
                                .as(importer + " imports " + wanted)
                                .containsPattern("export (const|let|(async )?function) " + wanted
                                        + "\\b|export \\{[^}]*\\b" + wanted + "\\b");
                    }
                }
                if (before == null) {
                    open.add(address);
                }
            });
        }
    }

    private static String resource(String address) {
        return address.startsWith("/camunda/") ? "META-INF/resources/webjars" + address : "static" + address;
    }

    private static String read(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
    }
}
