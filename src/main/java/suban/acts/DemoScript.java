package suban.acts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demonstration's cases as {@code demo/cases.yaml} tells them; the file explains its own notation. */
final class DemoScript {

    private static final ObjectMapper YAML = new YAMLMapper();

    private DemoScript() {}

    /** One complaint: what was written into its start form, and the numbers it got once it was registered. */
    record Story(Map<String, Object> form, List<String> numbers) {

        String title() {
            return String.valueOf(form.get("title"));
        }
    }

    /**
     * One act.
     *
     * @param part 0 for the complaint itself, 1 for the first problem split off it, and so on
     * @param details what else the file says of the act; never null
     */
    record Step(Story story, Instant at, String person, String act, int part, JsonNode details) {

        String number() {
            return story.numbers().get(part);
        }

        /** The one text of an act that has no more than that, or the text of this name. */
        String text(String name) {
            return details.isTextual() ? details.asText() : details.path(name).asText(null);
        }

        /** The fields of this act as they go into a form. */
        Map<String, Object> fields() {
            return details.isObject() ? YAML.convertValue(details, new TypeReference<>() {}) : Map.of();
        }
    }

    /** All acts of all cases in the order of their time, so that everybody's timers fire in the order of their dates. */
    static List<Step> read(DemoDays days) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode entry : file()) {
            Map<String, Object> form = YAML.convertValue(entry, new TypeReference<LinkedHashMap<String, Object>>() {});
            form.remove("steps");
            form.putIfAbsent("declaredGround", "NONE");
            form.computeIfPresent("orderDueAt", (key, day) -> days.workingDay(Integer.parseInt(day.toString()))
                    .toString());
            form.computeIfPresent("orderNumber", (key, text) -> text.toString()
                    .replace("{year}", String.valueOf(days.workingDay(-1).getYear())));
            Story story = new Story(form, new ArrayList<>());
            entry.path("steps").fields().forEachRemaining(step -> {
                String[] words = step.getKey().split(" ");
                int day = "ago".equals(words[0]) ? 0 : Integer.parseInt(words[0]);
                Instant at = "ago".equals(words[0])
                        ? days.officeMinutesAgo(Integer.parseInt(words[1]))
                        : days.at(day, words[1]);
                int part = words.length > 4 ? Integer.parseInt(words[4]) : 0;
                steps.add(new Step(story, at, words[2], words[3], part, step.getValue()));
            });
        }
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    private static JsonNode file() {
        try (InputStream in = DemoScript.class.getResourceAsStream("/demo/cases.yaml")) {
            return YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
