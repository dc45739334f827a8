package suban.models;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.dmn.instance.Rule;

/** The articles of the regulation (西咸新区企业投诉协调办理实施细则, 18 of them) and how a model names them. */
final class Articles {

    /** Built so far: each must be named in a diagram or table and proved by a test {@code @Tag("article-N")}. */
    static final Set<Integer> DONE = Set.of(2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);

    static final int LAST = 18;

    /** 第八条, 第8条; what stands right behind the title of another law (《民法典》第二百零三条) is not ours. */
    private static final Pattern ARTICLE = Pattern.compile("((?<!实施细则)》\\s*)?第([〇零一二三四五六七八九十百]+|\\d+)条");

    private static final Map<Character, Integer> DIGITS =
            Map.of('一', 1, '二', 2, '三', 3, '四', 4, '五', 5, '六', 6, '七', 7, '八', 8, '九', 9);

    private Articles() {}

    /** Every article of the regulation the text names, those it does not have included. */
    static Set<Integer> named(String text) {
        Set<Integer> articles = new TreeSet<>();
        Matcher matcher = ARTICLE.matcher(text == null ? "" : text);
        while (matcher.find()) {
            if (matcher.group(1) == null) {
                articles.add(number(matcher.group(2)));
            }
        }
        return articles;
    }

    /** What is wrong with a documentation that must name its article; null where nothing is. */
    static String complaint(String text) {
        Set<Integer> named = named(text);
        if (Texts.isBlank(text)) {
            return "没有说明文字，应写明办理要点和依据条款（如“第八条”）";
        }
        if (named.isEmpty()) {
            return "说明文字没有写明依据条款（如“第八条”）";
        }
        for (int article : named) {
            if (article < 1 || article > LAST) {
                return "说明文字提到第" + article + "条，实施细则只有" + LAST + "条";
            }
        }
        return null;
    }

    /** Articles named by an element of a diagram or a row of a table. */
    static Set<Integer> carriedOut(Models models) {
        Set<Integer> articles = new TreeSet<>();
        models.diagrams().forEach(d -> d.model()
                .getModelElementsByType(FlowNode.class)
                .forEach(node -> articles.addAll(named(ProcessConventions.documentation(node)))));
        models.tables().forEach(t -> t.model()
                .getModelElementsByType(Rule.class)
                .forEach(rule -> articles.addAll(named(DecisionConventions.description(rule)))));
        return articles;
    }

    /** Every finished article that no element and no row names any longer. */
    static List<Problem> missing(Models models) {
        return missing(DONE, carriedOut(models));
    }

    static List<Problem> missing(Set<Integer> done, Set<Integer> named) {
        return done.stream()
                .filter(article -> !named.contains(article))
                .sorted()
                .map(article -> new Problem("processes", "", "", "第" + article + "条没有写进任何流程元素或决策规则的说明"))
                .toList();
    }

    private static int number(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return text.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(text);
        }
        int sum = 0;
        int digit = 0;
        for (char c : text.toCharArray()) {
            if (c == '十' || c == '百') {
                sum += Math.max(digit, 1) * (c == '十' ? 10 : 100);
                digit = 0;
            } else {
                digit = DIGITS.getOrDefault(c, 0);
            }
        }
        return sum + digit;
    }
}
