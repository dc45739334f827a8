package suban.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.ComplaintContent;
import suban.ledger.Ledger;
import suban.ledger.Texts;
import suban.organisation.Organisation;

/** The case's facts, which stand above every form (Article 8). */
@Component
class CasePrefill implements FormPrefill {

    private final Ledger ledger;
    private final Organisation organisation;

    CasePrefill(Ledger ledger, Organisation organisation) {
        this.ledger = ledger;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (task.number() == null) {
            return values;
        }
        Complaint complaint = ledger.complaint(task.number());
        ComplaintContent content = ledger.content(complaint);
        values.put("number", complaint.number());
        values.put("title", complaint.title());
        values.put("enterpriseName", complaint.enterpriseName());
        values.put("classText", classText(complaint, task.attempt()));
        values.put("dueText", dueText(complaint, task));
        values.put("content", content.content());
        values.put(
                "contactText",
                complaint.confidential()
                                && !organisation.isOffice(
                                        task.groups().stream().findFirst().orElse(""))
                        ? "企业要求保密，请通过营商办联系"
                        : content.contactName() + "　" + content.contactPhone());
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

    private String dueText(Complaint complaint, TaskFacts task) {
        if (complaint.enterpriseDueAt() == null) {
            return "研判 " + Texts.time(complaint.triageDueAt());
        }
        return ledger.attempts(complaint).stream()
                        .filter(attempt -> attempt.no() == task.attempt() && attempt.dueAt() != null)
                        .map(Attempt::dueAt)
                        .findFirst()
                        .map(Texts::time)
                        .orElse(Texts.time(complaint.enterpriseDueAt()))
                + (complaint.provisional() ? "（暂定）" : "");
    }
}
