package suban.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import suban.ledger.Act;

/**
 * A past case as the ledger has it.
 *
 * @param splitFrom number of the complaint it was split off; null for others
 * @param form what was written into its start form; texts about people and enterprises are replaced
 * @param entries its timeline, oldest first
 * @param milestones steps of its long-term plans by attempt and fortnight, {@code 1-2}: their dates, in order
 */
record PastCase(
        String number,
        String splitFrom,
        Instant acceptedAt,
        Map<String, Object> form,
        List<Entry> entries,
        Map<String, List<String>> milestones) {

    /**
     * One entry of a timeline.
     *
     * @param act null where this version does not know it any more
     * @param actor null for the system
     * @param input the structured facts
     * @param words which texts there were; not what they said
     */
    record Entry(
            int seq, Instant at, Act act, String actor, String unit, Map<String, Object> input, Set<String> words) {

        String text(String key) {
            Object value = input.get(key);
            return value == null ? null : value.toString();
        }

        int attempt() {
            return input.get("attempt") instanceof Number number ? number.intValue() : 0;
        }
    }
}
