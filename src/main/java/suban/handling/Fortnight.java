package suban.handling;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.data.annotation.Id;

/**
 * One fortnight of a complex case (Article 8, 双周动态清零).
 *
 * @param no from 1
 * @param endsAt close of business of its last day: 14 calendar days on, moved to the next working day
 * @param decision {@code CLOSE}, {@code LONG_TERM} or {@code DELAY}; null while undecided
 * @param text the plan or the reason
 * @param expectedOn the new date the enterprise was told
 * @param undecidedAt when it was noted that it had ended without a decision
 */
record Fortnight(
        @Id Long id,
        Long attemptId,
        int no,
        Instant endsAt,
        String decision,
        Instant decidedAt,
        String decidedBy,
        String text,
        LocalDate expectedOn,
        Instant signedOffAt,
        String signedOffBy,
        Instant undecidedAt) {

    static Fortnight of(Long attemptId, int no, Instant endsAt) {
        return new Fortnight(null, attemptId, no, endsAt, null, null, null, null, null, null, null, null);
    }
}
