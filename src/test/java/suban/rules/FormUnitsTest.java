package suban.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Units stand in one data file: no form lists them again, or a new unit would be forgotten in one of them. */
class FormUnitsTest {

    @Test
    void noFormListsUnitsByItself() throws IOException {
        List<String> units;
        try (InputStream file = FormUnitsTest.class.getResourceAsStream("/organisation/units.yaml")) {
            units = new YAMLMapper().readTree(file).get("units").findValuesAsText("id");
        }
        List<String> listed = new ArrayList<>();
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            for (Path form : forms.toList()) {
                for (JsonNode field : new ObjectMapper().readTree(form.toFile()).findParents("values")) {
                    field.get("values").findValuesAsText("value").stream()
                            .filter(units::contains)
                            .forEach(unit -> listed.add(form.getFileName() + " " + unit));
                }
            }
        }
        assertThat(units).contains("ysb", "jinghe");
        assertThat(listed).isEmpty();
    }
}
