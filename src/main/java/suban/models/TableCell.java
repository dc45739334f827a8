package suban.models;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * A cell of a table as the values it stands for: constants, numbers compared, ranges, {@code not(…)}, or {@code -} for everything. Other
 * expressions are known by their text only, and stand for something that no constant is.
 *
 * @param parts what it names, each a {@link String}, a {@link Boolean} or a {@link Range}; null where it is another expression
 * @param negated everything but the parts: {@code -} is everything but nothing
 */
record TableCell(String text, List<Object> parts, boolean negated) {

    /** Numbers between two, both null where open; a single number is a range from itself to itself. */
    record Range(BigDecimal from, boolean withFrom, BigDecimal to, boolean withTo) {

        boolean holds(BigDecimal number) {
            int above = from == null ? 1 : number.compareTo(from);
            int below = to == null ? -1 : number.compareTo(to);
            return (above > 0 || above == 0 && withFrom) && (below < 0 || below == 0 && withTo);
        }
    }

    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?";
    private static final Pattern PART = Pattern.compile("\\s*(?:(?<text>\"[^\"]*\")|(?<truth>true|false)|"
            + "(?<sign><=|>=|<|>|=)?\\s*(?<number>" + NUMBER + ")|"
            + "(?<open>[\\[\\](])\\s*(?<from>" + NUMBER + ")\\s*\\.\\.\\s*(?<to>" + NUMBER
            + ")\\s*(?<close>[\\[\\])]))\\s*(,|$)");
    private static final Pattern NOT = Pattern.compile("not\\((.*)\\)", Pattern.DOTALL);

    /** What stands in the cell; nothing in it is everything. */
    static TableCell of(DmnElement entry) {
        return of(entry == null ? "" : text(entry));
    }

    /** The text of an entry, an input's or output's list of values, or an expression; empty where there is none. */
    static String text(DmnElement entry) {
        return entry.getChildElementsByType(Text.class).stream()
                .findFirst()
                .map(it -> it.getTextContent().strip())
                .orElse("");
    }

    static TableCell of(String text) {
        if (text.isEmpty() || text.equals("-")) {
            return new TableCell("-", List.of(), true);
        }
        Matcher not = NOT.matcher(text);
        boolean negated = not.matches();
        return new TableCell(text, parts(negated ? not.group(1) : text), negated);
    }

    private static List<Object> parts(String text) {
        List<Object> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            parts.add(part(part));
            end = part.end();
        }
        return end == text.length() && !text.strip().endsWith(",") ? parts : null;
    }

    private static Object part(Matcher part) {
        if (part.group("text") != null) {
            return part.group("text").substring(1, part.group("text").length() - 1);
        }
        if (part.group("truth") != null) {
            return Boolean.valueOf(part.group("truth"));
        }
        if (part.group("number") != null) {
            BigDecimal number = new BigDecimal(part.group("number"));
            String sign = part.group("sign") == null ? "=" : part.group("sign");
            return switch (sign.charAt(0)) {
                case '<' -> new Range(null, false, number, sign.length() > 1);
                case '>' -> new Range(number, sign.length() > 1, null, false);
                default -> new Range(number, true, number, true);
            };
        }
        return new Range(
                new BigDecimal(part.group("from")),
                part.group("open").equals("["),
                new BigDecimal(part.group("to")),
                part.group("close").equals("]"));
    }

    boolean isAny() {
        return parts != null && parts.isEmpty() && negated;
    }

    /** Whether the cell is understood: false for expressions other than constants, comparisons and ranges. */
    boolean isPlain() {
        return parts != null;
    }

    /** Whether a text, a truth value or a number is among what the cell stands for. */
    boolean holds(Object value) {
        if (parts == null) {
            return false;
        }
        boolean named = parts.stream()
                .anyMatch(part -> part instanceof Range range
                        ? value instanceof BigDecimal number && range.holds(number)
                        : part.equals(value));
        return named != negated;
    }

    /** The texts it names. */
    List<String> texts() {
        return parts == null
                ? List.of()
                : parts.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
    }

    /** Where ranges begin or end. */
    Set<BigDecimal> bounds() {
        Set<BigDecimal> bounds = new TreeSet<>();
        for (Object part : parts == null ? List.of() : parts) {
            if (part instanceof Range range) {
                if (range.from() != null) {
                    bounds.add(range.from());
                }
                if (range.to() != null) {
                    bounds.add(range.to());
                }
            }
        }
        return bounds;
    }

    /** The one number it is; null where it is anything else. */
    BigDecimal number() {
        return parts != null
                        && !negated
                        && parts.size() == 1
                        && parts.get(0) instanceof Range range
                        && range.from() != null
                        && range.from().equals(range.to())
                        && range.withFrom()
                        && !text.startsWith("[")
                ? range.from()
                : null;
    }

    /** The one text it is; null where it is anything else. */
    String word() {
        return parts != null && !negated && parts.size() == 1 && parts.get(0) instanceof String word ? word : null;
    }
}
