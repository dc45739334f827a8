package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A case as a person at work needs it, all in Chinese and in the names of units and people; times with the offset +08:00, null
 * where something has not happened or is not this person's to know.
 *
 * @param status how far it is, as this person may know it
 * @param hidden whether the enterprise asked for confidentiality and this person may not know it
 * @param light what is pressing now; null where nothing runs
 * @param clocks those of the complaint itself: the enterprise's, triage's, a collecting unit's
 * @param attempts oldest first; the last one runs, or ran last
 * @param timeline oldest first
 * @param asksSimilar whether this person may ask for complaints that are likely about the same
 */
record CasePanel(
        String number,
        String title,
        String status,
        boolean ended,
        String complaintClass,
        boolean urgent,
        boolean confidential,
        boolean hidden,
        Light light,
        List<Fact> facts,
        String content,
        List<Clock> clocks,
        List<AttemptView> attempts,
        List<Step> timeline,
        List<LinkView> linked,
        List<ProblemView> problems,
        boolean asksSimilar) {

    /** One fact about who complains, and how it came. */
    record Fact(String label, String text) {}

    /**
     * The traffic light.
     *
     * @param state {@link TimeLeft.State}
     * @param text how long is left, or how late it is
     * @param what whose date it is
     */
    record Light(
            TimeLeft.State state,
            String text,
            String what,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime due) {}

    /** How a clock stands. */
    enum State {
        OVERDUE,
        TODAY,
        SOON,
        OPEN,
        /** stopped in time */
        DONE,
        /** stopped too late */
        LATE,
        /** lapsed with the case */
        ENDED
    }

    /**
     * One clock.
     *
     * @param from what it counts from
     * @param limit 5个工作日; null where it is no count of days
     * @param due the date that holds
     * @param original the date before it was moved by a named act; null where it was not
     * @param text how long is left, or how it ended
     * @param days which days were counted and which skipped, and why; of {@code original} where that is there
     * @param note what else made the date; null where the days say it all
     */
    record Clock(
            String name,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime from,
            String limit,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime due,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime original,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime doneAt,
            State state,
            String text,
            boolean provisional,
            List<Day> days,
            String note) {}

    /** One day of a limit; {@code counted} whether it was counted towards it. */
    record Day(@JsonFormat(shape = JsonFormat.Shape.STRING) LocalDate date, boolean counted, String why) {}

    /**
     * One attempt.
     *
     * @param inside the host's unit that works it; null where none was named
     * @param clocks response and reply
     * @param outcome of the reply; null before
     */
    record AttemptView(
            int no,
            String host,
            String inside,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime dispatchedAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) LocalDate promisedOn,
            List<Clock> clocks,
            String outcome,
            String replyText,
            String legalBasis,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime repliedAt,
            List<CoHandlerView> coHandlers,
            List<ContactView> contacts,
            List<VisitView> visits,
            List<FortnightView> fortnights,
            List<CommitmentView> commitments) {}

    /**
     * A co-handler.
     *
     * @param state in Chinese
     * @param late whether its opinion was or is late
     * @param opinion what it wrote; null where it has not, or it is not this person's to read
     */
    record CoHandlerView(
            String unit,
            String state,
            boolean late,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime dueAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            String person,
            String opinion) {}

    record ContactView(
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            String text,
            String recordedBy,
            String note) {}

    record VisitView(
            int no,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            String rating,
            boolean bad,
            String reason,
            String visitedBy) {}

    /** A fortnight of a complex case (Article 8). */
    record FortnightView(
            int no,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime endsAt,
            String decision,
            String text,
            List<String> steps) {}

    /** What a unit took on in a special meeting (Article 10). */
    record CommitmentView(
            String unit,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime dueAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime fulfilledAt,
            String text) {}

    /** @param person who did it; 系统 for nobody */
    record Step(
            int seq,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            String act,
            String person,
            String unit,
            String text) {}

    record LinkView(
            String relation,
            String number,
            String title,
            String enterprise,
            String status,
            String host,
            boolean overdue) {}

    record ProblemView(String code, String title, String state, String advice, List<String> solutions) {}
}
