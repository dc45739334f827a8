package suban.trial;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import suban.engine.EngineClock;
import suban.models.Problem;
import suban.models.RuleCheck;

/**
 * {@code java -jar suban.jar trial}: past cases under changed diagrams, tables and forms, with a report to read and numbers to compare. Reads
 * the configured database in one transaction and writes nothing to it. Prints in Chinese and ends with 0 (done), 1 (the changed set is
 * refused) or 2 (could not be done).
 */
@EnableConfigurationProperties(DataSourceProperties.class)
public final class TrialCommand {

    /** What stands on the command line. */
    public static final String NAME = "trial";

    private static final List<String> OPTIONS =
            List.of("--rules=", "--against=", "--cases=", "--from=", "--to=", "--out=", "--new-steps=");

    /** What Spring, the settings and the logs take: the database and the like. */
    private static final List<String> SETTINGS = List.of("--spring.", "--suban.", "--logging.");

    private static final int MOST_STEP_DAYS = 60;

    private static final String USAGE =
            """
            用法：trial [选项]
            　　--rules=文件夹　　　　　修改后的 processes 和 forms 所在的文件夹，默认为当前文件夹
            　　--against=文件夹　　　　与之比较的规则所在的文件夹；默认为数据库中现行的规则，演示案例为最近一次提交的
            　　--cases=demo|database　 重演演示案例，还是数据库中的案件；默认：与系统同样配置，有数据库的为数据库，否则为演示案例
            　　--from=日期 --to=日期　 只取这些天受理的案件，如 --from=2025-01-01 --to=2025-12-31
            　　--new-steps=天数　　　　过去没有的步骤，认为产生后几个工作日办结；默认0，即随即办结
            　　--out=文件夹　　　　　　报告放在哪里，默认 target/trial
            数据库用 --spring.datasource.url=、--spring.profiles.active= 或环境变量指定，与启动系统时相同；只读，不作任何改动。""";

    private static final String UNUSABLE = "与之比较的规则不能使用";

    private static final Pattern CHINESE = Pattern.compile("[\\u4e00-\\u9fff]");

    /** The database that is read, by one connection that cannot write; not opened before it is asked for. */
    @Bean
    @Lazy
    static DataSource dataSource(DataSourceProperties properties) {
        return properties
                .initializeDataSourceBuilder()
                .type(SimpleDriverDataSource.class)
                .url(CaseSource.readOnly(properties.determineUrl()))
                .build();
    }

    /** From the sources, without the packaged application: the same. */
    public static void main(String[] args) {
        System.setProperty("user.timezone", "Asia/Shanghai");
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        System.exit(run(args));
    }

    /** What was refused, or could not be done, in Chinese. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** Does what the arguments ask for, prints, and returns the exit code. */
    public static int run(String... args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LoggingSystem.get(TrialCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            tryOut(out, args);
            return 0;
        } catch (Refused e) {
            out.println(e.getMessage());
            return e.code;
        } catch (RuntimeException e) {
            out.println("试运行没有完成：" + told(e));
            if (System.getProperty("suban.trial.log") != null) {
                e.printStackTrace(out);
            }
            return 2;
        }
    }

    /** Why it could not be done: what is said in Chinese somewhere, else a sentence; an exception's own words are a programmer's. */
    static String told(Throwable e) {
        for (Throwable it = e; it != null; it = it.getCause()) {
            if (it instanceof FileSystemException file) {
                return "文件无法读写：" + file.getFile();
            }
            if (it.getMessage() != null
                    && !(it instanceof UncheckedIOException)
                    && CHINESE.matcher(it.getMessage()).find()) {
                return it.getMessage();
            }
        }
        return "程序内部出错，没有写出报告。请把规则文件夹和所用的选项交给技术人员；加 -Dsuban.trial.log=debug 再运行一次，可以看到详情";
    }

    private static void tryOut(PrintStream out, String... args) {
        long begun = System.nanoTime();
        checkOptions(args);
        LocalDate from = day("--from=", args);
        LocalDate to = day("--to=", args);
        int stepDays = stepDays(args);
        Path folder = folder("--rules=", ".", args);
        Path other = folder("--against=", null, args);
        RuleSet changed = RuleSet.ofFolder(folder);
        RuleSet against = other == null ? null : RuleSet.ofFolder(other);
        if (against != null) {
            out.println("检查与之比较的流程图、规则表和表单……");
            refuseIfBad(against, UNUSABLE);
        }
        out.println("检查修改后的流程图、规则表和表单……");
        refuseIfBad(changed, "修改后的规则不能试运行，请先改正");
        Trial.Progress progress = new ProgressLine(out);
        PastCases past;
        RuleSet today;
        CaseSource source;
        List<String> settings;
        try (ConfigurableApplicationContext context = asConfigured(args)) {
            source = source(context.getEnvironment(), value("--cases=", null, args));
            settings = CaseSource.settings(context.getEnvironment());
            if (source.isDemo()) {
                today = against != null ? against : before(folder);
                progress.at("演示案例按现行规则重新演示（约一分钟）", 0, 0);
                past = told(today, settings, from, to);
            } else {
                past = fromDatabase(context, from, to);
                today = against != null ? against : past.inForce();
            }
        }
        if (past.cases().isEmpty()) {
            throw new Refused(2, "没有可以重演的案件" + (from == null && to == null ? "" : "：请检查 --from 和 --to"));
        }
        out.printf(
                "　%s%d件，未纳入%d件；比较：%s → %s，改动的文件%d个%n",
                source.told(),
                past.cases().size(),
                past.leftOut().values().stream().mapToInt(List::size).sum(),
                today.where(),
                changed.where(),
                changed.changedFrom(today).size());
        Trial.Answer answer = Trial.run(
                new Trial.Question(source.told(), past, today, changed, from, to, stepDays, settings), progress);
        Path place = Path.of(value("--out=", "target/trial", args));
        Path report = write(answer, place);
        double seconds = (System.nanoTime() - begun) / 1e9;
        TrialReport.summary(answer).forEach(out::println);
        out.printf("报告：%s%n数字：%s%n用时%.0f秒%n", report, place.resolve("trial.json"), seconds);
    }

    /** What a folder's rules were before they were changed. */
    private static RuleSet before(Path folder) {
        RuleSet before =
                RuleSet.ofLastCommit(folder).filter(it -> !it.files().isEmpty()).orElseGet(RuleSet::ofTheJar);
        refuseIfBad(before, UNUSABLE);
        return before;
    }

    private static Path write(Trial.Answer answer, Path place) {
        try {
            Files.createDirectories(place);
            Path report = place.resolve("trial.html");
            Files.writeString(report, TrialReport.html(answer), StandardCharsets.UTF_8);
            Files.writeString(place.resolve("trial.json"), TrialReport.json(answer), StandardCharsets.UTF_8);
            return report;
        } catch (IOException e) {
            throw new Refused(2, "报告无法写入 " + place);
        }
    }

    private static void refuseIfBad(RuleSet set, String words) {
        List<Problem> problems = RuleCheck.problems(set.files());
        if (!problems.isEmpty()) {
            throw new Refused(1, words + "。\n" + Problem.told(problems));
        }
    }

    /** Nothing but what the application would be started with: profiles, variables, files, options. */
    private static ConfigurableApplicationContext asConfigured(String... args) {
        List<String> settings = new ArrayList<>();
        Arrays.stream(args)
                .filter(arg -> SETTINGS.stream().anyMatch(arg::startsWith))
                .forEach(settings::add);
        settings.add("--logging.structured.format.console=");
        try {
            return new SpringApplicationBuilder(TrialCommand.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .properties("logging.level.root=error")
                    .run(settings.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new Refused(2, "设置有误：" + words(e));
        }
    }

    private static CaseSource source(ConfigurableEnvironment environment, String asked) {
        try {
            return CaseSource.of(environment, asked);
        } catch (IllegalStateException e) {
            throw new Refused(2, e.getMessage());
        }
    }

    private static PastCases told(RuleSet today, List<String> settings, LocalDate from, LocalDate to) {
        try (TrialApplication demonstration = TrialApplication.demonstration(today, settings)) {
            return PastCases.read(
                    demonstration.bean(DataSource.class),
                    from,
                    to,
                    demonstration.bean(java.time.Clock.class).instant());
        }
    }

    private static PastCases fromDatabase(ConfigurableApplicationContext context, LocalDate from, LocalDate to) {
        try {
            Instant now = EngineClock.beginning(context.getEnvironment().getProperty("suban.clock.start", ""));
            return PastCases.read(context.getBean(DataSource.class), from, to, now);
        } catch (RuntimeException e) {
            String message = String.valueOf(root(e).getMessage());
            boolean locked = message.contains("may be already in use") || message.contains("locked");
            throw new Refused(
                    2,
                    locked ? "数据库文件正由运行中的系统占用：H2 的文件一次只能由一个程序打开。请先停止系统再试运行；PostgreSQL 不受此限。" : "无法读取数据库：" + words(e));
        }
    }

    // ---- arguments

    private static void checkOptions(String... args) {
        for (String arg : args) {
            if (SETTINGS.stream().noneMatch(arg::startsWith) && OPTIONS.stream().noneMatch(arg::startsWith)) {
                throw new Refused(2, "无法识别的选项：" + arg + "\n" + USAGE);
            }
        }
        String cases = value("--cases=", "demo", args);
        if (!List.of("demo", "database").contains(cases)) {
            throw new Refused(2, "--cases 只能是 demo 或 database\n" + USAGE);
        }
    }

    private static Path folder(String option, String otherwise, String... args) {
        String value = value(option, otherwise, args);
        if (value == null) {
            return null;
        }
        try {
            Path folder = Path.of(value);
            if (RuleSet.isIn(folder)) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new Refused(2, value + " 里没有 processes 和 forms 文件夹，请用 " + option + " 指定");
    }

    private static LocalDate day(String option, String... args) {
        String value = value(option, null, args);
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new Refused(2, option + "应为日期，如 " + option + "2025-01-01");
        }
    }

    private static int stepDays(String... args) {
        String value = value("--new-steps=", "0", args);
        try {
            int days = Integer.parseInt(value);
            if (days >= 0 && days <= MOST_STEP_DAYS) {
                return days;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refused(2, "--new-steps= 应为0至" + MOST_STEP_DAYS + "的工作日数");
    }

    private static String value(String option, String otherwise, String... args) {
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(option) && arg.length() > option.length())
                .map(arg -> arg.substring(option.length()))
                .findFirst()
                .orElse(otherwise);
    }

    /** What a driver or a setting says of itself, which an administrator can look up; never nothing. */
    private static String words(Throwable e) {
        Throwable root = root(e);
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    /** A line at the beginning of each part, and now and then how far it is; two parts may be under way at once. */
    private static final class ProgressLine implements Trial.Progress {

        private static final long EVERY = 10_000_000_000L;

        private final PrintStream out;
        private final Map<String, long[]> begunAndSaid = new HashMap<>();

        ProgressLine(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void at(String what, int done, int of) {
            long now = System.nanoTime();
            long[] times = begunAndSaid.get(what);
            if (times == null) {
                begunAndSaid.put(what, new long[] {now, now});
                out.println(of == 0 ? what + "……" : "%s：重演%d个办理动作".formatted(what, of));
            } else if (of > 0 && now - times[1] > EVERY) {
                times[1] = now;
                double each = (now - times[0]) / 1e9 / done;
                out.println("　%s：%d/%d，约还需%.0f秒".formatted(what, done, of, each * (of - done)));
            }
        }
    }
}
