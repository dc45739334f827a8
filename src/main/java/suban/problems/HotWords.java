package suban.problems;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words that many titles have in common (Article 13): pairs of characters and more, what stands in every letter left out. */
public final class HotWords {

    private static final int SHORTEST = 2;
    private static final int LONGEST = 6;
    private static final int FEWEST = 2;

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{IsHan}]+|"
            + TextVectors.commonWords().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|")));

    private HotWords() {}

    /** At most {@code most} words that stand in more than one title, the weightiest first; none holds a part of another. */
    public static List<String> of(Collection<String> titles, int most) {
        Map<String, Integer> holders = new LinkedHashMap<>();
        for (String title : titles) {
            Set<String> here = new HashSet<>();
            for (String part : BETWEEN.split(title)) {
                for (int from = 0; from < part.length(); from++) {
                    for (int to = from + SHORTEST; to <= Math.min(part.length(), from + LONGEST); to++) {
                        here.add(part.substring(from, to));
                    }
                }
            }
            here.forEach(word -> holders.merge(word, 1, Integer::sum));
        }
        List<String> words = new ArrayList<>();
        holders.entrySet().stream()
                .filter(word -> word.getValue() >= FEWEST)
                .sorted(Comparator.comparingLong((Map.Entry<String, Integer> word) ->
                                (long) word.getValue() * (word.getKey().length() - 1))
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .forEach(word -> {
                    if (words.size() < most && words.stream().noneMatch(other -> CommonWords.overlap(other, word))) {
                        words.add(word);
                    }
                });
        return words;
    }
}
