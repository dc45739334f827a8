package suban.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start form loads no variables, so it lists the units itself; this holds the list to the one data file. */
class FormUnitsTest {

    @ParameterizedTest
    @CsvSource({
        "registerComplaint, newCity receivedBy",
        "proposeJointItem, leadUnit units",
        "officeAct, fromUnit toUnit"
    })
    void theUnitsOfAStartFormExist(String form, String fields) throws IOException {
        List<String> offered = new ArrayList<>();
        for (JsonNode component :
                read(new ObjectMapper(), "/forms/" + form + ".form").get("components")) {
            if (List.of(fields.split(" ")).contains(component.path("key").asText())) {
                offered.addAll(component.get("values").findValuesAsText("value"));
            }
        }
        JsonNode units = read(new YAMLMapper(), "/organisation/units.yaml").get("units");
        assertThat(offered).isNotEmpty();
        assertThat(units.findValuesAsText("id")).containsAll(offered);
    }

    private static JsonNode read(ObjectMapper mapper, String path) throws IOException {
        try (InputStream file = FormUnitsTest.class.getResourceAsStream(path)) {
            return mapper.readTree(file);
        }
    }
}
