package suban.appraisal;

import java.time.Instant;
import suban.ledger.Rating;

/**
 * How one case counts for a unit (Articles 11, 14, 16): the first attempt decides, by the unit's own due date; open overdue cases
 * are late; of a withdrawn case only lateness that had occurred counts.
 */
final class Scoring {

    private final Instant now;

    /** @param now as of when open cases are judged */
    Scoring(Instant now) {
        this.now = now;
    }

    private record Verdict(boolean concluded, Boolean onTime, Boolean adjusted, String why) {

        static Verdict out(String why) {
            return new Verdict(false, null, null, why);
        }
    }

    /** The case as it counts for its host, or for the unit that worked it inside the host. */
    ScoredCase hosted(CaseFacts.Hosted facts, Part part) {
        Verdict verdict = verdict(facts);
        String rated = part == Part.HOST ? facts.ratedHost() : facts.ratedInside();
        String unit = part == Part.HOST ? facts.host() : facts.insideUnit();
        Rating rating = facts.gone() != null || !unit.equals(rated) ? null : facts.rating();
        return new ScoredCase(
                facts.number(),
                part,
                facts.dueAt(),
                facts.repliedAt(),
                verdict.concluded(),
                verdict.onTime(),
                verdict.adjusted(),
                rating,
                null,
                verdict.why());
    }

    private Verdict verdict(CaseFacts.Hosted facts) {
        boolean gone = facts.gone() != null;
        Instant done = facts.repliedAt() != null ? facts.repliedAt() : gone ? facts.endedAt() : null;
        if (done == null) {
            if (!facts.dueAt().isBefore(now)) {
                return Verdict.out("未到期，不计");
            }
            boolean granted =
                    facts.adjustedDueAt() != null && !facts.adjustedDueAt().isBefore(now);
            return new Verdict(false, false, granted, "逾期未答复");
        }
        boolean onTime = !done.isAfter(facts.dueAt());
        boolean adjusted = onTime || facts.adjustedDueAt() != null && !done.isAfter(facts.adjustedDueAt());
        if (gone && onTime) {
            return Verdict.out("撤回或转出时未逾期，不计");
        }
        String why = onTime ? "按时答复" : gone ? "撤回或转出前已逾期" : adjusted ? "在批准的新期限内答复" : "逾期答复";
        return new Verdict(true, onTime, adjusted, why);
    }

    /** The case as it counts for a co-handler. */
    ScoredCase coHandled(CaseFacts.CoHandled facts) {
        Verdict verdict = verdict(facts);
        return new ScoredCase(
                facts.number(),
                Part.CO,
                facts.dueAt(),
                facts.doneAt(),
                verdict.concluded(),
                verdict.onTime(),
                verdict.adjusted(),
                null,
                facts.gone() != null ? null : facts.score(),
                verdict.why());
    }

    private Verdict verdict(CaseFacts.CoHandled facts) {
        boolean gone = facts.gone() != null;
        if (facts.whyEnded() == null) {
            Instant until = gone ? facts.endedAt() : now;
            if (!facts.dueAt().isBefore(until)) {
                return Verdict.out(gone ? "撤回或转出时未逾期，不计" : "未到期，不计");
            }
            return new Verdict(gone, false, false, gone ? "撤回或转出前已逾期" : "逾期未提交意见");
        }
        boolean onTime = !facts.doneAt().isAfter(facts.dueAt());
        return switch (facts.whyEnded()) {
            case "DONE" ->
                gone && onTime
                        ? Verdict.out("撤回或转出时未逾期，不计")
                        : new Verdict(true, onTime, onTime, onTime ? "按时提交意见" : "逾期提交意见");
            case "RELEASED" -> onTime ? Verdict.out("期限内免除，不计") : new Verdict(true, false, false, "逾期后被免除");
            default -> Verdict.out("已改由其他单位协办，不计");
        };
    }
}
