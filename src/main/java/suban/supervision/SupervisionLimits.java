package suban.supervision;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Working days of Article 15, where the regulation is silent.
 *
 * @param decisionDays for both offices to decide on joint supervision
 * @param recordDays from that decision until findings, cause and requirements are recorded
 * @param judgementDays for both offices to say whether 推进不力
 * @param referralDays from there until the prepared file is sent
 * @param conclusionDays until a conclusion of 纪检监察工委 is looked for
 */
@ConfigurationProperties("suban.limits.supervision")
public record SupervisionLimits(
        @DefaultValue("2") int decisionDays,
        @DefaultValue("5") int recordDays,
        @DefaultValue("2") int judgementDays,
        @DefaultValue("2") int referralDays,
        @DefaultValue("60") int conclusionDays) {

    public SupervisionLimits {
        if (decisionDays < 1 || recordDays < 1 || judgementDays < 1 || referralDays < 1 || conclusionDays < 1) {
            throw new IllegalArgumentException("suban.limits.supervision：各项时限至少为1");
        }
    }
}
