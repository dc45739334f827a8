package suban.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two nodes on one PostgreSQL, by {@code docker/two-nodes.sh}, with the demonstration's people and without its cases. Killing,
 * stopping and starting is real: of processes, by signals.
 */
public final class Nodes implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPT = Path.of("docker/two-nodes.sh").toAbsolutePath();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path folder;
    private final Path data;
    private final int port;
    private final Map<String, String> settings = new ConcurrentHashMap<>();
    private EmbeddedPostgres postgres;

    private Nodes(Path folder, Path data, int port) {
        this.folder = folder;
        this.data = data;
        this.port = port;
    }

    /** Starts database and nodes; both nodes at once on an empty database. */
    public static Nodes up(Path folder) throws IOException, InterruptedException {
        return up(folder, folder.resolve("data"), Map.of());
    }

    /**
     * Starts database and nodes.
     *
     * @param data where PostgreSQL keeps its files
     * @param settings further environment of the nodes
     */
    public static Nodes up(Path folder, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        Nodes nodes = new Nodes(folder, data, threeFreePorts());
        nodes.settings.putAll(settings);
        nodes.startDatabase(0);
        nodes.database("create database suban");
        nodes.script("up", folder.toString());
        return nodes;
    }

    /** @param port 0: any */
    private void startDatabase(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setRegisterShutdownHook(false)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // as in use: what is committed is on the disk
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "64MB")
                .setServerConfig("min_wal_size", "32MB");
        postgres = (port == 0 ? builder : builder.setPort(port)).start();
    }

    /** Stops PostgreSQL as an administrator does: who is connected is thrown out. */
    public void stopDatabase() throws IOException {
        postgres.close();
    }

    /** Kills PostgreSQL, all of it. */
    public void killDatabase() throws IOException, InterruptedException {
        String postmaster =
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        assertThat(run(Map.of(), "sh", "-c", "pkill -KILL -P " + postmaster + "; kill -KILL " + postmaster)
                        .code())
                .isZero();
    }

    /** Starts PostgreSQL on what it had, where it was; if it still runs, stops it first. */
    public void startDatabaseAgain() throws IOException {
        postgres.close();
        startDatabase(postgres.getPort());
    }

    /** Whether PostgreSQL answers. */
    public boolean databaseAnswers() {
        try {
            jdbc().queryForObject("select 1", Integer.class);
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** From the next start on, nodes have this in their environment. */
    public void set(String name, String value) {
        settings.put(name, value);
    }

    private static int threeFreePorts() throws IOException {
        for (int tries = 0; tries < 50; tries++) {
            int first;
            try (ServerSocket probe = new ServerSocket(0)) {
                first = probe.getLocalPort();
            }
            try (ServerSocket second = new ServerSocket(first + 1);
                    ServerSocket third = new ServerSocket(first + 2)) {
                return second.isBound() && third.isBound() ? first : -1;
            } catch (IOException e) {
                // taken; look elsewhere
            }
        }
        throw new IOException("no three ports in a row");
    }

    /** Something only PostgreSQL's administrator may do. */
    public void database(String sql) {
        new JdbcTemplate(new DriverManagerDataSource(
                        postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"))
                .execute(sql);
    }

    /** Looks into the nodes' database past them. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(
                new DriverManagerDataSource(postgres.getJdbcUrl("postgres", "suban"), "postgres", "postgres"));
    }

    /** At once (SIGKILL). */
    public void kill(String node) throws IOException, InterruptedException {
        script("kill", folder.toString(), node);
    }

    /** Starts it and waits until it takes requests. */
    public void start(String node) throws IOException, InterruptedException {
        script("start", folder.toString(), node);
    }

    /** As an administrator does (SIGTERM): what it has begun is finished. */
    public void stop(String node) throws IOException, InterruptedException {
        script("stop", folder.toString(), node);
    }

    private void script(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = SCRIPT.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Ran ran = run(Map.of(), command);
        assertThat(ran.code())
                .as(String.join(" ", command) + "\n" + ran.output())
                .isZero();
    }

    /** What a command printed, and its exit code. */
    public record Ran(int code, String output) {}

    /** A command with the database's whereabouts in its environment, as nodes and as PostgreSQL's own tools read them. */
    public Ran run(Map<String, String> more, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("nodes", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("SUBAN_DB_HOST", "localhost");
        environment.put("SUBAN_DB_PORT", Integer.toString(postgres.getPort()));
        environment.put("SUBAN_DB_USER", "postgres");
        environment.put("SUBAN_DB_PASSWORD", "postgres");
        environment.put("SUBAN_PORT", Integer.toString(port));
        environment.put("SPRING_PROFILES_ACTIVE", "demo,postgres");
        environment.put("SUBAN_DEMO_CASES", "false");
        // a test does not wait two minutes for what died with its node
        environment.put("CAMUNDA_BPM_JOBEXECUTION_LOCKTIMEINMILLIS", "30000");
        // a test is too short for the second compiler
        environment.put("SUBAN_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        environment.put("PGHOST", "localhost");
        environment.put("PGPORT", Integer.toString(postgres.getPort()));
        environment.put("PGUSER", "postgres");
        environment.put("PGPASSWORD", "postgres");
        environment.put("PGDATABASE", "suban");
        environment.putAll(settings);
        environment.putAll(more);
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " does not end");
        }
        String text = Files.readString(output);
        Files.delete(output);
        return new Ran(process.exitValue(), text);
    }

    /** The product's own verification, from the outside. */
    public Ran verify(String database) throws IOException, InterruptedException {
        return run(
                Map.of("SUBAN_DB_NAME", database),
                "java",
                "-Dstdout.encoding=UTF-8",
                "-jar",
                folder.resolve("app/suban.jar").toString(),
                "verify");
    }

    /** Whether a door stands before the nodes; without HAProxy on this machine callers turn to the nodes themselves. */
    public boolean hasDoor() {
        return Files.exists(folder.resolve("proxy.pid"));
    }

    /** Where a caller turns to the n-th time. */
    private String base(int attempt) {
        return "http://localhost:" + (hasDoor() ? port : port + 1 + attempt % 2);
    }

    /** Asks through the door; for the n-th time. */
    public HttpResponse<String> get(String user, int attempt, String path) throws IOException, InterruptedException {
        return send(user, attempt, HttpRequest.newBuilder().GET(), path);
    }

    /** The process that is this node, or was. */
    public long pid(String node) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve(node + ".pid")).strip());
    }

    /** The status of this node's own answer to a question after its health; 0 where it does not answer. */
    public int health(String node, String group) throws InterruptedException {
        try {
            // without credentials, as the door and containers ask
            return http.send(
                            HttpRequest.newBuilder(URI.create(own(node) + "/actuator/health/" + group))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Asks this node itself. */
    public HttpResponse<String> getFrom(String node, String user, String path)
            throws IOException, InterruptedException {
        return send(user, own(node), HttpRequest.newBuilder().GET(), path);
    }

    /** Where this node itself is called. */
    public String own(String node) {
        return "http://localhost:" + ("node1".equals(node) ? port + 1 : port + 2);
    }

    /** Sends through the door. */
    public HttpResponse<String> post(String user, int attempt, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(
                user,
                attempt,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
                path);
    }

    /** Calls this node itself, without a body. */
    public HttpResponse<String> call(String node, String user, String method, String path)
            throws IOException, InterruptedException {
        return send(
                user, own(node), HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.noBody()), path);
    }

    /** Sends to this node itself. */
    public HttpResponse<String> postTo(String node, String user, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(
                user,
                own(node),
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
                path);
    }

    /** What this node has logged, line by line. */
    public List<String> log(String node) throws IOException {
        return Files.readAllLines(folder.resolve(node + ".log"));
    }

    private HttpResponse<String> send(String user, int attempt, HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        return send(user, base(attempt), request, path);
    }

    private HttpResponse<String> send(String user, String base, HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((user + ":suban-demo").getBytes(StandardCharsets.UTF_8));
        return http.send(
                request.uri(URI.create(base + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Basic " + login)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** An answer's body. */
    public static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        script("down", folder.toString());
        postgres.close();
    }
}
