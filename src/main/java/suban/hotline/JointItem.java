package suban.hotline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.data.annotation.Id;

/**
 * What the centre and the office resolve together: 12345 rows that keep coming back or that units can hardly settle between
 * themselves (Article 7(6)). No clock of Article 8 runs for it and nothing of it is scored: its date is agreed.
 *
 * @param number {@code LH20260302-0001}
 * @param proposingUnit {@code hotline} or {@code ysb}
 * @param agreedOn the date that was proposed and, once agreed, the agreed one
 * @param dueAt its close of business
 * @param opinionDueAt by when the units involved are to have said what they can do
 * @param result what came of it, or why it was declined; null before
 */
record JointItem(
        @Id Long id,
        String number,
        String title,
        String reason,
        JointState state,
        String proposingUnit,
        String proposedBy,
        Instant proposedAt,
        String contentHash,
        String submissionKey,
        String leadUnit,
        String units,
        Instant answerDueAt,
        LocalDate agreedOn,
        Instant dueAt,
        Instant opinionDueAt,
        Instant endedAt,
        String result) {

    /** The other units involved, in their order; empty where there are none. */
    List<String> unitList() {
        return units == null || units.isBlank() ? List.of() : List.of(units.split(","));
    }
}
