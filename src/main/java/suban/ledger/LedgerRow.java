package suban.ledger;

import java.time.Instant;

/**
 * One line of the ledger as its reader may see it (Article 8 清单式台账).
 *
 * @param title without whose it is where the reader may not know it
 * @param enterpriseName {@link Viewer#CONFIDENTIAL} where the reader may not know it
 * @param complaintClass null before triage
 * @param host id of the unit that hosts, or is to; null before triage
 * @param enterpriseDueAt null before triage
 * @param overdue the current attempt, or before the first one the complaint, is past its due date and not replied to
 */
public record LedgerRow(
        String number,
        String title,
        String enterpriseName,
        ComplaintClass complaintClass,
        Status status,
        String host,
        Instant enterpriseDueAt,
        boolean overdue) {}
