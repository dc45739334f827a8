package suban.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.xml.sax.SAXParseException;

/**
 * The diagrams, tables and forms of a project folder, and the Spring beans their expressions may name.
 *
 * @param beans names of public methods by bean name
 * @param unreadable files that are no models at all, stand where they are not deployed, or share a name
 */
record Models(
        List<Diagram> diagrams,
        List<Table> tables,
        List<Form> forms,
        Map<String, Set<String>> beans,
        List<Problem> unreadable) {

    /** A {@code .bpmn} file. */
    record Diagram(String file, BpmnModelInstance model) {}

    /** A {@code .dmn} file. */
    record Table(String file, DmnModelInstance model) {}

    /** A {@code .form} file. */
    record Form(String file, JsonNode json) {
        String id() {
            return json.path("id").asText();
        }
    }

    private static final Pattern MODEL = Pattern.compile("\\.(bpmn|dmn|form)$");

    /** What stands where bytes are no UTF-8. */
    private static final char NO_CHARACTER = '\uFFFD';

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The project this test run belongs to. */
    static Models ofThisProject() {
        return read(Path.of(""), Beans.ofTheApplication());
    }

    /** Everything below {@code processes/} and {@code forms/}. */
    static Models read(Path project, Map<String, Set<String>> beans) {
        Map<String, String> texts = new TreeMap<>();
        for (String folder : List.of("processes", "forms")) {
            Path root = project.resolve(folder);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(
                                    it -> MODEL.matcher(it.toString()).find())
                            .toList()) {
                        // what is no UTF-8 is found out by the sign that stands for it
                        texts.put(
                                project.relativize(file).toString().replace('\\', '/'),
                                new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return of(texts, beans);
    }

    /** The same from texts by path: how the conventions' own tests show them bad models. */
    static Models of(Map<String, String> texts, Map<String, Set<String>> beans) {
        List<Diagram> diagrams = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        List<Form> forms = new ArrayList<>();
        List<Problem> unreadable = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        new TreeMap<>(texts).forEach((file, text) -> {
            if (text.indexOf(NO_CHARACTER) >= 0) {
                unreadable.add(new Problem(file, "", "", "文件不是 UTF-8 编码，中文读不出来；请用 Modeler 打开后另存，或另存为 UTF-8"));
                return;
            }
            try {
                if (file.endsWith(".bpmn")) {
                    diagrams.add(new Diagram(file, Bpmn.readModelFromStream(stream(text))));
                } else if (file.endsWith(".dmn")) {
                    tables.add(new Table(file, Dmn.readModelFromStream(stream(text))));
                } else if (file.endsWith(".form")) {
                    forms.add(new Form(file, JSON.readTree(text)));
                } else {
                    return;
                }
            } catch (ModelException | JsonProcessingException e) {
                unreadable.add(new Problem(file, "", "", "文件无法读取，不符合格式" + line(e) + "：" + shortened(reason(e))));
                return;
            }
            String name = file.substring(file.lastIndexOf('/') + 1);
            String twin = seen.put(name, file);
            if (twin != null) {
                unreadable.add(new Problem(file, "", "", "与 " + twin + " 同名；文件名不得重复，否则部署时互相覆盖"));
            }
            String folder = file.substring(0, file.length() - name.length());
            String home = file.endsWith(".form") ? "forms/" : file.endsWith(".dmn") ? "processes/rules/" : "processes/";
            if (!folder.equals(home)) {
                unreadable.add(new Problem(file, "", "", "文件应放在 " + home + " 下"));
            }
        });
        return new Models(diagrams, tables, forms, beans, unreadable);
    }

    /** Ids of all processes. */
    Set<String> processIds() {
        return diagrams.stream()
                .flatMap(d -> d.model().getModelElementsByType(Process.class).stream())
                .map(Process::getId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Ids of all decisions. */
    Set<String> decisionIds() {
        return tables.stream()
                .flatMap(t -> t.model().getModelElementsByType(Decision.class).stream())
                .map(Decision::getId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Ids of all forms. */
    Set<String> formIds() {
        return forms.stream().map(Form::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code return-visit} → {@code returnVisit}: a file is named after the id in it. */
    static String idOfFile(String file) {
        String base = file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
        StringBuilder id = new StringBuilder();
        for (String part : base.split("-")) {
            id.append(
                    id.isEmpty() || part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return id.toString();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A reader's own words are English, and may be long. */
    private static final int LONGEST_REASON = 200;

    private static final Pattern LINE = Pattern.compile(".*?\\bLine=(\\d+): *");

    private static String line(Throwable e) {
        Matcher told = LINE.matcher(reason(e));
        if (told.lookingAt()) {
            return "（第 " + told.group(1) + " 行附近）";
        }
        if (e instanceof SAXParseException at) {
            return "（第 " + at.getLineNumber() + " 行附近）";
        }
        if (e instanceof JsonProcessingException at && at.getLocation() != null) {
            return "（第 " + at.getLocation().getLineNr() + " 行附近）";
        }
        return e.getCause() == null ? "" : line(e.getCause());
    }

    private static String shortened(String reason) {
        String plain = LINE.matcher(reason).replaceFirst("");
        return plain.length() > LONGEST_REASON ? plain.substring(0, LONGEST_REASON) + "……" : plain;
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
