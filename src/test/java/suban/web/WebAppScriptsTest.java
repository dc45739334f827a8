package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
            String resource =
                    address.startsWith("/camunda/") ? "META-INF/resources/webjars" + address : "static" + address;
            assertThat(read(resource)).as(resource).contains("export default");
        });
        assertThat(config).contains("'../../../suban/webapp.js?v=", "'../../../suban/session.js?v=");
    }

    private static String read(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
    }
}
