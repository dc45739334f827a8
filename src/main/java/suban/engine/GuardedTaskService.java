package suban.engine;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.NotFound;

/**
 * The engine's task service behind the form guard: only members of the task's units take it, only who has claimed it completes
 * it, and every way to complete goes through the same check. The engine itself (no user) is not asked.
 */
final class GuardedTaskService extends TaskServiceImpl {

    /** The engine's own name for administrators. */
    static final String ADMINISTRATORS = "camunda-admin";

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

    /**
     * Claims a task for {@code userId}, who is asking, and sends its form: one command, and what is known of the task is read once. Only
     * inside a transaction: if the form is refused, nothing stays claimed. See {@link ClaimsInHistory}.
     */
    void claimAndComplete(String taskId, String userId, Map<String, Object> variables) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("no transaction");
        }
        guarded(() -> commandExecutor.execute(context -> {
            if (!guard.lock(taskId)) {
                throw new NotFound(FormGuard.NO_SUCH_TASK);
            }
            TaskFacts task = guard.facts(commandExecutor, taskId);
            ensureMember(context, task);
            ensureNobodyElses(task, userId);
            guard.checkRules(task, userId);
            Map<String, Object> admitted = guard.admitted(commandExecutor, task.claimedBy(userId), variables);
            // whoever may do it by what stands above; one act, told once in the log of acts
            return context.runWithoutAuthorization(() -> {
                context.executeWithOperationLogPrevented(claiming -> {
                    super.claim(taskId, userId);
                    return null;
                });
                super.complete(taskId, admitted);
                return null;
            });
        }));
    }

    /** People claim for themselves; what a colleague has claimed stays the colleague's. */
    @Override
    public void claim(String taskId, String userId) {
        guarded(() -> commandExecutor.execute(context -> {
            String user = context.getAuthenticatedUserId();
            TaskFacts task = guard.facts(commandExecutor, taskId);
            if (user != null) {
                ensureMember(context, task);
                if (userId == null) {
                    throw new InvalidInput("userId", "认领人：必填");
                }
                if (!userId.equals(user)) {
                    throw new Forbidden("只能认领到自己名下，不能替他人认领");
                }
                ensureNobodyElses(task, user);
            }
            if (userId != null) {
                guard.checkRules(task, userId);
            }
            super.claim(taskId, userId);
            return null;
        }));
    }

    /**
     * Nobody assigns a task, but everybody may hand their own one back to the unit. An administrator may hand back or assign to
     * a member of the task's units; that this is given a reason is seen to where the call comes in.
     */
    @Override
    public void setAssignee(String taskId, String userId) {
        guarded(() -> commandExecutor.execute(context -> {
            Authentication authentication = context.getAuthentication();
            if (authentication == null || authentication.getUserId() == null) {
                super.setAssignee(taskId, userId);
                return null;
            }
            TaskFacts task = guard.facts(commandExecutor, taskId);
            boolean administrator = isIn(authentication, ADMINISTRATORS);
            if (!administrator) {
                ensureMember(context, task);
                if (userId != null || !authentication.getUserId().equals(task.assignee())) {
                    throw new Forbidden("只能退回自己认领的任务，不能指派");
                }
            }
            if (userId != null) {
                if (!guard.isMember(commandExecutor, task, userId)) {
                    throw new InvalidInput("userId", "办理人：不是该任务所属单位的人员");
                }
                guard.checkRules(task, userId);
            }
            return context.runWithoutAuthorization(() -> {
                super.setAssignee(taskId, userId);
                return null;
            });
        }));
    }

    private <T> T inOneTransaction(
            String taskId, Map<String, Object> variables, Function<Map<String, Object>, T> completion) {
        return commandExecutor.execute(context -> {
            TaskFacts task = guard.facts(commandExecutor, taskId);
            String user = context.getAuthenticatedUserId();
            if (user != null) {
                ensureMember(context, task);
                ensureNobodyElses(task, user);
                if (task.assignee() == null) {
                    throw new Conflict("请先认领该任务，再提交");
                }
            }
            return completion.apply(guard.admit(commandExecutor, task, variables));
        });
    }

    private static void ensureMember(CommandContext context, TaskFacts task) {
        Authentication authentication = context.getAuthentication();
        if (task.groups().stream().noneMatch(group -> isIn(authentication, group))) {
            throw new NotFound(FormGuard.NO_SUCH_TASK);
        }
    }

    private static void ensureNobodyElses(TaskFacts task, String user) {
        if (!Objects.requireNonNullElse(task.assignee(), user).equals(user)) {
            throw new Forbidden("该任务已由他人认领，只有认领人可以办理");
        }
    }

    private static boolean isIn(Authentication authentication, String group) {
        return authentication.getGroupIds() != null
                && authentication.getGroupIds().contains(group);
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
