package suban.retention;

import java.time.Instant;

/**
 * One case's archive as the table has it.
 *
 * @param fileName in the archive's folder
 * @param entries how many entries of the timeline are in it
 * @param headHash hash of the last of them
 * @param keepUntil before when it cannot be destroyed
 * @param destroyOrder number of the order by which it is or was destroyed; null for none
 * @param destroyedAt null while it is there
 */
public record Archive(
        Long id,
        Long complaintId,
        String number,
        String fileName,
        String sha256,
        long size,
        int entries,
        String headHash,
        boolean accountability,
        Instant archivedAt,
        Instant keepUntil,
        String destroyOrder,
        Instant destroyedAt) {}
