package suban.verification;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import suban.engine.EngineClock;
import suban.ledger.Texts;

/**
 * {@code java -jar suban.jar verify}: the verification on the same database, beside the nodes, without an engine, a port or a migration
 * of its own. Prints what it found in Chinese and ends with 0 (all well), 1 (something is wrong) or 2 (could not look). Reads only;
 * {@code --lists=anew} works out anew beforehand what lists read, where it is not what the facts come to.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@EnableJdbcRepositories("suban.ledger")
@ComponentScan({"suban.ledger", "suban.verification"})
public final class VerifyCommand {

    /** What stands on the command line. */
    public static final String NAME = "verify";

    private static final String LISTS_ANEW = "--lists=anew";

    /** What Spring, the settings and the logs take: the database and the like. */
    private static final List<String> SETTINGS = List.of("--spring.", "--suban.", "--logging.");

    private static final String USAGE =
            """
            用法：
            　　verify　　　　　　　　　检查是否一致，不作改动
            　　verify --lists=anew　先按办理情况重新生成不符的清单数据，再检查""";

    private static final int MOST_LINES = 20;

    /** Where nodes have the demonstration's time, timers are due by it. */
    @Bean
    static Clock clock(@Value("${suban.clock.start:}") String start) {
        return EngineClock.of(start);
    }

    /** Verifies, prints, and returns the exit code. */
    public static int run(String... args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String arg : args) {
            if (!LISTS_ANEW.equals(arg) && SETTINGS.stream().noneMatch(arg::startsWith)) {
                out.println("无法识别的选项：" + arg + "\n" + USAGE);
                return 2;
            }
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(VerifyCommand.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties("logging.level.root=error")
                .run(args)) {
            if (List.of(args).contains(LISTS_ANEW)) {
                repair(context.getBean(ListRepair.class), out);
            }
            return print(context.getBean(Verification.class).run(), out);
        } catch (RuntimeException | OutOfMemoryError e) {
            out.println("无法检查：" + reason(e));
            return 2;
        }
    }

    /** Every number, for whoever has to find out how it came about. */
    private static void repair(ListRepair lists, PrintStream out) {
        out.println("正在重新生成清单数据：");
        AtomicInteger mended = new AtomicInteger();
        Map<String, RuntimeException> left = lists.run(number -> {
            out.printf("　　%s%n", number);
            mended.incrementAndGet();
        });
        out.printf("清单数据已重新生成：%d件%n", mended.get());
        if (!left.isEmpty()) {
            out.printf("未能重新生成：%d件%n", left.size());
            left.forEach((number, why) -> out.printf("　　%s　%s%n", number, reason(why)));
        }
    }

    private static int print(Report report, PrintStream out) {
        out.printf("一致性检查　%s　投诉%d件，办理记录%d条%n", Texts.time(report.at()), report.complaints(), report.entries());
        Map<Finding.Check, List<Finding>> byCheck = report.findings().stream()
                .collect(Collectors.groupingBy(
                        Finding::check, () -> new EnumMap<>(Finding.Check.class), Collectors.toList()));
        for (Finding.Check check : Finding.Check.values()) {
            List<Finding> found = byCheck.getOrDefault(check, List.of());
            out.printf("%s　%s%n", check.label(), found.isEmpty() ? "正常" : found.size() + "处问题");
            found.stream()
                    .limit(MOST_LINES)
                    .forEach(finding -> out.printf("　　%s　%s%n", finding.number(), finding.text()));
            if (found.size() > MOST_LINES) {
                out.printf("　　……另有%d处%n", found.size() - MOST_LINES);
            }
        }
        out.println(report.intact() ? "结论：全部一致" : "结论：发现" + report.findings().size() + "处问题");
        return report.intact() ? 0 : 1;
    }

    /** In one line: what databases add to it may be what stands in the case. */
    private static String reason(Throwable e) {
        Throwable root = root(e);
        String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return root instanceof OutOfMemoryError ? "内存不足（" + said + "）" : said;
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }
}
