package suban.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/run.sh} with a JVM that only says how it was called. */
@DisplayName("启动脚本")
class RunScriptTest {

    private static final String TRIM = "-XX:TrimNativeHeapInterval";

    @TempDir
    private Path folder;

    /** @param unknown part of an option that the JVM does not know */
    private String started(String unknown) throws IOException, InterruptedException {
        Path java = Files.writeString(
                folder.resolve("java"),
                """
                #!/bin/sh
                case "$*" in *%s*) exit 1 ;; esac
                echo "$@"
                """
                        .formatted(unknown));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = new ProcessBuilder("sh", "docker/run.sh", folder.toString()).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    @DisplayName("本机 Java 不认识归还内存的选项时，不带它启动")
    void startsWhereAnOptionIsNotKnown() throws IOException, InterruptedException {
        assertThat(started("no-such-option")).endsWith(" -jar suban.jar\n").contains(TRIM);
        assertThat(started(TRIM)).endsWith(" -jar suban.jar\n").doesNotContain(TRIM);
    }
}
