package suban.board;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import suban.organisation.UnitKind;

/**
 * The board at one moment.
 *
 * @param now what is late and what falls due, by figure
 * @param previousFrom first day of the period before
 * @param flows what came and went, this period and the one before
 * @param steps where open cases wait
 * @param trend the last six months up to the period's end, oldest first
 * @param revisions revisions of the rules with a step that was given up; none but for those who know everything
 * @param outboxFailures notices that have not arrived, as far as the viewer's list of them goes
 */
public record Board(
        Instant asOf,
        boolean district,
        LocalDate from,
        LocalDate to,
        LocalDate previousFrom,
        LocalDate previousTo,
        Map<Figure, Integer> now,
        Map<Figure, Flow> flows,
        Rates rates,
        Rates previousRates,
        List<Month> trend,
        List<Waiting> steps,
        List<UnitRow> units,
        Topics topics,
        List<Failures.Failure> revisions,
        int outboxFailures) {

    /** How many this period, and in the one before. */
    public record Flow(int current, int previous) {}

    /** One month's rates. */
    public record Month(LocalDate month, Rates rates) {}

    /** How many open cases wait in a step. */
    public record Waiting(Step step, int count) {}

    /**
     * One unit.
     *
     * @param now what of it is late or falls due; {@link Figure#OPEN} is what lies with it now
     * @param trend 按时办结率 of the last six months, oldest first
     */
    public record UnitRow(
            String unit, UnitKind kind, Map<Figure, Integer> now, Rates rates, Rates previousRates, List<Rate> trend) {}

    /** What enterprises complain about. */
    public record Topics(List<Topic> demandTypes, List<Topic> problems, List<Topic> words) {}

    /**
     * One topic.
     *
     * @param key what its list is asked for by
     * @param previous in the period before; null where it is not counted
     */
    public record Topic(String key, String label, int count, Integer previous) {}
}
