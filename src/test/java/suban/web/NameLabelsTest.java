package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

/** The first name is the one shown first, which is the surname here ({@link suban.organisation.People}). */
class NameLabelsTest {

    private static final Pattern OF_A_PERSON = Pattern.compile("(?:.*_)?(FIRST|LAST)_?NAME(?:_REQUIRED)?");

    @ParameterizedTest
    @CsvSource({"admin, 10", "welcome, 2", "tasklist, 0", "cockpit, 0"})
    void theSurnameIsAskedForAsTheFirstName(String app, int expected) throws IOException {
        JsonNode labels = new ObjectMapper()
                .readTree(new ClassPathResource("META-INF/resources/webjars/camunda/app/" + app + "/locales/zh.json")
                        .getInputStream())
                .get("labels");
        Set<String> checked = new TreeSet<>();
        labels.fields().forEachRemaining(label -> {
            Matcher key = OF_A_PERSON.matcher(label.getKey());
            if (key.matches()) {
                checked.add(label.getKey());
                assertThat(label.getValue().asText().replaceAll("请填写|[*。]", ""))
                        .as(label.getKey())
                        .isEqualTo(key.group(1).equals("FIRST") ? "姓" : "名");
            }
        });
        assertThat(checked).as("labels of a person's names").hasSize(expected);
    }
}
