package suban.hotline;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One ledger that was taken in.
 *
 * @param sha256 of the file, or of the text that was pasted
 * @param imported rows that were new or had changed
 * @param report what was rejected, a line a row; null where nothing was
 */
record HotlineImport(
        @Id Long id,
        String fileName,
        String sha256,
        Instant importedAt,
        String importedBy,
        String unit,
        int imported,
        int unchanged,
        int rejected,
        String report) {}
