package suban.trial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A whole set of diagrams, tables and forms.
 *
 * @param where what people call its origin
 * @param files texts by path: {@code processes/complaint.bpmn}, {@code processes/rules/scope.dmn}, {@code forms/triage.form}
 */
record RuleSet(String where, Map<String, String> files) {

    private static final List<String> ENDINGS = List.of(".bpmn", ".dmn", ".form");

    RuleSet {
        files = new TreeMap<>(files);
    }

    private static boolean isRule(String path) {
        return (path.startsWith("processes/") || path.startsWith("forms/"))
                && ENDINGS.stream().anyMatch(path::endsWith);
    }

    /** Whether a folder has what a set needs at least. */
    static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve("processes")) && Files.isDirectory(folder.resolve("forms"));
    }

    /** The set in {@code processes/} and {@code forms/} of a folder. */
    static RuleSet ofFolder(Path folder) {
        Map<String, String> files = new TreeMap<>();
        for (String part : List.of("processes", "forms")) {
            try (Stream<Path> all = Files.walk(folder.resolve(part))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    String path = folder.relativize(file).toString().replace('\\', '/');
                    if (isRule(path)) {
                        files.put(path, Files.readString(file, StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new RuleSet("文件夹 " + folder.toAbsolutePath().normalize().getFileName(), files);
    }

    /** The set of the last commit of the repository around a folder; empty where there is no repository, or it has no such folders. */
    static Optional<RuleSet> ofLastCommit(Path folder) {
        try {
            Process git = new ProcessBuilder("git", "archive", "--format=zip", "HEAD", "processes", "forms")
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            byte[] archive = git.getInputStream().readAllBytes();
            if (git.waitFor() != 0) {
                return Optional.empty();
            }
            Map<String, String> files = new TreeMap<>();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (isRule(entry.getName())) {
                        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
            return Optional.of(new RuleSet("最近一次提交（git HEAD）", files));
        } catch (IOException e) {
            return Optional.empty(); // no git here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The set this version was built with. */
    static RuleSet ofTheJar() {
        Map<String, String> files = new TreeMap<>();
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        Map<String, String> places = new LinkedHashMap<>();
        places.put("classpath*:processes/*.bpmn", "processes/");
        places.put("classpath*:processes/rules/*.dmn", "processes/rules/");
        places.put("classpath*:forms/*.form", "forms/");
        places.forEach((pattern, place) -> {
            try {
                for (Resource resource : resolver.getResources(pattern)) {
                    try (InputStream in = resource.getInputStream()) {
                        files.put(
                                place + resource.getFilename(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new RuleSet("安装包", files);
    }

    /** Where a file of this name belongs: a database knows names only. */
    static String home(String name) {
        String simple = name.substring(name.lastIndexOf('/') + 1);
        return simple.endsWith(".form")
                ? "forms/" + simple
                : simple.endsWith(".dmn") ? "processes/rules/" + simple : "processes/" + simple;
    }

    /** Writes the set below a folder, for an application to deploy it from there. */
    void writeTo(Path folder) {
        files.forEach((path, text) -> {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Paths of what is in one of the two only, or differs. */
    Set<String> changedFrom(RuleSet other) {
        Set<String> changed = new TreeSet<>(files.keySet());
        changed.addAll(other.files.keySet());
        changed.removeIf(path -> normal(files.get(path)).equals(normal(other.files.get(path))));
        return changed;
    }

    /** A checkout may have other ends of lines. */
    private static String normal(String text) {
        return text == null ? "" : text.replace("\r\n", "\n").strip();
    }

    List<String> withEnding(String ending) {
        List<String> found = new ArrayList<>();
        files.forEach((path, text) -> {
            if (path.endsWith(ending)) {
                found.add(text);
            }
        });
        return found;
    }
}
