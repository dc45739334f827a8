package suban.visit;

import java.util.Objects;
import org.springframework.stereotype.Component;
import suban.Forbidden;
import suban.engine.TaskFacts;
import suban.engine.TaskRule;
import suban.ledger.Ledger;

/** Four eyes: whoever triaged a complaint or wrote its reply does not call the enterprise back (Articles 8, 14). */
@Component
class VisitRule implements TaskRule {

    private final Ledger ledger;

    VisitRule(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void check(TaskFacts task, String user) {
        if (!"userTask_visit".equals(task.key())) {
            return;
        }
        boolean triaged = Objects.equals(user, ledger.complaint(task.number()).triagedBy());
        boolean replied = Objects.equals(
                user, ledger.attempt(task.number(), task.attempt()).replyDraftedBy());
        if (triaged || replied) {
            throw new Forbidden("回访应由另一人办理：研判该投诉或拟定回复的人员不能回访");
        }
    }
}
