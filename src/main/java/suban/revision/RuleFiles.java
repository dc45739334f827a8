package suban.revision;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;

/** Reads a set of diagrams, tables and forms as somebody sent it, packed or file by file, and trusts nothing of it. */
public final class RuleFiles {

    /** Files of one set at most. */
    static final int MOST_FILES = 300;

    /** Bytes of one file at most, unpacked. */
    static final int LARGEST_FILE = 2 << 20;

    /** Bytes of one set at most, unpacked. */
    static final int LARGEST_SET = 24 << 20;

    private static final String FIELD = "files";
    private static final int MOST_ERRORS = 100;

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<FieldError> errors = new ArrayList<>();
    private long size;
    private int count;

    private RuleFiles() {}

    /** One file as it was sent; its name may have folders. */
    public record Incoming(String name, InputStream content) {}

    /**
     * The set, by path inside the project.
     *
     * @throws InvalidInput in Chinese, a line for each file that is wrong
     */
    public static Map<String, byte[]> read(List<Incoming> sent) throws IOException {
        RuleFiles reading = new RuleFiles();
        for (Incoming it : sent) {
            if (it.name() != null && it.name().endsWith(".zip")) {
                reading.unpack(it.content());
            } else {
                reading.add(it.name(), it.content());
            }
        }
        if (reading.files.isEmpty() && reading.errors.isEmpty()) {
            reading.refuse("没有收到任何流程图、规则表或表单");
        }
        refuseIfAny(reading.errors);
        return reading.files;
    }

    static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors.size() > MOST_ERRORS ? errors.subList(0, MOST_ERRORS) : errors);
        }
    }

    static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        return read(List.of(new Incoming("set.zip", new ByteArrayInputStream(zip))));
    }

    private void unpack(InputStream packed) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(packed, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    oneMore();
                } else {
                    add(entry.getName(), zip);
                }
                pass(zip);
            }
        } catch (IllegalArgumentException e) {
            refuse("压缩包无法读取，文件名应为 UTF-8");
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            refuse("压缩包无法读取或已损坏");
        }
    }

    /** Reads what nobody has taken of an entry: it is unpacked on the way to the next one, and counts. */
    private void pass(InputStream content) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
            grow(read);
        }
    }

    private void oneMore() {
        if (++count > MOST_FILES) {
            throw new InvalidInput(FIELD, "文件过多，一套至多" + MOST_FILES + "个");
        }
    }

    private void grow(int bytes) {
        size += bytes;
        if (size > LARGEST_SET) {
            throw new InvalidInput(FIELD, "文件过大：一个文件至多2MB，一套至多24MB");
        }
    }

    private void add(String sent, InputStream content) throws IOException {
        String name = sent == null ? "" : sent.replace('\\', '/');
        String simple = name.substring(name.lastIndexOf('/') + 1);
        String shown = suban.engine.FormValues.printable(name);
        oneMore();
        if (simple.equals("README.md") && !name.contains("..")) {
            return; // the guide lies among the diagrams
        }
        boolean named = simple.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,100}\\.(bpmn|dmn|form)");
        if (!named || name.contains("..") || name.startsWith("/") || name.length() > 200) {
            refuse("“" + shown + "”不属于一套规则：只收 processes 下的 .bpmn、processes/rules 下的 .dmn 和 forms 下的 .form");
            return;
        }
        byte[] bytes = content.readNBytes(LARGEST_FILE + 1);
        grow(bytes.length);
        if (bytes.length > LARGEST_FILE) {
            throw new InvalidInput(FIELD, "“" + shown + "”过大：一个文件至多2MB，一套至多24MB");
        }
        if (!isText(bytes)) {
            refuse("“" + shown + "”不是 UTF-8 文本，或含有控制字符");
        } else if (files.putIfAbsent(path(simple), bytes) != null) {
            refuse("“" + simple + "”有两份，文件名不能重复");
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(it -> Character.isISOControl(it) && it != '\t' && it != '\r' && it != '\n');
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String path(String simple) {
        return (simple.endsWith(".form") ? "forms/" : simple.endsWith(".dmn") ? "processes/rules/" : "processes/")
                + simple;
    }

    private void refuse(String message) {
        errors.add(new FieldError(FIELD, message));
    }

    /** Texts of a set. */
    static Map<String, String> texts(Map<String, byte[]> files) {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }
}
