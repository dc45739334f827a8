package suban.revision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code java -jar suban.jar propose}: packs the diagrams, tables and forms of a folder and proposes them to a running system as one
 * revision (Article 18). Puts nothing in force. Prints in Chinese and ends with 0 (taken), 1 (refused) or 2 (could not be done at all).
 */
public final class ProposeCommand {

    /** What stands on the command line. */
    public static final String NAME = "propose";

    /** The environment's name for the password, which is never an argument. */
    static final String PASSWORD = "SUBAN_PASSWORD";

    private static final String USAGE =
            """
            用法：propose --set=文件夹 --server=http://地址 --user=账号 --reason=理由 [--in-flight=migrate|keep] [--map=文件] [--trial=文件]
            　　--set　　　 其中有 processes 和 forms 两个文件夹
            　　--in-flight　在办案件：migrate 改按新规则，keep 按原规则办完（缺省）
            　　--map　　　 改了编号的步骤，每行“原编号: 新编号”；取消的事件写“原编号: -”
            　　--trial　　　试算结果（文本）
            密码取自环境变量 SUBAN_PASSWORD，没有的在终端询问，不写在命令行上""";

    private static final List<String> REQUIRED = List.of("set", "server", "user", "reason");
    private static final List<String> OPTIONAL = List.of("in-flight", "map", "trial");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private ProposeCommand() {}

    /** Does what the arguments ask for, prints, and returns the exit code. */
    public static int run(String... args) {
        return run(new PrintStream(System.out, true, StandardCharsets.UTF_8), ProposeCommand::password, args);
    }

    /** @param password asked only where everything else is in order; null where there is none */
    public static int run(PrintStream out, Supplier<String> password, String... args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String arg : args) {
            int end = arg.indexOf('=');
            String name = arg.startsWith("--") && end > 0 ? arg.substring(2, end) : "";
            String value = end > 0 ? arg.substring(end + 1).strip() : "";
            if (!REQUIRED.contains(name) && !OPTIONAL.contains(name) || value.isEmpty()) {
                out.println("无法识别或没有写明内容的选项：" + arg + "\n" + USAGE);
                return 2;
            }
            options.put(name, value);
        }
        if (!options.keySet().containsAll(REQUIRED)) {
            out.println(USAGE);
            return 2;
        }
        try {
            Map<String, byte[]> files = files(Path.of(options.get("set")));
            if (files.isEmpty()) {
                out.println("文件夹中没有 processes 和 forms：" + options.get("set"));
                return 2;
            }
            String secret = password.get();
            if (secret == null || secret.isEmpty()) {
                out.println("没有密码：请设置环境变量 " + PASSWORD);
                return 2;
            }
            out.printf("提交%d个文件……%n", files.size());
            return told(send(options, files, secret), out);
        } catch (IOException | IllegalArgumentException e) {
            out.println("无法执行：" + (e.getMessage() == null ? "连不上 " + options.get("server") : e.getMessage()));
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    private static String password() {
        String given = System.getenv(PASSWORD);
        Console console = System.console();
        if (given != null || console == null) {
            return given;
        }
        char[] typed = console.readPassword("密码：");
        return typed == null ? null : new String(typed);
    }

    /** By path inside the folder; what is neither diagram, table nor form stays where it is. */
    static Map<String, byte[]> files(Path set) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String[] part : new String[][] {{"processes", ".bpmn"}, {"processes/rules", ".dmn"}, {"forms", ".form"}}) {
            Path folder = set.resolve(part[0]);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path file :
                            all.filter(it -> it.toString().endsWith(part[1])).toList()) {
                        files.put(set.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                    }
                }
            }
        }
        return files;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static HttpResponse<String> send(Map<String, String> options, Map<String, byte[]> files, String secret)
            throws IOException, InterruptedException {
        String boundary = "suban-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, boundary, "reason", null, options.get("reason").getBytes(StandardCharsets.UTF_8));
        part(
                body,
                boundary,
                "inFlight",
                null,
                options.getOrDefault("in-flight", "keep").getBytes(StandardCharsets.UTF_8));
        if (options.containsKey("map")) {
            part(body, boundary, "mapping", null, Files.readAllBytes(Path.of(options.get("map"))));
        }
        if (options.containsKey("trial")) {
            part(body, boundary, "trial", null, Files.readAllBytes(Path.of(options.get("trial"))));
        }
        part(body, boundary, "files", "set.zip", zip(files));
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        String server = options.get("server").replaceFirst("/+$", "");
        String basic = Base64.getEncoder()
                .encodeToString((options.get("user") + ":" + secret).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/rule-revisions"))
                .timeout(LONGEST)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static void part(ByteArrayOutputStream body, String boundary, String name, String file, byte[] content) {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (file == null ? "" : "; filename=\"" + file + "\"\r\nContent-Type: application/zip")
                + "\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static int told(HttpResponse<String> answer, PrintStream out) throws IOException {
        JsonNode json = answer.body().startsWith("{") ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        if (answer.statusCode() / 100 == 2) {
            JsonNode revision = json.path("revision");
            out.printf(
                    "%s：%s　%s%n",
                    answer.statusCode() == 201 ? "已提交" : "此前已提交",
                    revision.path("number").asText(),
                    revision.path("statusText").asText());
            json.path("changes").forEach(change -> {
                out.println("　　" + change.path("title").asText());
                change.path("rows")
                        .forEach(row -> out.printf(
                                "　　　　%s：%s → %s%n",
                                row.path("subject").asText(),
                                row.path("was").asText(),
                                row.path("is").asText()));
            });
            JsonNode tried = json.path("dryRun");
            out.printf(
                    "在办案件%d件，可以改按新规则的%d件，不能的%d件；请新区营商办负责人在待办中批准%n",
                    tried.path("cases").asInt(),
                    tried.path("moves").asInt(),
                    tried.path("refused").asInt());
            return 0;
        }
        out.printf(
                "未收下（%d）：%s%n",
                answer.statusCode(),
                answer.statusCode() == 401 ? "账号或密码不对" : json.path("message").asText("服务未给出原因"));
        json.path("errors")
                .forEach(error -> out.println("　　" + error.path("message").asText()));
        return 1;
    }
}
