package suban.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a node takes until it takes requests, and how much memory (resident, by the kernel) it holds then and after the same
 * requests: in the layout the Dockerfile unpacks, with the archive that {@code docker/archive.sh} makes of it, by {@code docker/run.sh} as
 * the image starts it, beside the plain jar, in turn. On a database that is set up already. {@code -Dbenchmark.jar}: another jar than the
 * one just built; {@code -Dbenchmark.rounds}: how often the series of requests is sent (400).
 */
@Tag("start")
class StartBenchmark {

    private static final int PATIENCE = 180;
    private static final int REST = 2000;
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 400);

    private final Figures figures = new Figures("start");
    private final Path folder = Path.of("target/benchmark/start").toAbsolutePath();

    @Test
    @DisplayName("启动时间和内存")
    void start() throws Exception {
        figures.note("windows", Windows.count());
        figures.note("requests", ROUNDS * Requests.A_ROUND);
        Path jar = jar();
        Path app = unpack(jar);
        try (Server server = Server.open()) {
            server.create("suban");
            Map<String, String> environment = environment(server);
            List<String> unpacked =
                    List.of("sh", Path.of("docker/run.sh").toAbsolutePath().toString(), app.toString());
            List<String> plain = List.of("java", "-Duser.timezone=Asia/Shanghai", "-jar", jar.toString());
            // the first start makes the tables
            measure("first", plain, environment);
            Map<String, Supplier<Map<String, Double>>> sides = new LinkedHashMap<>();
            sides.put("unpacked", () -> measure("unpacked", unpacked, environment));
            sides.put("jar", () -> measure("jar", plain, environment));
            Windows windows = Windows.alternate(sides);
            figures.ratioAtMost(
                    "time to the first answer, unpacked",
                    windows.of("unpacked", "seconds"),
                    "s",
                    "jar",
                    windows.ratio("unpacked", "jar", "seconds"),
                    0.6);
            figures.add("time to the first answer, jar", windows.of("jar", "seconds"), "s");
            for (String when : List.of("after the start", "after the requests")) {
                figures.ratioAtMost(
                        "memory (RSS) " + when + ", unpacked",
                        windows.of("unpacked", when),
                        "MB",
                        "jar",
                        windows.ratio("unpacked", "jar", when),
                        0.7);
                figures.add("memory (RSS) " + when + ", jar", windows.of("jar", when), "MB");
                String own = when + ", own";
                figures.ratio(
                        "of it no file's (RssAnon) " + when + ", unpacked",
                        windows.of("unpacked", own),
                        "MB",
                        "jar",
                        windows.ratio("unpacked", "jar", own));
            }
            figures.ratio(
                    "the requests, unpacked",
                    windows.of("unpacked", "requests"),
                    "s",
                    "jar",
                    windows.ratio("unpacked", "jar", "requests"));
        }
        figures.write();
    }

    private static Path jar() throws IOException {
        String given = System.getProperty("benchmark.jar", "");
        if (!given.isBlank()) {
            return Path.of(given).toAbsolutePath();
        }
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(it -> it.getFileName().toString().matches("suban-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in target: mvn -Pbenchmark verify"))
                    .toAbsolutePath();
        }
    }

    /** As the Dockerfile does: unpacked, the layers one over the other, times of files kept, and the archive of classes, which asks for them. */
    private Path unpack(Path jar) throws IOException, InterruptedException {
        Path app = folder.resolve("app");
        String script =
                "rm -rf '%1$s' && mkdir -p '%1$s/app' && sh docker/unpack.sh '%2$s' '%1$s/layers' && for layer in dependencies"
                        + " spring-boot-loader snapshot-dependencies application; do [ ! -d \"%1$s/layers/$layer\" ] || cp -a"
                        + " \"%1$s/layers/$layer/.\" '%1$s/app/'; done; sh docker/archive.sh '%1$s/app'";
        Process process = new ProcessBuilder("sh", "-ec", script.formatted(folder, jar))
                .inheritIO()
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return app;
    }

    private static Map<String, String> environment(Server server) {
        Map<String, String> environment = new LinkedHashMap<>();
        // the machine the containers of docker/compose.yaml see
        environment.put("JAVA_TOOL_OPTIONS", "-XX:MaxRAM=2g");
        environment.put("SPRING_PROFILES_ACTIVE", "demo,postgres");
        environment.put("SUBAN_DEMO_CASES", "false");
        environment.put("SPRING_DATASOURCE_URL", server.url("suban"));
        environment.put("SPRING_DATASOURCE_USERNAME", "");
        environment.put("SPRING_DATASOURCE_PASSWORD", "");
        return environment;
    }

    /** Starts a node, waits until it takes requests, and ends it: seconds, and MB by the kernel's names. */
    private Map<String, Double> measure(String name, List<String> command, Map<String, String> environment) {
        try {
            int port = freePort();
            File log = Files.createDirectories(folder).resolve(name + ".log").toFile();
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .redirectOutput(log);
            builder.environment().putAll(environment);
            builder.environment().put("SERVER_PORT", Integer.toString(port));
            long from = System.nanoTime();
            Process node = builder.start();
            try {
                while (!answers(port)) {
                    if (!node.isAlive() || System.nanoTime() - from > PATIENCE * 1_000_000_000L) {
                        throw new IllegalStateException("does not start, see " + log);
                    }
                    Thread.sleep(20);
                }
                Map<String, Double> measured = new LinkedHashMap<>();
                measured.put("seconds", (System.nanoTime() - from) / 1e9);
                Thread.sleep(REST);
                memory(node.pid(), "after the start", measured);
                from = System.nanoTime();
                new Requests(port).send(ROUNDS);
                measured.put("requests", (System.nanoTime() - from) / 1e9);
                Thread.sleep(REST);
                memory(node.pid(), "after the requests", measured);
                return measured;
            } finally {
                node.destroy();
                if (!node.waitFor(60, TimeUnit.SECONDS)) {
                    node.destroyForcibly();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try {
            HttpURLConnection question =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")
                            .toURL()
                            .openConnection();
            return question.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** MB that the kernel says a process holds in memory (Linux): all, what it shares with others included, and what no file backs. */
    private static void memory(long pid, String when, Map<String, Double> measured) throws IOException {
        measured.put(when, memory(pid, "VmRSS:"));
        measured.put(when + ", own", memory(pid, "RssAnon:"));
    }

    private static double memory(long pid, String kind) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(kind)) {
                return Double.parseDouble(line.split("\\s+")[1]) / 1024;
            }
        }
        throw new IOException("no " + kind + " of " + pid);
    }
}
