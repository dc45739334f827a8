package suban.office;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Days of the office's own acts, where the regulation is silent.
 *
 * @param confirmationDays working days for the office to confirm a withdrawal or a departure from scope
 * @param reopeningDays calendar days after an unrated closure within which it may be taken up again
 */
@ConfigurationProperties("suban.limits.office")
public record OfficeLimits(@DefaultValue("1") int confirmationDays, @DefaultValue("30") int reopeningDays) {

    public OfficeLimits {
        if (confirmationDays < 1 || reopeningDays < 1) {
            throw new IllegalArgumentException("suban.limits.office：各项时限至少为1");
        }
    }
}
