package suban.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.data.annotation.Id;

/**
 * Something a unit raises while it works an attempt, beside the work itself (Articles 9, 10, 11, 12).
 *
 * @param unit who raised it, {@code role} being its part: {@code HOST} or {@code CO}
 * @param addUnits an objection: the unit proposed, after a ruling the unit named; a change of co-handlers: whom to add
 * @param releaseUnits whom to release from co-handling
 * @param plannedAt when the meeting is to be
 * @param place where the meeting is to be; the body a letter goes to
 * @param expectedOn the date the enterprise was told (Article 11); by when a letter asks for an answer
 * @param taken whether the diagram has taken it up
 * @param byHead whether the office's head decides, finally (Article 12)
 * @param dueAt by when it is to be decided; null for what is only recorded
 */
record HandlingRequest(
        @Id Long id,
        Long attemptId,
        Kind kind,
        State state,
        String unit,
        String role,
        Instant raisedAt,
        String raisedBy,
        String reason,
        String addUnits,
        String releaseUnits,
        Instant plannedAt,
        String place,
        LocalDate expectedOn,
        boolean taken,
        boolean byHead,
        Instant dueAt,
        Instant headDueAt,
        Instant decidedAt,
        String decidedBy,
        String decisionReason,
        String minutes) {

    /** What is raised. */
    enum Kind {
        OBJECTION,
        MEETING,
        DELAY,
        CO_HANDLERS,
        LETTER
    }

    /** Where it stands; {@code RECORDED} is what came too late to be decided, {@code MOOT} what the attempt's end overtook. */
    enum State {
        OPEN,
        UPHELD,
        REFUSED,
        RECORDED,
        MOOT
    }

    List<String> added() {
        return units(addUnits);
    }

    List<String> released() {
        return units(releaseUnits);
    }

    private static List<String> units(String ids) {
        return ids == null || ids.isBlank() ? List.of() : List.of(ids.split(","));
    }
}
