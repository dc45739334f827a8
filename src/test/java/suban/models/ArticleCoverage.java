package suban.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which articles the models carry out and the tests prove. */
final class ArticleCoverage {

    private static final Pattern TAG = Pattern.compile("@Tag\\(\"article-(\\d+)\"\\)");

    private static final Pattern COMMENT = Pattern.compile("(?ms)^\\s*/\\*.*?\\*/|^\\s*//[^\\n]*");

    /** A class that is switched off, and its tags with it. */
    private static final Pattern OFF = Pattern.compile("@Disabled[^;{]*\\bclass\\b");

    private ArticleCoverage() {}

    /**
     * Articles some test is tagged with that is not commented out or switched off with its class; the conventions' own package,
     * which only talks about tags, does not count.
     */
    static Set<Integer> tagged(Path tests) {
        Set<Integer> articles = new TreeSet<>();
        try (Stream<Path> files = Files.walk(tests)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (file.getParent().endsWith("models")) {
                    continue;
                }
                String source = COMMENT.matcher(Files.readString(file)).replaceAll("");
                if (OFF.matcher(source).find()) {
                    continue;
                }
                Matcher tag = TAG.matcher(source);
                while (tag.find()) {
                    articles.add(Integer.parseInt(tag.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return articles;
    }

    /** Every finished article without an element, or without a test. */
    static List<Problem> problems(Set<Integer> done, Set<Integer> named, Set<Integer> tagged) {
        List<Problem> problems = new ArrayList<>();
        for (int article : new TreeSet<>(done)) {
            problems.addAll(Articles.missing(Set.of(article), named));
            if (!tagged.contains(article)) {
                problems.add(new Problem(
                        "src/test/java", "", "", "第" + article + "条没有测试（@Tag(\"article-" + article + "\")）"));
            }
        }
        return problems;
    }
}
