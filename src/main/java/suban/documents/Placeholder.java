package suban.documents;

import java.util.List;

/**
 * A word a template may use between double braces.
 *
 * @param name what stands between the braces
 * @param meaning what it is, for the person who edits the template
 * @param sample what stands for it in a sample; a list of texts for what may be repeated, a truth value for what is only asked
 * @param parts the words inside a list's section; empty for the others
 */
public record Placeholder(String name, String meaning, Object sample, List<String> parts) {

    static Placeholder text(String name, String meaning, String sample) {
        return new Placeholder(name, meaning, sample, List.of());
    }

    static Placeholder flag(String name, String meaning, boolean sample) {
        return new Placeholder(name, meaning, sample, List.of());
    }

    static Placeholder list(String name, String meaning, Object sample, String... parts) {
        return new Placeholder(name, meaning, sample, List.of(parts));
    }

    /** One line of the list shown beside the text. */
    String line() {
        if (!parts.isEmpty()) {
            return "{{#%s}}…{{/%s}}　%s，其中可用%s"
                    .formatted(name, name, meaning, "{{" + String.join("}}、{{", parts) + "}}");
        }
        return sample instanceof Boolean
                ? "{{#%s}}…{{/%s}}　%s".formatted(name, name, meaning)
                : "{{%s}}　%s".formatted(name, meaning);
    }
}
