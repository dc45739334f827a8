package suban.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far an attempt is beside its dates: the fortnights of a complex case and their plans (Article 8), and what the units took on
 * in a special meeting (Article 10). Only reads; who may read the words is for the caller to ask.
 */
@Service
@Transactional(readOnly = true)
public class CourseOfWork {

    private static final Map<String, String> DECISIONS =
            Map.of("CLOSE", "本期按期答复", "LONG_TERM", "转长期推进", "DELAY", "延期告知");

    private final Fortnights fortnights;
    private final Milestones milestones;
    private final Commitments commitments;

    CourseOfWork(Fortnights fortnights, Milestones milestones, Commitments commitments) {
        this.fortnights = fortnights;
        this.milestones = milestones;
        this.commitments = commitments;
    }

    /**
     * One fortnight.
     *
     * @param no from 1
     * @param endsAt close of business of its last day
     * @param decision in Chinese; null while undecided
     * @param text the plan, the progress or the reason in people's words; may be null
     * @param expectedOn the new date the enterprise was told; null where none was
     * @param signedOff whether the office has signed the plan off
     * @param steps of the long-term plan, in order
     */
    public record FortnightLine(
            Long attemptId,
            int no,
            Instant endsAt,
            String decision,
            String text,
            LocalDate expectedOn,
            boolean signedOff,
            List<Step> steps) {}

    /** One step of a long-term plan, due at close of business. */
    public record Step(Instant dueAt, String text) {}

    /** What a unit took on; {@code fulfilledAt} null while it has not done it. */
    public record CommitmentLine(Long attemptId, String unit, String text, Instant dueAt, Instant fulfilledAt) {}

    /** The fortnights of these attempts in order, in two statements. */
    public List<FortnightLine> fortnights(Collection<Long> attemptIds) {
        List<Fortnight> all = attemptIds.isEmpty() ? List.of() : fortnights.findByAttemptIdInOrderByNo(attemptIds);
        if (all.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Step>> steps =
                milestones
                        .findByFortnightIdInOrderByNo(
                                all.stream().map(Fortnight::id).toList())
                        .stream()
                        .collect(Collectors.groupingBy(
                                Milestone::fortnightId,
                                Collectors.mapping(step -> new Step(step.dueAt(), step.text()), Collectors.toList())));
        return all.stream()
                .map(it -> new FortnightLine(
                        it.attemptId(),
                        it.no(),
                        it.endsAt(),
                        it.decision() == null ? null : DECISIONS.getOrDefault(it.decision(), it.decision()),
                        it.text(),
                        it.expectedOn(),
                        it.signedOffAt() != null,
                        steps.getOrDefault(it.id(), List.of())))
                .toList();
    }

    /** The commitments of these attempts in order. */
    public List<CommitmentLine> commitments(Collection<Long> attemptIds) {
        return attemptIds.isEmpty()
                ? List.of()
                : commitments.findByAttemptIdInOrderById(attemptIds).stream()
                        .map(it ->
                                new CommitmentLine(it.attemptId(), it.unit(), it.text(), it.dueAt(), it.fulfilledAt()))
                        .toList();
    }
}
