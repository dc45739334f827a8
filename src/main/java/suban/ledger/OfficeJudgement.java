package suban.ledger;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * What one of the two offices says under Article 15.
 *
 * @param question {@link #SUPERVISION} (SUPERVISE, DECLINE) or {@link #RESPONSIBILITY} (NEGLIGENT, DILIGENT)
 */
public record OfficeJudgement(
        @Id Long id,
        Long complaintId,
        int attempt,
        String question,
        String unit,
        String decision,
        String reason,
        String judgedBy,
        Instant judgedAt) {

    public static final String SUPERVISION = "SUPERVISION";
    public static final String RESPONSIBILITY = "RESPONSIBILITY";
}
