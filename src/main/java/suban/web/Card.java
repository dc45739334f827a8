package suban.web;

import java.time.Instant;

/**
 * What a task card in Tasklist shows of its complaint.
 *
 * @param number the complaint number
 * @param enterpriseName the complainant's name as this handler may see it; null where it is hidden or there is none
 * @param complaintClass {@code IMMEDIATE}, {@code GENERAL}, {@code COMPLEX}; null before triage
 * @param enterpriseDueAt when the enterprise must have its reply; null where no clock runs
 * @param urgent 紧急 (救援救助 and the like)
 */
public record Card(
        String number, String enterpriseName, String complaintClass, Instant enterpriseDueAt, boolean urgent) {}
