package suban.board;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.FailedSteps;
import suban.engine.FailedSteps.FailedStep;
import suban.ledger.Viewer;

/** Steps that the system could not carry out by itself, in words for people; a supervisor sees that a case waits for nobody's work. */
@Component
public class Failures {

    /** Where a viewer who may not know of one of these cannot tell it from the other (Article 15). */
    private static final Set<String> DISCREET = Set.of("jointSupervision", "accountability");

    private static final String RULES = "ruleRevision";

    private final FailedSteps steps;

    Failures(FailedSteps steps) {
        this.steps = steps;
    }

    /**
     * A failed step as somebody may know it.
     *
     * @param what such as 到期提醒
     * @param since when it was given up
     */
    public record Failure(String number, String what, Instant since) {}

    /**
     * Everything that was given up, asked for once.
     *
     * @param cases those of cases; whether the viewer may know of these cases is the caller's to see to
     * @param revisions those of revisions of the rules, which are nobody's case; none but for those who know everything
     */
    record All(List<Failure> cases, List<Failure> revisions) {}

    /** Those of all cases and revisions. */
    All all(Viewer viewer) {
        Map<Boolean, List<Failure>> byRules = steps.all().stream()
                .collect(Collectors.partitioningBy(
                        step -> RULES.equals(step.process()),
                        Collectors.mapping(
                                step -> told(step, viewer.all() || viewer.supervises()), Collectors.toList())));
        return new All(byRules.get(false), viewer.all() ? byRules.get(true) : List.of());
    }

    /**
     * Those of one case, the earliest first.
     *
     * @param responsibility whether the viewer may know what was found about the units' responsibility (Article 15)
     */
    public List<Failure> of(String number, boolean responsibility) {
        return steps.of(number).stream().map(step -> told(step, responsibility)).toList();
    }

    private static Failure told(FailedStep step, boolean responsibility) {
        boolean discreet = !responsibility && DISCREET.contains(step.process());
        String what = discreet ? "督查环节" : step.name() == null ? "流转" : step.name();
        return new Failure(step.number(), what, step.since());
    }
}
