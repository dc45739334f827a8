package suban.retention;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where archives are kept, and for how long.
 *
 * @param folder a folder of this machine; null where none was named, and then nothing can be archived
 * @param onlineYears years after closing for which a case stays online as a whole; at least 1
 * @param keepYears years for which an archive is kept before it may be destroyed; at least 1
 * @param accountabilityYears the same where the responsibility of units was judged (Article 15); not less than the others
 */
@ConfigurationProperties("suban.archive")
public record ArchiveSettings(
        String folder,
        @DefaultValue("3") int onlineYears,
        @DefaultValue("10") int keepYears,
        @DefaultValue("30") int accountabilityYears) {

    public ArchiveSettings {
        if (onlineYears < 1 || keepYears < 1 || accountabilityYears < keepYears) {
            throw new IllegalArgumentException("suban.archive：年数至少为1，倒查责任的保存年数不得少于其他档案");
        }
        folder = folder == null || folder.isBlank() ? null : folder.strip();
    }
}
