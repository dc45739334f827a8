package suban.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which test proves which sentence of the regulation: {@code src/test/resources/sentences.txt}, article|sentence|Class#method …. */
final class SentenceCoverage {

    /** A sentence with the tests that prove it. */
    record Sentence(int article, String text, List<String> tests) {}

    private static final Pattern COMMENT = Pattern.compile("(?ms)^\\s*/\\*.*?\\*/|^\\s*//[^\\n]*");

    private static final List<String> TESTS = List.of("@Test", "@ParameterizedTest", "@Example", "@Property");

    private SentenceCoverage() {}

    /** The sentences in the order of the file; lines that begin with # are remarks. */
    static List<Sentence> read(List<String> lines) {
        List<Sentence> sentences = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\|", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException(line);
            }
            sentences.add(new Sentence(
                    Integer.parseInt(parts[0]),
                    parts[1],
                    parts[2].isBlank() ? List.of() : List.of(parts[2].trim().split("\\s+"))));
        }
        return sentences;
    }

    /** Every article without a sentence, sentence without a test, and test that is not there, switched off or of another article. */
    static List<Problem> problems(List<Sentence> sentences, Set<Integer> articles, Path tests) {
        List<Problem> problems = new ArrayList<>();
        Set<Integer> named = new TreeSet<>();
        Map<String, String> sources = sources(tests);
        for (Sentence sentence : sentences) {
            named.add(sentence.article());
            if (sentence.tests().isEmpty()) {
                problems.add(problem("第" + sentence.article() + "条“" + sentence.text() + "”没有测试"));
            }
            for (String test : sentence.tests()) {
                String complaint = complaint(test, sentence.article(), sources);
                if (complaint != null) {
                    problems.add(problem("第" + sentence.article() + "条“" + sentence.text() + "”：" + test + complaint));
                }
            }
        }
        for (int article : new TreeSet<>(articles)) {
            if (!named.contains(article)) {
                problems.add(problem("第" + article + "条没有逐句对应的测试"));
            }
        }
        return problems;
    }

    private static String complaint(String test, int article, Map<String, String> sources) {
        String name = test.substring(0, Math.max(test.indexOf('#'), 0));
        String method = test.substring(test.indexOf('#') + 1);
        String source = sources.get(name);
        if (source == null) {
            return "没有这个测试类";
        }
        Matcher found =
                Pattern.compile("\\bvoid " + Pattern.quote(method) + "\\(").matcher(source);
        if (!found.find()) {
            return "没有这个测试";
        }
        String before = source.substring(0, found.start());
        String annotations = before.substring(Math.max(before.lastIndexOf(";\n"), before.lastIndexOf("}\n\n")) + 1);
        String ofClass = source.substring(0, source.indexOf("class " + name));
        if (TESTS.stream().noneMatch(annotations::contains)) {
            return "不是测试";
        }
        if (annotations.contains("@Disabled") || ofClass.contains("@Disabled")) {
            return "已停用";
        }
        String tag = "@Tag(\"article-" + article + "\")";
        return annotations.contains(tag) || ofClass.contains(tag) ? null : "没有标明该条（" + tag + "）";
    }

    /** The tests' sources without their comments, by class. */
    private static Map<String, String> sources(Path tests) {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(tests)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                sources.put(
                        file.getFileName().toString().replace(".java", ""),
                        COMMENT.matcher(Files.readString(file)).replaceAll(""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static Problem problem(String what) {
        return new Problem("src/test/resources/sentences.txt", "", "", what);
    }
}
