package suban.attachments;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is taken.
 *
 * @param maxFile size of one file; {@code spring.servlet.multipart.max-file-size} follows it
 * @param maxFiles files in one request, and with one registration
 * @param maxCase size of all files of a case together
 * @param keepDrafts how long a file waits for its registration
 */
@ConfigurationProperties("suban.attachments")
public record AttachmentSettings(
        @DefaultValue("20MB") DataSize maxFile,
        @DefaultValue("20") int maxFiles,
        @DefaultValue("200MB") DataSize maxCase,
        @DefaultValue("24h") Duration keepDrafts) {

    /** Refuses limits that let nothing through. */
    public AttachmentSettings {
        if (maxFile.toBytes() < 1
                || maxFiles < 1
                || maxCase.compareTo(maxFile) < 0
                || keepDrafts.isNegative()
                || keepDrafts.isZero()) {
            throw new IllegalArgumentException("suban.attachments：各项上限须大于零，每件投诉的总量不得小于单个文件");
        }
    }
}
