package suban.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.task.Task;
import suban.Conflict;
import suban.InvalidInput;

/**
 * The engine's identity service, which leaves nothing behind when people come and go: what somebody had claimed goes back to
 * the unit the moment they leave it, so that no task is without an owner. Administrators are nothing else, and the last one stays
 * (an empty group of administrators can be taken over, CVE-2026-77226).
 */
final class GuardedIdentityService extends IdentityServiceImpl {

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{1,64}");

    private final FormGuard guard;
    private final TaskService tasks;

    GuardedIdentityService(FormGuard guard, TaskService tasks) {
        this.guard = guard;
        this.tasks = tasks;
    }

    /** New accounts have an id that no other can be taken for and a password; what the policy wants is told in Chinese. */
    @Override
    public void saveUser(User user, boolean skipPasswordPolicy) {
        GuardedTaskService.guarded(() -> commandExecutor.execute(context -> {
            UserEntity entity = (UserEntity) user;
            if (entity.getRevision() == 0 && !skipPasswordPolicy) {
                context.runWithoutAuthorization(() -> ensureNew(entity));
            }
            boolean checked = !skipPasswordPolicy && entity.hasNewPassword();
            if (checked && !entity.checkPasswordAgainstPolicy()) {
                throw new InvalidInput("password", "密码：至少10位，须含大写字母、小写字母、数字和特殊字符，且不含用户名、姓名和邮箱");
            }
            super.saveUser(user, skipPasswordPolicy);
            return null;
        }));
    }

    private Void ensureNew(UserEntity user) {
        String id = user.getId();
        if (id == null || !ID.matcher(id).matches()) {
            throw new InvalidInput("id", "用户名：只能用英文字母和数字，最多64个字符");
        }
        if (!user.hasNewPassword()) {
            throw new InvalidInput("password", "密码：必填");
        }
        boolean taken = createUserQuery().list().stream()
                .anyMatch(other -> other.getId().equalsIgnoreCase(id));
        if (taken) {
            throw new Conflict("该用户名已经存在");
        }
        return null;
    }

    /**
     * Administrators work no cases: who is one is nothing else, so that nobody gives themselves a unit's work or a
     * supervisor's view without anybody's knowing.
     */
    @Override
    public void createMembership(String userId, String groupId) {
        GuardedTaskService.guarded(() -> commandExecutor.execute(context -> {
            Set<String> groups = context.runWithoutAuthorization(() -> groupsOf(userId));
            groups.remove(groupId);
            boolean mixed = groupId.equals(GuardedTaskService.ADMINISTRATORS)
                    ? !groups.isEmpty()
                    : groups.contains(GuardedTaskService.ADMINISTRATORS);
            if (mixed) {
                throw new Conflict("系统管理员不能同时属于单位或其他角色，请另建账号");
            }
            super.createMembership(userId, groupId);
            return null;
        }));
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
            boolean administrator = group == null
                    ? groups.contains(GuardedTaskService.ADMINISTRATORS)
                    : group.equals(GuardedTaskService.ADMINISTRATORS);
            if (administrator && groups.contains(GuardedTaskService.ADMINISTRATORS)) {
                context.runWithoutAuthorization(() -> ensureAnother(user));
            }
            act.get();
            groups.removeIf(each -> group == null || each.equals(group));
            return context.runWithoutAuthorization(() -> handBack(user, groups));
        }));
    }

    private Void ensureAnother(String user) {
        boolean another = createUserQuery().memberOfGroup(GuardedTaskService.ADMINISTRATORS).list().stream()
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
