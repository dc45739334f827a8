package suban.retention;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import suban.engine.EngineClock;
import suban.ledger.Texts;

/**
 * {@code java -jar suban.jar retention}: what is due for the archive, on the same database, beside the nodes, without an engine, a port
 * or a migration of its own. Says what would be done and changes nothing; {@code --apply} does it. Prints in Chinese and ends with 0 (all
 * well), 1 (something was left or is wrong) or 2 (could not be done at all).
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@EnableConfigurationProperties(ArchiveSettings.class)
@EnableJdbcRepositories({"suban.ledger", "suban.documents", "suban.attachments"})
@ComponentScan({"suban.ledger", "suban.retention"})
@ComponentScan(
        basePackages = "suban",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "suban\\.(documents\\.(ArchivedDocuments|DocumentPrinter|DocumentFonts)"
                                + "|attachments\\.(ArchivedAttachments|ContentStore)|secrecy\\.CaseWords"
                                + "|organisation\\.Organisation)"))
public final class RetentionCommand {

    /** What stands on the command line. */
    public static final String NAME = "retention";

    private static final String VERIFY = "verify";
    private static final String DESTROY = "destroy";
    private static final Set<String> WORDS = Set.of(VERIFY, DESTROY);

    private static final String APPLY = "--apply";
    private static final String BY = "--by=";
    private static final String ORDER = "--order=";
    private static final String ONLY = "--only=";
    /** What Spring, the settings and the logs take: the database, the folder and the like. */
    private static final List<String> SETTINGS = List.of("--spring.", "--suban.", "--logging.");

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_ORDER = 160;

    private static final String USAGE =
            """
            用法：
            　　retention　　　　　　　　　　　　　　　　　　　　　　　列出应当归档的案件，不作改动
            　　retention --apply [--by=执行人]　　　　　　　　　　　　　归档
            　　retention verify　　　　　　　　　　　　　　　　　　　　重新验证全部档案
            　　retention destroy　　　　　　　　　　　　　　　　　　　 列出保存期满的档案，不作改动
            　　retention destroy --order=批准文号 --by=执行人 --apply　销毁保存期满的档案
            　　--only=投诉编号　　　　　　　　　　　　　　　　　　　　　只办这一件""";

    @Bean
    static Clock clock() {
        return EngineClock.real();
    }

    /** Does what the arguments ask for, prints, and returns the exit code. */
    public static int run(String... args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String mistake = mistake(args);
        if (mistake != null) {
            out.println(mistake);
            return 2;
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RetentionCommand.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties("logging.level.root=error")
                .run(args)) {
            return run(context.getBean(Retention.class), context.getBean(Clock.class), out, args);
        } catch (RuntimeException e) {
            out.println("无法执行：" + root(e).getMessage());
            return 2;
        }
    }

    /** What is wrong with the arguments; null where nothing is. */
    private static String mistake(String... args) {
        List<String> words = words(args);
        if (words.size() > 1 || !WORDS.containsAll(words)) {
            return USAGE;
        }
        String refused = refused(words, args);
        if (refused != null) {
            return refused + "\n" + USAGE;
        }
        String by = value(BY, args);
        String order = value(ORDER, args);
        if (tooLong(by, LONGEST_NAME) || tooLong(order, LONGEST_ORDER)) {
            return "执行人至多120字，批准文号至多160字";
        }
        return words.contains(DESTROY) && applies(args) && (order == null || by == null)
                ? "销毁须写明批准文号和执行人：--order=批准文号 --by=执行人"
                : null;
    }

    /** An option that is misspelt or empty would otherwise mean "all of them"; null where every option is known and goes with the rest. */
    private static String refused(List<String> words, String... args) {
        for (String arg : args) {
            if (!arg.startsWith("-") || SETTINGS.stream().anyMatch(arg::startsWith)) {
                continue;
            }
            String option = arg.contains("=") ? arg.substring(0, arg.indexOf('=') + 1) : arg;
            boolean known = APPLY.equals(arg) || List.of(BY, ORDER, ONLY).contains(option);
            if (!known) {
                return "无法识别的选项：" + arg;
            }
            if (words.contains(VERIFY) || ORDER.equals(option) && !words.contains(DESTROY)) {
                return "此处不能使用的选项：" + arg;
            }
            if (option.endsWith("=") && arg.substring(option.length()).isBlank()) {
                return "选项没有写明内容：" + arg;
            }
        }
        return null;
    }

    private static int run(Retention retention, Clock clock, PrintStream out, String... args) {
        boolean apply = applies(args);
        String by = value(BY, args);
        String only = value(ONLY, args);
        out.printf("留存与归档　%s%s%n", Texts.time(clock.instant()), apply ? "" : "　未作任何改动");
        try {
            if (words(args).contains(VERIFY)) {
                return print(retention.verify(folder(retention)), "完好", out);
            }
            boolean destroy = words(args).contains(DESTROY);
            String against = only == null
                    ? null
                    : destroy ? retention.againstDestroying(only) : retention.againstArchiving(only);
            if (against != null) {
                out.printf("%s：%s　%s%n", destroy ? "不能销毁" : "不能归档", only, against);
                return 1;
            }
            if (destroy) {
                return apply
                        ? print(retention.destroy(folder(retention), only, value(ORDER, args), by), "已销毁", out)
                        : expired(retention, only, out);
            }
            return apply
                    ? archive(retention, only, by == null ? System.getProperty("user.name", "—") : by, out)
                    : due(retention, only, out);
        } catch (IllegalStateException e) {
            out.println("无法执行：" + e.getMessage());
            return 2;
        }
    }

    private static List<String> words(String... args) {
        return Arrays.stream(args).filter(arg -> !arg.startsWith("-")).toList();
    }

    private static boolean applies(String... args) {
        return Arrays.asList(args).contains(APPLY);
    }

    private static Path folder(Retention retention) {
        if (retention.settings().folder() == null) {
            throw new IllegalStateException("未设置存放档案的文件夹（suban.archive.folder）");
        }
        Path folder = Path.of(retention.settings().folder()).toAbsolutePath().normalize();
        if (isTemporary(folder)) {
            throw new IllegalStateException("存放档案的文件夹不能在系统临时目录中，那里的文件不能长久保存：" + folder);
        }
        return folder;
    }

    /** In a container what stands there is gone with it: the only copies would be. */
    private static boolean isTemporary(Path folder) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return folder.startsWith(temporary.toAbsolutePath().normalize())
                || real(folder).startsWith(real(temporary));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static int archive(Retention retention, String only, String by, PrintStream out) {
        int code = print(retention.archive(folder(retention), only, by), "已归档", out);
        if (only == null) {
            out.printf("12345台账中已清除来电人和电话：%d件%n", retention.eraseCallers(by));
        }
        return code;
    }

    private static int due(Retention retention, String only, PrintStream out) {
        List<Candidate> all = retention.due().stream()
                .filter(it -> only == null || only.equals(it.number()))
                .toList();
        List<Candidate> due = all.stream().filter(it -> it.hold() == null).toList();
        List<Candidate> held = all.stream().filter(it -> it.hold() != null).toList();
        out.printf("办结满%d年，应当归档：%d件%n", retention.settings().onlineYears(), due.size());
        due.forEach(it -> out.printf(
                "　　%s　%s办结，归档后保存至%s%s%n",
                it.number(),
                Texts.time(it.closedAt()),
                Texts.time(retention.keepUntil(it)),
                it.accountability() ? "（倒查责任的案件）" : ""));
        out.printf("暂不归档：%d件%n", held.size());
        held.forEach(it -> out.printf("　　%s　%s%n", it.number(), it.hold()));
        out.printf("12345台账中收到满%d年、应当清除来电人和电话：%d件%n", retention.settings().onlineYears(), retention.callersDue());
        out.printf(
                "已有档案：%d件，其中保存期满：%d件%n",
                retention.kept().size(), retention.expired().size());
        if (!due.isEmpty()) {
            out.println(
                    retention.settings().folder() == null
                            ? "归档前请设置存放档案的文件夹（suban.archive.folder），再加 --apply 执行"
                            : "加 --apply 执行归档，档案存入" + retention.settings().folder());
        }
        return 0;
    }

    private static int expired(Retention retention, String only, PrintStream out) {
        List<Archive> expired = retention.expired().stream()
                .filter(it -> only == null || only.equals(it.number()))
                .toList();
        out.printf("保存期满、可以销毁的档案：%d件%n", expired.size());
        expired.forEach(it -> out.printf("　　%s　%s　保存至%s%n", it.number(), it.fileName(), Texts.time(it.keepUntil())));
        if (!expired.isEmpty()) {
            out.println("销毁须有批准文号：retention destroy --order=批准文号 --by=执行人 --apply");
        }
        return 0;
    }

    private static int print(List<Retention.Result> results, String done, PrintStream out) {
        List<Retention.Result> wrong =
                results.stream().filter(it -> it.problem() != null).toList();
        out.printf("%s：%d件%n", done, results.size() - wrong.size());
        results.stream()
                .filter(it -> it.problem() == null)
                .forEach(it -> out.printf("　　%s　%s%n", it.number(), it.file()));
        if (!wrong.isEmpty()) {
            out.printf("有问题：%d件%n", wrong.size());
            wrong.forEach(it -> out.printf("　　%s　%s%n", it.number(), it.problem()));
        }
        return wrong.isEmpty() ? 0 : 1;
    }

    /** What stands behind an option; null where it is missing or empty. */
    private static String value(String option, String... args) {
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(option))
                .map(arg -> arg.substring(option.length()).strip())
                .filter(value -> !value.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private static boolean tooLong(String text, int most) {
        return text != null && text.codePointCount(0, text.length()) > most;
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }
}
