package suban.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.ComplaintContent;
import suban.ledger.Identity;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Texts;
import suban.ledger.Viewer;

/** The case's facts, which stand above every form (Article 8). */
@Component
class CasePrefill implements FormPrefill {

    private final Ledger ledger;
    private final LedgerSearch search;
    private final UnitViewers viewers;

    CasePrefill(Ledger ledger, LedgerSearch search, UnitViewers viewers) {
        this.ledger = ledger;
        this.search = search;
        this.viewers = viewers;
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
        values.put("title", hidden ? Identity.without(complaint.title(), complaint, content) : complaint.title());
        values.put("enterpriseName", name);
        values.put("classText", classText(complaint, task.attempt()));
        values.put("dueText", dueText(complaint, task));
        values.put("content", hidden ? Identity.without(content.content(), complaint, content) : content.content());
        values.put(
                "contactText",
                hidden
                        ? "请通过营商办联系"
                        : (complaint.confidential() ? "（企业要求保密，请勿外传）" : "")
                                + content.contactName()
                                + (content.contactPhone() == null ? "" : "　" + content.contactPhone()));
        if (task.attempt() > 0) {
            values.put("givenReply", givenReply(task));
        }
        return values;
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

    /** The date this task works towards: the attempt's, the collecting unit's, or triage's. */
    private String dueText(Complaint complaint, TaskFacts task) {
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
