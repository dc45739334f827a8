package suban.hotline;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One demand of an enterprise at the 12345 hotline, as the centre's ledger has it now. Who called and what was said stands in
 * {@link HotlineContent}.
 *
 * @param workOrder the ledger's own number, unique
 * @param finishedAt when the centre noted it as done; null while it is not
 * @param contentHash over all that the ledger says of it, the content included
 * @param importId the ledger that last changed it
 */
public record HotlineRow(
        @Id Long id,
        String workOrder,
        String enterpriseName,
        String title,
        String category,
        String area,
        String handlingUnit,
        Instant receivedAt,
        Instant finishedAt,
        String result,
        String status,
        String satisfaction,
        String contentHash,
        Long importId,
        Instant importedAt,
        String importedBy) {}
