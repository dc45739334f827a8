package suban.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What a trial has to know of a set's files: which tasks and elements there are, what their forms ask for. */
final class Models {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUOTED = Pattern.compile("'([A-Za-z]\\w*)'");

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> elements = new LinkedHashMap<>();
    private final Map<String, String> formOf = new LinkedHashMap<>();
    private final Map<String, JsonNode> forms = new LinkedHashMap<>();

    Models(RuleSet set) {
        for (String diagram : set.withEnding(".bpmn")) {
            Document document = xml(diagram);
            for (Element element : elements(document, "*")) {
                if (!element.getAttribute("id").isEmpty()) {
                    elements.put(element.getAttribute("id"), oneLine(element.getAttribute("name")));
                }
            }
            for (Element task : elements(document, "userTask")) {
                names.put(task.getAttribute("id"), oneLine(task.getAttribute("name")));
                formOf.put(task.getAttribute("id"), task.getAttributeNS(CAMUNDA, "formRef"));
            }
        }
        for (String form : set.withEnding(".form")) {
            try {
                JsonNode json = JSON.readTree(form);
                forms.put(json.path("id").asText(), json);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e); // RuleCheck has read it before
            }
        }
    }

    /** The keys of all tasks of people. */
    Set<String> tasks() {
        return names.keySet();
    }

    /** What people call a task; its key where the set does not have it. */
    String nameOf(String taskKey) {
        return names.getOrDefault(taskKey, taskKey);
    }

    /** The keys of the tasks that the timeline would call by this name. */
    List<String> called(String name) {
        String wanted = name == null ? "" : name.replaceAll("\\s+", "");
        return names.entrySet().stream()
                .filter(it -> it.getValue().replace(" ", "").equals(wanted))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What people call the element of a diagram that the engine's words name by its id: a gateway without a way out, for instance. */
    Optional<String> elementIn(Throwable e) {
        for (Throwable it = e; it != null; it = it.getCause()) {
            Matcher quoted = QUOTED.matcher(String.valueOf(it.getMessage()));
            while (quoted.find()) {
                String id = quoted.group(1);
                if (elements.containsKey(id)) {
                    return Optional.of(elements.get(id).isEmpty() ? id : elements.get(id));
                }
            }
        }
        return Optional.empty();
    }

    /** The values a form's field offers by itself, in its order. */
    List<String> options(String formId, String key) {
        return fieldOfForm(formId, key)
                .map(field -> List.copyOf(optionsOf(field).keySet()))
                .orElse(List.of());
    }

    /** What a field offers by itself: what people read, by what is stored, in its order. */
    static Map<String, String> optionsOf(JsonNode field) {
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode option : field.path("values")) {
            String value = option.path("value").asText();
            options.put(value, option.path("label").asText(value));
        }
        return options;
    }

    /** What people read who choose this in a step of this name; empty where the set has no such step, or does not offer it there. */
    Optional<String> chosen(String step, String key, String value) {
        return called(step).stream()
                .flatMap(task -> field(task, key).stream())
                .map(field -> optionsOf(field).get(value))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The field of a task's form with this key. */
    Optional<JsonNode> field(String taskKey, String key) {
        return formOfTask(taskKey).flatMap(form -> find(form.path("components"), key));
    }

    /** The field of a form with this key. */
    Optional<JsonNode> fieldOfForm(String formId, String key) {
        return Optional.ofNullable(forms.get(formId)).flatMap(form -> find(form.path("components"), key));
    }

    private Optional<JsonNode> formOfTask(String taskKey) {
        return Optional.ofNullable(formOf.get(taskKey)).map(forms::get);
    }

    private static Optional<JsonNode> find(JsonNode components, String key) {
        for (JsonNode component : components) {
            if (key.equals(component.path("key").asText(""))
                    || key.equals(component.path("path").asText(""))) {
                return Optional.of(component);
            }
            Optional<JsonNode> inner = find(component.path("components"), key);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    // ---- XML

    private static Document xml(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = document.getElementsByTagNameNS("*", name);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").strip();
    }
}
