package suban;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The office's own limits where the regulation is silent, in working days; the regulation's limits stand in the tables.
 *
 * @param coordinationDays for a unit that collects complaints itself (Article 7(4)(5))
 * @param triageDays for triage, reported and not scored
 * @param visitDays from the reply to the first call-back (Article 14)
 * @param visitTries unanswered call-backs before a complaint counts as 未评价
 * @param scoringDays for the host to score its co-handlers (Article 14)
 */
@ConfigurationProperties("suban.limits")
public record Limits(
        @DefaultValue("5") int coordinationDays,
        @DefaultValue("1") int triageDays,
        @DefaultValue("2") int visitDays,
        @DefaultValue("3") int visitTries,
        @DefaultValue("2") int scoringDays) {

    public Limits {
        if (coordinationDays < 1 || triageDays < 1 || visitDays < 1 || visitTries < 1 || scoringDays < 1) {
            throw new IllegalArgumentException("suban.limits：各项时限至少为1");
        }
    }
}
