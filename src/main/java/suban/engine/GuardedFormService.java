package suban.engine;

import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import suban.Conflict;
import suban.NotFound;

/** The engine's form service behind the form guard; forms open with values from the ledger. */
final class GuardedFormService extends FormServiceImpl {

    private final FormGuard guard;
    private final TaskService tasks;

    /** A start form that is in order, and what the same values have already started. */
    private record Started(String key, String definition, FormValues values, Optional<ProcessInstance> earlier) {}

    GuardedFormService(FormGuard guard, TaskService tasks) {
        this.guard = guard;
        this.tasks = tasks;
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> properties) {
        tasks.complete(taskId, properties);
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return tasks.completeWithVariablesInReturn(taskId, properties, deserializeValues);
    }

    @Override
    public ProcessInstance submitStartForm(String processDefinitionId, Map<String, Object> properties) {
        return submitStartForm(processDefinitionId, null, properties);
    }

    /** The business key is the number that registration gives; one sent along is not used. */
    @Override
    public ProcessInstance submitStartForm(
            String processDefinitionId, String businessKey, Map<String, Object> properties) {
        return GuardedTaskService.guarded(() -> {
            Started started = commandExecutor.execute(context -> {
                String definition = guard.startedBy(commandExecutor, processDefinitionId);
                FormValues values = guard.admitStart(commandExecutor, definition, properties);
                String key = context.getProcessEngineConfiguration()
                        .getDeploymentCache()
                        .findDeployedProcessDefinitionById(definition)
                        .getKey();
                return new Started(key, definition, values, earlier(key, values));
            });
            return started.earlier().orElseGet(() -> start(started));
        });
    }

    private ProcessInstance start(Started it) {
        guard.prepare(it.key());
        try {
            return commandExecutor.execute(
                    new SubmitStartFormCmd(it.definition(), null, FormGuard.transients(it.values())));
        } catch (RuntimeException e) {
            if (!Duplicates.behind(e)) {
                throw e;
            }
            return earlier(it.key(), it.values()).orElseThrow(() -> e);
        }
    }

    private Optional<ProcessInstance> earlier(String key, FormValues values) {
        return guard.alreadyStarted(key, values).map(number -> running(key, number));
    }

    private ProcessInstance running(String key, String number) {
        return commandExecutor
                .execute(context -> context.runWithoutAuthorization(() -> context.getProcessEngineConfiguration()
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey(key)
                        .processInstanceBusinessKey(number)
                        .list()))
                .stream()
                .findFirst()
                .orElseThrow(() -> new Conflict("相同内容刚刚登记过，编号" + number));
    }

    /** With what only the server knows: whom the person who opens the form may choose, for instance. */
    @Override
    public InputStream getDeployedStartForm(String processDefinitionId) {
        InputStream form = super.getDeployedStartForm(processDefinitionId);
        return GuardedTaskService.guarded(() -> guard.withOptions(commandExecutor, processDefinitionId, form));
    }

    @Override
    public VariableMap getTaskFormVariables(String taskId) {
        return getTaskFormVariables(taskId, null, true);
    }

    @Override
    public VariableMap getTaskFormVariables(
            String taskId, Collection<String> formVariables, boolean deserializeObjectValues) {
        return GuardedTaskService.guarded(() -> {
            if (tasks.createTaskQuery().taskId(taskId).count() == 0) { // asks for the right to read
                throw new NotFound(FormGuard.NO_SUCH_TASK);
            }
            return guard.prefill(guard.facts(commandExecutor, taskId));
        });
    }
}
