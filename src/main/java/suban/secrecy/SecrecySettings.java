package suban.secrecy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits for what is sealed, in working days.
 *
 * @param decisionDays for the officer, from the sealing
 * @param transferDays while the secrecy authority examines it, from the handing over
 */
@ConfigurationProperties("suban.secrecy")
record SecrecySettings(@DefaultValue("1") int decisionDays, @DefaultValue("10") int transferDays) {

    SecrecySettings {
        if (decisionDays < 1 || transferDays < 1) {
            throw new IllegalArgumentException("suban.secrecy：各项时限至少为1");
        }
    }
}
