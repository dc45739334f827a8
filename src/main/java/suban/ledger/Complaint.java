package suban.ledger;

import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;

/**
 * One numbered problem (Article 8 一问题一编号). All times are instants; a due date is a close of business in Asia/Shanghai.
 *
 * @param submissionKey what makes a second sending of the same start form recognisable; null for the API
 * @param acceptedAt the anchor of the enterprise's clock, never moved
 * @param enterpriseDueAt when the enterprise is to have its answer; null before triage
 * @param provisional whether the due date runs into a year whose calendar is not approved
 * @param headSeq sequence number of the last timeline entry
 * @param headHash its hash
 */
public record Complaint(
        @Id Long id,
        String number,
        Long matterId,
        String splitFrom,
        Channel channel,
        String externalId,
        String submissionKey,
        String contentHash,
        Status status,
        String enterpriseName,
        String creditCode,
        String newCity,
        String title,
        String demandType,
        Ground declaredGround,
        String receivedBy,
        String orderNumber,
        Instant orderDueAt,
        boolean confidential,
        boolean urgent,
        String coordinatingUnit,
        String registeredBy,
        Instant registeredAt,
        Instant acceptedAt,
        Instant coordinationDueAt,
        Instant triageDueAt,
        Instant triagedAt,
        String triagedBy,
        Ground scopeGround,
        String rejectionReason,
        ComplaintClass proposedClass,
        String proposedCoUnits,
        ComplaintClass complaintClass,
        String eligibility,
        String accusedUnit,
        String hostUnit,
        String coUnits,
        Integer limitDays,
        String limitKind,
        String calendarVersion,
        Instant enterpriseDueAt,
        boolean provisional,
        Instant closedAt,
        int headSeq,
        String headHash) {

    /** The co-handlers the table proposes to triage, in its order; empty where none. */
    public List<String> proposedCoUnitList() {
        return proposedCoUnits == null || proposedCoUnits.isBlank() ? List.of() : List.of(proposedCoUnits.split(","));
    }

    /** The units triage named as co-handlers, in its order; empty where none. */
    public List<String> coUnitList() {
        return coUnits == null || coUnits.isBlank() ? List.of() : List.of(coUnits.split(","));
    }

    /** Whether it goes before others: marked urgent at triage, or 救援救助 by its kind. */
    public boolean comesFirst() {
        return urgent || "救援救助".equals(demandType);
    }
}
