package suban.attachments;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.springframework.core.io.InputStreamSource;

/**
 * Which kinds of files are taken, and whether a content is of the kind its extension says. The content decides (Apache Tika's magic
 * numbers); where one container serves many kinds, it is looked into as far as their names go, and never unpacked. Archives are not
 * taken: nobody sees what is in them.
 */
final class FileTypes {

    private static final MimeTypes MAGIC = MimeTypes.getDefaultMimeTypes();

    private static final String OFFICE = "application/x-tika-msoffice";

    /** Entries of a package; real ones have some hundred. */
    private static final int MOST_ENTRIES = 10_000;

    /** Text that browsers and systems would run. */
    private static final Set<String> RUN =
            Set.of("text/html", "application/xhtml+xml", "image/svg+xml", "application/javascript", "text/javascript");

    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

    private static final Map<String, Type> TYPES = types();

    /** Kinds that browsers show without running anything. */
    private static final Set<String> SHOWN =
            Set.of("application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp");

    private FileTypes() {}

    private interface Look {
        boolean fits(InputStreamSource content, MediaType found) throws IOException;
    }

    private record Type(String mediaType, Look look) {}

    /** Extensions in small letters, in the order in which people read them. */
    static List<String> extensions() {
        return List.copyOf(TYPES.keySet());
    }

    /** As people read them. */
    static String listed() {
        return TYPES.keySet().stream().collect(Collectors.joining("、"));
    }

    static boolean isShown(String mediaType) {
        return SHOWN.contains(mediaType);
    }

    /** The media type by the extension; null where such files are not taken. */
    static String mediaType(String extension) {
        Type type = TYPES.get(extension);
        return type == null ? null : type.mediaType();
    }

    /** Whether this content is what a file with this extension, one of ours, holds. */
    static boolean fits(String extension, InputStreamSource content) throws IOException {
        MediaType found;
        try (InputStream in = new BufferedInputStream(content.getInputStream(), 1 << 16)) {
            found = MAGIC.detect(in, new Metadata());
        }
        return TYPES.get(extension).look().fits(content, found);
    }

    private static Map<String, Type> types() {
        Map<String, Type> types = new LinkedHashMap<>();
        plain(types, "application/pdf", "pdf");
        plain(types, "image/jpeg", "jpg", "jpeg");
        plain(types, "image/png", "png");
        plain(types, "image/gif", "gif");
        plain(types, "image/webp", "webp");
        compound(types, "doc", "application/msword", "WordDocument");
        packed(types, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/");
        compound(types, "xls", "application/vnd.ms-excel", "Workbook", "Book");
        packed(types, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/");
        compound(types, "ppt", "application/vnd.ms-powerpoint", "PowerPoint Document");
        packed(types, "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/");
        compound(types, "wps", "application/wps-office.wps", "WordDocument");
        compound(types, "et", "application/wps-office.et", "Workbook", "Book");
        compound(types, "dps", "application/wps-office.dps", "PowerPoint Document");
        types.put(
                "ofd",
                new Type(
                        "application/ofd",
                        (content, found) -> isZip(found) && entries(content).contains("OFD.xml")));
        types.put("txt", new Type("text/plain", FileTypes::isText));
        types.put("csv", new Type("text/csv", FileTypes::isText));
        return types;
    }

    private static void plain(Map<String, Type> types, String mediaType, String... extensions) {
        for (String extension : extensions) {
            types.put(extension, new Type(mediaType, (content, found) -> found.toString()
                    .equals(mediaType)));
        }
    }

    /** OLE2, which installers are, too: the stream of the document's own kind must be there. */
    private static void compound(Map<String, Type> types, String extension, String mediaType, String... streams) {
        types.put(extension, new Type(mediaType, (content, found) -> {
            if (!found.toString().equals(OFFICE)
                    && !MAGIC.getMediaTypeRegistry().isInstanceOf(found, MediaType.parse(OFFICE))) {
                return false;
            }
            for (String stream : streams) {
                if (contains(content, (stream + "\0").getBytes(StandardCharsets.UTF_16LE))) {
                    return true;
                }
            }
            return false;
        }));
    }

    /** Office Open XML, without macros. */
    private static void packed(Map<String, Type> types, String extension, String mediaType, String folder) {
        types.put(extension, new Type(mediaType, (content, found) -> {
            if (!isZip(found)) {
                return false;
            }
            List<String> entries = entries(content);
            return entries.contains("[Content_Types].xml")
                    && entries.stream().anyMatch(entry -> entry.startsWith(folder))
                    && entries.stream().noneMatch(entry -> entry.endsWith("vbaProject.bin"));
        }));
    }

    private static boolean isZip(MediaType found) {
        return MAGIC.getMediaTypeRegistry().isInstanceOf(found, MediaType.APPLICATION_ZIP);
    }

    /** Names in the package's directory; empty where it has none that can be read. */
    private static List<String> entries(InputStreamSource content) throws IOException {
        Path copy = Files.createTempFile("suban-attachment", ".zip");
        try (InputStream in = content.getInputStream()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            try (ZipFile zip = new ZipFile(copy.toFile())) {
                return zip.size() > MOST_ENTRIES
                        ? List.of()
                        : zip.stream().map(entry -> entry.getName()).toList();
            }
        } catch (ZipException | IllegalArgumentException e) {
            return List.of();
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static boolean contains(InputStreamSource content, byte[] wanted) throws IOException {
        try (InputStream in = new BufferedInputStream(content.getInputStream(), 1 << 16)) {
            byte[] window = new byte[1 << 16];
            int kept = 0;
            for (int read = in.read(window); read > 0; read = in.read(window, kept, window.length - kept)) {
                int filled = kept + read;
                for (int at = 0; at + wanted.length <= filled; at++) {
                    if (startsWith(window, at, wanted)) {
                        return true;
                    }
                }
                kept = Math.min(wanted.length - 1, filled);
                System.arraycopy(window, filled - kept, window, 0, kept);
            }
            return false;
        }
    }

    private static boolean startsWith(byte[] window, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (window[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Text in a charset that people here have, and nothing that would be run. */
    private static boolean isText(InputStreamSource content, MediaType found) throws IOException {
        if (RUN.contains(found.getBaseType().toString())) {
            return false;
        }
        byte[] start;
        try (InputStream in = content.getInputStream()) {
            start = in.readNBytes(2);
        }
        if (start.length == 2 && Set.of(0xFFFE, 0xFEFF).contains((start[0] & 0xFF) << 8 | start[1] & 0xFF)) {
            return isText(content, StandardCharsets.UTF_16);
        }
        for (Charset charset : CHARSETS) {
            if (isText(content, charset)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(InputStreamSource content, Charset charset) throws IOException {
        try (Reader reader = new InputStreamReader(
                content.getInputStream(),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            char[] read = new char[8192];
            for (int length = reader.read(read); length >= 0; length = reader.read(read)) {
                for (int i = 0; i < length; i++) {
                    char c = read[i];
                    if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7F) {
                        return false;
                    }
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
