package suban.problems;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often and how closely complaints are looked through for recurring problems, where the regulation says 定期 (Article 13).
 *
 * @param reviews whether there are reviews at all
 * @param reviewDay the working day of each month on whose opening the review takes place
 * @param periodDays how far back a review looks, in calendar days
 * @param least how many complaints and 12345 rows make a problem
 * @param likeness from where two texts count as alike, in percent; less is asked where the kind of demand or the 新城 is the same
 * @param confirmDays for the office to confirm what a review proposes, in working days
 * @param planDays what the office is proposed for a unit to plan solutions, in working days
 * @param approvalDays for the office to approve the solutions, in working days
 */
@ConfigurationProperties("suban.problems")
public record ProblemSettings(
        @DefaultValue("true") boolean reviews,
        @DefaultValue("3") int reviewDay,
        @DefaultValue("90") int periodDays,
        @DefaultValue("3") int least,
        @DefaultValue("35") int likeness,
        @DefaultValue("5") int confirmDays,
        @DefaultValue("10") int planDays,
        @DefaultValue("3") int approvalDays) {

    public ProblemSettings {
        if (reviewDay < 1 || reviewDay > 15) {
            throw new IllegalArgumentException("suban.problems.review-day：应在第1至第15个工作日之间");
        }
        if (periodDays < 1 || least < 2 || confirmDays < 1 || planDays < 1 || approvalDays < 1) {
            throw new IllegalArgumentException("suban.problems：天数至少为1，件数至少为2");
        }
        if (likeness < 25 || likeness > 100) {
            throw new IllegalArgumentException("suban.problems.likeness：应在25至100之间");
        }
    }
}
