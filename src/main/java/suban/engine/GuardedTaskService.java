package suban.engine;

import java.util.Map;
import java.util.function.Function;
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
        guarded(() -> inOneTransaction(taskId, variables, admitted -> {
            super.complete(taskId, admitted);
            return null;
        }));
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return guarded(() -> inOneTransaction(
                taskId,
                variables,
                admitted -> super.completeWithVariablesInReturn(taskId, admitted, deserializeValues)));
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

    /** Nobody may assign a task, but everybody may hand their own one back to the unit. */
    @Override
    public void setAssignee(String taskId, String userId) {
        guarded(() -> commandExecutor.execute(context -> {
            String user = context.getAuthenticatedUserId();
            if (user == null) {
                super.setAssignee(taskId, userId);
                return null;
            }
            TaskFacts task = guard.facts(commandExecutor, taskId);
            if (userId == null && user.equals(task.assignee())) {
                return context.runWithoutAuthorization(() -> {
                    super.setAssignee(taskId, null);
                    return null;
                });
            }
            if (userId != null) {
                guard.checkRules(task, userId);
            }
            super.setAssignee(taskId, userId);
            return null;
        }));
    }

    /** Whoever completes an unclaimed task of the unit's claims it by that; if the form is refused, nothing stays claimed. */
    private <T> T inOneTransaction(
            String taskId, Map<String, Object> variables, Function<Map<String, Object>, T> completion) {
        return commandExecutor.execute(context -> {
            TaskFacts task = guard.facts(commandExecutor, taskId);
            String user = context.getAuthenticatedUserId();
            if (user != null && task.assignee() != null && !user.equals(task.assignee())) {
                throw new InvalidInput("", "该任务已由他人认领，只有认领人可以提交");
            }
            Map<String, Object> admitted = guard.admit(commandExecutor, task, variables);
            if (user != null && task.assignee() == null) {
                super.claim(taskId, user);
            }
            return completion.apply(admitted);
        });
    }

    static <T> T guarded(Supplier<T> act) {
        try {
            return act.get();
        } catch (RuntimeException e) {
            RuntimeException refusal = Refusals.behind(e).orElseThrow(() -> e);
            Refusals.report(refusal);
            throw refusal;
        }
    }
}
