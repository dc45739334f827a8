package suban.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** How files of a set are called in the project and in the engine, where they have names only. */
final class RuleFileNames {

    private static final int HASH = 16;

    private RuleFileNames() {}

    /** Sets deployed by earlier versions have paths where this has names. */
    static String simple(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** Where a file of this name stands in the project. */
    static String path(String name) {
        String simple = simple(name);
        return (simple.endsWith(".form") ? "forms/" : simple.endsWith(".dmn") ? "processes/rules/" : "processes/")
                + simple;
    }

    /** Whether it is a diagram, a table or a form. */
    static boolean isRule(String file) {
        return file.endsWith(".bpmn") || file.endsWith(".dmn") || file.endsWith(".form");
    }

    /** Of names and contents, whatever the folders. */
    static String hash(Map<String, byte[]> files) {
        return digest(files, (digest, part) -> {
                    digest.update(part);
                    digest.update((byte) 0);
                })
                .substring(0, HASH);
    }

    /**
     * Of names and contents, with all its digits. Each part has its length before it, so that no other names and contents come to the same;
     * {@link #hash} has not, because it is written down where sets of earlier versions are found again.
     */
    static String digest(Map<String, byte[]> files) {
        return digest(files, (digest, part) -> {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            digest.update(part);
        });
    }

    private static String digest(Map<String, byte[]> files, BiConsumer<MessageDigest, byte[]> add) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Map<String, byte[]> byName = new TreeMap<>();
            files.forEach((file, content) -> byName.put(simple(file), content));
            byName.forEach((name, content) -> {
                add.accept(digest, name.getBytes(StandardCharsets.UTF_8));
                add.accept(digest, content);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
