package suban.handling;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.documents.Issue;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.Supervisions;
import suban.ledger.Texts;
import suban.ledger.Visit;
import suban.ledger.Visits;

/**
 * The papers of an attempt: what its units are ordered (Articles 4, 7, 8, 12, 14, 15), and what the enterprise is told of its date
 * and its result (Articles 8, 9, 11). Each call issues once per occasion.
 */
@Component
class AttemptDocuments {

    private final Ledger ledger;
    private final Visits visits;
    private final Supervisions supervisions;
    private final DocumentService documents;
    private final Clock clock;

    AttemptDocuments(Ledger ledger, Visits visits, Supervisions supervisions, DocumentService documents, Clock clock) {
        this.ledger = ledger;
        this.visits = visits;
        this.supervisions = supervisions;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * What an order says.
     *
     * @param occasion tells one order of an attempt from another
     * @param at when it is given
     * @param limit what the date counts from, in words
     * @param reassigned whether the attempt was another host's before (Article 12)
     */
    record Order(
            String occasion,
            Instant at,
            Instant responseDue,
            Instant opinionDue,
            Instant due,
            String limit,
            boolean provisional,
            boolean reassigned) {}

    /** A 交办单 to the host and a 转办单 to each co-handler, signed by the office. */
    void order(Complaint complaint, int no, String host, String hostGroup, Collection<String> coHandlers, Order order) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("交办时间", Texts.time(order.at()));
        facts.put("回应期限", Texts.time(order.responseDue()));
        facts.put("办理期限", Texts.time(order.due()));
        facts.put("时限说明", order.limit());
        facts.put("紧急", complaint.urgent());
        facts.put("补办", no > 1);
        facts.put("改派", order.reassigned());
        facts.put("期限暂定", order.provisional());
        if (no > 1) {
            List<Attempt> earlier = ledger.attempts(complaint).stream()
                    .filter(it -> it.no() < no)
                    .toList();
            facts.put("首次主办", earlier.stream().noneMatch(it -> it.host().equals(host)));
            facts.put("不满意原因", dissatisfaction(earlier));
            facts.put(
                    "督查后",
                    supervisions.ofMatter(complaint.matterId()).stream().anyMatch(it -> it.recordedAt() != null));
        }
        issue(DocumentKind.ASSIGNMENT, complaint, no, hostGroup, order.occasion(), facts);
        coHandlers.forEach(unit ->
                transfer(complaint, no, unit, order.occasion(), order.at(), order.opinionDue(), order.due(), false));
    }

    /** Why the enterprise was not satisfied before (Article 14); null without a reason. */
    private String dissatisfaction(List<Attempt> earlier) {
        return visits
                .findByAttemptIdInOrderByAt(earlier.stream().map(Attempt::id).toList())
                .stream()
                .map(Visit::reason)
                .filter(Objects::nonNull)
                .reduce((before, after) -> after)
                .orElse(null);
    }

    /** A 转办单 to one co-handler, signed by the office. */
    void transfer(
            Complaint complaint,
            int no,
            String unit,
            String occasion,
            Instant at,
            Instant opinionDue,
            Instant due,
            boolean added) {
        issue(
                DocumentKind.TRANSFER,
                complaint,
                no,
                unit,
                occasion,
                Map.of(
                        "转办时间", Texts.time(at),
                        "协办意见期限", Texts.time(opinionDue),
                        "办理期限", Texts.time(due),
                        "紧急", complaint.urgent(),
                        "增加协办", added));
    }

    private void issue(
            DocumentKind kind, Complaint complaint, int no, String unit, String occasion, Map<String, Object> facts) {
        documents.issue(Issue.of(kind, complaint, no, documents.officeOf(complaint), unit, occasion, facts));
    }

    /** Why the enterprise gets a 延期告知书, and who signs it. */
    enum Delay {
        /** The host cannot keep the date (Article 11). */
        BY_HOST(null),
        /** The office gave the attempt to another host (Article 12). */
        BY_OFFICE(null),
        /** The office granted a new date (Article 11). */
        NEW_DATE("批准新日期"),
        /** The office signed off a long-term plan, which promises its first step and no end (Article 8). */
        LONG_TERM("长期推进");

        private final String flag;

        Delay(String flag) {
            this.flag = flag;
        }
    }

    /** A 延期告知书 to the enterprise (Articles 8, 11). */
    void delay(Complaint complaint, Attempt attempt, Delay why, LocalDate expected, String reason, String occasion) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("原办理期限", Texts.time(attempt.effectiveDueAt()));
        facts.put("预计办结日期", Texts.day(expected));
        facts.put("延期原因", reason);
        if (why.flag != null) {
            facts.put(why.flag, true);
        }
        String issuer = why == Delay.BY_HOST ? complaint.hostUnit() : documents.officeOf(complaint);
        documents.issue(
                Issue.of(DocumentKind.DELAY, complaint, attempt.no(), issuer, Issue.ENTERPRISE, occasion, facts));
    }

    /** The 回复函 of the host to the enterprise (Article 9). */
    void reply(Complaint complaint, Attempt attempt) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("受理日期", Texts.day(LocalDate.ofInstant(complaint.acceptedAt(), clock.getZone())));
        facts.put("办理结果", attempt.outcome().label());
        facts.put("答复内容", attempt.replyText());
        facts.put("政策依据", attempt.legalBasis());
        documents.issue(Issue.of(
                DocumentKind.REPLY, complaint, attempt.no(), attempt.host(), Issue.ENTERPRISE, "reply", facts));
    }
}
