package suban.engine;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import suban.InvalidInput;

/** The engine's task service behind the form guard: every way to complete a task goes through the same check. */
final class GuardedTaskService extends TaskServiceImpl {

    private final FormGuard guard;

    GuardedTaskService(FormGuard guard) {
        this.guard = guard;
    }

    @Override
    public void complete(String taskId) {
        complete(taskId, Map.of());
    }

    @Override
    public void complete(String taskId, Map<String, Object> variables) {
        guarded(() -> {
            Map<String, Object> admitted = admit(taskId, variables);
            super.complete(taskId, admitted);
            return null;
        });
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return guarded(() -> super.completeWithVariablesInReturn(taskId, admit(taskId, variables), deserializeValues));
    }

    @Override
    public void claim(String taskId, String userId) {
        guarded(() -> {
            if (userId != null) {
                guard.checkRules(guard.facts(commandExecutor, taskId), userId);
            }
            super.claim(taskId, userId);
            return null;
        });
    }

    private Map<String, Object> admit(String taskId, Map<String, Object> variables) {
        TaskFacts task = guard.facts(commandExecutor, taskId);
        String user = commandExecutor.execute(
                context -> context.getAuthentication() == null ? null : context.getAuthenticatedUserId());
        if (user != null && task.assignee() != null && !Objects.equals(user, task.assignee())) {
            throw new InvalidInput("", "该任务已由他人认领，只有认领人可以办结");
        }
        Map<String, Object> admitted = guard.admit(commandExecutor, task, variables);
        if (user != null && task.assignee() == null) {
            super.claim(taskId, user);
        }
        return admitted;
    }

    static <T> T guarded(Supplier<T> act) {
        try {
            return act.get();
        } catch (RuntimeException e) {
            InvalidInput refusal = FormGuard.refusalIn(e).orElseThrow(() -> e);
            Refusals.report(refusal);
            throw refusal;
        }
    }
}
