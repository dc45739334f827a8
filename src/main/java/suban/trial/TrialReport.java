package suban.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import suban.calendar.CalendarService;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Ground;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.revision.Change;
import suban.trial.CourseOfCase.Step;
import suban.trial.Replay.Assumption;
import suban.trial.Replay.Stopped;

/** Tells what a trial came to: a page to read, numbers to compare, a few lines for the console. Numbers of cases, units, dates; no words. */
final class TrialReport {

    /** Cases told step by step on the page; the numbers have all. */
    private static final int MOST_CASES = 200;

    private static final int MOST_NUMBERS = 12;

    /** What an analyst has written for the program. */
    private static final Pattern EXPRESSION = Pattern.compile("[#$]\\{[^}]*}?");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(CalendarService.ZONE);

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("OFFICE", "营商办受理"),
            Map.entry("COORDINATE_FIRST", "先行协调"),
            Map.entry("CLOSE", "按期答复"),
            Map.entry("LONG_TERM", "长期推进"),
            Map.entry("DELAY", "延期告知"),
            Map.entry("SUPERVISE", "督查"),
            Map.entry("DECLINE", "不督查"),
            Map.entry("AGREE", "同意"),
            Map.entry("RETURN", "退回"),
            Map.entry("SUPPLEMENT", "需补充"),
            Map.entry("NEGLIGENT", "推进不力"),
            Map.entry("DILIGENT", "已尽责"),
            Map.entry("overdue", "办理逾期"),
            Map.entry("responseOverdue", "当日未回应"),
            Map.entry("ACCOUNTABLE", "按第十五条处理完毕"));

    private final Trial.Answer answer;
    private final Models today;
    private final Models changed;
    private final StringBuilder page = new StringBuilder();

    private TrialReport(Trial.Answer answer) {
        this.answer = answer;
        today = new Models(answer.question().today());
        changed = new Models(answer.question().changed());
    }

    // ---- console

    /** The few lines that matter most. */
    static List<String> summary(Trial.Answer answer) {
        TrialReport it = new TrialReport(answer);
        List<String> lines = new ArrayList<>();
        lines.add("忠实程度：" + it.faithfulness());
        lines.add(it.inShort());
        if (!answer.stoppedChanged().isEmpty()) {
            lines.add("修改后办不下去的案件：" + answer.stoppedChanged().size() + "件");
        }
        double seconds = Math.max(answer.nanosToday(), answer.nanosChanged()) / 1e9; // side by side
        lines.add("两次重演共%d个办理动作，每秒%.1f个（每秒%.1f件）"
                .formatted(
                        2 * answer.acts(),
                        2 * answer.acts() / seconds,
                        2 * answer.question().past().cases().size() / seconds));
        return lines;
    }

    private String faithfulness() {
        int all = answer.compared();
        return "按现行规则重演%d件，与台账逐项完全一致的%d件".formatted(all, all - answer.unlike().size());
    }

    private String inShort() {
        if (answer.different().isEmpty()) {
            return "参加比较的%d件，修改前后没有差别。".formatted(answer.compared());
        }
        StringBuilder text = new StringBuilder("参加比较的%d件中，%d件的过程或结果不同："
                .formatted(answer.compared(), answer.different().size()));
        List<String> parts = new ArrayList<>();
        for (String key : List.of("late.handling", "onTimeRate", "praiseRate", "escalated", "reminded", "supervised")) {
            Measure measure = Figures.measures().stream()
                    .filter(it -> it.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            Double before = answer.today().all().get(key);
            Double after = answer.changed().all().get(key);
            if (!same(before, after)) {
                parts.add(
                        ("late.handling".equals(key) ? "办理超期" : measure.label().replaceAll("（.*）", ""))
                                + shown(measure, before)
                                + " → "
                                + shown(measure, after));
            }
        }
        return text.append(parts.isEmpty() ? "数字没有变化，只是日期不同" : String.join("，", parts))
                .append("。")
                .toString();
    }

    // ---- page

    /** The whole page, which asks for nothing outside itself. */
    static String html(Trial.Answer answer) {
        return new TrialReport(answer).page();
    }

    private String page() {
        page.append("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>试运行报告</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n");
        head();
        changes();
        figures();
        units();
        cases();
        faithful();
        notDone();
        assumed();
        notes();
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String style() {
        try (InputStream in = TrialReport.class.getResourceAsStream("/trial/report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void head() {
        Trial.Question question = answer.question();
        page.append("<header>\n<p class=\"kind\">诉办　规则修改试运行</p>\n<h1>试运行报告</h1>\n<dl>\n");
        term("比较", question.today().where() + " → " + question.changed().where());
        term(
                "案件",
                question.source()
                        + "：%s受理的%d件，其中%d件重演，截至%s"
                                .formatted(
                                        question.from() == null && question.to() == null
                                                ? ""
                                                : (question.from() == null ? "" : question.from() + " 起")
                                                        + (question.to() == null ? "" : "至 " + question.to() + " "),
                                        question.past().cases().size()
                                                + question.past().leftOut().values().stream()
                                                        .mapToInt(List::size)
                                                        .sum(),
                                        question.past().cases().size(),
                                        TIME.format(answer.madeAt())));
        term("忠实程度", faithfulness());
        page.append("</dl>\n<p class=\"short\">").append(text(inShort())).append("</p>\n");
        tiles();
        page.append("</header>\n");
    }

    private void term(String name, String value) {
        page.append("<div><dt>")
                .append(text(name))
                .append("</dt><dd>")
                .append(text(value))
                .append("</dd></div>\n");
    }

    private void tiles() {
        page.append("<ul class=\"tiles\">\n");
        for (String key :
                List.of("late.handling", "late.response", "onTimeRate", "praiseRate", "escalated", "supervised")) {
            Measure it = Figures.measures().stream()
                    .filter(measure -> measure.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            Double before = answer.today().all().get(key);
            Double after = answer.changed().all().get(key);
            String label =
                    key.startsWith("late.") ? it.label() + "超期" : it.label().replaceAll("（考核.*）", "");
            page.append("<li class=\"")
                    .append(mood(it, before, after))
                    .append("\"><span class=\"label\">")
                    .append(text(label))
                    .append("</span><span class=\"value\">")
                    .append(text(shown(it, after)))
                    .append("</span><span class=\"was\">")
                    .append(text(same(before, after) ? "不变" : "现行 " + shown(it, before)))
                    .append("</span><span class=\"was\">")
                    .append(text(same(before, after) ? "" : difference(it, before, after)))
                    .append("</span></li>\n");
        }
        page.append("</ul>\n");
    }

    private void changes() {
        open("改了什么", null);
        List<Change> files = answer.changes();
        if (files.isEmpty()) {
            page.append("<p class=\"none\">没有改动：两边的流程图、规则表和表单完全相同。</p>\n");
        }
        for (Change file : files) {
            page.append("<h3>")
                    .append(text(file.title()))
                    .append(" <code>")
                    .append(text(file.file()))
                    .append("</code></h3>\n");
            if (file.rows().isEmpty()) {
                page.append("<p class=\"none\">")
                        .append("ADDED".equals(file.what()) ? "整个文件是新增的。" : "整个文件被删除。")
                        .append("</p>\n");
                continue;
            }
            page.append(
                    "<table class=\"changes\">\n<thead><tr><th>项目</th><th>现行</th><th>修改后</th></tr></thead>\n<tbody>\n");
            for (Change.Row row : file.rows()) {
                page.append("<tr>");
                cell(null, row.subject());
                cell("old", row.was().isEmpty() ? "—" : row.was());
                cell("new", row.is().isEmpty() ? "—" : row.is());
                page.append("</tr>\n");
            }
            page.append("</tbody>\n</table>\n");
        }
        close();
    }

    private void cell(String style, String value) {
        page.append(style == null ? "<td>" : "<td class=\"" + style + "\">")
                .append(EXPRESSION.matcher(text(value)).replaceAll("<code>$0</code>"))
                .append("</td>");
    }

    private void figures() {
        open("数字对照", "三列是同样的%d件案件，用系统自己的看板和考核口径计算。“差”是修改后减现行规则；两列都是重演，重演本身的偏差相互抵消。".formatted(answer.compared()));
        page.append(
                "<table class=\"figures\">\n<thead><tr><th>项目</th><th>台账原有</th><th>现行规则</th><th>修改后</th><th>差</th></tr></thead>\n");
        String group = null;
        for (Measure it : Figures.measures()) {
            if (!it.group().equals(group)) {
                page.append(group == null ? "" : "</tbody>\n")
                        .append("<tbody>\n<tr class=\"group\"><th colspan=\"5\">")
                        .append(text(it.group()))
                        .append("</th></tr>\n");
                group = it.group();
            }
            Double ledger = answer.ledger().all().get(it.key());
            Double before = answer.today().all().get(it.key());
            Double after = answer.changed().all().get(it.key());
            page.append("<tr><td>").append(text(it.label())).append("</td>");
            cell(same(ledger, before) ? "number" : "number unlike", shown(it, ledger));
            cell("number", shown(it, before));
            cell("number", shown(it, after));
            cell("number " + mood(it, before, after), difference(it, before, after));
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
        close();
    }

    private void units() {
        open("按单位", "按首次办理的主办单位；有变化的写作“现行 → 修改后”。考核名次按这些案件试算，样本不足的不排。");
        List<Measure> measures = Figures.unitMeasures();
        page.append("<table class=\"units\">\n<thead><tr><th>单位</th>");
        measures.forEach(it -> page.append("<th>")
                .append(text(
                        it.key().startsWith("late.")
                                ? it.label() + "超期"
                                : it.label().replaceAll("（.*）", "")))
                .append("</th>"));
        page.append("<th>考核试算</th></tr></thead>\n<tbody>\n");
        for (String unit : Figures.units(answer.today(), answer.changed())) {
            Map<String, Double> before = answer.today().units().getOrDefault(unit, Map.of());
            Map<String, Double> after = answer.changed().units().getOrDefault(unit, Map.of());
            page.append("<tr><td>").append(text(unit(unit))).append("</td>");
            for (Measure it : measures) {
                Double one = before.get(it.key());
                Double two = after.get(it.key());
                cell(
                        "number " + mood(it, one, two),
                        same(one, two) ? shown(it, one) : shown(it, one) + " → " + shown(it, two));
            }
            String one = answer.today().places().getOrDefault(unit, "—");
            String two = answer.changed().places().getOrDefault(unit, "—");
            cell(one.equals(two) ? "number" : "number moved", one.equals(two) ? one : one + " → " + two);
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
        close();
    }

    private void cases() {
        open(
                "结果不同的案件（%d件）".formatted(answer.different().size()),
                answer.different().isEmpty() ? null : "点开编号，左边是现行规则下的经过，右边是修改后的；首处不同的一步标有“首处不同”，不同的行有底色。");
        if (answer.different().isEmpty()) {
            page.append("<p class=\"none\">没有。</p>\n");
        }
        answer.different().stream().limit(MOST_CASES).forEach(this::course);
        if (answer.different().size() > MOST_CASES) {
            page.append("<p class=\"none\">另有%d件见 trial.json。</p>\n"
                    .formatted(answer.different().size() - MOST_CASES));
        }
        close();
    }

    private void course(Trial.Different it) {
        List<Pair> pairs = pairs(it.today().steps(), it.changed().steps());
        Pair first = pairs.stream().filter(pair -> !pair.same()).findFirst().orElse(null);
        page.append("<details>\n<summary><b>")
                .append(text(it.today().number()))
                .append("</b><span>")
                .append(text(unit(it.today().host()) + "　" + classOf(it.today())))
                .append("</span><span class=\"what\">")
                .append(text(String.join("、", it.what())))
                .append("</span></summary>\n");
        page.append(
                "<table class=\"course\">\n<thead><tr><th>步骤</th><th>现行规则</th><th>修改后</th></tr></thead>\n<tbody>\n");
        for (Pair pair : pairs) {
            page.append(pair.same() ? "<tr>" : "<tr class=\"differs\">").append("<td>");
            Step any = pair.one() == null ? pair.two() : pair.one();
            String step = any.facts().get("step");
            page.append(text(any.act().label()
                    + (step == null ? "" : "“" + step + "”")
                    + (any.attempt() > 1 ? "（第" + any.attempt() + "次）" : "")));
            if (pair == first) {
                page.append(" <em>首处不同</em>");
            }
            page.append("</td>");
            step(pair.one(), pair.two());
            step(pair.two(), pair.one());
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n</details>\n");
    }

    private void step(Step it, Step other) {
        if (it == null) {
            page.append("<td class=\"missing\">—</td>");
            return;
        }
        boolean sameTime = other != null && minutes(it.at()) == minutes(other.at());
        page.append("<td>")
                .append(sameTime ? "<span class=\"time\">" : "<span class=\"time other\">")
                .append(TIME.format(it.at()))
                .append("</span>");
        it.facts().forEach((key, value) -> {
            String fact = "decision".equals(key) ? decision(it, value) : fact(key, value);
            if (fact != null) {
                boolean equal = other != null && value.equals(other.facts().get(key));
                page.append(equal ? " <span>" : " <span class=\"other\">")
                        .append(text(fact))
                        .append("</span>");
            }
        });
        page.append("</td>");
    }

    private static long minutes(Instant at) {
        return at.toEpochMilli() / 60_000;
    }

    /** What was chosen, as the step's own form calls it; the program's own decisions by their names. */
    private String decision(Step it, String value) {
        String step = it.facts().get("step");
        if (step != null) {
            for (Models set : List.of(changed, today)) {
                Optional<String> chosen = set.chosen(step, "decision", value);
                if (chosen.isPresent()) {
                    return chosen.get();
                }
            }
        }
        return fact("decision", value);
    }

    private String fact(String key, String value) {
        return switch (key) {
            case "step" -> null; // said before
            case "complaintClass" -> label(() -> ComplaintClass.valueOf(value).label(), value);
            case "ground" ->
                "NONE".equals(value) ? null : label(() -> Ground.valueOf(value).label(), value);
            case "host", "newUnit" -> "主办" + unit(value);
            case "coHandlers" -> value.isEmpty() ? null : "协办" + units(value);
            case "addUnits" -> value.isEmpty() ? null : "增加" + units(value);
            case "releaseUnits" -> value.isEmpty() ? null : "免除" + units(value);
            case "to" -> "报" + units(value);
            case "due" -> "期限" + time(value);
            case "responseDue" -> "回应期限" + time(value);
            case "opinionDue" -> "意见期限" + time(value);
            case "until" -> "应于" + time(value) + "前完成";
            case "promisedDate" -> "承诺" + value;
            case "outcome" -> label(() -> Outcome.valueOf(value).label(), value);
            case "rating" -> label(() -> Rating.valueOf(value).label(), value);
            case "onTime" -> "true".equals(value) ? "按时" : "逾期";
            case "how" ->
                CODES.getOrDefault(value, "SATISFIED".equals(value) ? "企业满意" : "UNRATED".equals(value) ? "未评价" : value);
            default -> CODES.getOrDefault(value, value);
        };
    }

    private static String label(java.util.function.Supplier<String> known, String otherwise) {
        try {
            return known.get();
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    private static String time(String value) {
        try {
            return value.length() == 10 ? LocalDate.parse(value).toString() : TIME.format(Instant.parse(value));
        } catch (DateTimeParseException e) {
            return value;
        }
    }

    private String classOf(CourseOfCase it) {
        return it.complaintClass() == null
                ? Status.valueOf(it.status()).label()
                : label(() -> ComplaintClass.valueOf(it.complaintClass()).label(), it.complaintClass());
    }

    /** A step of both courses, or of one of them. */
    private record Pair(Step one, Step two) {

        boolean same() {
            return one != null
                    && two != null
                    && minutes(one.at()) == minutes(two.at())
                    && one.facts().equals(two.facts());
        }
    }

    /** The two courses side by side: the longest common sequence of acts. */
    private static List<Pair> pairs(List<Step> one, List<Step> two) {
        int[][] common = new int[one.size() + 1][two.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = two.size() - 1; j >= 0; j--) {
                common[i][j] = alike(one.get(i), two.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() || j < two.size()) {
            if (i < one.size() && j < two.size() && alike(one.get(i), two.get(j))) {
                pairs.add(new Pair(one.get(i++), two.get(j++)));
            } else if (j == two.size() || i < one.size() && common[i + 1][j] >= common[i][j + 1]) {
                pairs.add(new Pair(one.get(i++), null));
            } else {
                pairs.add(new Pair(null, two.get(j++)));
            }
        }
        return pairs;
    }

    private static boolean alike(Step one, Step two) {
        return one.act() == two.act()
                && one.attempt() == two.attempt()
                && Objects.equals(one.facts().get("step"), two.facts().get("step"));
    }

    private void faithful() {
        open("重演是否忠实", "用现行规则重演一遍，逐件与台账比较：状态、类别、各期限、回应和答复时间、是否超期、结果、评价、完成的步骤、上报和催办次数。");
        page.append("<p>").append(text(faithfulness() + "。")).append("</p>\n");
        if (!answer.unlike().isEmpty()) {
            page.append("<table>\n<thead><tr><th>投诉编号</th><th>与台账不一致的项</th></tr></thead>\n<tbody>\n");
            answer.unlike().forEach((number, what) -> {
                page.append("<tr><td>").append(text(number)).append("</td>");
                cell(null, String.join("、", what));
                page.append("</tr>\n");
            });
            page.append("</tbody>\n</table>\n");
        }
        close();
    }

    private void notDone() {
        open("没有参加比较的案件", null);
        Map<String, List<String>> leftOut = answer.question().past().leftOut();
        if (leftOut.isEmpty()
                && answer.stoppedToday().isEmpty()
                && answer.stoppedChanged().isEmpty()) {
            page.append("<p class=\"none\">没有，全部参加比较。</p>\n");
        }
        if (!leftOut.isEmpty()) {
            page.append("<table>\n<thead><tr><th>没有纳入的原因</th><th class=\"number\">件数</th></tr></thead>\n<tbody>\n");
            leftOut.forEach((why, numbers) -> {
                page.append("<tr>");
                cell(null, why);
                cell("number", String.valueOf(numbers.size()));
                page.append("</tr>\n");
            });
            page.append("</tbody>\n</table>\n");
        }
        stopped("修改后办不下去", answer.stoppedChanged());
        stopped("现行规则下也没有重演到底（记录不足）", answer.stoppedToday());
        close();
    }

    private void stopped(String title, List<Stopped> stopped) {
        if (stopped.isEmpty()) {
            return;
        }
        page.append("<h3>")
                .append(text(title + "（" + stopped.size() + "件）"))
                .append(
                        "</h3>\n<table>\n<thead><tr><th>投诉编号</th><th>停在</th><th>时间</th><th>原因</th></tr></thead>\n<tbody>\n");
        for (Stopped it : stopped) {
            page.append("<tr>");
            cell(null, it.number());
            cell(null, it.act());
            cell(null, TIME.format(it.at()));
            cell(null, it.why());
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    private void assumed() {
        open("假设", null);
        page.append("<ul>\n");
        for (String line : List.of(
                "人的行为照旧：研判的类别和单位、回应、意见、分析人员增加的步骤、答复、评价和时间都按当时的记录，不随规则改变；企业对同一次答复的评价不变。",
                "待办比记录的时间晚产生的，一产生即办结。",
                "记录里没有的步骤，认为产生后%s办结，必填项取第一项或代填一句话。"
                        .formatted(
                                answer.question().newStepDays() == 0
                                        ? "随即"
                                        : answer.question().newStepDays() + "个工作日"),
                "办理文字用占位文字代替，标题和投诉内容只在内存中供“投诉范围”判断，报告中没有。",
                "附件、文书、短信邮件、电话告知、催促督办、代办、封存与解封、12345台账不重演。")) {
            page.append("<li>").append(text(line)).append("</li>\n");
        }
        page.append("</ul>\n");
        assumptions("修改后另外作出的假设", answer.assumedChanged(), answer.shiftedChanged());
        assumptions("两次重演都作出的假设（相互抵消）", answer.assumedAnyway(), answer.shiftedAnyway());
        ofNoCase("修改后失败的系统步骤，不属于任何一件案件", answer.assumedChanged());
        ofNoCase("两次重演都失败的系统步骤，不属于任何一件案件", answer.assumedAnyway());
        close();
    }

    private void assumptions(String title, List<Assumption> assumptions, Set<String> shifted) {
        List<Assumption> ofCases = assumptions.stream()
                .filter(it -> !it.numbers().contains(Replay.OF_NO_CASE))
                .toList();
        if (!ofCases.isEmpty() || !shifted.isEmpty()) {
            page.append("<h3>")
                    .append(text(title))
                    .append(
                            "</h3>\n<table>\n<thead><tr><th class=\"half\">假设</th><th class=\"number\">件数</th><th>投诉编号</th></tr></thead>\n<tbody>\n");
            ofCases.forEach(it -> assumption(it.what(), it.numbers()));
            if (!shifted.isEmpty()) {
                assumption("办理时间因待办产生得晚而推后", shifted);
            }
            page.append("</tbody>\n</table>\n");
        }
    }

    /** Steps of the system that belong to no case: not done again, in whichever of the two replays. */
    private void ofNoCase(String title, List<Assumption> assumptions) {
        List<String> steps = assumptions.stream()
                .filter(it -> it.numbers().contains(Replay.OF_NO_CASE))
                .map(Assumption::what)
                .toList();
        if (!steps.isEmpty()) {
            page.append("<h3>").append(text(title)).append("</h3>\n<ul>\n");
            steps.forEach(it -> page.append("<li>").append(text(it)).append("</li>\n"));
            page.append("</ul>\n");
        }
    }

    private void assumption(String what, Collection<String> numbers) {
        page.append("<tr>");
        cell(null, what);
        cell("number", String.valueOf(numbers.size()));
        cell(
                "numbers",
                numbers.stream().limit(MOST_NUMBERS).collect(Collectors.joining("、"))
                        + (numbers.size() > MOST_NUMBERS ? "等" : ""));
        page.append("</tr>\n");
    }

    private void notes() {
        open("口径", null);
        page.append("<ul>\n");
        for (String line : List.of(
                "超期：曾经超过期限的都计入，包括后来办结的；“截止时仍超期未办”与督办看板“超期未办”同一口径。",
                "按时办结率、好评率：与年度考核同一段计算，期限未到的不计；当日回应率与督办看板同一段计算。",
                "平均答复用时：受理次日起算的工作日，当日答复为0。",
                "上报、催办：办理记录中“逾期上报”“催办”的条数，一件可以有几次。",
                "案件一次读出，读数据库时只读；重演在内存中的另外两个应用里进行，不写数据库，不发通知。")) {
            page.append("<li>").append(text(line)).append("</li>\n");
        }
        page.append("</ul>\n");
        close();
    }

    private void open(String title, String lead) {
        page.append("<section>\n<h2>").append(text(title)).append("</h2>\n");
        if (lead != null) {
            page.append("<p class=\"lead\">").append(text(lead)).append("</p>\n");
        }
    }

    private void close() {
        page.append("</section>\n");
    }

    // ---- words and numbers

    private String unit(String id) {
        return id == null ? "（未交办）" : answer.names().getOrDefault(id, id);
    }

    private String units(String ids) {
        return Arrays.stream(ids.split("、")).map(this::unit).collect(Collectors.joining("、"));
    }

    private static boolean same(Double one, Double two) {
        return one == null || two == null ? Objects.equals(one, two) : Math.abs(one - two) < 1e-9;
    }

    private static String shown(Measure it, Double value) {
        if (value == null) {
            return "—";
        }
        return switch (it.kind()) {
            case COUNT -> String.valueOf(Math.round(value));
            case RATE -> String.format(Locale.ROOT, "%.1f%%", 100 * value);
            case DAYS -> String.format(Locale.ROOT, "%.2f", value);
        };
    }

    private static String difference(Measure it, Double one, Double two) {
        if (one == null || two == null || same(one, two)) {
            return same(one, two) ? "0" : "—";
        }
        double by = two - one;
        String amount =
                switch (it.kind()) {
                    case COUNT -> String.valueOf(Math.round(Math.abs(by)));
                    case RATE -> String.format(Locale.ROOT, "%.1f个百分点", 100 * Math.abs(by));
                    case DAYS -> String.format(Locale.ROOT, "%.2f", Math.abs(by));
                };
        return (by > 0 ? "▲ +" : "▼ −") + amount;
    }

    private static String mood(Measure it, Double one, Double two) {
        if (one == null || two == null || same(one, two)) {
            return "";
        }
        return it.better() == 0 ? "moved" : (two > one) == (it.better() > 0) ? "better" : "worse";
    }

    private static String text(String value) {
        return value == null
                ? ""
                : value.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }

    // ---- numbers to compare

    /** The same as numbers. Keys stay as they are; times are ISO 8601 in UTC, rates fractions. */
    static String json(Trial.Answer answer) {
        try {
            return JSON.writeValueAsString(new TrialReport(answer).values()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> values() {
        Trial.Question question = answer.question();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("format", 2);
        values.put("asOf", answer.madeAt().toString());
        values.put("from", question.from() == null ? null : question.from().toString());
        values.put("to", question.to() == null ? null : question.to().toString());
        values.put("today", question.today().where());
        values.put("changed", question.changed().where());
        values.put("newStepDays", question.newStepDays());
        Map<String, Object> cases = new LinkedHashMap<>();
        cases.put("source", question.source());
        cases.put("read", question.past().cases().size());
        cases.put("compared", answer.compared());
        cases.put("reproducedExactly", answer.compared() - answer.unlike().size());
        cases.put("different", answer.different().size());
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        question.past().leftOut().forEach((why, numbers) -> leftOut.put(why, numbers.size()));
        cases.put("leftOut", leftOut);
        values.put("cases", cases);
        values.put("changes", answer.changes());
        Map<String, Object> figures = new LinkedHashMap<>();
        Figures.measures()
                .forEach(it -> figures.put(
                        it.key(),
                        three(
                                answer.ledger().all().get(it.key()),
                                answer.today().all().get(it.key()),
                                answer.changed().all().get(it.key()))));
        values.put("figures", figures);
        Map<String, Object> units = new LinkedHashMap<>();
        for (String unit : Figures.units(answer.ledger(), answer.today(), answer.changed())) {
            Map<String, Object> own = new LinkedHashMap<>();
            Figures.unitMeasures()
                    .forEach(it -> own.put(
                            it.key(),
                            three(
                                    answer.ledger()
                                            .units()
                                            .getOrDefault(unit, Map.of())
                                            .get(it.key()),
                                    answer.today()
                                            .units()
                                            .getOrDefault(unit, Map.of())
                                            .get(it.key()),
                                    answer.changed()
                                            .units()
                                            .getOrDefault(unit, Map.of())
                                            .get(it.key()))));
            units.put(unit, own);
        }
        values.put("units", units);
        values.put("different", answer.different().stream().map(this::different).toList());
        values.put("unlikeLedger", answer.unlike());
        values.put(
                "stoppedUnderChanged",
                answer.stoppedChanged().stream().map(TrialReport::stopped).toList());
        values.put(
                "stoppedUnderToday",
                answer.stoppedToday().stream().map(TrialReport::stopped).toList());
        values.put("assumedUnderChanged", assumptions(answer.assumedChanged()));
        values.put("assumedAnyway", assumptions(answer.assumedAnyway()));
        values.put("shiftedUnderChanged", answer.shiftedChanged());
        Map<String, Object> speed = new LinkedHashMap<>();
        speed.put("acts", answer.acts());
        speed.put("secondsToday", answer.nanosToday() / 1_000_000 / 1000.0);
        speed.put("secondsChanged", answer.nanosChanged() / 1_000_000 / 1000.0);
        values.put("speed", speed);
        return values;
    }

    private static Map<String, Object> three(Double ledger, Double today, Double changed) {
        Map<String, Object> three = new LinkedHashMap<>();
        three.put("ledger", ledger);
        three.put("today", today);
        three.put("changed", changed);
        three.put("difference", today == null || changed == null ? null : changed - today);
        return three;
    }

    private Map<String, Object> different(Trial.Different it) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", it.today().number());
        values.put("host", it.today().host());
        values.put("what", it.what());
        values.put("today", course(it.today()));
        values.put("changed", course(it.changed()));
        return values;
    }

    private Map<String, Object> course(CourseOfCase it) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("status", it.status());
        values.put("complaintClass", it.complaintClass());
        values.put("enterpriseDueAt", iso(it.enterpriseDueAt()));
        values.put("closedAt", iso(it.closedAt()));
        values.put("rating", it.rating());
        Map<String, Boolean> late = new LinkedHashMap<>();
        for (CourseOfCase.Late kind : CourseOfCase.Late.values()) {
            late.put(kind.name(), it.wasLate(kind, answer.madeAt()));
        }
        values.put("late", late);
        values.put("escalated", it.times(Act.ESCALATED));
        values.put("reminded", it.times(Act.REMINDED));
        values.put(
                "attempts",
                it.attempts().stream()
                        .map(attempt -> {
                            Map<String, Object> own = new LinkedHashMap<>();
                            own.put("no", attempt.no());
                            own.put("host", attempt.host());
                            own.put("responseDueAt", iso(attempt.responseDueAt()));
                            own.put("respondedAt", iso(attempt.respondedAt()));
                            own.put("dueAt", iso(attempt.dueAt()));
                            own.put("adjustedDueAt", iso(attempt.adjustedDueAt()));
                            own.put("repliedAt", iso(attempt.repliedAt()));
                            own.put("outcome", attempt.outcome());
                            return own;
                        })
                        .toList());
        return values;
    }

    private static String iso(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Map<String, Object> stopped(Stopped it) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", it.number());
        values.put("at", it.at().toString());
        values.put("act", it.act());
        values.put("why", it.why());
        return values;
    }

    private static List<Map<String, Object>> assumptions(List<Assumption> assumptions) {
        return assumptions.stream()
                .map(it -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("what", it.what());
                    values.put("numbers", it.numbers());
                    return values;
                })
                .toList();
    }
}
