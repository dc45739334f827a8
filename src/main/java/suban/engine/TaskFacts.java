package suban.engine;

import java.util.Map;
import java.util.Set;

/**
 * What the engine knows of one open task, as far as the capabilities need it.
 *
 * @param id the task's id
 * @param key its definition key, {@code userTask_x}
 * @param definitionId the process definition's id
 * @param number the complaint number (business key)
 * @param attempt number of the attempt it belongs to; 0 where there is none
 * @param coUnit the co-handling unit it is for; null elsewhere
 * @param assignee who has claimed it; null where nobody has
 * @param groups ids of the candidate groups
 * @param references ids of further records the task is about, by variable name
 */
public record TaskFacts(
        String id,
        String key,
        String definitionId,
        String number,
        int attempt,
        String coUnit,
        String assignee,
        Set<String> groups,
        Map<String, Long> references) {

    /** The same with somebody else to do it. */
    TaskFacts claimedBy(String user) {
        return new TaskFacts(id, key, definitionId, number, attempt, coUnit, user, groups, references);
    }
}
