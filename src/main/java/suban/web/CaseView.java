package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import suban.calendar.CalendarService;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;

/**
 * A case as handlers get it (design, section 9): codes and ids for machines, one sentence a step for people; times with the
 * offset +08:00, null where something has not happened.
 */
record CaseView(
        String number,
        Status status,
        ComplaintClass complaintClass,
        String coordinatingUnit,
        @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime enterpriseDueAt,
        boolean provisional,
        List<AttemptView> attempts,
        List<VisitView> visits,
        List<StepView> timeline) {

    record AttemptView(
            int no,
            String host,
            List<String> coHandlers,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime dispatchedAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime responseDueAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime respondedAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime dueAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime adjustedDueAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime repliedAt,
            Outcome outcome) {}

    /** @param rating null for a try that reached nobody */
    record VisitView(
            int attempt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            Rating rating,
            String reason) {}

    /**
     * @param actor id of the person or machine, null for the system itself
     * @param unit id of the unit acted for, null where there is none
     */
    record StepView(
            int seq,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            Act act,
            String actor,
            String unit,
            String text) {}

    /**
     * A case as the channel that filed it gets it.
     *
     * @param reply what the enterprise was answered last; null before
     */
    record OfChannel(String number, Status status, Reply reply) {}

    record Reply(Outcome outcome, String text, @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime repliedAt) {}

    static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atZone(CalendarService.ZONE).toOffsetDateTime();
    }
}
