package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** The four web applications speak Chinese wherever the originals have a text at all. */
class TranslationsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern MARKUP = Pattern.compile("\\{\\{.*?}}|<[^>]*>|&\\w+;|#resolve");
    private static final Pattern LATIN_WORD = Pattern.compile("\\p{IsLatin}{2,}");

    /** Names of products and formats, and keys of the keyboard. */
    private static final Set<String> ALLOWED = Set.of(
            "Camunda Optimize BPMN XML DMN CSV JSON LDAP ID CTRL FNI EDE DI PI TU yyyy MM ddTHH mm ss YYYY DDTHH cockpit tasklist"
                    .split(" "));

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    @DisplayName("界面文字齐全：键与原文一致，占位符不缺，不留英文")
    void everyTextIsThereAndChinese(String app) throws IOException {
        Map<String, String> original = texts(app, "en");
        Map<String, String> chinese = texts(app, "zh");

        assertThat(chinese.keySet()).isEqualTo(original.keySet());
        chinese.forEach((key, text) -> {
            assertThat(placeholders(text)).as(key).isEqualTo(placeholders(original.get(key)));
            if (!key.startsWith("/dateLocales")) {
                assertThat(LATIN_WORD
                                .matcher(MARKUP.matcher(text).replaceAll(" "))
                                .results()
                                .map(MatchResult::group)
                                .filter(word -> !ALLOWED.contains(word)))
                        .as(key + ": " + text)
                        .isEmpty();
            }
        });
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Map<String, String> texts(String app, String language) throws IOException {
        String json = new ClassPathResource(
                        "META-INF/resources/webjars/camunda/app/" + app + "/locales/" + language + ".json")
                .getContentAsString(StandardCharsets.UTF_8);
        Map<String, String> texts = new TreeMap<>();
        // the originals begin with a byte order mark
        collect("", new ObjectMapper().readTree(json.replace("\uFEFF", "")), texts);
        return texts;
    }

    private static void collect(String path, JsonNode node, Map<String, String> texts) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> collect(path + "/" + field.getKey(), field.getValue(), texts));
        } else if (!path.startsWith("/dateLocales/") || !node.isArray()) {
            texts.put(path, node.asText());
        }
    }
}
