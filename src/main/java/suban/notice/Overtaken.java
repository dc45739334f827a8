package suban.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.Texts;

/** Says of a notice that has not gone out yet what has happened since: whether it is pointless, or whether a call told of it. */
@Component
class Overtaken {

    /** What a unit is to do about an attempt, or by when: pointless once it has replied. */
    private static final Set<String> UNTIL_REPLY = Set.of(
            "assignedHost",
            "assignedCo",
            "assignedInside",
            "hostChanged",
            "dueSoon",
            "reminder",
            "overdue",
            "responseOverdue",
            "provisional",
            "recomputed",
            "newDateToUnit",
            "reclassifiedToHost",
            "reclassifiedToCo",
            "fortnightUndecided",
            "planReturned",
            "letterOverdue",
            "commitmentDueSoon",
            "objection",
            "coHandlersAsked");

    /** Of these only the newest is of use to one unit in one case. */
    private static final Set<String> ONLY_THE_NEWEST = Set.of(
            "dueSoon",
            "reminder",
            "supervisionReminder",
            "judgementReminder",
            "referralReminder",
            "reportBackReminder",
            "sealedReminder",
            "recomputed");

    private final Ledger ledger;
    private final JdbcClient jdbc;

    Overtaken(Ledger ledger, JdbcClient jdbc) {
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    static boolean onlyTheNewest(String template) {
        return ONLY_THE_NEWEST.contains(template);
    }

    /** Why this notice is not sent any more; empty where it still makes sense. */
    Optional<String> why(Waiting notice, Complaint complaint, Instant now) {
        if (Texts.PURGED.equals(notice.body())) {
            return Optional.of("内容已清除");
        }
        boolean ended = complaint.status().isEnd();
        boolean replied = replied(notice, complaint);
        if (notice.isToEnterprise()) {
            return switch (EnterpriseNotice.of(notice.template()).until()) {
                case REPLY -> replied ? Optional.of("已答复企业") : ended ? Optional.of("投诉已办结") : Optional.empty();
                case VISIT ->
                    ended || visitedSince(complaint, notice.createdAt()).isPresent()
                            ? Optional.of("已回访")
                            : Optional.empty();
                case END -> ended ? Optional.of("投诉已办结") : Optional.empty();
                case REOPENED -> ended ? Optional.empty() : Optional.of("投诉已重新开启");
                case EVER -> Optional.empty();
            };
        }
        if (!UNTIL_REPLY.contains(notice.template())) {
            return Optional.empty();
        }
        if (replied) {
            return Optional.of("已答复企业");
        }
        if (ended) {
            return Optional.of("投诉已办结");
        }
        Attempt attempt = attempt(complaint, notice.attempt());
        if ("dueSoon".equals(notice.template())
                && attempt != null
                && attempt.effectiveDueAt() != null
                && !now.isBefore(attempt.effectiveDueAt())) {
            return Optional.of("期限已过");
        }
        return "responseOverdue".equals(notice.template()) && attempt != null && attempt.respondedAt() != null
                ? Optional.of("已回应企业")
                : Optional.empty();
    }

    /** Of an attempt's notice: whether that one was replied to; of the case's own: whether any was. */
    private boolean replied(Waiting notice, Complaint complaint) {
        return ledger.attempts(complaint).stream()
                .filter(it -> notice.attempt() == 0 || it.no() == notice.attempt())
                .anyMatch(it -> it.repliedAt() != null);
    }

    private Attempt attempt(Complaint complaint, int no) {
        return ledger.attempts(complaint).stream()
                .filter(it -> it.no() == no)
                .findFirst()
                .orElse(null);
    }

    /**
     * The logged call in which the enterprise learned of this; empty where there was none (Articles 9, 14). The day's contact tells that
     * it is registered, who handles it and by when; the call-back tells of the reply and ends the case.
     */
    Optional<Instant> toldByCall(Waiting notice, Complaint complaint) {
        return switch (EnterpriseNotice.of(notice.template())) {
            case ACCEPTED, ACCEPTED_BY_UNIT, DISPATCHED, REDISPATCHED ->
                spokenSince(complaint, notice.attempt(), notice.createdAt());
            // promised in a call, which is noted a moment before this notice is made
            case PROMISED -> spokenSince(complaint, notice.attempt(), Instant.EPOCH);
            case REPLIED, CLOSED_UNRATED, REOPENED -> visitedSince(complaint, notice.createdAt());
            case CLOSED -> visitedSince(complaint, Instant.EPOCH);
            case WITHDRAWN, WITHDRAWAL_REFUSED -> Optional.of(notice.createdAt()); // decided in a call, and only then
            default -> Optional.empty();
        };
    }

    private Optional<Instant> spokenSince(Complaint complaint, int attempt, Instant since) {
        return first(
                """
                select min(c.at) from contact c join attempt a on a.id = c.attempt_id
                where a.complaint_id = :id and c.reached = true and c.recorded_at >= :since
                  and (:attempt = 0 or a.no = :attempt)""",
                complaint,
                since,
                attempt);
    }

    private Optional<Instant> visitedSince(Complaint complaint, Instant since) {
        return first(
                """
                select max(v.at) from visit v join attempt a on a.id = v.attempt_id
                where a.complaint_id = :id and v.reached = true and v.at >= :since
                  and (:attempt = 0 or a.no = :attempt)""",
                complaint,
                since,
                0);
    }

    private Optional<Instant> first(String query, Complaint complaint, Instant since, int attempt) {
        List<java.time.OffsetDateTime> found = jdbc.sql(query)
                .param("id", complaint.id())
                .param("since", Rows.at(since))
                .param("attempt", attempt)
                .query((row, index) -> row.getObject(1, java.time.OffsetDateTime.class))
                .list();
        return Optional.ofNullable(found.isEmpty() ? null : found.get(0)).map(java.time.OffsetDateTime::toInstant);
    }
}
