package suban.substitution;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.data.annotation.Id;

/**
 * One arrangement for somebody who is away (Article 4).
 *
 * @param number {@code DB2026-0001}
 * @param unit id of the unit both work for, whose head arranged it
 * @param away id of the person away
 * @param substitute id of the person standing in
 * @param fromDay first day away
 * @param untilDay last day away, included
 * @param startsAt opening of the first working day in it: then the open tasks are passed on
 * @param endsAt the last second of the last day
 * @param handed how many tasks the substitute got; null before
 * @param returned how many went back to the unit because a rule kept them from the substitute; null before
 */
record Substitution(
        @Id Long id,
        String number,
        String unit,
        String away,
        String substitute,
        LocalDate fromDay,
        LocalDate untilDay,
        Kind kind,
        State state,
        String arrangedBy,
        Instant arrangedAt,
        Instant startsAt,
        Instant endsAt,
        Integer handed,
        Integer returned,
        String endedBy,
        Instant endedAt) {

    /** Why somebody is away, as far as colleagues need to know. */
    enum Kind {
        LEAVE("休假"),
        TRIP("公出"),
        TRAINING("培训学习"),
        OTHER("其他");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** How far it has come. */
    enum State {
        /** the first day has not come */
        ARRANGED,
        /** the tasks were passed on */
        RUNNING,
        /** the head ended it before its last day was over */
        ENDED,
        /** the last day is over */
        OVER
    }
}
