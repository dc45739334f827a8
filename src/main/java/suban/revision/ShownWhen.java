package suban.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a form hides a field, in words: comparisons, {@code and}, {@code or}, {@code not(…)}, {@code list contains([…], field)} and {@code count(rows) = 0}. What is
 * asked in another way is not put into words at all: half of it would say something else.
 */
final class ShownWhen {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(list contains\\b|\"[^\"]*\"|[A-Za-z_]\\w*|-?\\d+(?:\\.\\d+)?|!=|<=|>=|[=<>()\\[\\],])\\s*");

    private static final List<String> COMPARED = List.of("=", "!=", "<", "<=", ">", ">=");
    private static final List<String> OTHERWISE = List.of("!=", "=", ">=", ">", "<=", "<");
    private static final List<String> IN_WORDS = List.of("是", "不是", "小于", "不超过", "大于", "不小于");

    /** Ends the reading of what is not understood. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown() {
            super(null, null, false, false);
        }
    }

    private final List<String> tokens;
    private final UnaryOperator<String> field;
    private final BinaryOperator<String> option;
    private int at;

    private ShownWhen(List<String> tokens, UnaryOperator<String> field, BinaryOperator<String> option) {
        this.tokens = tokens;
        this.field = field;
        this.option = option;
    }

    /**
     * A condition in words, such as “处理方式”不是“提出异议”.
     *
     * @param feel the condition, with or without the = before it
     * @param field what people call a field, by its key; null where it has no name
     * @param option what people call an option, by the field's key and the option's value; null where it has no name
     * @return null where it is asked in a way this does not know, or something in it has no name
     */
    static String of(String feel, UnaryOperator<String> field, BinaryOperator<String> option) {
        List<String> tokens = new ArrayList<>();
        String text = feel.replaceFirst("^\\s*=", "");
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!token.find(end) || token.start() != end) {
                return null;
            }
            tokens.add(token.group(1));
            end = token.end();
        }
        try {
            ShownWhen reading = new ShownWhen(tokens, field, option);
            String told = reading.any(false);
            return reading.at == tokens.size() ? bare(told) : null;
        } catch (Unknown e) {
            return null;
        }
    }

    /** @param not whether the contrary is to be said: that of "one or the other" is "neither" */
    private String any(boolean not) {
        List<String> parts = new ArrayList<>(List.of(all(not)));
        while (takes("or")) {
            parts.add(all(not));
        }
        return joined(parts, not ? "，并且" : "，或者");
    }

    private String all(boolean not) {
        List<String> parts = new ArrayList<>(List.of(one(not)));
        while (takes("and")) {
            parts.add(one(not));
        }
        return joined(parts, not ? "，或者" : "，并且");
    }

    private static String joined(List<String> parts, String by) {
        String told = String.join(by, parts);
        return parts.size() > 1 ? "（" + told + "）" : told;
    }

    /** Without the brackets around the whole of it. */
    private static String bare(String told) {
        int depth = 0;
        for (int i = 0; i < told.length() - 1; i++) {
            depth += told.charAt(i) == '（' ? 1 : told.charAt(i) == '）' ? -1 : 0;
            if (depth == 0) {
                return told;
            }
        }
        return told.substring(1, told.length() - 1);
    }

    private String one(boolean not) {
        if (takes("not")) {
            expect("(");
            return inBrackets(!not);
        }
        if (takes("(")) {
            return inBrackets(not);
        }
        if (takes("list contains")) {
            return among(not);
        }
        if (takes("count")) {
            expect("(");
            String name = named(next());
            expect(")");
            expect("=");
            String number = next();
            return "0".equals(number) ? name + (not ? "有" : "没有") + "行" : name + (not ? "不是" : "是") + number + "行";
        }
        return compared(next(), not);
    }

    private String inBrackets(boolean not) {
        String told = any(not);
        expect(")");
        return told;
    }

    private String among(boolean not) {
        expect("(");
        expect("[");
        List<String> values = new ArrayList<>();
        do {
            values.add(next());
        } while (takes(","));
        expect("]");
        expect(",");
        String key = next();
        expect(")");
        StringBuilder told = new StringBuilder(named(key)).append(not ? "不是" : "是");
        values.forEach(it -> told.append(value(key, it)));
        return told.append(values.size() > 1 ? "之一" : "").toString();
    }

    private String compared(String key, boolean not) {
        int by = COMPARED.indexOf(next());
        if (by < 0) {
            throw new Unknown();
        }
        String how = not ? OTHERWISE.get(by) : COMPARED.get(by);
        boolean differs = "!=".equals(how);
        String value = next();
        if (!differs && !"=".equals(how)) {
            return named(key) + IN_WORDS.get(COMPARED.indexOf(how)) + value(key, value);
        }
        return switch (value) {
            case "null" -> named(key) + (differs ? "已填" : "未填");
            case "\"\"" -> named(key) + (differs ? "不空" : "为空");
            case "true" -> named(key) + (differs ? "不是" : "是") + "“是”";
            case "false" -> named(key) + (differs ? "不是" : "是") + "“否”";
            default -> named(key) + (differs ? "不是" : "是") + value(key, value);
        };
    }

    private String value(String key, String literal) {
        if (literal.matches("-?\\d.*")) {
            return literal;
        }
        if (!literal.startsWith("\"")) {
            throw new Unknown();
        }
        return "“" + known(option.apply(key, literal.substring(1, literal.length() - 1))) + "”";
    }

    private String named(String key) {
        return "“" + known(field.apply(key)) + "”";
    }

    /** A word of a programmer's own is none for people. */
    private static String known(String told) {
        if (told == null || told.isBlank() || told.matches(".*[A-Za-z].*")) {
            throw new Unknown();
        }
        return told;
    }

    private String next() {
        if (at == tokens.size()) {
            throw new Unknown();
        }
        return tokens.get(at++);
    }

    private boolean takes(String token) {
        boolean here = at < tokens.size() && tokens.get(at).equals(token);
        at += here ? 1 : 0;
        return here;
    }

    private void expect(String token) {
        if (!takes(token)) {
            throw new Unknown();
        }
    }
}
