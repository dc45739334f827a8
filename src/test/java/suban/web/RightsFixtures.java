package suban.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.repository.Resource;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.Task;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.ledger.ComplaintClass;

/**
 * The case the table of rights is walked around, another one beside it, and what the names in braces stand for. The clock
 * stands at an hour of an ordinary working day.
 */
final class RightsFixtures {

    static final String PASSWORD = "suban-demo";

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]*)}");

    /** Of what there is none here: tenants, batches, comments. */
    private static final String NONE = "none";

    private final ProcessEngine engine;
    private final Api api;
    private final Acts acts;
    private final Map<String, String> values = new HashMap<>();
    private final Case one;
    private final Case other;

    /** One case with everything the engine knows of it. */
    record Case(
            String number,
            String externalId,
            String enterprise,
            String contact,
            String phone,
            String title,
            Map<String, String> taskOfUnit,
            Map<String, String> executionOfUnit,
            Set<String> instances,
            Set<String> executions,
            Set<String> jobs,
            Set<String> variables) {

        static Case of(
                ProcessEngine engine,
                String number,
                String externalId,
                String enterprise,
                String contact,
                String phone,
                String title) {
            List<ProcessInstance> instances = engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(number)
                    .list();
            Set<String> ids = idsOf(instances, ProcessInstance::getId);
            Map<String, String> tasks = new HashMap<>();
            Map<String, String> ofUnit = new HashMap<>();
            for (Task task : engine.getTaskService()
                    .createTaskQuery()
                    .processInstanceBusinessKey(number)
                    .list()) {
                engine.getTaskService().getIdentityLinksForTask(task.getId()).forEach(link -> {
                    tasks.put(link.getGroupId(), task.getId());
                    ofUnit.put(link.getGroupId(), task.getExecutionId());
                });
            }
            return new Case(
                    number,
                    externalId,
                    enterprise,
                    contact,
                    phone,
                    title,
                    tasks,
                    ofUnit,
                    ids,
                    idsOf(
                            ids.stream()
                                    .flatMap(
                                            id -> engine
                                                    .getRuntimeService()
                                                    .createExecutionQuery()
                                                    .processInstanceId(id)
                                                    .list()
                                                    .stream())
                                    .toList(),
                            Execution::getId),
                    idsOf(
                            ids.stream()
                                    .flatMap(
                                            id -> engine
                                                    .getManagementService()
                                                    .createJobQuery()
                                                    .processInstanceId(id)
                                                    .list()
                                                    .stream())
                                    .toList(),
                            Job::getId),
                    idsOf(
                            engine.getRuntimeService()
                                    .createVariableInstanceQuery()
                                    .processInstanceIdIn(ids.toArray(String[]::new))
                                    .list(),
                            VariableInstance::getId));
        }

        /** What tells about the case in the words of people. */
        Set<String> words() {
            return Set.of(number, externalId, enterprise, contact, phone, title, title.charAt(0) + "号材料");
        }

        /** What names it inside the engine, without the tasks. */
        Set<String> ids() {
            Set<String> ids = new HashSet<>(instances);
            ids.addAll(executions);
            ids.addAll(jobs);
            ids.addAll(variables);
            return ids;
        }
    }

    RightsFixtures(ProcessEngine engine, Api api, Acts acts, EngineTime time) {
        this.engine = engine;
        this.api = api;
        this.acts = acts;
        time.set(Acts.at("2026-03-02T10:00"));
        one = make("甲", "jinghe", "zijian", "shengtai");
        other = make("乙", "fengdong", "shuiwu");
        fill();
    }

    private Case make(String mark, String host, String... coHandlers) {
        String externalId = UUID.randomUUID().toString();
        String enterprise = mark + "号权限表测试有限公司";
        String contact = mark + "联系人";
        String phone = "1391234" + (mark.equals("甲") ? "0001" : "0002");
        String title = mark + "号诉求标题";
        // the other one is filed by the office, so that a machine account has nothing to do with it
        String number = fileWithAttachment(
                mark.equals("甲") ? "channel1" : "ysb1",
                mark,
                "externalId",
                externalId,
                "enterpriseName",
                enterprise,
                "newCity",
                host,
                "contactName",
                contact,
                "contactPhone",
                phone,
                "title",
                title,
                "demandType",
                "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, host, coHandlers);
        return Case.of(engine, number, externalId, enterprise, contact, phone, title);
    }

    private String fileWithAttachment(String user, String mark, Object... changes) {
        byte[] body = new Multipart()
                .complaint(Api.json(Api.complaint(changes)))
                .file("attachments", mark + "号材料.pdf", Multipart.pdf(mark))
                .bytes();
        return Visitor.json(api.as(user).sendBytes("/api/complaints", Multipart.TYPE, body))
                .path("number")
                .asText();
    }

    /** The host adds a file of its own, which is not for the co-handlers. */
    private String hostAttachment() {
        byte[] body =
                new Multipart().file("file", "主办底稿.pdf", Multipart.pdf("主办")).bytes();
        return Visitor.json(api.withSession("jinghe1")
                        .sendBytes(
                                "/camunda/api/suban/complaints/" + one.number() + "/attachments", Multipart.TYPE, body))
                .at("/attachments/files/1/id")
                .asText();
    }

    private static <T> Set<String> idsOf(Collection<T> things, Function<T, String> id) {
        return things.stream().map(id).collect(Collectors.toSet());
    }

    private void fill() {
        var runtime = engine.getRuntimeService();
        var repository = engine.getRepositoryService();
        String task = one.taskOfUnit().get("shengtai");
        Task ofUnit = engine.getTaskService().createTaskQuery().taskId(task).singleResult();
        values.put("engine", engine.getName());
        values.put("app", "tasklist");
        values.put("pluginFile", "app/plugin.js");
        values.put("number", one.number());
        values.put("otherNumber", other.number());
        values.put("externalId", one.externalId());
        values.put("hostDocument", document("交办单", "泾河新城"));
        values.put("unitDocument", document("转办单", "生态环境局"));
        values.put(
                "attachment",
                api.read("ysb1", "/api/complaints/" + one.number() + "/attachments")
                        .at("/files/0/id")
                        .asText());
        values.put("hostAttachment", hostAttachment());
        values.put("year", "2026");
        values.put("emptyYear", "2031");
        values.put("title", URLEncoder.encode(one.title(), StandardCharsets.UTF_8));
        values.put("task", task);
        values.put("hostTask", one.taskOfUnit().get("jinghe"));
        values.put("instance", ofUnit.getProcessInstanceId());
        values.put(
                "rootInstance",
                runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(one.number())
                        .rootProcessInstances()
                        .singleResult()
                        .getId());
        values.put("execution", ofUnit.getExecutionId());
        values.put("job", job(one.number()));
        values.put("varName", "complaintNumber");
        values.put(
                "variable",
                runtime.createVariableInstanceQuery()
                        .processInstanceIdIn(ofUnit.getProcessInstanceId())
                        .variableName("complaintNumber")
                        .list()
                        .get(0)
                        .getId());
        values.put(
                "incident",
                runtime.createIncident("custom", ofUnit.getExecutionId(), "", "权限表测试")
                        .getId());
        var definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("complaint")
                .latestVersion()
                .singleResult();
        values.put("definition", definition.getId());
        values.put("key", definition.getKey());
        values.put("deployment", definition.getDeploymentId());
        values.put(
                "resource",
                repository.getDeploymentResources(definition.getDeploymentId()).stream()
                        .map(Resource::getId)
                        .findFirst()
                        .orElseThrow());
        var decision = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("timeLimit")
                .latestVersion()
                .singleResult();
        values.put("decision", decision.getId());
        values.put("decisionKey", decision.getKey());
        values.put(
                "jobDefinition",
                engine.getManagementService()
                        .createJobDefinitionQuery()
                        .list()
                        .get(0)
                        .getId());
        values.put("filter", filter("本单位待办"));
        values.put("supervisorFilter", filter("全区超期"));
        values.put(NONE, NONE);
        values.put("metric", "activity-instance-start");
        values.put("user", "shengtai2");
        values.put("group", "shengtai");
        values.put(
                "authorization",
                engine.getAuthorizationService()
                        .createAuthorizationQuery()
                        .groupIdIn("shengtai")
                        .resourceType(Resources.APPLICATION)
                        .list()
                        .get(0)
                        .getId());
        values.put(
                "historicActivity",
                engine
                        .getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(ofUnit.getProcessInstanceId())
                        .list()
                        .stream()
                        .map(HistoricActivityInstance::getId)
                        .findFirst()
                        .orElseThrow());
    }

    private String document(String kind, String recipient) {
        for (JsonNode document : api.read("ysb1", "/api/complaints/" + one.number() + "/documents")) {
            if (kind.equals(document.path("kindText").asText())
                    && recipient.equals(document.path("recipient").asText())) {
                return document.path("id").asText();
            }
        }
        throw new IllegalStateException("no " + kind);
    }

    private String filter(String name) {
        return engine.getFilterService()
                .createFilterQuery()
                .filterName(name)
                .singleResult()
                .getId();
    }

    private String job(String number) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .processDefinitionKey("handling")
                        .singleResult()
                        .getId())
                .timers()
                .orderByJobDuedate()
                .asc()
                .list()
                .get(0)
                .getId();
    }

    /**
     * Puts ids in place of names.
     *
     * @param fresh whether to make a case, task or account for this one call; else what stands for all of them is asked for
     * @param made what was put for which name of this call so far
     */
    String fill(String template, Persona persona, boolean fresh, Map<String, String> made) {
        Matcher names = NAME.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (names.find()) {
            String name = names.group(1).isEmpty() ? unnamed(template.substring(0, names.start())) : names.group(1);
            String value = made.computeIfAbsent(name, key -> value(key, persona, fresh));
            names.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return names.appendTail(filled).toString();
    }

    /** What stands for a variable without a name, which a published path has: the thing its collection is of. */
    private static String unnamed(String before) {
        String[] segments = before.split("/");
        String collection = segments[segments.length - 1];
        return switch (collection) {
            case "engine" -> "engine";
            case "process-instance" -> "instance";
            case "process-definition" -> "definition";
            case "decision-definition" -> "decision";
            case "job-definition" -> "jobDefinition";
            case "variable-instance" -> "variable";
            case "activity-instance" -> "historicActivity";
            case "variables", "localVariables" -> "varName";
            case "resources" -> "resource";
            case "members", "user-members" -> "user";
            case "group-members" -> "group";
            case "key" -> segments[segments.length - 2].startsWith("decision") ? "decisionKey" : "key";
            case "task", "execution", "job", "incident", "deployment", "filter", "user", "group", "authorization" ->
                collection;
            default -> NONE;
        };
    }

    private String value(String name, Persona persona, boolean fresh) {
        if (name.equals("me")) {
            return persona.user == null ? "nobody" : persona.user;
        }
        if (name.equals("newId")) {
            return "neu" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        }
        if (!name.startsWith("fresh") && !name.equals("claimedTask")) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("nothing stands for {" + name + "}");
            }
            return value;
        }
        if (!fresh) {
            return switch (name) {
                case "freshUser" -> values.get("user");
                case "freshJob" -> values.get("job");
                case "freshNumber" -> values.get("number");
                case "freshAuthorization" -> values.get("authorization");
                case "freshTask", "claimedTask" -> values.get("task");
                default -> throw new IllegalArgumentException("nothing stands for {" + name + "}");
            };
        }
        return switch (name) {
            case "freshUser" -> freshUser();
            case "freshAuthorization" -> freshAuthorization();
            case "freshJob" -> job(freshCase());
            case "freshNumber" -> freshCase();
            case "freshTask" -> taskOf(freshCase());
            case "claimedTask" -> {
                String task = taskOf(freshCase());
                engine.getTaskService().claim(task, persona.user);
                yield task;
            }
            default -> throw new IllegalArgumentException("nothing stands for {" + name + "}");
        };
    }

    private String freshCase() {
        String number = api.file("channel1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        return number;
    }

    private String taskOf(String number) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskCandidateGroup("shengtai")
                .singleResult()
                .getId();
    }

    private String freshUser() {
        User user = engine.getIdentityService()
                .newUser("frisch" + UUID.randomUUID().toString().substring(0, 8));
        user.setFirstName("新");
        user.setLastName("人");
        user.setPassword("Suban-2026-Demo!");
        engine.getIdentityService().saveUser(user);
        return user.getId();
    }

    private String freshAuthorization() {
        Authorization authorization =
                engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        authorization.setGroupId("shengtai");
        authorization.setResource(Resources.FILTER);
        authorization.setResourceId(UUID.randomUUID().toString());
        authorization.addPermission(Permissions.READ);
        return engine.getAuthorizationService().saveAuthorization(authorization).getId();
    }

    /** What no answer to this persona may hold. */
    Set<String> hiddenFrom(Persona persona) {
        Set<String> hidden = new HashSet<>();
        switch (persona) {
            case SUPERVISOR, ADMIN -> {}
            case OFFICE -> {
                // it knows both cases, but holds no task in either
                hide(hidden, one, null);
                hide(hidden, other, null);
            }
            case UNIT -> {
                hide(hidden, one, "shengtai");
                hideAll(hidden, other);
            }
            case HOST -> {
                hide(hidden, one, "jinghe");
                hideAll(hidden, other);
            }
            case COHANDLER -> {
                hide(hidden, one, "zijian");
                hideAll(hidden, other);
            }
            case CHANNEL -> {
                hideAll(hidden, one);
                // it has its own id and was told the number when it filed the case
                hidden.removeAll(Set.of(one.number(), one.externalId()));
                hideAll(hidden, other);
            }
            default -> {
                hideAll(hidden, one);
                hideAll(hidden, other);
            }
        }
        if (persona != Persona.SUPERVISOR && persona != Persona.ADMIN) {
            hidden.add(values.get("incident"));
        }
        return hidden;
    }

    /** Whoever has a task sees where it stands, and nothing of the others' tasks. */
    private static void hide(Set<String> hidden, Case which, String holder) {
        which.taskOfUnit().forEach((unit, task) -> {
            if (!unit.equals(holder)) {
                hidden.add(task);
            }
        });
        hidden.addAll(which.ids());
        if (holder != null) {
            hidden.removeAll(which.instances());
            hidden.remove(which.executionOfUnit().get(holder));
        }
    }

    private static void hideAll(Set<String> hidden, Case which) {
        hidden.addAll(which.words());
        hide(hidden, which, null);
    }

    /** Something of the case around which the personas stand, in the words or ids that may be shown to this one. */
    boolean showsTheCase(String body) {
        return one.words().stream().anyMatch(body::contains)
                || one.ids().stream().anyMatch(body::contains)
                || one.taskOfUnit().values().stream().anyMatch(body::contains)
                || body.contains(values.get("incident"));
    }
}
