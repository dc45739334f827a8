package suban.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.io.Resource;
import suban.SubanApplication;

/**
 * {@code java -jar suban.jar check [folder]} and {@code mvn -q test -Pmodels}: what is wrong with the diagrams, tables, forms and templates
 * of a project folder, in Chinese, for the analyst who has just changed them (Article 18). Ends with 0 (all well), 1 (something is wrong)
 * or 2 (could not look).
 */
public final class CheckCommand {

    /** What stands on the command line. */
    public static final String NAME = "check";

    /** Adds new ids to the list of those that cases may wait at: asked for once the new elements shall stay. */
    static final String KEEP_IDS = "--keep-ids";

    private CheckCommand() {}

    /**
     * What was looked at and found.
     *
     * @param problems what must be put right
     * @param hints what is to be known, and stops nobody
     */
    private record Answer(Models models, List<Problem> problems, List<Problem> hints, Set<String> newIds) {}

    /** For Maven: ends the whole run, so that nothing of the tool's own is printed below. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Checks, prints, and returns the exit code. */
    public static int run(String... args) {
        LoggingSystem.get(CheckCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        List<String> words = new ArrayList<>(Arrays.asList(args));
        boolean keep = words.remove(KEEP_IDS);
        words.removeIf(String::isBlank);
        return run(
                Path.of(words.isEmpty() ? "" : words.get(0)),
                keep,
                new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static int run(Path folder, boolean keep, PrintStream out) {
        if (!Files.isDirectory(folder.resolve("processes"))) {
            out.println("无法检查：" + folder.toAbsolutePath() + " 中没有 processes 文件夹，请在项目文件夹中运行，或写明项目文件夹");
            return 2;
        }
        try {
            Answer answer = check(folder);
            if (keep && !answer.newIds().isEmpty()) {
                LandedIds.keep(folder, answer.newIds());
                answer = check(folder);
                out.println("新编号已写入 " + LandedIds.LIST);
            }
            print(answer, out);
            return answer.problems().isEmpty() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            out.println("无法检查：" + root(e));
            return 2;
        }
    }

    private static Answer check(Path folder) throws IOException {
        Map<String, Set<String>> beans = Beans.ofTheApplication();
        Models models = Models.read(folder, beans);
        List<Problem> problems = new ArrayList<>(RuleCheck.problems(models, CompiledCode.ofTheApplication()));
        if (!models.unreadable().isEmpty()) {
            return new Answer(models, problems, List.of(new Problem("", "", "", "改正以上文件后再运行一次，才能检查其余内容")), Set.of());
        }
        List<Problem> hints = new ArrayList<>();
        Set<String> newIds = new TreeSet<>();
        if (Files.isDirectory(folder.resolve(ElementTemplates.FOLDER))) {
            problems.addAll(ElementTemplates.problems(models, ElementTemplates.of(folder), capabilities(), units()));
        } else {
            problems.addAll(
                    ElementTemplates.broken(models)); // a set without its project, as the system would look at it
        }
        hints.addAll(ProposedUnits.unknown(models, units()));
        if (Files.exists(folder.resolve(LandedIds.LIST))) {
            Set<String> landed = LandedIds.landed(folder);
            problems.addAll(LandedIds.vanished(models, landed));
            newIds.addAll(LandedIds.added(models, landed));
            if (!newIds.isEmpty()) {
                hints.addAll(LandedIds.news(newIds));
                hints.add(new Problem(
                        "", "", "", "新编号不影响使用；确定保留后运行 mvn -q test -Pmodels -Dcheck=" + KEEP_IDS + " 一并写入清单"));
            }
        }
        return new Answer(models, problems, hints, newIds);
    }

    private static void print(Answer answer, PrintStream out) {
        print("", answer.problems(), out);
        print("提示", answer.hints(), out);
        String looked = "共检查 %d 张流程图、%d 张表、%d 张表单"
                .formatted(
                        answer.models().diagrams().size(),
                        answer.models().tables().size(),
                        answer.models().forms().size());
        long problems = answer.problems().stream().distinct().count();
        String hints = answer.hints().isEmpty() ? "" : "；有提示";
        out.println(looked + "，" + (problems == 0 ? "没有问题" : "发现 " + problems + " 个问题") + hints);
    }

    /** A file, and below it what is wrong in it. */
    private static void print(String title, Collection<Problem> problems, PrintStream out) {
        if (problems.isEmpty()) {
            return;
        }
        if (!title.isEmpty()) {
            out.println(title);
        }
        Map<String, Set<String>> byFile = new TreeMap<>();
        problems.forEach(problem -> byFile.computeIfAbsent(problem.file(), it -> new TreeSet<>())
                .add(problem.toString().substring(problem.file().length()).replaceFirst("^：", "")));
        byFile.forEach((file, lines) -> {
            if (!file.isEmpty()) {
                out.println(file);
            }
            lines.forEach(line -> out.println("    " + line));
        });
        out.println();
    }

    /** The packages of the program, one a capability. */
    private static Set<String> capabilities() throws IOException {
        return Arrays.stream(Beans.classFiles(SubanApplication.class))
                .map(CheckCommand::place)
                .map(place -> place.replaceFirst(".*/suban/", "").split("/"))
                .filter(path -> path.length > 1)
                .map(path -> path[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String place(Resource resource) {
        try {
            return resource.getURL().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of all units. */
    private static Set<String> units() throws IOException {
        try (InputStream file = CheckCommand.class.getResourceAsStream("/organisation/units.yaml")) {
            Set<String> ids = new TreeSet<>();
            for (JsonNode unit : new YAMLMapper().readTree(file).path("units")) {
                ids.add(unit.path("id").asText());
            }
            return ids;
        }
    }

    private static String root(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : root(e.getCause());
    }
}
