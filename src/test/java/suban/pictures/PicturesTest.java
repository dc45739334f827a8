package suban.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import suban.browser.Browser;
import suban.pictures.Pictures.Picture;

/**
 * The guide's pictures are of the diagrams and tables as they stand. What is not, the build draws anew where Chromium is, and only that;
 * without it, and where {@code CI} is set (there a picture must have been committed), it says what is missing or stale. {@code mvn -q test -Ppictures}
 * draws all of them.
 */
@DisplayName("指南中的图")
class PicturesTest {

    private static final String COMMAND = "mvn -q test -Ppictures";

    private static final Path PROJECT = Path.of("");

    private static Map<String, Picture> wanted;

    @BeforeAll
    static void drawWhatIsNot() throws IOException {
        wanted = Pictures.wanted(PROJECT);
        boolean all = "all".equals(System.getProperty("suban.draw"));
        if (all || System.getenv("CI") == null) {
            draw(all);
        }
    }

    @Test
    @DisplayName("每张流程图、决策表都有图，没有多余的，没有过时的")
    void everyPictureIsOfWhatStands() {
        Map<String, String> problems = Pictures.problems(PROJECT, wanted);
        if (!problems.isEmpty()) {
            fail(problems.entrySet().stream()
                    .map(problem -> Pictures.FOLDER + "/" + problem.getKey() + "：" + problem.getValue())
                    .collect(Collectors.joining(
                            "\n",
                            "指南中的图有 " + problems.size() + " 处不对，请运行 " + COMMAND + "（需要 Chromium）重新绘制，连同修改一并提交：\n",
                            "\n")));
        }
    }

    @Test
    @DisplayName("指南里看得到每一张图")
    void everyPictureStandsInTheGuide() {
        String guide = Pictures.read(PROJECT.resolve("processes/README.md"));
        assertThat(wanted.values().stream()
                        .filter(picture -> !guide.contains("(pictures/" + picture.file() + ")"))
                        .map(picture -> "processes/README.md：没有“" + picture.title() + "”的图，请加一行：![" + picture.title()
                                + "](pictures/" + picture.file() + ")"))
                .isEmpty();
    }

    @Test
    @DisplayName("缺少的、过时的、多余的都指得出来")
    void whatIsWrongIsFound(@TempDir Path project) throws IOException {
        copy("processes/meeting.bpmn", project);
        copy("processes/rules/timeLimit.dmn", project);
        copy("processes/pictures/meeting.svg", project);
        copy("processes/pictures/timeLimit.svg", project);
        assertThat(Pictures.problems(project, Pictures.wanted(project))).isEmpty();

        change(project.resolve("processes/meeting.bpmn"), "专题会协商", "专题会");
        change(project.resolve("processes/rules/timeLimit.dmn"), ">5<", ">3<");
        Files.writeString(project.resolve("processes/pictures/gone.svg"), "<svg/>");
        assertThat(Pictures.problems(project, Pictures.wanted(project)))
                .containsOnly(
                        Map.entry("meeting.svg", "“专题会”的图已过时，processes/meeting.bpmn 改过了"),
                        Map.entry("timeLimit.svg", "“办理时限”的图已过时，processes/rules/timeLimit.dmn 改过了"),
                        Map.entry("gone.svg", "多余的图，所画的流程图或决策表已经没有了"));
        Files.delete(project.resolve("processes/pictures/meeting.svg"));
        assertThat(Pictures.problems(project, Pictures.wanted(project))).containsEntry("meeting.svg", "缺少“专题会”的图");
    }

    /** Writes only what changes; diagrams where there is a browser. */
    private static void draw(boolean all) throws IOException {
        Map<String, String> problems = Pictures.problems(PROJECT, wanted);
        Path folder = PROJECT.resolve(Pictures.FOLDER);
        Files.createDirectories(folder);
        for (String file : Pictures.there(PROJECT)) {
            if (!wanted.containsKey(file)) {
                Files.delete(folder.resolve(file));
            }
        }
        for (Picture picture : wanted.values()) {
            if (picture.isTable() && (all || problems.containsKey(picture.file()))) {
                write(picture, Pictures.table(PROJECT, picture));
            }
        }
        var stale = wanted.values().stream()
                .filter(picture -> !picture.isTable() && (all || problems.containsKey(picture.file())))
                .toList();
        if (stale.isEmpty() || !Browser.isInstalled()) {
            return;
        }
        try (DiagramPictures pen = new DiagramPictures()) {
            Map<Path, Map<String, String>> drawn = new HashMap<>();
            for (Picture picture : stale) {
                Map<String, String> planes = drawn.get(picture.source());
                if (planes == null) {
                    planes = pen.of(Pictures.read(PROJECT.resolve(picture.source())));
                    drawn.put(picture.source(), planes);
                }
                write(picture, picture.framed(planes.get(picture.plane())));
            }
        }
    }

    private static void write(Picture picture, String text) throws IOException {
        Path file = PROJECT.resolve(Pictures.FOLDER).resolve(picture.file());
        if (!Files.exists(file) || !Pictures.read(file).equals(text)) {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
    }

    private static void copy(String file, Path project) throws IOException {
        Files.createDirectories(project.resolve(file).getParent());
        Files.copy(Path.of(file), project.resolve(file));
    }

    private static void change(Path file, String before, String after) throws IOException {
        Files.writeString(file, Files.readString(file).replace(before, after));
    }
}
