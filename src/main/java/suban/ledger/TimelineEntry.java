package suban.ledger;

import org.springframework.data.annotation.Id;

/**
 * One entry of a case's append-only, hash-chained timeline.
 *
 * @param atMillis milliseconds since 1970, UTC
 * @param input structured input of the act as JSON, enough to replay it
 * @param personal free text and personal data of the act as JSON; null where there is none or it was erased
 * @param digest SHA-256 of salt and personal, which outlives the erasure of personal
 * @param hash SHA-256 over the previous hash, this entry's facts, its input and its digest
 */
public record TimelineEntry(
        @Id Long id,
        Long complaintId,
        int seq,
        long atMillis,
        Act act,
        String actor,
        String unit,
        String input,
        String personal,
        String salt,
        String digest,
        String hash) {}
