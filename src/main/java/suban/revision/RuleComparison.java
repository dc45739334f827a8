package suban.revision;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one set of rules has that another has not, in the words of a revision's own page, for others who compare sets. */
public final class RuleComparison {

    private RuleComparison() {}

    /**
     * Compares two sets.
     *
     * @param was texts by path inside the project
     * @param is the same of the other set; files that are the same are not among the changes
     */
    public static List<Change> between(Map<String, String> was, Map<String, String> is) {
        return RuleDiff.between(bytes(was), bytes(is));
    }

    private static Map<String, byte[]> bytes(Map<String, String> texts) {
        Map<String, byte[]> bytes = new TreeMap<>();
        texts.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }
}
