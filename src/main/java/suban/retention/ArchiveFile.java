package suban.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import suban.ledger.Timeline;

/**
 * The file of one case's archive: {@code case.json} with every row, {@code index.html} to be read by people, documents as PDF,
 * attachments, and {@code manifest.json} with the SHA-256 of each of them and the head of the chain.
 */
final class ArchiveFile {

    static final String MANIFEST = "manifest.json";
    static final String CASE = "case.json";
    static final String PAGE = "index.html";

    /** Of the layout of the file. */
    private static final int FORMAT = 1;

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ArchiveFile() {}

    /** What a check of a file found; {@code problem} in Chinese, null where it is as it was written. */
    record Check(String number, int entries, String headHash, String problem) {}

    /** Writes the parts of one file. */
    static final class Writer implements AutoCloseable {

        /** Takes the bytes of one part. */
        interface Content {
            void write(OutputStream out) throws IOException;
        }

        private final FileChannel channel;
        private final ZipOutputStream zip;
        private final Map<String, String> hashes = new LinkedHashMap<>();

        Writer(Path file) throws IOException {
            channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ),
                    ownersOnly(file));
            zip = new ZipOutputStream(java.nio.channels.Channels.newOutputStream(channel), StandardCharsets.UTF_8);
        }

        /** From its first byte on, whatever the umask is. */
        private static FileAttribute<?>[] ownersOnly(Path file) {
            return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
        }

        void part(String name, Content content) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
            DigestOutputStream out = new DigestOutputStream(
                    new FilterOutputStream(zip) {
                        @Override
                        public void write(byte[] bytes, int from, int length) throws IOException {
                            this.out.write(bytes, from, length);
                        }

                        @Override
                        public void close() {
                            // the file goes on
                        }
                    },
                    sha256());
            content.write(out);
            zip.closeEntry();
            hashes.put(name, HexFormat.of().formatHex(out.getMessageDigest().digest()));
        }

        void json(String name, Object value) throws IOException {
            part(name, out -> out.write(JSON.writeValueAsBytes(value)));
        }

        /** Writes the manifest and makes sure that all is on the disk. */
        void finish(String number, int entries, String headHash) throws IOException {
            Map<String, Object> manifest = new LinkedHashMap<>();
            manifest.put("format", FORMAT);
            manifest.put("number", number);
            manifest.put("entries", entries);
            manifest.put("headHash", headHash);
            manifest.put("sha256", new LinkedHashMap<>(hashes));
            json(MANIFEST, manifest);
            zip.finish();
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                zip.flush();
            }
        }
    }

    /** Reads a file back: whether every part is what the manifest says, and the chain in it holds. */
    static Check check(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            JsonNode manifest = json(zip, MANIFEST);
            String number = manifest.path("number").asText();
            List<String> seen = new ArrayList<>();
            Enumeration<? extends ZipEntry> parts = zip.entries();
            while (parts.hasMoreElements()) {
                ZipEntry part = parts.nextElement();
                if (MANIFEST.equals(part.getName())) {
                    continue;
                }
                seen.add(part.getName());
                try (InputStream in = zip.getInputStream(part)) {
                    if (!hash(in).equals(
                                    manifest.path("sha256").path(part.getName()).asText())) {
                        return bad(number, "档案中的“" + part.getName() + "”与校验值不符");
                    }
                }
            }
            if (seen.size() != manifest.path("sha256").size() || !seen.contains(CASE) || !seen.contains(PAGE)) {
                return bad(number, "档案不完整");
            }
            List<Timeline.Link> chain = chain(json(zip, CASE));
            Integer broken = Timeline.firstBroken(number, chain);
            if (broken != null) {
                return bad(number, "档案中的办理记录自第" + broken + "条起与校验值不符");
            }
            String head = chain.isEmpty()
                    ? Timeline.START
                    : chain.get(chain.size() - 1).hash();
            if (chain.size() != manifest.path("entries").asInt()
                    || !head.equals(manifest.path("headHash").asText())) {
                return bad(number, "档案中的办理记录不完整");
            }
            return new Check(number, chain.size(), head, null);
        } catch (IOException | RuntimeException e) {
            return bad(null, "档案无法读取");
        }
    }

    private static Check bad(String number, String problem) {
        return new Check(number, 0, null, problem);
    }

    private static List<Timeline.Link> chain(JsonNode whole) {
        List<Timeline.Link> chain = new ArrayList<>();
        for (JsonNode row : whole.path("tables").path("timeline_entry")) {
            chain.add(new Timeline.Link(
                    row.path("seq").asInt(),
                    row.path("at_millis").asLong(),
                    text(row, "act"),
                    text(row, "actor"),
                    text(row, "unit"),
                    text(row, "input"),
                    text(row, "personal"),
                    text(row, "salt"),
                    text(row, "digest"),
                    text(row, "hash")));
        }
        return chain;
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).isNull() ? null : row.path(field).asText();
    }

    private static JsonNode json(ZipFile zip, String name) throws IOException {
        ZipEntry part = zip.getEntry(name);
        if (part == null) {
            throw new IOException(name + " is missing");
        }
        try (InputStream in = zip.getInputStream(part)) {
            return JSON.readTree(in);
        }
    }

    /** The SHA-256 of a whole file. */
    static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return hash(in);
        }
    }

    private static String hash(InputStream in) throws IOException {
        DigestInputStream digested = new DigestInputStream(in, sha256());
        digested.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
