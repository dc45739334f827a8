package suban.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/** What the Modeler's templates call the values they set, so that nobody who decides on a diagram has to read an expression. */
public final class TemplateWords {

    /** By the template's id, a blank and the value. */
    private final Map<String, String> own = new HashMap<>();

    /** By the value, of the choices of all templates; empty where they do not agree. */
    private final Map<String, String> choices = new HashMap<>();

    /** By the value, of what the templates set themselves: what runs, and when. */
    private final Map<String, String> fixed = new HashMap<>();

    private TemplateWords() {}

    /** Those of the templates that came with this very application. */
    public static TemplateWords ofTheApplication() {
        TemplateWords it = new TemplateWords();
        ObjectMapper json = new ObjectMapper();
        ElementTemplates.ofTheApplication().forEach((file, text) -> {
            try {
                json.readTree(text).forEach(it::read);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(file, e); // the build has read them
            }
        });
        return it;
    }

    private void read(JsonNode template) {
        String id = template.path("id").asText();
        String name = template.path("name").asText();
        for (JsonNode property : template.path("properties")) {
            property.path("choices")
                    .forEach(choice -> add(
                            choices,
                            id,
                            choice.path("value").asText(),
                            choice.path("name").asText()));
            if (property.path("binding").path("name").asText().endsWith("elegateExpression")) {
                add(fixed, id, property.path("value").asText(), name);
            }
        }
        template.path("metadata").forEach(part -> part.forEach(value -> add(fixed, id, value.asText(), name)));
    }

    private void add(Map<String, String> any, String template, String value, String name) {
        if (value.contains("{") || value.matches("[a-z]+")) {
            own.putIfAbsent(template + " " + value, name);
            any.merge(value, name, (one, other) -> one.equals(other) ? one : "");
        }
    }

    /**
     * What people call this value.
     *
     * @param template id of the template of the element where it stands; empty for none
     * @return the value itself where no template knows it, or several call it differently
     */
    public String of(String template, String value) {
        for (String name : new String[] {own.get(template + " " + value), choices.get(value), fixed.get(value)}) {
            if (name != null && !name.isEmpty()) {
                return name;
            }
        }
        return value;
    }
}
