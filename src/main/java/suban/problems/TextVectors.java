package suban.problems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * How alike texts of one collection are: by the pairs of Chinese characters they share, rare pairs counting more, what stands in
 * every letter to an office not at all. Kept in memory for one question; texts that share nothing are never compared.
 */
final class TextVectors {

    /** What a complaint is about is told at its beginning, in characters. */
    private static final int LONGEST = 800;

    private static final Analyzer PAIRS = new CJKAnalyzer();

    private static final Pattern COMMON = Pattern.compile(commonWords().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|")));

    /** Where a pair of characters stands: in which texts, and how much it weighs in each. */
    private static final class Postings {

        private final int[] texts;
        private final double[] weights;
        private int size;

        Postings(int spread) {
            texts = new int[spread];
            weights = new double[spread];
        }

        void add(int text, double weight) {
            texts[size] = text;
            weights[size] = weight;
            size++;
        }
    }

    private final List<Map<String, Double>> vectors = new ArrayList<>();
    private final Map<String, Postings> postings = new HashMap<>();

    TextVectors(List<String> texts) {
        List<Map<String, Integer>> counts =
                texts.stream().map(TextVectors::count).toList();
        Map<String, Integer> spread = new HashMap<>();
        counts.forEach(pairs -> pairs.keySet().forEach(pair -> spread.merge(pair, 1, Integer::sum)));
        for (int text = 0; text < counts.size(); text++) {
            Map<String, Double> vector = new HashMap<>();
            counts.get(text)
                    .forEach((pair, count) -> vector.put(
                            pair,
                            (1 + Math.log(count))
                                    * Math.sqrt(Math.log(1 + (double) counts.size() / spread.get(pair)))));
            double length = Math.sqrt(
                    vector.values().stream().mapToDouble(it -> it * it).sum());
            vector.replaceAll((pair, weight) -> weight / length);
            vectors.add(vector);
            int at = text;
            vector.forEach((pair, weight) -> postings.computeIfAbsent(pair, key -> new Postings(spread.get(key)))
                    .add(at, weight));
        }
    }

    /** The texts that are like this one, itself left out: at least {@code least}, and at most 1 (the same). */
    Map<Integer, Double> likeTo(int text, double least) {
        double[] likeness = new double[vectors.size()];
        vectors.get(text).forEach((pair, weight) -> {
            Postings there = postings.get(pair);
            for (int i = 0; i < there.size; i++) {
                likeness[there.texts[i]] += weight * there.weights[i];
            }
        });
        Map<Integer, Double> alike = new HashMap<>();
        for (int other = 0; other < likeness.length; other++) {
            if (other != text && likeness[other] >= least) {
                alike.put(other, Math.min(1, likeness[other]));
            }
        }
        return alike;
    }

    private static Map<String, Integer> count(String text) {
        Map<String, Integer> pairs = new HashMap<>();
        String beginning = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        try (TokenStream tokens =
                PAIRS.tokenStream("text", COMMON.matcher(beginning).replaceAll(" "))) {
            CharTermAttribute token = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (token.length() > 1) { // a single character says nothing
                    pairs.merge(token.toString(), 1, Integer::sum);
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pairs;
    }

    /** The words of {@code problems/common-words.txt}. */
    static List<String> commonWords() {
        try (InputStream file = TextVectors.class.getResourceAsStream("/problems/common-words.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
