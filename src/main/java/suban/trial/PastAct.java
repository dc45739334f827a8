package suban.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import suban.ledger.Act;

/**
 * What a person did, as it is done again.
 *
 * @param number the case in the ledger it is from
 * @param how by a form of a task, by a start form, or by a channel's interface
 * @param keys of the tasks it may have been done in, the likeliest first; of a start, the process
 * @param attempt the attempt it belongs to; 0 where that does not matter
 * @param coUnit the co-handler whose part it is; null elsewhere
 * @param form the values; a text nobody needs is a placeholder
 * @param step what the diagram called the step, of one that the program knows by nothing else; null elsewhere
 * @param needed whether the case cannot go on without it
 */
record PastAct(
        String number,
        int seq,
        Instant at,
        Act act,
        How how,
        List<String> keys,
        String actor,
        String unit,
        int attempt,
        String coUnit,
        Map<String, Object> form,
        String step,
        boolean needed) {

    /** What people call it. */
    String label() {
        return step == null ? act.label() : act.label() + "“" + step + "”";
    }

    /** The same act by the tasks of these keys. */
    PastAct in(List<String> tasks) {
        return new PastAct(number, seq, at, act, How.TASK, tasks, actor, unit, attempt, coUnit, form, step, needed);
    }

    /** Tells apart what one and the same task is done for. */
    String kind() {
        return act + "/" + attempt + "/" + coUnit + "/" + step;
    }

    /** By which door. */
    enum How {
        REGISTER,
        POST,
        TASK,
        /** Of a diagram's own step, which has a name and no key until it is known in which set. */
        STEP,
        OFFICE,
        WITHDRAW
    }
}
