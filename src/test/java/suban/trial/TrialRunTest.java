package suban.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import suban.acts.WithDemoCases;
import suban.calendar.CalendarService;
import suban.ledger.Act;
import suban.models.Recipes;

/**
 * The demonstration of 12 February 2026, of which the cases accepted from 30 December to 9 January are done again with the general limit
 * (Article 8) at 3 working days. 1 to 3 January are off, Sunday the 4th is worked. By hand:
 *
 * <ul>
 *   <li>冷库电价, accepted 30 December, answered 6 January 15:00: due 7 January; with 3 days 5 January, late
 *   <li>排污许可, 31 December, answered 5 January 10:00: due 8 January; with 3 days 6 January; twice rated badly, supervised, referred
 *   <li>土地出让金, 7 January, by Fengxi's own office, answered 12 January 16:00: due 14 January; with 3 days that very day
 *   <li>人才公寓, 9 January, answered 15 January 15:00: due 16 January; with 3 days 14 January, late
 * </ul>
 *
 * The same set has, by the guide's recipes, 法制审核 before and 审核回复稿 after 回复企业 (done at once where nobody did them, so that no date
 * moves), one kind of demand less, and one more thing to fill in with the reply. 冷库电价 is told as if its ledger knew those two steps: the reply of
 * 15:00 was returned at 15:10 and agreed to at 15:30. A fifth case, of another host and not answered, makes 记录办理逾期 fail under the changed set.
 */
@WithDemoCases
@Order(WithDemoCases.LOOKING)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("试运行：一般类时限由5个工作日改为3个")
class TrialRunTest {

    private static final LocalDate FROM = LocalDate.parse("2025-12-30");
    private static final LocalDate TO = LocalDate.parse("2026-01-09");

    @Autowired
    DataSource database;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Clock clock;

    /** What would lead an application to another database than its own. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "spring.flyway.url", "jdbc:h2:file:",
            "spring.datasource.hikari.jdbc-url", "jdbc:h2:file:",
            "spring.datasource.jndi-name", "java:",
            "spring.config.import", "file:");

    @TempDir
    static Path outside;

    private PastCases past;
    private Trial.Answer answer;
    private Map<String, String> before;

    private static final String REMOVED_DEMAND = "申请政策扶持";
    private static final String FAILING = "XX20251230-9999";
    private static final String HEAD = "konggangdirector";

    /** The same set with the days of one rule changed, two steps, one demand less and one field more; one step fails for one host. */
    private static RuleSet changed(RuleSet rules) throws IOException {
        Map<String, String> files = new LinkedHashMap<>(rules.files());
        files.computeIfPresent(
                "processes/rules/timeLimit.dmn", (path, text) -> Recipes.limitOfGeneralComplaints(text, 3));
        files.computeIfPresent(
                "processes/handling.bpmn", (path, text) -> Recipes.reviewOfTheReply(Recipes.stepBeforeTheReply(text))
                        .replace(
                                "\"#{recordOverdueDelegate}\"",
                                "\"#{hostUnit == 'jingfa' ? nothingOfTheKind : recordOverdueDelegate}\""));
        files.put("forms/legalReview.form", form("humanStep", "legalReview"));
        files.put("forms/reviewReply.form", form("humanStepDecision", "reviewReply"));
        files.computeIfPresent("forms/registerComplaint.form", (path, text) -> without(text, REMOVED_DEMAND));
        files.computeIfPresent(
                "forms/reply.form",
                (path, text) -> text.replaceFirst(
                        "\"components\": \\[",
                        """
                "components": [
                    {"label": "已与企业核对", "type": "checkbox", "key": "checked", "id": "field_checked", "validate": {"required": true}},"""));
        return new RuleSet("试改", files);
    }

    private static String form(String example, String id) throws IOException {
        return Recipes.formLike(Files.readString(Path.of(".camunda/examples", example + ".form")), id);
    }

    private static String without(String form, String option) {
        String less = Pattern.compile(
                        "\\{\\s*\"label\": \"" + option + "\",\\s*\"value\": \"" + option + "\"\\s*},?\\s*")
                .matcher(form)
                .replaceFirst("");
        assertThat(less).isNotEqualTo(form);
        return less;
    }

    /** With two steps that its host's head has done in one case, and another case that nobody works on. */
    private static PastCases known(PastCases read) {
        List<PastCase> cases = new ArrayList<>();
        for (PastCase it : read.cases()) {
            boolean reviewed = String.valueOf(it.form().get("title")).contains("冷库电价");
            cases.add(reviewed ? reviewed(it) : it);
            if (reviewed) {
                cases.add(ofAnotherHost(it));
            }
        }
        Map<String, Set<String>> groups = new TreeMap<>(read.groups());
        groups.put(HEAD, Set.of("konggang", "kongganghead"));
        return new PastCases(
                read.asOf(), cases, read.leftOut(), groups, read.calendar(), read.ledger(), read.inForce());
    }

    private static PastCase reviewed(PastCase it) {
        List<PastCase.Entry> entries = new ArrayList<>();
        for (PastCase.Entry entry : it.entries()) {
            boolean reply = entry.act() == Act.REPLY_DRAFTED;
            if (reply) {
                entries.add(step(entry, -60, 1, "法制审核", null, "text"));
            }
            entries.add(new PastCase.Entry(
                    entry.seq() * 10,
                    entry.at(),
                    entry.act(),
                    entry.actor(),
                    entry.unit(),
                    entry.input(),
                    entry.words()));
            if (reply) {
                entries.add(step(entry, 10, 2, "审核回复稿", "RETURN", "reason"));
                entries.add(step(entry, 15, 3, "法制审核", null, "text"));
                entries.add(new PastCase.Entry(
                        entry.seq() * 10 + 4,
                        entry.at().plusSeconds(1200),
                        entry.act(),
                        entry.actor(),
                        entry.unit(),
                        entry.input(),
                        entry.words()));
                entries.add(step(entry, 30, 5, "审核回复稿", "AGREE"));
            }
        }
        return new PastCase(it.number(), null, it.acceptedAt(), it.form(), entries, it.milestones());
    }

    private static PastCase.Entry step(
            PastCase.Entry reply, int minutes, int after, String step, String decision, String... words) {
        Map<String, Object> input = new LinkedHashMap<>(Map.of("attempt", 1, "step", step));
        if (decision != null) {
            input.put("decision", decision);
        }
        return new PastCase.Entry(
                reply.seq() * 10 + (minutes < 0 ? -after : after),
                reply.at().plusSeconds(60L * minutes),
                Act.STEP_COMPLETED,
                HEAD,
                "kongganghead",
                input,
                Set.of(words));
    }

    private static PastCase ofAnotherHost(PastCase it) {
        Map<String, Object> form = new LinkedHashMap<>(it.form());
        form.put("enterpriseName", "另一家企业");
        List<PastCase.Entry> entries = it.entries().stream()
                .filter(entry -> entry.act() == Act.REGISTERED || entry.act() == Act.TRIAGED)
                .map(entry -> {
                    Map<String, Object> input = new LinkedHashMap<>(entry.input());
                    input.computeIfPresent("hostUnit", (key, host) -> "jingfa");
                    input.computeIfPresent("coHandlerUnits", (key, units) -> List.of());
                    return new PastCase.Entry(
                            entry.seq(), entry.at(), entry.act(), entry.actor(), entry.unit(), input, Set.of("reason"));
                })
                .toList();
        return new PastCase(FAILING, null, it.acceptedAt(), form, entries, Map.of());
    }

    @BeforeAll
    void tryIt() throws IOException {
        before = everything();
        Instant now = clock.instant();
        past = known(PastCases.read(database, FROM, TO, now));
        RuleSet rules = past.inForce();
        ELSEWHERE.forEach((setting, value) -> System.setProperty(setting, value + outside.resolve("live")));
        try {
            answer = Trial.run(
                    new Trial.Question("数据库中的案件", past, rules, changed(rules), FROM, TO, 0, List.of()),
                    (what, done, of) -> {});
        } finally {
            ELSEWHERE.keySet().forEach(System::clearProperty);
        }
        assertThat(clock.instant()).as("nobody else's time is moved").isBetween(now, now.plusSeconds(900));
    }

    /** Number of rows of every table, and the words of those of the ledger. */
    private Map<String, String> everything() {
        Map<String, String> all = new TreeMap<>();
        jdbc.queryForList(
                        "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class)
                .forEach(table ->
                        all.put(table, jdbc.queryForObject("select count(*) from \"" + table + "\"", String.class)));
        for (String table : List.of("complaint", "attempt", "timeline_entry", "act_ru_task", "act_ru_job")) {
            all.put(
                    table + "'s rows",
                    jdbc.queryForList("select * from " + table).toString());
        }
        return all;
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(CalendarService.ZONE).toInstant();
    }

    private String number(String titlePart) {
        return past.cases().stream()
                .filter(it -> String.valueOf(it.form().get("title")).contains(titlePart))
                .map(PastCase::number)
                .findFirst()
                .orElseThrow();
    }

    private Trial.Different different(String titlePart) {
        String number = number(titlePart);
        return answer.different().stream()
                .filter(it -> it.today().number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("现行规则的重演与台账逐件一致，没有一件停下")
    void isFaithful() {
        assertThat(past.cases()).hasSize(5);
        assertThat(answer.compared()).isEqualTo(4);
        assertThat(answer.unlike()).isEmpty();
        assertThat(answer.stoppedToday()).isEmpty();
        Figures.measures().forEach(it -> assertThat(answer.today().all().get(it.key()))
                .as(it.key())
                .isEqualTo(answer.ledger().all().get(it.key())));
    }

    @Test
    @DisplayName("读到的案件，参加比较的和列出没有比较的加起来一件不少")
    void losesNoCase() {
        assertThat(answer.compared()
                        + answer.stoppedToday().size()
                        + answer.stoppedChanged().size())
                .isEqualTo(past.cases().size());
    }

    @Test
    @DisplayName("外面的设置指到别的数据库，试运行也不去碰它")
    void isSealedFromSettingsAround() {
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    @DisplayName("第八条：期限跳过元旦、算上调休的周日，逐件提前两个工作日")
    void movesTheDates() {
        Map<String, List<String>> due = Map.of(
                "冷库电价", List.of("2026-01-07T18:00", "2026-01-05T18:00"),
                "排污许可", List.of("2026-01-08T18:00", "2026-01-06T18:00"),
                "土地出让金", List.of("2026-01-14T18:00", "2026-01-12T18:00"),
                "人才公寓", List.of("2026-01-16T18:00", "2026-01-14T18:00"));
        due.forEach((title, dates) -> {
            Trial.Different it = different(title);
            assertThat(it.today().attempts().get(0).dueAt()).as(title).isEqualTo(at(dates.get(0)));
            assertThat(it.changed().attempts().get(0).dueAt()).as(title).isEqualTo(at(dates.get(1)));
            // Article 14: re-handling has days of its own
            assertThat(it.changed().attempts().stream()
                            .skip(1)
                            .map(CourseOfCase.Try::dueAt)
                            .toList())
                    .as(title)
                    .isEqualTo(it.today().attempts().stream()
                            .skip(1)
                            .map(CourseOfCase.Try::dueAt)
                            .toList());
        });
    }

    @Test
    @DisplayName("两件超期，各上报一次、催办一次；按时办结率由三分之三到三分之一；评价、督查不变")
    void countsWhatWouldBeLate() {
        Map<String, Double> today = answer.today().all();
        Map<String, Double> changed = answer.changed().all();
        assertThat(today)
                .containsEntry("late.handling", 0.0)
                .containsEntry("escalated", 0.0)
                .containsEntry("reminded", 0.0);
        assertThat(changed)
                .containsEntry("late.handling", 2.0)
                .containsEntry("escalated", 2.0)
                .containsEntry("reminded", 2.0);
        assertThat(today).containsEntry("onTimeRate", 1.0).containsEntry("onTimeRate.newCities", 1.0);
        assertThat(changed).containsEntry("onTimeRate", 1.0 / 3).containsEntry("onTimeRate.newCities", 1.0);
        for (Map<String, Double> column : List.of(today, changed)) {
            assertThat(column)
                    .containsEntry("praiseRate", 2.0 / 3)
                    .containsEntry("responseRate", 1.0)
                    .containsEntry("supervised", 1.0)
                    .containsEntry("accountability", 1.0)
                    .containsEntry("rehandled", 2.0)
                    .containsEntry("rating.DISSATISFIED", 1.0);
        }
        assertThat(answer.changed().units().get("konggang")).containsEntry("late.handling", 1.0);
        assertThat(answer.changed().units().get("jinghe")).containsEntry("onTimeRate", 0.0);
        assertThat(answer.changed().units().get("qinhan")).containsEntry("onTimeRate", 1.0);
    }

    @Test
    @DisplayName("执行失败的步骤写明名称和案件编号，这一件不计入任何一列")
    void tellsWhatFails() {
        assertThat(answer.stoppedChanged()).singleElement().satisfies(it -> {
            assertThat(it.number()).isEqualTo(FAILING);
            assertThat(it.act()).isEqualTo("系统步骤“记录办理逾期”");
            assertThat(it.at()).isEqualTo(at("2026-01-05T18:00"));
            assertThat(it.why()).containsPattern("[\\u4e00-\\u9fff]{4}").doesNotContain("nothingOfTheKind");
        });
        for (Figures column : List.of(answer.ledger(), answer.today(), answer.changed())) {
            assertThat(column.all()).containsEntry("cases", 4.0);
            assertThat(column.units()).doesNotContainKey("jingfa");
        }
    }

    @Test
    @DisplayName("台账里记有的人工步骤照当时的人、决定和时间重做：退回一次，重拟后同意，才送达")
    void redoesRecordedSteps() {
        Trial.Different it = different("冷库电价");
        assertThat(it.today().attempts().get(0).repliedAt()).isEqualTo(at("2026-01-06T15:00"));
        assertThat(it.changed().attempts().get(0).repliedAt()).isEqualTo(at("2026-01-06T15:30"));
        assertThat(it.changed().steps().stream()
                        .filter(step -> step.act() == Act.STEP_COMPLETED)
                        .map(step -> step.at() + " " + step.facts().get("step") + " "
                                + step.facts().get("decision")))
                .containsExactly(
                        at("2026-01-06T14:00") + " 法制审核 null",
                        at("2026-01-06T15:10") + " 审核回复稿 RETURN",
                        at("2026-01-06T15:15") + " 法制审核 null",
                        at("2026-01-06T15:30") + " 审核回复稿 AGREE");
        assertThat(it.today().times(Act.STEP_COMPLETED)).isZero();
        assertThat(assumed(answer.assumedAnyway(), "没有“审核回复稿”这一步")).containsExactly(number("冷库电价"));
        assertThat(assumed(answer.assumedAnyway(), "不再需要重做而略过：拟定回复")).containsExactly(number("冷库电价"));
    }

    @Test
    @DisplayName("过去没有的步骤随即办结，取消的诉求类型按“其他”登记，承诺日期按新期限，新增的必填项代填：都写在假设里")
    void saysWhatItAssumes() {
        assertThat(answer.assumedAnyway()).hasSize(3);
        assertThat(assumed(answer.assumedChanged(), "承诺", "新的期限")).hasSize(4);
        assertThat(assumed(answer.assumedChanged(), "过去没有的一步“法制审核”", "随即办结"))
                .containsExactlyInAnyOrder(number("排污许可"), number("土地出让金"), number("人才公寓"));
        assertThat(assumed(answer.assumedChanged(), "过去没有的一步“审核回复稿”", "随即办结，选第一项"))
                .contains(number("人才公寓"))
                .doesNotContain(number("冷库电价"));
        assertThat(assumed(answer.assumedChanged(), "诉求类型“申请政策扶持”", "按“其他”登记"))
                .containsExactlyInAnyOrder(number("冷库电价"), number("人才公寓"), FAILING);
        assertThat(assumed(answer.assumedChanged(), "已与企业核对", "过去没有填，代填“是”")).hasSize(4);
        for (String title : List.of("排污许可", "土地出让金", "人才公寓")) {
            assertThat(different(title).changed().attempts().stream()
                            .map(CourseOfCase.Try::repliedAt)
                            .toList())
                    .as(title)
                    .isEqualTo(different(title).today().attempts().stream()
                            .map(CourseOfCase.Try::repliedAt)
                            .toList());
        }
    }

    private static Set<String> assumed(List<Replay.Assumption> assumptions, String... words) {
        return assumptions.stream()
                .filter(it -> Arrays.stream(words).allMatch(it.what()::contains))
                .findFirst()
                .map(Replay.Assumption::numbers)
                .orElse(Set.of());
    }

    @Test
    @DisplayName("数据库没有任何改动")
    void leavesTheDatabaseAlone() {
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    @DisplayName("读的是一次只读事务")
    void readsInOneReadOnlyTransaction() {
        List<Boolean> readOnly = new ArrayList<>();
        DataSource source = new DelegatingDataSource(jdbc.getDataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                            if ("setReadOnly".equals(method.getName())) {
                                readOnly.add((Boolean) args[0]);
                            }
                            return method.invoke(connection, args);
                        });
            }
        };
        assertThat(PastCases.read(source, FROM, TO, clock.instant()).cases()).hasSize(4);
        // begun once, and ended once
        assertThat(readOnly).containsExactly(true, false);
    }

    @Test
    @DisplayName("H2 文件一个字节也不变，写它被拒绝")
    void leavesAFileAsItIs(@TempDir Path folder) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("suban");
        Path script = folder.resolve("suban.sql");
        jdbc.execute("script to '" + script + "'");
        try (Connection own = DriverManager.getConnection(url, "sa", "");
                Statement fill = own.createStatement()) {
            fill.execute("runscript from '" + script + "'");
            // the script brings DB_CLOSE_DELAY along: without this the file stays open, and is written to, in this
            // machine
            fill.execute("shutdown");
        }
        Files.delete(script);
        Path file = folder.resolve("suban.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        DataSource plain = new SimpleDriverDataSource(new org.h2.Driver(), CaseSource.readOnly(url), "sa", "");
        assertThat(PastCases.read(plain, FROM, TO, clock.instant()).cases()).hasSize(4);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        JdbcTemplate other = new JdbcTemplate(plain);
        assertThatThrownBy(() -> other.update("delete from complaint")).isInstanceOf(DataAccessException.class);
    }

    @Test
    @DisplayName("报告里没有企业、人员和办理文字，也不向外取任何东西")
    void tellsNoWords() {
        String report = TrialReport.html(answer);
        String numbers = TrialReport.json(answer);
        List<String> words = jdbc
                .queryForList(
                        "select title from complaint union select enterprise_name from complaint"
                                + " union select contact_name from complaint_content union select contact_phone from complaint_content"
                                + " union select reply_text from attempt",
                        String.class)
                .stream()
                .filter(it -> it != null && it.length() > 2)
                .collect(Collectors.toList());
        for (String document : List.of(report, numbers)) {
            assertThat(words).noneMatch(document::contains);
            assertThat(document).contains(number("冷库电价"));
        }
        assertThat(report).doesNotContain("<script").doesNotContain("http").doesNotContain("url(");
        assertThat(report)
                .contains("一般类，5个工作日内办结。第八条”的天数</td><td class=\"old\">5</td><td class=\"new\">3</td>")
                .contains("人工任务“法制审核”（新增）", "首处不同");
        // ids and codes are for programs; a file's name is for the analyst
        String people = report.replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll("<code>[^<]*</code>", "")
                .replaceAll("<[^>]*>", " ");
        assertThat(Pattern.compile("[A-Za-z]{3,}")
                        .matcher(people)
                        .results()
                        .map(MatchResult::group)
                        .filter(word -> !List.of("json", "trial").contains(word)))
                .isEmpty();
        Set<String> numbersTold = Pattern.compile("XX\\d{8}-\\d{4,}")
                .matcher(report + numbers)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(past.cases().stream().map(PastCase::number)).containsAll(numbersTold);
    }
}
