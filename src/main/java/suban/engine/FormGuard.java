package suban.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.GetDeployedTaskFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeployedStartFormCmd;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.IdentityLinkEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.Actor;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;

/**
 * Checks every submission, whichever API it came by, against the deployed form and the rules of the capabilities, and passes
 * the values on as transient variables: what a person types never becomes a process variable.
 */
@Component
class FormGuard {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields a gateway right behind the task may ask for; every other one is for the services alone. */
    private static final Set<String> ROUTING = Set.of("decision", "outcome", "act");

    /** The same words for what does not exist and what is another unit's, so that nobody learns which it is. */
    static final String NO_SUCH_TASK = "任务不存在、已办结，或不属于本单位";

    private static final String NO_SUCH_START = "没有这个流程，或它不能由人发起";

    private final ObjectProvider<TaskRule> rules;
    private final ObjectProvider<FormPrefill> prefills;
    private final ObjectProvider<FormReading> readings;
    private final ObjectProvider<StartGuard> startGuards;
    private final ObjectProvider<StartOptions> startOptions;
    private final JdbcClient jdbc;
    private final Map<String, FormSchema> schemas = new ConcurrentHashMap<>();

    FormGuard(
            ObjectProvider<TaskRule> rules,
            ObjectProvider<FormPrefill> prefills,
            ObjectProvider<FormReading> readings,
            ObjectProvider<StartGuard> starts,
            ObjectProvider<StartOptions> options,
            JdbcClient jdbc) {
        this.rules = rules;
        this.prefills = prefills;
        this.readings = readings;
        this.startGuards = starts;
        this.startOptions = options;
        this.jdbc = jdbc;
    }

    /** What is known of the task, read without asking for rights; refuses if there is no such open task. */
    TaskFacts facts(CommandExecutor executor, String taskId) {
        return executor.execute(new Command<TaskFacts>() {
            @Override
            public TaskFacts execute(CommandContext context) {
                return factsOf(context.getTaskManager().findTaskById(taskId));
            }
        });
    }

    private static TaskFacts factsOf(TaskEntity task) {
        if (task == null || task.getProcessInstanceId() == null) {
            throw new NotFound(NO_SUCH_TASK);
        }
        Set<String> groups = new LinkedHashSet<>();
        for (IdentityLinkEntity link : task.getIdentityLinks()) {
            if (link.getGroupId() != null) {
                groups.add(link.getGroupId());
            }
        }
        Object attempt = task.getVariable("attempt");
        return new TaskFacts(
                task.getId(),
                task.getTaskDefinitionKey(),
                task.getProcessDefinitionId(),
                task.getProcessInstance().getBusinessKey(),
                attempt instanceof Number number ? number.intValue() : 0,
                (String) task.getVariable("coUnit"),
                task.getAssignee(),
                groups,
                references(task));
    }

    private static Map<String, Long> references(TaskEntity task) {
        Map<String, Long> references = new LinkedHashMap<>();
        task.getVariables().forEach((name, value) -> {
            if (value instanceof Long id && !"attempt".equals(name)) {
                references.put(name, id);
            }
        });
        return references;
    }

    /** Whether this person works for one of the task's units. */
    boolean isMember(CommandExecutor executor, TaskFacts task, String user) {
        return executor.execute(
                context -> context.runWithoutAuthorization(() -> context
                        .getProcessEngineConfiguration()
                        .getIdentityService()
                        .createGroupQuery()
                        .groupMember(user)
                        .list()
                        .stream()
                        .map(Group::getId)
                        .anyMatch(task.groups()::contains)));
    }

    /** Waits until nobody else is at work on this task; false if it is gone then. */
    boolean lock(String taskId) {
        return jdbc.sql("select id_ from act_ru_task where id_ = :id for update")
                .param("id", taskId)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /**
     * Checks a submission for a task and returns the variables the engine may see. Whoever sends the same task a moment later waits
     * here and then finds it gone, before any step is done twice.
     */
    Map<String, Object> admit(CommandExecutor executor, TaskFacts task, Map<String, Object> submitted) {
        if (!lock(task.id())) {
            throw new NotFound(NO_SUCH_TASK);
        }
        Map<String, Object> admitted = admitted(executor, task, submitted);
        Authentication authentication = currentAuthentication(executor);
        if (authentication != null && authentication.getUserId() != null) {
            checkRules(task, authentication.getUserId());
        }
        return admitted;
    }

    /** The same for a task that is locked, and that the rules let this person do. */
    Map<String, Object> admitted(CommandExecutor executor, TaskFacts task, Map<String, Object> submitted) {
        Authentication authentication = currentAuthentication(executor);
        String user = authentication == null ? null : authentication.getUserId();
        String unit = task.groups().stream()
                .filter(group -> authentication != null
                        && authentication.getGroupIds() != null
                        && authentication.getGroupIds().contains(group))
                .findFirst()
                .orElse(task.groups().stream().findFirst().orElse(null));
        Map<String, Object> plain = PlainValues.of(submitted);
        refuseIfAny(schemaOfTask(executor, task).check(plain, names -> opened(task, names)));
        return transients(FormValues.of(plain, new Actor(user, unit)));
    }

    /** Refuses if a rule of a capability forbids {@code user} this task. */
    void checkRules(TaskFacts task, String user) {
        rules.orderedStream().forEach(rule -> rule.check(task, user));
    }

    /** Whether no rule of a capability forbids {@code user} this task. */
    boolean isAllowed(TaskFacts task, String user) {
        try {
            checkRules(task, user);
            return true;
        } catch (Forbidden refused) {
            return false;
        }
    }

    /** Checks a start form's values. */
    FormValues admitStart(CommandExecutor executor, String definitionId, Map<String, Object> submitted) {
        String key = startable(executor, definitionId);
        Authentication authentication = currentAuthentication(executor);
        Map<String, Object> plain = PlainValues.of(submitted);
        FormSchema schema = schemaOfStart(executor, definitionId);
        String user = authentication == null ? null : authentication.getUserId();
        FormValues values = FormValues.of(plain, new Actor(user, null));
        List<FieldError> errors = new ArrayList<>(schema.check(plain, names -> Map.copyOf(options(key, user))));
        Set<String> named = errors.stream().map(FieldError::field).collect(Collectors.toSet());
        startGuards
                .orderedStream()
                .flatMap(guard -> guard.problems(key, values).stream())
                .filter(error -> !named.contains(error.field()))
                .forEach(errors::add);
        refuseIfAny(errors);
        return values;
    }

    /**
     * The definition that a start form is sent to. The rules may have changed while somebody filled it in: where the form has not, its values go
     * to the version in force, and nobody has to type them again.
     *
     * @throws Conflict where the form has changed, too
     * @throws NotFound where people did not start it by a form, or do not any more
     */
    String startedBy(CommandExecutor executor, String definitionId) {
        String latest = executor.execute(context -> {
            ProcessDefinitionEntity known =
                    context.getProcessDefinitionManager().findLatestProcessDefinitionById(definitionId);
            return known == null
                    ? definitionId
                    : context.getProcessDefinitionManager()
                            .findLatestProcessDefinitionByKey(known.getKey())
                            .getId();
        });
        if (latest.equals(definitionId)) {
            return definitionId;
        }
        if (!hasStartForm(executor, definitionId) || !hasStartForm(executor, latest)) {
            throw new NotFound(NO_SUCH_START);
        }
        try (InputStream was = deployed(executor, new GetDeployedStartFormCmd(definitionId));
                InputStream is = deployed(executor, new GetDeployedStartFormCmd(latest))) {
            if (Arrays.equals(was.readAllBytes(), is.readAllBytes())) {
                return latest;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new Conflict("规则已更新，这张表单有改动，这一次没有提交，此前是否已登记请先查台账。没有登记的，请先复制已填的内容，再关闭并重新打开填写");
    }

    /** A start form as this person gets it: with the choices it cannot load itself. */
    InputStream withOptions(CommandExecutor executor, String definitionId, InputStream form) {
        Authentication authentication = currentAuthentication(executor);
        Map<String, List<Map<String, String>>> options =
                options(startable(executor, definitionId), authentication == null ? null : authentication.getUserId());
        if (options.isEmpty()) {
            return form;
        }
        try (form) {
            JsonNode json = JSON.readTree(form);
            for (JsonNode parent : json.findParents("valuesKey")) {
                ObjectNode field = (ObjectNode) parent;
                List<Map<String, String>> choices =
                        options.get(field.get("valuesKey").asText());
                if (choices != null) {
                    field.remove("valuesKey");
                    field.set("values", JSON.valueToTree(choices));
                }
            }
            return new ByteArrayInputStream(JSON.writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, List<Map<String, String>>> options(String processKey, String user) {
        Map<String, List<Map<String, String>>> options = new LinkedHashMap<>();
        startOptions.orderedStream().forEach(source -> options.putAll(source.options(processKey, user)));
        return options;
    }

    /** Before a case is started, outside of its transaction. */
    void prepare(String processKey) {
        startGuards.orderedStream().forEach(guard -> guard.prepare(processKey));
    }

    /** The number of the case these values already started, if a capability knows one. */
    Optional<String> alreadyStarted(String processKey, FormValues values) {
        return startGuards
                .orderedStream()
                .map(guard -> guard.alreadyStarted(processKey, values))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The values a task's form opens with; nothing of the instance's own variables. */
    VariableMap prefill(TaskFacts task) {
        Map<String, Object> values = opened(task);
        readings.orderedStream().forEach(reading -> reading.opening(task, values));
        VariableMap variables = Variables.createVariables();
        values.forEach((key, value) -> variables.putValueTyped(key, typed(value)));
        return variables;
    }

    /** The values a task's form opens with, as plain ones. */
    Map<String, Object> opened(TaskFacts task) {
        Map<String, Object> values = new LinkedHashMap<>();
        prefills.orderedStream().forEach(prefill -> values.putAll(prefill.values(task)));
        return values;
    }

    /** Those of these names, and perhaps others: nobody is asked for more when all are known. */
    private Map<String, Object> opened(TaskFacts task, Set<String> names) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FormPrefill prefill : prefills.orderedStream().toList()) {
            values.putAll(prefill.values(task));
            if (values.keySet().containsAll(names)) {
                break;
            }
        }
        return values;
    }

    /** The values as transient variables: one object for the services, and for the gateways the fields that decide. */
    static Map<String, Object> transients(FormValues values) {
        VariableMap variables = Variables.createVariables();
        ROUTING.forEach(key -> {
            if (values.text(key) != null) {
                variables.putValueTyped(key, Variables.stringValue(values.text(key), true));
            }
        });
        variables.putValueTyped(
                FormValues.VARIABLE, Variables.objectValue(values, true).create());
        return variables;
    }

    /** The options a start form lists by itself for a field; see {@link StartForms}. */
    List<String> startOptions(CommandExecutor executor, String definitionId, String field) {
        return schemaOfStart(executor, definitionId).options(field);
    }

    /** The least that a person can send for this task. */
    Map<String, Object> least(CommandExecutor executor, TaskFacts task) {
        return schemaOfTask(executor, task).least(opened(task));
    }

    private FormSchema schemaOfStart(CommandExecutor executor, String definitionId) {
        return schemas.computeIfAbsent(
                definitionId, id -> FormSchema.read(deployed(executor, new GetDeployedStartFormCmd(id))));
    }

    private FormSchema schemaOfTask(CommandExecutor executor, TaskFacts task) {
        return schemas.computeIfAbsent(
                task.definitionId() + "#" + task.key(),
                ignored -> FormSchema.read(deployed(executor, new GetDeployedTaskFormCmd(task.id()))));
    }

    /** The key of a process that people start by a form; one that only another process calls is none, nor is an older version. */
    private static String startable(CommandExecutor executor, String definitionId) {
        return executor.execute(context -> {
            ProcessDefinitionEntity known =
                    context.getProcessDefinitionManager().findLatestProcessDefinitionById(definitionId);
            if (known == null) {
                throw new NotFound(NO_SUCH_START);
            }
            if (!hasStartForm(context, definitionId)) {
                throw new NotFound(NO_SUCH_START);
            }
            if (!definitionId.equals(context.getProcessDefinitionManager()
                    .findLatestProcessDefinitionByKey(known.getKey())
                    .getId())) {
                throw new Conflict("规则已更新，请重新打开");
            }
            return known.getKey();
        });
    }

    private static boolean hasStartForm(CommandExecutor executor, String definitionId) {
        return executor.execute(context -> hasStartForm(context, definitionId));
    }

    private static boolean hasStartForm(CommandContext context, String definitionId) {
        FormDefinition form = context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(definitionId)
                .getStartFormDefinition();
        return form != null && form.getCamundaFormDefinitionKey() != null;
    }

    private static InputStream deployed(CommandExecutor executor, Command<InputStream> form) {
        return executor.execute(context -> context.runWithoutAuthorization(form));
    }

    private static Authentication currentAuthentication(CommandExecutor executor) {
        return executor.execute(CommandContext::getAuthentication);
    }

    private static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    private static TypedValue typed(Object value) {
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            try {
                return SpinValues.jsonValue(JSON.writeValueAsString(value)).create();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        return Variables.untypedValue(value);
    }
}
