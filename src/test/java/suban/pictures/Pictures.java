package suban.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnPlane;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;

/** Which pictures there must be, and what they were drawn from. */
final class Pictures {

    static final Path FOLDER = Path.of("processes", "pictures");

    /** Chinese ones by the names systems give them, the reader's own last. */
    static final String FONTS =
            "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

    /** What a diagram is drawn by: where the library or the script changes, every picture is drawn anew. */
    private static final String DRAWN_BY =
            ProcessEngine.class.getPackage().getImplementationVersion() + "\n" + DiagramPictures.script();

    private Pictures() {}

    /**
     * One picture.
     *
     * @param file its name in {@link #FOLDER}
     * @param source the diagram or table it shows, inside the project
     * @param plane the sub-process whose inside it shows; "" for a whole diagram or a table
     * @param title what it shows, in Chinese
     * @param fingerprint of what it is drawn from
     */
    record Picture(String file, Path source, String plane, String title, String fingerprint) {

        boolean isTable() {
            return source.toString().endsWith(".dmn");
        }

        /** The file's text around what was drawn: its attributes in the first line, its body below. */
        String framed(String drawn) {
            int end = drawn.indexOf('\n');
            return """
                   <svg xmlns="http://www.w3.org/2000/svg" %s>
                   <title>%s</title>
                   <!-- drawn from %s, %s; diagrams with bpmn-js, http://bpmn.io -->
                   %s
                   </svg>
                   """
                    .formatted(
                            drawn.substring(0, end),
                            escaped(title),
                            source.toString().replace('\\', '/'),
                            fingerprint,
                            drawn.substring(end + 1).strip());
        }
    }

    /** All there must be, by file name, for the diagrams and tables of a project. */
    static Map<String, Picture> wanted(Path project) {
        Map<String, Picture> wanted = new TreeMap<>();
        for (Path source : sources(project)) {
            String text = read(project.resolve(source));
            String name = source.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
            String print = fingerprint(text);
            if (source.toString().endsWith(".dmn")) {
                add(
                        wanted,
                        new Picture(name + ".svg", source, "", decision(text).getName(), print));
                continue;
            }
            BpmnModelInstance model = Bpmn.readModelFromStream(stream(text));
            String title = model.getModelElementsByType(Process.class)
                    .iterator()
                    .next()
                    .getName();
            add(wanted, new Picture(name + ".svg", source, "", title, print));
            for (BpmnPlane plane : model.getModelElementsByType(BpmnPlane.class)) {
                BaseElement shown = plane.getBpmnElement();
                if (shown instanceof SubProcess inside) {
                    add(
                            wanted,
                            new Picture(
                                    name + "." + inside.getId() + ".svg",
                                    source,
                                    inside.getId(),
                                    title + "：" + inside.getName(),
                                    print));
                }
            }
        }
        return wanted;
    }

    /** Draws a table; needs no browser. */
    static String table(Path project, Picture picture) {
        return picture.framed(TablePicture.of(decision(read(project.resolve(picture.source())))));
    }

    /** What is wrong with the pictures that are there, each in Chinese, by file name: missing, stale, or left over. */
    static Map<String, String> problems(Path project, Map<String, Picture> wanted) {
        Map<String, String> problems = new TreeMap<>();
        wanted.values().forEach(picture -> {
            Path file = project.resolve(FOLDER).resolve(picture.file());
            if (!Files.exists(file)) {
                problems.put(picture.file(), "缺少“" + picture.title() + "”的图");
            } else if (picture.isTable()
                    ? !read(file).equals(table(project, picture))
                    : !read(file).contains(picture.fingerprint())) {
                problems.put(picture.file(), "“" + picture.title() + "”的图已过时，" + slashed(picture.source()) + " 改过了");
            }
        });
        for (String file : there(project)) {
            if (!wanted.containsKey(file)) {
                problems.put(file, "多余的图，所画的流程图或决策表已经没有了");
            }
        }
        return problems;
    }

    static List<String> there(Path project) {
        if (!Files.isDirectory(project.resolve(FOLDER))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(project.resolve(FOLDER))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(Map<String, Picture> pictures, Picture picture) {
        pictures.put(picture.file(), picture);
    }

    private static List<Path> sources(Path project) {
        try (Stream<Path> files = Files.walk(project.resolve("processes"))) {
            return files.filter(file -> file.toString().matches(".*\\.(bpmn|dmn)"))
                    .map(project::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Decision decision(String text) {
        return Dmn.readModelFromStream(stream(text))
                .getModelElementsByType(Decision.class)
                .iterator()
                .next();
    }

    private static java.io.InputStream stream(String text) {
        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((DRAWN_BY + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
