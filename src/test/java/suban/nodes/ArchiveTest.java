package suban.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docker/Dockerfile} does with the jar, on this machine: without it no image is built. */
@DisplayName("镜像里的程序和类归档")
class ArchiveTest {

    @TempDir
    private Path folder;

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    @DisplayName("解开的程序能启动一遍，留下类归档，别的什么也不留")
    void makesTheArchive() throws IOException, InterruptedException {
        Path jar;
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            jar = built.filter(it -> it.getFileName().toString().matches("suban-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
        run("sh", "docker/unpack.sh", jar.toString(), folder.resolve("layers").toString());
        Path app = Files.createDirectory(folder.resolve("app"));
        for (String layer :
                new String[] {"dependencies", "spring-boot-loader", "snapshot-dependencies", "application"}) {
            Path from = folder.resolve("layers").resolve(layer);
            if (Files.isDirectory(from)) {
                run("cp", "-a", from + "/.", app.toString());
            }
        }
        run("sh", "docker/archive.sh", app.toString());
        assertThat(app.resolve("suban.jsa")).isNotEmptyFile();
        try (Stream<Path> left = Files.list(app)) {
            assertThat(left.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("lib", "suban.jar", "suban.jsa");
        }
    }
}
