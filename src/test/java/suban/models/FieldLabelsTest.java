package suban.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whoever is refused finds the field again: every message names it as a form does, up to the hint in brackets. */
@DisplayName("提示中的字段名与表单一致")
class FieldLabelsTest {

    private static final List<String> CAPABILITIES = List.of(
            "intake",
            "triage",
            "handling",
            "visit",
            "supervision",
            "office",
            "appraisal",
            "rescheduling",
            "revision",
            "hotline",
            "problems",
            "secrecy",
            "documents",
            "attachments",
            "notice",
            "board",
            "substitution");

    /** What only comes by an interface, and what only the system itself sends. */
    private static final Set<String> NO_FORM =
            Set.of("externalId", "file", "partial", "month", "code", "complaint", "reportBy");

    /** A key and, right behind it, the label, alone or before a colon; no entry of a dictionary. */
    private static final Pattern NAMED = Pattern.compile(
            "(?<!entry)\\(\\s*\"(?<key>[a-z][A-Za-z]*)\",\\s*\"(?<label>[^\"：]*[\\u4e00-\\u9fff][^\"：]*)[\"：]");

    @Test
    @DisplayName("登记、研判、办理、回访、督查、营商办措施各服务的提示，字段名都是表单上的")
    void messagesNameFieldsAsFormsDo() throws IOException {
        Map<String, Set<String>> labels = labels();
        List<String> wrong = new ArrayList<>();
        int named = 0;
        for (String capability : CAPABILITIES) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/suban", capability))) {
                for (Path file : files.toList()) {
                    Matcher message = NAMED.matcher(Files.readString(file));
                    while (message.find()) {
                        String key = message.group("key");
                        named++;
                        if (!NO_FORM.contains(key)
                                && !labels.getOrDefault(key, Set.of()).contains(message.group("label"))) {
                            wrong.add("%s: %s “%s”, on the form %s"
                                    .formatted(file.getFileName(), key, message.group("label"), labels.get(key)));
                        }
                    }
                }
            }
        }
        assertThat(named).isGreaterThan(40);
        assertThat(wrong).isEmpty();
    }

    private static Map<String, Set<String>> labels() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            for (Path form :
                    forms.filter(file -> file.toString().endsWith(".form")).toList()) {
                collect(new ObjectMapper().readTree(form.toFile()).path("components"), labels);
            }
        }
        return labels;
    }

    private static void collect(JsonNode components, Map<String, Set<String>> labels) {
        for (JsonNode component : components) {
            String key = component.path("key").asText(component.path("path").asText());
            for (String name : List.of("label", "dateLabel", "timeLabel")) {
                String label =
                        component.path(name).asText("").split("[（：]", 2)[0].strip();
                if (!label.isEmpty()) {
                    labels.computeIfAbsent(key, it -> new TreeSet<>()).add(label);
                }
            }
            collect(component.path("components"), labels);
            if (component.path("type").asText().equals("dynamiclist")) {
                // its rows are reported under the list, by the label of the row's field
                for (JsonNode part : component.path("components")) {
                    labels.get(key).add(part.path("label").asText().split("[（：]", 2)[0]);
                }
            }
        }
    }
}
