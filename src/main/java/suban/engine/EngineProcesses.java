package suban.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import suban.NotFound;

@Component
class EngineProcesses implements Processes {

    private final ProcessEngineConfigurationImpl engine;
    private final FormGuard guard;
    private final RuntimeService runtime;
    private final GuardedTaskService tasks;
    private final FormService forms;
    private final IdentityService identity;
    private final RepositoryService repository;
    private final DueDateRecalculation recalculation;
    private final TransactionTemplate transaction;

    EngineProcesses(
            ProcessEngineConfigurationImpl engine,
            FormGuard guard,
            RuntimeService runtime,
            TaskService tasks,
            FormService forms,
            IdentityService identity,
            RepositoryService repository,
            DueDateRecalculation recalculation,
            TransactionTemplate transaction) {
        this.engine = engine;
        this.guard = guard;
        this.runtime = runtime;
        this.tasks = (GuardedTaskService) tasks;
        this.forms = forms;
        this.identity = identity;
        this.repository = repository;
        this.recalculation = recalculation;
        this.transaction = transaction;
    }

    @Override
    public String start(String processKey, FormValues values) {
        return withoutRights(() -> businessKeyOf(runtime.createProcessInstanceByKey(processKey)
                .setVariables(FormGuard.transients(values))
                .execute()));
    }

    @Override
    public String submitStart(String user, String processKey, Map<String, Object> values) {
        return as(user, () -> {
            ProcessDefinition definition = withoutRights(() -> repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(processKey)
                    .latestVersion()
                    .singleResult());
            return businessKeyOf(forms.submitStartForm(definition.getId(), values));
        });
    }

    @Override
    public void complete(String user, String number, String taskKey, Map<String, Object> values) {
        transaction.executeWithoutResult(status -> as(user, () -> {
            List<Task> open = open(user, number, taskKey);
            if (open.isEmpty()) {
                throw new NotFound("%s没有%s可办的任务%s".formatted(number, user, taskKey));
            }
            claimAndSend(user, open.get(0).getId(), values);
            return null;
        }));
    }

    /** What is open to who is asking: claimed by them, or for one of their groups. That is all the engine's rights would find. */
    private List<Task> open(String user, String number, String taskKey) {
        List<String> groups = identity.getCurrentAuthentication().getGroupIds();
        return withoutRights(() -> tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(taskKey)
                .or()
                .taskAssignee(user)
                .taskCandidateGroupIn(groups)
                .endOr()
                .orderByTaskCreateTime()
                .asc()
                .list());
    }

    private void claimAndSend(String user, String task, Map<String, Object> values) {
        transaction.executeWithoutResult(status -> tasks.claimAndComplete(task, user, values));
    }

    @Override
    public int passAddedSteps(String number) {
        List<Task> added =
                withoutRights(() -> tasks.createTaskQuery().processInstanceBusinessKey(number).list().stream()
                        .filter(this::isAdded)
                        .toList());
        for (Task task : added) {
            CommandExecutor executor = engine.getCommandExecutorTxRequired();
            TaskFacts facts = guard.facts(executor, task.getId());
            String user = withoutRights(() -> facts.groups().stream()
                            .flatMap(group ->
                                    identity
                                            .createUserQuery()
                                            .memberOfGroup(group)
                                            .orderByUserId()
                                            .asc()
                                            .list()
                                            .stream())
                            .map(User::getId)
                            .filter(id -> guard.isAllowed(facts, id))
                            .findFirst())
                    .orElseThrow(() -> new NotFound("%s的%s没有人可以办理".formatted(number, task.getName())));
            complete(user, facts, guard.least(executor, facts));
        }
        return added.size();
    }

    private boolean isAdded(Task task) {
        return ADDED_STEP.equals(repository
                .getBpmnModelInstance(task.getProcessDefinitionId())
                .getModelElementById(task.getTaskDefinitionKey())
                .getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "modelerTemplate"));
    }

    @Override
    public List<TaskFacts> openTo(String user, String number, String taskKey) {
        return as(user, () -> open(user, number, taskKey)).stream()
                .map(task -> guard.facts(engine.getCommandExecutorTxRequired(), task.getId()))
                .filter(task -> guard.isMember(engine.getCommandExecutorTxRequired(), task, user))
                .filter(task -> guard.isAllowed(task, user))
                .toList();
    }

    @Override
    public List<Open> open(String number) {
        return withoutRights(() -> opened(tasks.createTaskQuery().processInstanceBusinessKey(number)));
    }

    @Override
    public List<Open> open(String number, Collection<String> taskKeys) {
        return taskKeys.isEmpty()
                ? List.of()
                : withoutRights(() -> opened(tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKeyIn(taskKeys.toArray(String[]::new))));
    }

    private List<Open> opened(TaskQuery query) {
        return query.orderByTaskCreateTime().asc().list().stream()
                .filter(task -> task.getProcessInstanceId() != null)
                .map(task -> new Open(
                        guard.facts(engine.getCommandExecutorTxRequired(), task.getId()),
                        task.getCreateTime().toInstant()))
                .toList();
    }

    @Override
    public Map<String, Object> opened(TaskFacts task) {
        return guard.opened(task);
    }

    @Override
    public void complete(String user, TaskFacts task, Map<String, Object> values) {
        as(user, () -> {
            claimAndSend(user, task.id(), values);
            return null;
        });
    }

    @Override
    public boolean tell(String number, String message) {
        return withoutRights(() -> !runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(number)
                .correlateAllWithResult()
                .isEmpty());
    }

    @Override
    public void startByMessage(String message, String number, Map<String, Object> variables) {
        withoutRights(() -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(number)
                .setVariables(variables)
                .correlateStartMessage());
    }

    @Override
    public <T> T as(String user, Supplier<T> act) {
        Authentication before = identity.getCurrentAuthentication();
        try {
            identity.setAuthentication(user, groupsOf(user));
            return act.get();
        } finally {
            if (before == null) {
                identity.clearAuthentication();
            } else {
                identity.setAuthentication(before);
            }
        }
    }

    @Override
    public void recalculate(String number) {
        withoutRights(() -> {
            List<ProcessInstance> instances = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(number)
                    .list();
            instances.forEach(instance -> recalculation.ofInstance(instance.getId()));
            return null;
        });
    }

    @Override
    public boolean awaits(String number, String message) {
        return !waiting(number, message).isEmpty();
    }

    @Override
    public Set<String> waitingGroups(String number) {
        return withoutRights(() -> tasks.createTaskQuery().processInstanceBusinessKey(number).list().stream()
                .flatMap(task -> tasks.getIdentityLinksForTask(task.getId()).stream())
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    @Override
    public void send(String number, String message) {
        withoutRights(() -> {
            waiting(number, message).forEach(execution -> runtime.messageEventReceived(message, execution.getId()));
            return null;
        });
    }

    @Override
    public void send(String number, String message, String localVariable, Object value) {
        withoutRights(() -> {
            waiting(number, message).stream()
                    .filter(execution -> value.equals(runtime.getVariableLocal(execution.getId(), localVariable)))
                    .forEach(execution -> runtime.messageEventReceived(message, execution.getId()));
            return null;
        });
    }

    @Override
    public boolean hasTaskFor(String number, Collection<String> groups) {
        return !groups.isEmpty()
                && withoutRights(() -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(number)
                                .taskCandidateGroupIn(List.copyOf(groups))
                                .includeAssignedTasks()
                                .count())
                        > 0;
    }

    @Override
    public List<TaskFacts> claimedBy(String user) {
        return withoutRights(() -> tasks.createTaskQuery().taskAssignee(user).list().stream()
                .filter(task -> task.getProcessInstanceId() != null)
                .map(task -> guard.facts(engine.getCommandExecutorTxRequired(), task.getId()))
                .toList());
    }

    @Override
    public Optional<Boolean> passOn(TaskFacts task, String user) {
        if (!guard.lock(task.id())) {
            return Optional.empty();
        }
        boolean takes =
                guard.isMember(engine.getCommandExecutorTxRequired(), task, user) && guard.isAllowed(task, user);
        return withoutRights(() -> {
            // the engine's own command: the guarded service would ask whether the current person is an administrator
            engine.getCommandExecutorTxRequired().execute(new AssignTaskCmd(task.id(), takes ? user : null));
            return Optional.of(takes);
        });
    }

    private List<Execution> waiting(String number, String message) {
        return withoutRights(() -> runtime.createExecutionQuery()
                .processInstanceBusinessKey(number)
                .messageEventSubscriptionName(message)
                .list());
    }

    private List<String> groupsOf(String user) {
        return withoutRights(() -> identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList());
    }

    private String businessKeyOf(ProcessInstance instance) {
        return instance.getBusinessKey();
    }

    private <T> T withoutRights(Supplier<T> act) {
        return engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(act::get));
    }
}
