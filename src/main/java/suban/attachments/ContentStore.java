package suban.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.NotFound;

/**
 * The bytes, once for every content. Whoever refers to a content locks its row first, and so does whoever takes away what nobody
 * refers to.
 */
@Component
class ContentStore {

    /** Bytes of one part; H2 takes no more than a megabyte in a column. */
    private static final int PART = 256 * 1024;

    private static final String UNUSED =
            """
            not exists (select 1 from attachment a where a.sha256 = c.sha256)
              and not exists (select 1 from attachment_upload u where u.sha256 = c.sha256)""";

    private final JdbcClient jdbc;
    private final Clock clock;

    ContentStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps the bytes; a content that is there already is not written again.
     *
     * @throws org.springframework.dao.DuplicateKeyException where somebody else keeps the same in the same moment
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void keep(CheckedFile file) {
        if (lock(file.sha256())) {
            return;
        }
        jdbc.sql("insert into attachment_content (sha256, size, stored_at) values (:sha256, :size, :at)")
                .param("sha256", file.sha256())
                .param("size", file.size())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        try (InputStream in = file.content().getInputStream()) {
            int no = 0;
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                jdbc.sql("insert into attachment_part (sha256, no, bytes) values (:sha256, :no, :bytes)")
                        .param("sha256", file.sha256())
                        .param("no", no++)
                        .param("bytes", part)
                        .update();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the bytes out, a part at a time. */
    void write(String sha256, long size, OutputStream out) throws IOException {
        long written = 0;
        for (int no = 0; written < size; no++) {
            byte[] part = jdbc.sql("select bytes from attachment_part where sha256 = :sha256 and no = :no")
                    .param("sha256", sha256)
                    .param("no", no)
                    .query((row, i) -> row.getBytes(1))
                    .optional()
                    .orElseThrow(() -> new NotFound("没有该附件"));
            out.write(part);
            written += part.length;
        }
    }

    /** Takes the bytes away, unless somebody still refers to them. */
    @Transactional(propagation = Propagation.MANDATORY)
    void dropIfUnused(String sha256) {
        boolean unused = lock(sha256)
                && jdbc.sql("select count(*) from attachment_content c where c.sha256 = :sha256 and " + UNUSED)
                                .param("sha256", sha256)
                                .query(Long.class)
                                .single()
                        > 0;
        if (unused) {
            for (String table : List.of("attachment_part", "attachment_content")) {
                jdbc.sql("delete from " + table + " where sha256 = :sha256")
                        .param("sha256", sha256)
                        .update();
            }
        }
    }

    /** What nobody refers to and was there before this time. */
    List<String> unused(Instant before) {
        return jdbc.sql("select c.sha256 from attachment_content c where c.stored_at < :before and " + UNUSED)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list();
    }

    private boolean lock(String sha256) {
        return jdbc.sql("select sha256 from attachment_content where sha256 = :sha256 for update")
                .param("sha256", sha256)
                .query(String.class)
                .optional()
                .isPresent();
    }
}
