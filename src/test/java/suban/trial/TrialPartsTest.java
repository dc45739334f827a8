package suban.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import suban.engine.EngineClock;
import suban.ledger.Act;
import suban.revision.Change;
import suban.trial.PastAct.How;

@DisplayName("试运行的各个部分")
class TrialPartsTest {

    private static final Instant NOON = Instant.parse("2026-02-12T04:00:00Z");

    private static PastCase.Entry entry(int seq, Act act, String actor, Map<String, Object> input, String... words) {
        return new PastCase.Entry(seq, NOON.plusSeconds(seq), act, actor, "ysb", input, Set.of(words));
    }

    private static List<PastAct> acts(PastCase.Entry... entries) {
        return PastActs.of(
                new PastCase("XX1", null, NOON, Map.of("channel", "PHONE"), List.of(entries), Map.of()),
                List.of("另一件"));
    }

    @Test
    @DisplayName("办理记录里人的每个动作读成待办和表单；系统的步骤由流程自己走")
    void readsActs() {
        List<PastAct> acts = acts(
                entry(1, Act.REGISTERED, "a", Map.of()),
                entry(2, Act.SCOPE_DECIDED, null, Map.of("ground", "NONE")),
                entry(
                        3,
                        Act.TRIAGED,
                        "a",
                        Map.of(
                                "complaintClass",
                                "GENERAL",
                                "hostUnit",
                                "jinghe",
                                "coHandlerUnits",
                                List.of("zijian"),
                                "urgent",
                                false)),
                entry(4, Act.SAME_MATTER_CONFIRMED, "a", Map.of("sameAs", "XX0")),
                entry(5, Act.SPLIT, "a", Map.of("number", "XX2"), "title"),
                entry(6, Act.DISPATCHED, null, Map.of("attempt", 1)),
                entry(
                        7,
                        Act.RESPONDED,
                        "b",
                        Map.of(
                                "attempt",
                                1,
                                "at",
                                "2026-02-12T04:00:00Z",
                                "channel",
                                "PHONE",
                                "promisedDate",
                                "2026-02-14")),
                entry(8, Act.OPINION_GIVEN, "c", Map.of("attempt", 1, "unit", "zijian"), "text"),
                entry(9, Act.VISITED, "d", Map.of("attempt", 1, "rating", "DISSATISFIED"), "reason"),
                entry(10, Act.NOTICE_DELIVERED, "d", Map.of()));
        assertThat(acts.stream().map(PastAct::act).toList())
                .containsExactly(Act.REGISTERED, Act.TRIAGED, Act.RESPONDED, Act.OPINION_GIVEN, Act.VISITED);
        assertThat(acts.get(0).how()).isEqualTo(How.REGISTER);
        assertThat(acts.get(1).keys()).containsExactly("userTask_triage");
        assertThat(acts.get(1).form())
                .containsEntry("sameMatterAs", "XX0")
                .containsEntry("splitItems", "另一件")
                .containsEntry("coHandlerUnits", List.of("zijian"))
                .doesNotContainKey("reason");
        assertThat(acts.get(2).form())
                .containsEntry("decision", "CONTACTED")
                .containsEntry("promisedDate", "2026-02-14");
        assertThat(acts.get(3).coUnit()).isEqualTo("zijian");
        assertThat(acts.get(4).form())
                .containsEntry("reached", true)
                .containsEntry("dissatisfactionReason", PastActs.WORDS);
    }

    @Test
    @DisplayName("每一种动作要去的待办，图里都有")
    void knowsEveryTask() {
        Models models = new Models(RuleSet.ofFolder(Path.of("")));
        for (Act act : Act.values()) {
            acts(entry(1, act, "a", Map.of("attempt", 1))).stream()
                    .filter(it -> it.how() == How.TASK)
                    .forEach(it -> assertThat(models.tasks()).as(act.name()).containsAll(it.keys()));
        }
    }

    @Test
    @DisplayName("一种动作也没有被悄悄漏掉")
    void leavesNoActOut() {
        TreeSet<String> unknown = new TreeSet<>();
        Arrays.stream(Act.values())
                .filter(act -> acts(entry(1, act, "a", Map.of("attempt", 1))).stream()
                        .anyMatch(it -> it.keys().isEmpty()))
                .forEach(act -> unknown.add(act.name()));
        // the system's own steps, which nobody does: were one recorded with a person, the report would name it
        assertThat(unknown)
                .doesNotContain("TRIAGED", "RESPONDED", "HANDLED", "REPLY_DRAFTED", "VISITED", "REOPENED", "WITHDRAWN")
                .allMatch(name -> !name.endsWith("_SENT"));
    }

    @Test
    @DisplayName("分析人员的步骤按名称、决定和当时填写的栏目读出，没有它案件也能继续")
    void readsRecordedSteps() {
        assertThat(acts(entry(
                        7,
                        Act.STEP_COMPLETED,
                        "h",
                        Map.of("attempt", 1, "step", "审核回复稿", "decision", "RETURN"),
                        "reason")))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.how()).isEqualTo(How.STEP);
                    assertThat(it.label()).isEqualTo("完成步骤“审核回复稿”");
                    assertThat(it.form()).isEqualTo(Map.of("decision", "RETURN", "reason", PastActs.WORDS));
                    assertThat(it.needed()).isFalse();
                });
    }

    @Test
    @DisplayName("改动逐行列出旧值和新值，用规则自己的说明和栏目名，代码写成中文")
    void tellsChanges() {
        RuleSet today = RuleSet.ofFolder(Path.of(""));
        Map<String, String> files = new LinkedHashMap<>(today.files());
        files.computeIfPresent("processes/rules/timeLimit.dmn", (path, text) -> text.replaceFirst(
                        "(then_general_days\">\\s*<text>)5", "$13")
                .replaceFirst("(?s)<rule id=\"rule_complex\">.*?</rule>", ""));
        files.computeIfPresent(
                "processes/rules/acceptanceRoute.dmn",
                (path, text) -> text.replace("\"PHONE\", \"MAIL\", \"EMAIL\"", "\"PHONE\", \"EMAIL\""));
        files.computeIfPresent(
                "processes/handling.bpmn", (path, text) -> text.replaceFirst("name=\"拟定回复\"", "name=\"起草回复\""));
        files.remove("forms/meeting.form");
        Map<String, List<Change.Row>> rows = Changes.between(today, new RuleSet("试改", files), Map.of()).stream()
                .collect(Collectors.toMap(Change::title, Change::rows));
        assertThat(rows.get("规则表《办理时限》"))
                .contains(new Change.Row("第1行“一般类，5个工作日内办结。第八条”的天数", "5", "3"))
                .anySatisfy(row -> assertThat(row.was()).isEqualTo("类别：复杂，第几次办理：1，天数：14，算法：自然日"));
        assertThat(rows.get("规则表《受理路径》")).singleElement().satisfies(row -> {
            assertThat(row.was()).doesNotContain("PHONE").contains("、");
            assertThat(row.is()).doesNotContain("\"");
        });
        assertThat(Changes.between(today, today, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "--spring.datasource.url=jdbc:postgresql://db.internal:5433/suban?user=u&password=geheim | - | false | PostgreSQL db.internal:5433/suban",
                "--spring.profiles.active=postgres                                     | -        | false | PostgreSQL localhost:5432/suban",
                "--spring.profiles.active=postgres                                     | demo     | true  | 演示案例",
                "--spring.profiles.active=demo                                         | demo     | true  | 演示案例",
                "--spring.datasource.url=jdbc:h2:file:./nowhere/suban                  | -        | -     | 没有数据库文件",
                "--spring.datasource.url=jdbc:h2:mem:suban                             | database | -     | 内存数据库",
            })
    @DisplayName("案件从哪里来，由系统自己的配置决定：选项、环境、配置文件，报告里没有密码")
    void findsTheSource(String option, String asked, Boolean demo, String told) {
        StandardEnvironment environment = withoutTheMachine();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(option));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        if (demo == null) {
            assertThatThrownBy(() -> CaseSource.of(environment, asked)).hasMessageContaining(told);
            return;
        }
        CaseSource source = CaseSource.of(environment, asked);
        assertThat(source.isDemo()).isEqualTo(demo);
        assertThat(source.told()).contains(told).doesNotContain("geheim");
    }

    /** Whatever variables there are where the tests run. */
    private static StandardEnvironment withoutTheMachine() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        return environment;
    }

    @Test
    @DisplayName("谁也没有指定数据库的：安装包默认的文件在就读它，不在就用演示案例")
    void takesTheDefaultFileWhereItIs(@TempDir Path folder) throws Exception {
        StandardEnvironment environment = withoutTheMachine();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'",
                        Map.of(CaseSource.URL, "jdbc:h2:file:" + folder.resolve("suban") + ";WRITE_DELAY=0")));
        assertThat(CaseSource.of(environment, null).isDemo()).isTrue();
        assertThatThrownBy(() -> CaseSource.of(environment, "database")).hasMessageContaining("没有数据库文件");
        Files.createFile(folder.resolve("suban.mv.db"));
        assertThat(CaseSource.of(environment, null).isDemo()).isFalse();
        assertThat(CaseSource.of(environment, null).told()).contains("H2 文件", "suban.mv.db", "只读");
        assertThat(CaseSource.of(environment, "demo").isDemo()).isTrue();
    }

    @Test
    @DisplayName("单位、限额等设置照系统的，数据库的不带走")
    void takesTheSettingsAlong() {
        StandardEnvironment environment = withoutTheMachine();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(
                        "--suban.limits.visit-days=3", "--spring.datasource.url=x"));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "Config resource 'file [config/application-prod.yaml]' via location 'optional:file:./config/'",
                        Map.of("suban.organisation.units", "file:/units.yaml", "suban.limits.visit-days", "9")));
        assertThat(CaseSource.settings(environment))
                .containsExactlyInAnyOrder(
                        "--suban.limits.visit-days=3", "--suban.organisation.units=file:/units.yaml");
    }

    @Test
    @DisplayName("拒绝的话里，重演中的编号写成台账中的编号")
    void tellsTheLedgersNumbers() {
        assertThat(Replay.inTheLedger(
                        "XX20260212-0009与XX20260212-0010重复", Map.of("XX20260212-0009", "XX20250101-0003")))
                .isEqualTo("XX20250101-0003与本件重复");
    }

    @Test
    @DisplayName("两次重演只要一次失败，另一次随即停下；说的是先失败的那一次，另一次附在后面")
    void givesTheOtherUp() {
        AtomicBoolean given = new AtomicBoolean();
        IllegalStateException failure = new IllegalStateException("first");
        assertThatThrownBy(() -> Trial.both(
                        given,
                        () -> {
                            throw failure;
                        },
                        first -> {
                            while (!given.get()) {
                                Thread.onSpinWait();
                            }
                            throw new CancellationException("given up");
                        }))
                .isSameAs(failure)
                .satisfies(it -> assertThat(it.getSuppressed()).hasOnlyElementsOfType(CancellationException.class));
    }

    @Test
    @DisplayName("等现行规则的重演停下才结束，等待时被打断也一样")
    void waitsForItsEnd() {
        AtomicBoolean given = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        IllegalStateException failure = new IllegalStateException("second");
        assertThatThrownBy(() -> Trial.both(
                        given,
                        () -> {
                            while (!given.get()) {
                                Thread.onSpinWait();
                            }
                            ended.set(true);
                            throw new CancellationException("given up");
                        },
                        first -> {
                            Thread.currentThread().interrupt();
                            throw failure;
                        }))
                .isSameAs(failure)
                .satisfies(it -> assertThat(it.getSuppressed()).hasSize(1));
        assertThat(Thread.interrupted()).as("the interruption is handed on").isTrue();
        assertThat(ended).isTrue();
    }

    @Test
    @DisplayName("试运行的内存应用只看系统自己的设置，数据库、端口、配置文件的变量一概不看")
    void isSealed() {
        assertThat(TrialApplication.Sealed.own(
                        Map.of(
                                "SPRING_FLYWAY_URL", "jdbc:postgresql://live/suban",
                                "SPRING_DATASOURCE_HIKARI_JDBC_URL", "jdbc:postgresql://live/suban",
                                "SPRING_CONFIG_LOCATION", "file:./config/",
                                "SUBAN_LIMITS_VISITDAYS", "9"),
                        "SUBAN_"))
                .containsOnlyKeys("SUBAN_LIMITS_VISITDAYS");
        assertThat(TrialApplication.isOwn("jdbc:h2:mem:trial-1")).isTrue();
        assertThat(TrialApplication.isOwn("jdbc:h2:mem:suban")).isFalse();
        assertThat(TrialApplication.isOwn("jdbc:postgresql://live/jdbc:h2:mem:trial-"))
                .isFalse();
        assertThat(TrialApplication.isOwn(null)).isFalse();
    }

    @Test
    @DisplayName("文件以只读方式打开且必须存在，PostgreSQL 的会话只读")
    void asksForReadingOnly() {
        assertThat(CaseSource.readOnly("jdbc:h2:file:./suban-data/suban;WRITE_DELAY=0"))
                .endsWith(";ACCESS_MODE_DATA=r;IFEXISTS=TRUE");
        assertThat(CaseSource.readOnly("jdbc:postgresql://h/suban")).endsWith("?readOnly=true&readOnlyMode=always");
        assertThat(CaseSource.readOnly("jdbc:postgresql://h/suban?a=b")).endsWith("&readOnly=true&readOnlyMode=always");
    }

    @Test
    @DisplayName("超期：后来办结的也算，按批准的新日期算，撤回后的不再算")
    void knowsWhatWasLate() {
        Instant due = NOON;
        CourseOfCase.Try late =
                new CourseOfCase.Try(1, "jinghe", null, due, due, due, null, due.plusSeconds(60), null, null, null, 0);
        assertThat(course(late, null).wasLate(CourseOfCase.Late.HANDLING, NOON.plusSeconds(90)))
                .isTrue();
        assertThat(course(late, null).wasLate(CourseOfCase.Late.RESPONSE, NOON.plusSeconds(90)))
                .isFalse();
        CourseOfCase.Try granted = new CourseOfCase.Try(
                1, "jinghe", null, due, due, due, due.plusSeconds(120), due.plusSeconds(60), null, null, null, 0);
        assertThat(course(granted, null).wasLate(CourseOfCase.Late.HANDLING, NOON.plusSeconds(90)))
                .isFalse();
        CourseOfCase.Try open =
                new CourseOfCase.Try(1, "jinghe", null, due, null, due, null, null, null, null, null, 0);
        assertThat(course(open, null).wasLate(CourseOfCase.Late.HANDLING, NOON.plusSeconds(90)))
                .isTrue();
        assertThat(course(open, NOON.minusSeconds(1)).wasLate(CourseOfCase.Late.HANDLING, NOON.plusSeconds(90)))
                .isFalse();
    }

    private static CourseOfCase course(CourseOfCase.Try attempt, Instant closedAt) {
        return new CourseOfCase(
                "XX1",
                closedAt == null ? "HANDLING" : "WITHDRAWN",
                "GENERAL",
                "ysb",
                "jinghe",
                "jinghe",
                NOON,
                NOON,
                NOON,
                NOON,
                closedAt,
                List.of(attempt),
                null,
                Map.of(),
                List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rule=x           | 无法识别的选项：--rule=x",
                "--cases=all        | --cases 只能是 demo 或 database",
                "--from=2025        | --from=应为日期，如 --from=2025-01-01",
                "--new-steps=-1     | --new-steps= 应为0至60的工作日数",
                "--new-steps=many   | --new-steps= 应为0至60的工作日数",
                "--rules=/nowhere   | /nowhere 里没有 processes 和 forms 文件夹，请用 --rules= 指定",
                "--against=/nowhere | /nowhere 里没有 processes 和 forms 文件夹，请用 --against= 指定",
            })
    @DisplayName("写错的选项说明白，什么也不做")
    void refusesWrongOptions(String option, String told, @TempDir Path out) {
        assertThat(said("--out=" + out.resolve("report"), option)).startsWith(told);
        assertThat(Files.exists(out.resolve("report"))).isFalse();
    }

    @Test
    @DisplayName("没有料到的失败说一句中文，不说空值、路径或程序的话")
    void tellsUnknownFailures() {
        assertThat(TrialCommand.told(new NullPointerException())).startsWith("程序内部出错");
        assertThat(TrialCommand.told(new IllegalStateException("engine is null")))
                .startsWith("程序内部出错");
        assertThat(TrialCommand.told(new UncheckedIOException(new NoSuchFileException("/rules/a.bpmn"))))
                .isEqualTo("文件无法读写：/rules/a.bpmn");
        assertThat(TrialCommand.told(new IllegalStateException("x", new IllegalArgumentException("试运行已停止"))))
                .isEqualTo("试运行已停止");
    }

    @Test
    @DisplayName("读一个起始时刻，谁的时间也不动")
    void readsAnInstantOnly() {
        Instant begins = EngineClock.inOwnTime(() -> {
            EngineClock clock = EngineClock.real();
            clock.set(NOON);
            assertThat(EngineClock.beginning("2026-01-05T00:00:00Z")).isEqualTo("2026-01-05T00:00:00Z");
            assertThat(EngineClock.beginning("")).isAfter(NOON);
            return clock.instant();
        });
        assertThat(begins).isEqualTo(NOON);
    }

    @Test
    @DisplayName("代填的按人看到的写：选项的名称、是或否，不写存储的值")
    void tellsWhatItFillsIn() {
        Map<String, String> options = Map.of("GENERAL", "一般", "COMPLEX", "复杂");
        assertThat(Replay.told(true, Map.of())).isEqualTo("代填“是”");
        assertThat(Replay.told("GENERAL", options)).isEqualTo("代填“一般”");
        assertThat(Replay.told(List.of("COMPLEX"), options)).isEqualTo("代填“复杂”");
        assertThat(Replay.told(3, Map.of())).isEqualTo("代填“3”");
        assertThat(Replay.told(PastActs.WORDS, Map.of())).isEqualTo("代填一句话");
    }

    @Test
    @DisplayName("步骤的决定按它的表单写成中文")
    void tellsWhatWasChosen() {
        Models models = new Models(
                new RuleSet(
                        "试改",
                        Map.of(
                                "processes/a.bpmn",
                                """
                        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                        <process id="p"><userTask id="userTask_x" name="法制 审核" camunda:formRef="x"/></process></definitions>""",
                                "forms/x.form",
                                """
                        {"id": "x", "components": [{"type": "radio", "key": "decision", "label": "意见",
                          "values": [{"label": "原则同意", "value": "AGREE"}, {"label": "不同意", "value": "NO"}]}]}""")));
        assertThat(models.chosen("法制审核", "decision", "NO")).contains("不同意");
        assertThat(models.chosen("法制审核", "decision", "YES")).isEmpty();
        assertThat(models.chosen("别的步骤", "decision", "NO")).isEmpty();
    }

    @Test
    @DisplayName("不合规定的规则先逐条指出，不试运行")
    void refusesWhatIsWrong(@TempDir Path folder) {
        Map<String, String> files =
                new LinkedHashMap<>(RuleSet.ofFolder(Path.of("")).files());
        assertThat(files.remove("forms/reply.form")).isNotNull();
        new RuleSet("试改", files).writeTo(folder);
        String said = said("--rules=" + folder, "--cases=demo", "--out=" + folder.resolve("report"));
        assertThat(said).contains("不能试运行", "reply");
        assertThat(said("--against=" + folder, "--cases=database", "--out=" + folder.resolve("report")))
                .contains("与之比较的规则不能使用", "reply");
        assertThat(Files.exists(folder.resolve("report"))).isFalse();
    }

    private static String said(String... args) {
        PrintStream console = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(TrialCommand.run(args)).isNotZero();
        } finally {
            System.setOut(console);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
