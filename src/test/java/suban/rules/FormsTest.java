package suban.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Holds the forms to what the platform can show and to the diagrams that use them. */
class FormsTest {

    /** What the form library of this platform renders; one unknown type, such as a file picker, kills the whole form. */
    private static final Set<String> RENDERED = Set.of(
            "textfield",
            "textarea",
            "number",
            "checkbox",
            "checklist",
            "taglist",
            "radio",
            "select",
            "datetime",
            "text",
            "group",
            "dynamiclist");

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern FORM_REF = Pattern.compile("camunda:formRef=\"(\\w+)\"");

    @Test
    void everyFormIsUsedAndEveryReferenceLeadsToAForm() throws IOException {
        Set<String> referred = new TreeSet<>();
        for (Resource diagram : resources("processes/*.bpmn")) {
            FORM_REF.matcher(text(diagram)).results().forEach(match -> referred.add(match.group(1)));
        }
        Set<String> forms = new TreeSet<>();
        for (Resource form : resources("forms/*.form")) {
            String id = json(form).get("id").asText();
            assertThat(form.getFilename()).isEqualTo(id + ".form");
            forms.add(id);
        }
        assertThat(referred).isNotEmpty().isEqualTo(forms);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormHoldsOnlyWhatThePlatformRenders(Resource form) throws IOException {
        assertThat(components(json(form)))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.get("type").asText()).isIn(RENDERED));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyWordOnAFormIsChinese(Resource form) throws IOException {
        for (JsonNode component : components(json(form))) {
            for (String shown : List.of("label", "dateLabel", "timeLabel", "description", "text")) {
                if (component.has(shown)) {
                    assertThat(component.get(shown).asText()).containsPattern(CHINESE);
                }
            }
            for (JsonNode option : component.path("values")) {
                assertThat(option.get("label").asText()).containsPattern(CHINESE);
            }
        }
    }

    @Test
    void theUnitsOfTheRegistrationExist() throws IOException {
        JsonNode units = new YAMLMapper()
                .readTree(text(resources("organisation/units.yaml")[0]))
                .get("units");
        JsonNode form = json(resources("forms/registerComplaint.form")[0]);
        List<String> offered = components(form).stream()
                .filter(it ->
                        Set.of("newCity", "receivedBy").contains(it.path("key").asText()))
                .flatMap(it -> it.get("values").findValuesAsText("value").stream())
                .toList();
        assertThat(offered).isNotEmpty();
        assertThat(units.findValuesAsText("id")).containsAll(offered);
    }

    static Stream<Resource> forms() throws IOException {
        return Stream.of(resources("forms/*.form"));
    }

    private static List<JsonNode> components(JsonNode parent) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode component : parent.path("components")) {
            found.add(component);
            found.addAll(components(component));
        }
        return found;
    }

    private static JsonNode json(Resource form) throws IOException {
        return new ObjectMapper().readTree(text(form));
    }

    private static String text(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Resource[] resources(String pattern) throws IOException {
        return new PathMatchingResourcePatternResolver().getResources("classpath:" + pattern);
    }
}
