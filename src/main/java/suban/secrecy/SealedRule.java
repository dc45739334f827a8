package suban.secrecy;

import java.util.Set;
import org.springframework.stereotype.Component;
import suban.Forbidden;
import suban.engine.TaskFacts;
import suban.engine.TaskRule;

/** Nobody works on a case, or writes any more about it, whose words are sealed; the office may still refuse it (Article 3). */
@Component
class SealedRule implements TaskRule {

    private static final Set<String> GO_ON = Set.of("userTask_decideSealed", "userTask_confirmRejection");

    private final SecrecyService secrecy;

    SealedRule(SecrecyService secrecy) {
        this.secrecy = secrecy;
    }

    @Override
    public void check(TaskFacts task, String user) {
        if (task.number() != null && !GO_ON.contains(task.key()) && secrecy.isSealed(task.number())) {
            throw new Forbidden("该投诉疑似涉密，已封存，待保密负责人处理后再办理。");
        }
    }
}
