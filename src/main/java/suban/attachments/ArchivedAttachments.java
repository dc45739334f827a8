package suban.attachments;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The files of a case as its archive keeps them. */
@Component
public class ArchivedAttachments {

    private final Attachments attachments;
    private final Uploads uploads;
    private final ContentStore contents;

    ArchivedAttachments(Attachments attachments, Uploads uploads, ContentStore contents) {
        this.attachments = attachments;
        this.uploads = uploads;
        this.contents = contents;
    }

    /**
     * One file.
     *
     * @param size in bytes
     * @param removed whether it was taken out of sight
     */
    public record Item(Long id, String name, String sha256, long size, boolean removed) {}

    /** Those of a case, removed ones among them; not the purged (Article 3). */
    public List<Item> of(Long complaint) {
        return attachments.of(complaint).stream()
                .map(it -> new Item(it.id(), it.fileName(), it.sha256(), it.size(), it.removedAt() != null))
                .toList();
    }

    /** Writes a file's bytes. */
    public void write(Item item, OutputStream out) throws IOException {
        contents.write(item.sha256(), item.size(), out);
    }

    /** Takes the bytes out of the database, but those that another case or somebody's pending upload has, too; the rows stay. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(Long complaint) {
        List<String> hashes =
                of(complaint).stream().map(Item::sha256).distinct().sorted().toList();
        attachments.release(complaint);
        uploads.forget(complaint);
        hashes.forEach(contents::dropIfUnused);
    }
}
