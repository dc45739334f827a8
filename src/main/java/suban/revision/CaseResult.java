package suban.revision;

import java.time.Instant;
import java.util.Map;

/**
 * What became of one process of a case.
 *
 * @param key the case: its business key, or what stands for it where there is none
 * @param reason why it stayed, in Chinese; null where it moved or was to stay
 * @param orderedBy who ordered a later migration, with {@code orderReason}; null where it was the revision's own
 * @param orderMapping new ids of steps by old ones that the order has named beside those of the revision; empty where it has named none
 */
public record CaseResult(
        String instance,
        String key,
        String process,
        String processName,
        int from,
        int to,
        Result result,
        String reason,
        String orderedBy,
        String orderReason,
        Map<String, String> orderMapping,
        Instant at) {

    /** What became of it. */
    public enum Result {
        PENDING("待迁移"),
        MIGRATED("已改按新规则"),
        KEPT("按原规则办完"),
        REFUSED("不能迁移，按原规则办完"),
        GONE("已办结，或已按现行规则办理");

        private final String label;

        Result(String label) {
            this.label = label;
        }

        /** What people read. */
        public String label() {
            return label;
        }
    }
}
