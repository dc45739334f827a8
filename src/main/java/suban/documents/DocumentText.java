package suban.documents;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A template's words and what becomes of them. The first line is the title; a line that begins with {@code #} is a heading, with
 * {@code >} stands at the margin, with {@code |} is a row of label and value, or of more cells; every other line is a paragraph. Only the template's
 * own lines are read so: what people typed is one value, whatever it begins with.
 */
final class DocumentText {

    /** Stands for a line break inside a value, which starts no line of the template's. */
    static final char BREAK = '\u2028';

    /** Templates longer than this are refused, in characters. */
    static final int MOST_CHARACTERS = 8000;

    /** How often one word may be put in, so that a document stays of a size that can be stored. */
    private static final int MOST_TIMES = 10;

    /** What the title may use. */
    private static final Set<String> IN_A_TITLE = Set.of("投诉编号", "办理次数", "主办单位", "所属新城", "诉求类型", "投诉分类", "统计月份");

    private static final Set<String> OF_A_LIST = Set.of("-first", "-last", "-index");
    private static final Pattern WHOLE_TAG = Pattern.compile("\\{\\{\\{?[^{}]*}}}?");
    private static final Pattern TAG = Pattern.compile("\\{\\{\\{?([^{}]*)}");

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .emptyStringIsFalse(true)
            .defaultValue("")
            .withLoader(name -> {
                throw new MustacheException("no partials");
            })
            .withFormatter(DocumentText::value);

    private DocumentText() {}

    /**
     * What is wrong with a template.
     *
     * @return Chinese sentences without a full stop, naming the word that is meant; empty if it may be used
     */
    static List<String> problems(DocumentKind kind, String text) {
        List<String> problems = new ArrayList<>();
        if (text == null || text.isBlank()) {
            return List.of("不能为空");
        }
        if (text.codePointCount(0, text.length()) > MOST_CHARACTERS) {
            return List.of("不能超过" + MOST_CHARACTERS + "个字");
        }
        String title = text.lines().findFirst().orElse("").strip();
        if (title.isEmpty() || title.startsWith("#") || title.startsWith(">") || title.startsWith("|")) {
            problems.add("第一行应为标题");
        } else if (title.codePointCount(0, title.length()) > 100) {
            problems.add("第一行的标题不能超过100个字");
        }
        Matcher inTitle = TAG.matcher(title);
        while (inTitle.find()) {
            String word = inTitle.group(1).strip();
            if (!IN_A_TITLE.contains(word)) { // short, and never what tells who complained
                problems.add("第一行的标题不能用“{{" + word + "}}”");
            }
        }
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            String word = tag.group(1).strip();
            if (word.startsWith("=") || word.startsWith(">") || word.startsWith("<") || word.startsWith("$")) {
                problems.add("不支持“{{" + word + "}}”");
            }
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        String between = WHOLE_TAG.matcher(text).replaceAll("");
        if (between.contains("{{") || between.contains("}}")) {
            return List.of("占位符的大括号不成对");
        }
        Template template;
        try {
            template = COMPILER.compile(text);
        } catch (RuntimeException e) {
            return List.of(unreadable(text));
        }
        Words words = new Words(kind);
        template.visit(words);
        if (!words.unknown.isEmpty()) {
            problems.add("不认识的占位符“{{" + String.join("}}”“{{", words.unknown) + "}}”，可用的见下方列表");
            return problems;
        }
        return misused(words, text);
    }

    /** Texts are put in, flags and lists are opened and closed, and the parts of a list stand inside it; no word too often. */
    private static List<String> misused(Words words, String text) {
        Set<String> problems = new LinkedHashSet<>();
        Map<String, Integer> times = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            String word = tag.group(1).strip();
            char mark = word.isEmpty() ? ' ' : word.charAt(0);
            String name = "#^/&{".indexOf(mark) < 0 ? word : word.substring(1).strip();
            if (mark == '!') {
                continue;
            }
            if (mark == '/') {
                open.poll();
                continue;
            }
            Placeholder known = words.known.get(name);
            boolean section = mark == '#' || mark == '^';
            boolean part = open.stream()
                    .map(words.known::get)
                    .anyMatch(list -> list != null && (list.parts().contains(name) || OF_A_LIST.contains(name)));
            if (known == null && !part) {
                problems.add("“{{" + name + "}}”只能用在它所属的清单里");
            } else if (!section && known != null && !(known.sample() instanceof String) && !part) {
                problems.add("“{{" + name + "}}”应写作“{{#" + name + "}}…{{/" + name + "}}”");
            } else if (!section && times.merge(name, 1, Integer::sum) > MOST_TIMES) {
                problems.add("“{{" + name + "}}”不能超过" + MOST_TIMES + "处");
            }
            if (section) {
                open.push(name);
            }
        }
        return List.copyOf(problems);
    }

    /** Which section is open or closed alone; the engine's own words are English. */
    private static String unreadable(String text) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            String word = tag.group(1).strip();
            if (word.startsWith("#") || word.startsWith("^")) {
                open.push(word.substring(1).strip());
            } else if (word.startsWith("/")) {
                String closed = word.substring(1).strip();
                if (open.isEmpty() || !open.pop().equals(closed)) {
                    return "“{{/" + closed + "}}”没有对应的开头";
                }
            }
        }
        return open.isEmpty() ? "占位符的大括号不成对" : "“{{#" + open.peek() + "}}”没有对应的结尾";
    }

    private static final class Words implements Mustache.Visitor {

        private final Map<String, Placeholder> known;
        private final Set<String> parts = new LinkedHashSet<>();
        private final Set<String> unknown = new LinkedHashSet<>();

        Words(DocumentKind kind) {
            known = kind.placeholders().stream()
                    .collect(Collectors.toMap(Placeholder::name, it -> it, (one, other) -> one, LinkedHashMap::new));
            known.values().forEach(it -> parts.addAll(it.parts()));
        }

        private boolean check(String name) {
            if (!known.containsKey(name) && !parts.contains(name) && !OF_A_LIST.contains(name)) {
                unknown.add(name);
            }
            return true;
        }

        @Override
        public void visitText(String text) {
            // the template's own words are the office's
        }

        @Override
        public void visitVariable(String name) {
            check(name);
        }

        @Override
        public boolean visitInclude(String name) {
            unknown.add(">" + name);
            return false;
        }

        @Override
        public boolean visitSection(String name) {
            return check(name);
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return check(name);
        }
    }

    /** The text with its words put in. */
    static String fill(String template, Map<String, Object> facts) {
        return COMPILER.compile(template).execute(facts);
    }

    /** What a template of this kind would look like. */
    static String sample(DocumentKind kind, String template) {
        Map<String, Object> facts = new LinkedHashMap<>();
        kind.placeholders().forEach(it -> facts.put(it.name(), it.sample()));
        return shown(fill(template, facts));
    }

    /** As people read it where there is no paper: with line breaks and without the marks of the lines. */
    static String shown(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("^[#>|]\\s*", "").replaceFirst("(?<=^.{1,12})\\s\\|\\s", "："))
                .collect(Collectors.joining("\n"))
                .replace(BREAK, '\n');
    }

    /** A value never starts a line of its own kind: neither by a line break nor by a mark. */
    private static String value(Object value) {
        String text = String.valueOf(value)
                .replaceAll("\r\n|[\r\u2028\u2029\u000b\f\u0085]", "\n")
                .strip();
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(
                    switch (c) {
                        case '\n' -> BREAK;
                        case '\t' -> ' ';
                        case '|' -> '｜';
                        case '#' -> i == 0 ? '＃' : c;
                        case '>' -> i == 0 ? '＞' : c;
                        default -> c;
                    });
        }
        return clean.toString();
    }
}
