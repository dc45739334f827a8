package suban.appraisal;

import java.time.Instant;
import java.util.List;

/**
 * One appraisal: computed, or as it was frozen (Article 16).
 *
 * @param year the year it is for
 * @param version 1 and one more for each correction; null where it is not published
 * @param from first moment of the period
 * @param before end of the period, exclusive
 * @param computedAt when it was computed; open cases are judged as of then
 * @param reason why a published year was corrected; null for a first version
 * @param publishedAt null where it is not published
 */
public record Appraisal(
        int year,
        Integer version,
        Instant from,
        Instant before,
        Instant computedAt,
        Weights weights,
        String reason,
        Instant publishedAt,
        List<Group> groups) {

    /** The ranking of one group. */
    public record Group(AppraisalGroup kind, List<RankedUnit> rows) {

        public Group {
            rows = List.copyOf(rows);
        }
    }

    public Appraisal {
        groups = List.copyOf(groups);
    }

    /** Whether nothing of it will change any more. */
    public boolean frozen() {
        return version != null;
    }
}
