package suban.trial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import suban.appraisal.AppraisalGroup;
import suban.ledger.Channel;
import suban.ledger.ComplaintClass;
import suban.ledger.Ground;
import suban.revision.Change;
import suban.revision.RuleComparison;

/** What differs between two sets of rules, file by file, in the words of the page of a revision, with what a table's codes mean. */
final class Changes {

    private static final Pattern LABEL = Pattern.compile("\"label\":\"([^\"]*)\"");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern LIST = Pattern.compile("\"[^\"]*\"(\\s*,\\s*\"[^\"]*\")+");
    private static final Pattern COMPARED = Pattern.compile("^(>=|<=|>|<)\\s*(\\S+)$");
    private static final Pattern RANGE = Pattern.compile("^\\[(\\S+)\\.\\.(\\S+)]$");

    private static final Map<String, String> COMPARISONS = Map.of(">", "大于", ">=", "不少于", "<", "少于", "<=", "不超过");

    private Changes() {}

    /**
     * Compares them.
     *
     * @param units Chinese names of units, by id
     */
    static List<Change> between(RuleSet today, RuleSet changed, Map<String, String> units) {
        Set<String> paths = changed.changedFrom(today);
        return RuleComparison.between(sameEnds(today), sameEnds(changed)).stream()
                .filter(it -> paths.contains(it.file()))
                .map(it -> inWords(it, units))
                .toList();
    }

    /** A checkout may have other ends of lines. */
    private static Map<String, String> sameEnds(RuleSet set) {
        Map<String, String> files = new LinkedHashMap<>();
        set.files().forEach((path, text) -> files.put(path, text.replace("\r\n", "\n")));
        return files;
    }

    private static Change inWords(Change it, Map<String, String> units) {
        Map<String, String> codes = codes(it.file());
        codes.putAll(units);
        UnaryOperator<String> told =
                switch (it.kind()) {
                    case "DECISION" -> cells -> told(cells, codes);
                    case "FORM" -> Changes::options;
                    default -> UnaryOperator.identity();
                };
        return new Change(
                it.kind(),
                it.file(),
                it.name(),
                it.what(),
                it.rows().stream()
                        .map(row -> new Change.Row(row.subject(), told.apply(row.was()), told.apply(row.is())))
                        .toList());
    }

    /** The options of a field by what people choose from; anything else as it is. */
    private static String options(String text) {
        List<String> labels =
                LABEL.matcher(text).results().map(it -> it.group(1)).toList();
        return text.startsWith("[{") && !labels.isEmpty() ? String.join("、", labels) : text;
    }

    /** A cell, or a whole row: {@code 类别："GENERAL"，第几次办理：1}. */
    private static String told(String cells, Map<String, String> codes) {
        return Arrays.stream(cells.split("(?<=，)|(?<=：)"))
                .map(part -> {
                    String end = part.endsWith("，") || part.endsWith("：") ? part.substring(part.length() - 1) : "";
                    return cell(part.substring(0, part.length() - end.length()).strip(), codes) + end;
                })
                .collect(Collectors.joining());
    }

    private static String cell(String text, Map<String, String> codes) {
        if ("-".equals(text)) {
            return "不限";
        }
        Matcher compared = COMPARED.matcher(text);
        if (compared.matches()) {
            return COMPARISONS.get(compared.group(1)) + compared.group(2);
        }
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            return range.group(1) + "至" + range.group(2);
        }
        String listed = LIST.matcher(text)
                .replaceAll(list -> Matcher.quoteReplacement(list.group().replaceAll("\"\\s*,\\s*\"", "\"、\"")));
        return QUOTED.matcher(listed).replaceAll(quoted -> Matcher.quoteReplacement(meaning(quoted.group(1), codes)));
    }

    private static String meaning(String code, Map<String, String> codes) {
        if (code.isEmpty()) {
            return "（空）";
        }
        boolean known = Arrays.stream(code.split(",")).map(String::strip).allMatch(codes::containsKey);
        return known
                ? Arrays.stream(code.split(","))
                        .map(it -> codes.get(it.strip()))
                        .collect(Collectors.joining("、"))
                : "“" + code + "”";
    }

    /** What the codes of a table mean: two tables use one word for different things. */
    private static Map<String, String> codes(String file) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("OFFICE", "营商办直接受理");
        codes.put("COORDINATE_FIRST", "收到的单位先行协调");
        codes.put("WORKING", "工作日");
        codes.put("CALENDAR", "自然日");
        add(codes, Channel.values(), Channel::label);
        add(codes, Ground.values(), Ground::label);
        add(codes, ComplaintClass.values(), ComplaintClass::label);
        if (file.contains("appraisal")) {
            add(codes, AppraisalGroup.values(), AppraisalGroup::label);
        }
        return codes;
    }

    private static <E extends Enum<E>> void add(Map<String, String> codes, E[] values, Function<E, String> label) {
        for (E value : values) {
            codes.put(value.name(), label.apply(value));
        }
    }
}
