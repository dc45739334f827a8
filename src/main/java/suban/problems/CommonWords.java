package suban.problems;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words that most demands of a group have in common with the central one's title: a first proposal for people to better. */
final class CommonWords {

    private static final int SHORTEST = 2;
    private static final int LONGEST = 6;
    private static final double MOST_OF_THEM = 0.6;
    private static final int PROPOSED = 3;

    private CommonWords() {}

    static List<String> of(Clusters.Cluster cluster) {
        List<Demand> all = cluster.all();
        List<String> common = TextVectors.commonWords();
        Map<String, Long> holders = new LinkedHashMap<>();
        for (String part : cluster.central().title().split("[^\\p{IsHan}A-Za-z0-9]+")) {
            for (int from = 0; from < part.length(); from++) {
                for (int to = from + SHORTEST; to <= Math.min(part.length(), from + LONGEST); to++) {
                    String word = part.substring(from, to);
                    holders.computeIfAbsent(word, it -> all.stream()
                            .filter(demand -> demand.text().contains(it))
                            .count());
                }
            }
        }
        List<String> words = new ArrayList<>();
        holders.entrySet().stream()
                .filter(word -> word.getValue() >= MOST_OF_THEM * all.size())
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> word) ->
                                word.getValue() * (word.getKey().length() - 1))
                        .reversed())
                .map(Map.Entry::getKey)
                .forEach(word -> {
                    boolean within = words.stream().anyMatch(longer -> overlap(longer, word));
                    if (words.size() < PROPOSED && !within) {
                        words.add(word);
                    }
                });
        return words;
    }

    /** Whether one holds two neighbouring characters of the other. */
    static boolean overlap(String one, String other) {
        for (int i = 0; i + SHORTEST <= other.length(); i++) {
            if (one.contains(other.substring(i, i + SHORTEST))) {
                return true;
            }
        }
        return false;
    }
}
