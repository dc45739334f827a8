package suban.models;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the expressions of a diagram reach for. Variables are plain facts, so whatever is asked for a member is a bean. */
final class Expressions {

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern MEMBER = Pattern.compile("(?<![\\w.)\\]'])([A-Za-z_]\\w*)\\s*\\.\\s*(\\w+)\\s*(\\(?)");
    private static final Pattern FUNCTION = Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*)\\s*\\(");
    private static final Pattern VARIABLE = Pattern.compile("(?<![\\w.'])([A-Za-z_]\\w*)\\b(?!\\s*[.(])");
    private static final Pattern WHOLE = Pattern.compile("\\s*[$#]\\{\\s*([A-Za-z_]\\w*)\\s*}\\s*");
    private static final Pattern DEADLINE =
            Pattern.compile("\\s*[$#]\\{\\s*(deadlines|\\w+Deadlines)\\s*\\.[^}]*}\\s*");

    /** What the engine itself puts into an expression. */
    private static final Set<String> IMPLICIT = Set.of("execution", "task");

    private static final Set<String> OPERATORS =
            Set.of("empty", "not", "and", "or", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod");

    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private Expressions() {}

    /**
     * What an expression asks of a bean.
     *
     * @param method the method called; null where a property is read
     */
    record Call(String bean, String method) {}

    /** Whether the text is one expression and nothing else. */
    static boolean isExpression(String text) {
        return text != null && text.strip().matches("[$#]\\{[^}]+}");
    }

    /** What the text's expressions ask of beans, such as {@code coHandling.units} in {@code ${coHandling.units(attempt)}}. */
    static Set<Call> calls(String text) {
        return bodies(text)
                .flatMap(body -> MEMBER.matcher(body).results())
                .filter(member -> !IMPLICIT.contains(member.group(1)))
                .map(member -> new Call(member.group(1), member.group(3).isEmpty() ? null : member.group(2)))
                .collect(Collectors.toSet());
    }

    /** Functions called without an owner, such as {@code now} in {@code ${now()}}. */
    static Set<String> functions(String text) {
        return bodies(text)
                .flatMap(body -> FUNCTION.matcher(body).results())
                .map(function -> function.group(1))
                .filter(function -> !OPERATORS.contains(function))
                .collect(Collectors.toSet());
    }

    /** Variables of the case the text's expressions read, such as {@code attempt} in {@code ${coHandling.units(attempt)}}. */
    static Set<String> variables(String text) {
        return bodies(text)
                .flatMap(body -> VARIABLE.matcher(body).results())
                .map(variable -> variable.group(1))
                .filter(variable -> !OPERATORS.contains(variable) && !CONSTANTS.contains(variable))
                .collect(Collectors.toSet());
    }

    /** The bean a {@code camunda:delegateExpression} names; null where it is anything but one name. */
    static String delegate(String text) {
        Matcher matcher = WHOLE.matcher(text == null ? "" : text);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** Whether a time comes from the calendar: {@code ${deadlines.…}}, or a capability's own {@code ${hotlineDeadlines.…}}. */
    static boolean isDeadline(String text) {
        return text != null && DEADLINE.matcher(text).matches();
    }

    /** The insides of the text's expressions, without what they quote. */
    private static Stream<String> bodies(String text) {
        return EXPRESSION.matcher(text == null ? "" : text).results().map(expression -> LITERAL.matcher(
                        expression.group(1))
                .replaceAll("''"));
    }
}
