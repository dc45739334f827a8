package suban.problems;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.data.annotation.Id;

/**
 * One entry of the bank of recurring problems (Article 13).
 *
 * @param code {@code WT2026-0007}
 * @param reason why the review proposed it
 * @param demandType the kind most of its demands are of; null where there is none
 * @param newCity the 新城 most of them come from; null where there is none
 * @param keywords words by which the next such complaint is known, apart by 、
 * @param advice what to do about the next such complaint, for triage
 * @param planUnit who plans the solutions
 * @param shortDueAt close of business of the date set for the short-term solution; the long-term one's likewise
 */
record Problem(
        @Id Long id,
        String code,
        Long reviewId,
        String title,
        String reason,
        String demandType,
        String newCity,
        String keywords,
        ProblemState state,
        Instant proposedAt,
        Instant confirmDueAt,
        Instant confirmedAt,
        String planUnit,
        Instant planDueAt,
        String advice,
        String shortSolution,
        String shortUnit,
        Instant shortDueAt,
        Instant shortDoneAt,
        String longSolution,
        String longUnit,
        Instant longDueAt,
        Instant longDoneAt,
        Instant approvalDueAt,
        Instant approvedAt,
        Instant endedAt) {

    static Problem proposed(
            Long reviewId,
            String title,
            String reason,
            String demandType,
            String newCity,
            String keywords,
            Instant at,
            Instant confirmDueAt) {
        return new Problem(
                null,
                null,
                reviewId,
                title,
                reason,
                demandType,
                newCity,
                keywords,
                ProblemState.PROPOSED,
                at,
                confirmDueAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    List<String> keywordList() {
        return keywords == null ? List.of() : words(keywords);
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split("[、,，;；\\s]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
