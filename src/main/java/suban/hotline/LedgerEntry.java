package suban.hotline;

import java.time.Instant;
import java.util.Arrays;
import suban.ledger.Timeline;

/**
 * One row of a ledger as it was read.
 *
 * @param row its number in the file, from 1
 */
record LedgerEntry(
        int row,
        String workOrder,
        String enterpriseName,
        String contactName,
        String contactPhone,
        String title,
        String content,
        String category,
        String area,
        String handlingUnit,
        Instant receivedAt,
        Instant finishedAt,
        String result,
        String status,
        String satisfaction) {

    /** Tells one content of a row from another. */
    String contentHash() {
        return Timeline.sha256(String.join(
                "\u001f",
                Arrays.asList(
                                workOrder,
                                enterpriseName,
                                contactName,
                                contactPhone,
                                title,
                                content,
                                category,
                                area,
                                handlingUnit,
                                receivedAt,
                                finishedAt,
                                result,
                                status,
                                satisfaction)
                        .stream()
                        .map(String::valueOf)
                        .toList()));
    }
}
