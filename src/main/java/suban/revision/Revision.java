package suban.revision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import suban.engine.RuleMigration;

/**
 * One proposed change of the rules, as a whole set of diagrams, tables and forms (Article 18).
 *
 * @param number what it is known by, such as {@code GX2026-1}
 * @param hash what tells its content from another's
 * @param base the same of the set that was in force when it was proposed
 * @param proposedBy the analyst; null where the jar brought it
 * @param trial figures of a trial run, as the analyst wrote them down; null for none
 * @param changes what it does to the set it was based on
 * @param mapping new ids of steps by old ones
 * @param dryRun what would become of the cases in flight, as of the last time it was tried before the decision; null where it was not
 * @param remark of the head; the reason where it was returned, or withdrawn by its proposer
 * @param failure why it could not be put in force after all, who has given it up included; while it is approved only, why the last
 *     attempt did not succeed; null where there is nothing to say
 */
public record Revision(
        String number,
        String hash,
        String base,
        Status status,
        String proposedBy,
        Instant proposedAt,
        Instant approveDueAt,
        String reason,
        String trial,
        List<Change> changes,
        InFlight inFlight,
        Map<String, String> mapping,
        DryRun dryRun,
        String decidedBy,
        Instant decidedAt,
        String remark,
        String failure,
        String deployment,
        Instant deployedAt,
        Instant completedAt) {

    /** How far it is. */
    public enum Status {
        PROPOSED("待批准"),
        RETURNED("已退回"),
        WITHDRAWN("已撤回"),
        APPROVED("已批准，待启用"),
        FAILED("已批准，未能启用"),
        DEPLOYED("已启用，在办案件处理中"),
        COMPLETED("已启用");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** What people read. */
        public String label() {
            return label;
        }

        /** Whether it stands in the way of another one. */
        public boolean isOpen() {
            return this == PROPOSED || this == APPROVED || this == DEPLOYED;
        }
    }

    /** What happens to the cases that run by the older set. */
    public enum InFlight {
        KEEP("在办案件按原规则办完"),
        MIGRATE("在办案件改按新规则办理");

        private final String label;

        InFlight(String label) {
            this.label = label;
        }

        /** What people read. */
        public String label() {
            return label;
        }

        /** By its code in whatever case. */
        static Optional<InFlight> of(String code) {
            for (InFlight it : values()) {
                if (it.name().equalsIgnoreCase(code)) {
                    return Optional.of(it);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * What would become of the cases, tried at some time.
     *
     * @param cases how many there were
     * @param refusals those that would stay as they are
     */
    public record DryRun(Instant at, int cases, List<RuleMigration.Outcome> refusals) {

        /** Of everything that was tried, what is worth keeping. */
        static DryRun of(Instant at, List<RuleMigration.Outcome> outcomes) {
            return new DryRun(
                    at,
                    outcomes.size(),
                    outcomes.stream().filter(it -> !it.moves()).toList());
        }

        /** How many would move. */
        public long moves() {
            return (long) cases - refusals.size();
        }

        /** How many would stay as they are, with reasons. */
        public long refused() {
            return refusals.size();
        }
    }
}
