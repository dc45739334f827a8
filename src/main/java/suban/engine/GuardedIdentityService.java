package suban.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.task.Task;
import suban.Conflict;

/**
 * The engine's identity service, which leaves nothing behind when people come and go: what somebody had claimed goes back to
 * the unit the moment they leave it, so that no task is without an owner, and the last administrator stays (an empty group of
 * administrators can be taken over, CVE-2026-77226).
 */
final class GuardedIdentityService extends IdentityServiceImpl {

    private static final String ADMINISTRATORS = "camunda-admin";

    private final FormGuard guard;
    private final TaskService tasks;

    GuardedIdentityService(FormGuard guard, TaskService tasks) {
        this.guard = guard;
        this.tasks = tasks;
    }

    @Override
    public void deleteMembership(String userId, String groupId) {
        leaving(userId, groupId, () -> {
            super.deleteMembership(userId, groupId);
            return null;
        });
    }

    @Override
    public void deleteUser(String userId) {
        leaving(userId, null, () -> {
            super.deleteUser(userId);
            return null;
        });
    }

    /** @param group the group that is left; null for all of them */
    private void leaving(String user, String group, Supplier<Void> act) {
        GuardedTaskService.guarded(() -> commandExecutor.execute(context -> {
            Set<String> groups = context.runWithoutAuthorization(() -> groupsOf(user));
            boolean administrator = group == null ? groups.contains(ADMINISTRATORS) : group.equals(ADMINISTRATORS);
            if (administrator && groups.contains(ADMINISTRATORS)) {
                context.runWithoutAuthorization(() -> ensureAnother(user));
            }
            act.get();
            groups.removeIf(each -> group == null || each.equals(group));
            return context.runWithoutAuthorization(() -> handBack(user, groups));
        }));
    }

    private Void ensureAnother(String user) {
        boolean another = createUserQuery().memberOfGroup(ADMINISTRATORS).list().stream()
                .anyMatch(administrator -> !administrator.getId().equals(user));
        if (!another) {
            throw new Conflict("系统管理员组至少须保留一人，请先增加另一位管理员");
        }
        return null;
    }

    private Set<String> groupsOf(String user) {
        Set<String> groups = new HashSet<>();
        for (Group group : createGroupQuery().groupMember(user).list()) {
            groups.add(group.getId());
        }
        return groups;
    }

    private Void handBack(String user, Set<String> remaining) {
        for (Task task : tasks.createTaskQuery().taskAssignee(user).list()) {
            boolean stillMember =
                    guard.facts(commandExecutor, task.getId()).groups().stream().anyMatch(remaining::contains);
            if (!stillMember) {
                commandExecutor.execute(context -> {
                    context.getTaskManager().findTaskById(task.getId()).setAssignee(null);
                    return null;
                });
            }
        }
        return null;
    }
}
