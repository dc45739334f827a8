package suban.handling;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.data.annotation.Id;

/**
 * A 协调函: the host asks a body outside the district's authority for its help and stays responsible itself (Article 9).
 *
 * @param requestId what the diagram took up
 * @param unit the host that wrote it
 * @param body the body it is addressed to, by its name
 * @param matter what it asks for
 * @param dueAt close of business of the working day by which an answer is asked for
 * @param remindedAt when it was noted that none had come by then; null before
 * @param answeredOn date of the answer; null without one
 * @param answerer who answered: the body itself, its department or person
 * @param answer what was answered; why nobody waits any longer where nothing was
 */
record CoordinationLetter(
        @Id Long id,
        Long requestId,
        Long complaintId,
        Long attemptId,
        String unit,
        String body,
        String matter,
        Instant dueAt,
        Instant sentAt,
        String sentBy,
        State state,
        Instant remindedAt,
        LocalDate answeredOn,
        String answerer,
        String answer,
        Instant closedAt,
        String closedBy) {

    /** Where a letter stands. */
    enum State {
        OPEN("等候复函"),
        ANSWERED("已复函"),
        UNANSWERED("逾期未复"),
        DROPPED("不再等待"),
        ENDED("随办理结束");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** What people read. */
        String label() {
            return label;
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }
}
