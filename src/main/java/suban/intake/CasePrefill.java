package suban.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.ComplaintContent;
import suban.ledger.ContactLine;
import suban.ledger.Identity;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Masking;
import suban.ledger.Supervisions;
import suban.ledger.Texts;
import suban.ledger.Viewer;
import suban.ledger.Visits;
import suban.organisation.People;

/** The case's facts, which stand above every form (Article 8). */
@Component
class CasePrefill implements FormPrefill {

    /** The tasks in which units work a case, and need to know why they do so again. */
    private static final Set<String> AT_WORK =
            Set.of("userTask_respond", "userTask_handle", "userTask_coHandle", "userTask_reply");

    /** Who only gives an opinion learns that the enterprise was not satisfied; why, and what is required, is for the host. */
    private static final String CO_HANDLING = "userTask_coHandle";

    /**
     * The tasks in which the enterprise is talked to: what their forms show of whom to call. Whoever opens another one, by whatever
     * way, is not told (Articles 4, 9).
     */
    private static final Set<String> TALKING = Set.of(
            "userTask_answerImmediately",
            "userTask_confirmLeavingScope",
            "userTask_confirmRejection",
            "userTask_confirmWithdrawal",
            "userTask_coordinateFirst",
            "userTask_handle",
            "userTask_phoneNotice",
            "userTask_reply",
            "userTask_respond",
            "userTask_triage",
            "userTask_visit");

    private final Ledger ledger;
    private final LedgerSearch search;
    private final UnitViewers viewers;
    private final Visits visits;
    private final Supervisions supervisions;
    private final People people;

    CasePrefill(
            Ledger ledger,
            LedgerSearch search,
            UnitViewers viewers,
            Visits visits,
            Supervisions supervisions,
            People people) {
        this.people = people;
        this.ledger = ledger;
        this.visits = visits;
        this.supervisions = supervisions;
        this.search = search;
        this.viewers = viewers;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (task.number() == null || !Ledger.isNumber(task.number())) {
            return values; // a task of no case
        }
        Complaint complaint = ledger.complaint(task.number());
        ComplaintContent content = ledger.content(complaint);
        values.put("number", complaint.number());
        String name = search.enterpriseNames(List.of(complaint.number()), viewers.of(task.groups()))
                .get(complaint.number());
        boolean hidden = Viewer.CONFIDENTIAL.equals(name);
        boolean talks = TALKING.contains(task.key());
        // supervisors may open every form, and call nobody
        String user = people.currentUser();
        boolean works = user == null || people.groupsOf(user).stream().anyMatch(task.groups()::contains);
        UnaryOperator<String> told = text -> hidden
                ? Masking.inText(Identity.without(text, complaint, content))
                : talks && works ? text : Masking.contactIn(text, content);
        values.put("title", told.apply(complaint.title()));
        values.put("enterpriseName", name);
        values.put("classText", classText(complaint, task.attempt()));
        values.put("dueText", dueText(complaint, task));
        values.put("content", told.apply(content.content()));
        if (talks) {
            values.put(
                    "contactText",
                    hidden
                            ? ContactLine.THROUGH_OFFICE
                            : works ? ContactLine.plain(complaint, content) : ContactLine.masked(complaint, content));
        }
        if (task.attempt() > 0) {
            values.put("givenReply", givenReply(task));
        }
        if (AT_WORK.contains(task.key())) {
            String before = before(complaint, task.attempt(), !CO_HANDLING.equals(task.key()));
            values.put("beforeText", hidden ? Identity.without(before, complaint, content) : before);
        }
        return values;
    }

    /**
     * Why it is handled again: what the enterprise was not satisfied with, and what joint supervision requires (Articles 14, 15).
     *
     * @param withWords whether with the enterprise's reason and the requirements
     */
    private String before(Complaint complaint, int attempt, boolean withWords) {
        List<String> lines = new ArrayList<>();
        ledger.attempts(complaint).stream()
                .filter(earlier -> earlier.no() == attempt - 1)
                .flatMap(earlier -> visits.findByAttemptIdInOrderByAt(List.of(earlier.id())).stream())
                .filter(visit -> visit.rating() != null && visit.rating().isBad())
                .forEach(visit -> lines.add("企业对上次答复" + visit.rating().label()
                        + (withWords && visit.reason() != null ? "：" + visit.reason() : "")));
        if (withWords && attempt > 1) {
            supervisions.ofMatter(complaint.matterId()).stream()
                    .filter(it -> it.requirements() != null)
                    .forEach(it -> lines.add("督办要求：" + it.requirements()));
        }
        return String.join("\n\n", lines);
    }

    private String givenReply(TaskFacts task) {
        return ledger.attempts(ledger.complaint(task.number())).stream()
                .filter(attempt -> attempt.no() == task.attempt() && attempt.replyText() != null)
                .map(Attempt::replyText)
                .findFirst()
                .orElse("");
    }

    private static String classText(Complaint complaint, int attempt) {
        String name = complaint.complaintClass() == null
                ? "待分类"
                : complaint.complaintClass().label();
        return (complaint.urgent() ? "紧急·" : "") + name + (attempt > 1 ? "·第" + attempt + "次办理" : "");
    }

    /** The date this task works towards, and for an order from above whose it is (Article 7(3)). */
    private String dueText(Complaint complaint, TaskFacts task) {
        String order = complaint.orderNumber() == null
                ? ""
                : "，上级文号：" + complaint.orderNumber()
                        + (complaint.orderDueAt() == null ? "" : "（" + Texts.time(complaint.orderDueAt()) + "前）");
        return date(complaint, task) + order;
    }

    /** The attempt's date, the collecting unit's, or triage's. */
    private String date(Complaint complaint, TaskFacts task) {
        if ("userTask_coordinateFirst".equals(task.key())) {
            return Texts.time(complaint.coordinationDueAt());
        }
        Attempt attempt = ledger.attempts(complaint).stream()
                .filter(it -> it.no() == task.attempt() && it.dueAt() != null)
                .findFirst()
                .orElse(null);
        if (attempt != null) {
            return Texts.time(attempt.effectiveDueAt())
                    + (attempt.adjustedDueAt() == null ? "" : "（原" + Texts.time(attempt.dueAt()) + "）")
                    + (attempt.provisional() ? "（暂定）" : "")
                    + ownDate(task.key(), attempt);
        }
        if (complaint.enterpriseDueAt() != null) {
            return Texts.time(complaint.enterpriseDueAt()) + (complaint.provisional() ? "（暂定）" : "");
        }
        return complaint.triagedAt() == null && complaint.hostUnit() == null
                ? Texts.time(complaint.triageDueAt()) + "（研判）"
                : "已答复";
    }

    /** The date of the task itself, where it is not the attempt's. */
    private static String ownDate(String key, Attempt attempt) {
        return switch (key) {
            case "userTask_respond" -> "，回应企业：" + Texts.time(attempt.responseDueAt());
            case "userTask_coHandle" -> "，协办意见：" + Texts.time(attempt.opinionDueAt());
            case "userTask_visit" -> "，回访：" + Texts.time(attempt.visitDueAt());
            case "userTask_scoreCoHandlers" -> "，评价：" + Texts.time(attempt.scoringDueAt());
            default -> "";
        };
    }
}
