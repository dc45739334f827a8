package suban.privacy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How closely it is noted who was shown contact data.
 *
 * @param notedOnceIn how long the same person may look at the same thing by the same way before it is noted anew; at least a second
 */
@ConfigurationProperties("suban.privacy")
public record PrivacySettings(@DefaultValue("10m") Duration notedOnceIn) {

    public PrivacySettings {
        if (notedOnceIn.compareTo(Duration.ofSeconds(1)) < 0 || notedOnceIn.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("suban.privacy.noted-once-in: 应为1秒至24小时");
        }
    }
}
