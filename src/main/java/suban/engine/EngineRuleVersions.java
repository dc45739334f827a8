package suban.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

@Component
class EngineRuleVersions implements RuleVersions {

    /** Everything else is called by it or stands beside it, and all of a set is deployed at once. */
    private static final String ROOT = "complaint";

    private final ProcessEngineConfigurationImpl engine;
    private final RepositoryService repository;
    private final ManagementService management;
    private final JdbcClient jdbc;

    EngineRuleVersions(
            ProcessEngineConfigurationImpl engine,
            RepositoryService repository,
            ManagementService management,
            JdbcClient jdbc) {
        this.engine = engine;
        this.repository = repository;
        this.management = management;
        this.jdbc = jdbc;
    }

    @Override
    public RuleSet inForce() {
        return withoutRights(() -> {
            ProcessDefinition root = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(ROOT)
                    .latestVersion()
                    .singleResult();
            Deployment deployment = repository
                    .createDeploymentQuery()
                    .deploymentId(root.getDeploymentId())
                    .singleResult();
            return new RuleSet(
                    deployment.getId(),
                    deployment.getName() == null ? "" : deployment.getName(),
                    deployment.getDeploymentTime().toInstant(),
                    files(deployment.getId()));
        });
    }

    @Override
    public Map<String, byte[]> filesOf(String hash) {
        return withoutRights(
                () -> repository.createDeploymentQuery().deploymentSource(DeployedRules.SOURCE + hash).list().stream()
                        .findFirst()
                        .map(it -> files(it.getId()))
                        .orElse(Map.of()));
    }

    private Map<String, byte[]> files(String deployment) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : repository.getDeploymentResourceNames(deployment)) {
            if (RuleFileNames.isRule(name)) {
                files.put(RuleFileNames.path(name), bytes(deployment, name));
            }
        }
        return files;
    }

    private byte[] bytes(String deployment, String name) {
        try (InputStream content = repository.getResourceAsStream(deployment, name)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Version> versions() {
        return withoutRights(() -> {
            Map<String, Long> running = new HashMap<>();
            jdbc.sql(
                            "select PROC_DEF_ID_, count(*) from ACT_RU_EXECUTION where PARENT_ID_ is null group by PROC_DEF_ID_")
                    .query(row -> {
                        running.put(row.getString(1), row.getLong(2));
                    });
            Map<String, Deployment> deployments = new HashMap<>();
            repository.createDeploymentQuery().list().forEach(it -> deployments.put(it.getId(), it));
            String current = inForceDeployment();
            List<Version> versions = new ArrayList<>();
            for (ProcessDefinition it :
                    repository.createProcessDefinitionQuery().list()) {
                long instances = running.getOrDefault(it.getId(), 0L);
                boolean inForce = it.getDeploymentId().equals(current);
                if (inForce || instances > 0) {
                    Deployment deployment = deployments.get(it.getDeploymentId());
                    versions.add(new Version(
                            it.getKey(),
                            it.getName() == null ? it.getKey() : it.getName(),
                            it.getVersion(),
                            it.getDeploymentId(),
                            deployment == null || deployment.getName() == null ? "" : deployment.getName(),
                            deployment == null
                                    ? null
                                    : deployment.getDeploymentTime().toInstant(),
                            inForce,
                            instances,
                            instances == 0 ? List.of() : steps(it.getId())));
                }
            }
            versions.sort(Comparator.comparing(Version::process)
                    .thenComparing(Comparator.comparingInt(Version::version).reversed()));
            return versions;
        });
    }

    @Override
    public String inForceDeployment() {
        return withoutRights(() -> repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(ROOT)
                .latestVersion()
                .singleResult()
                .getDeploymentId());
    }

    private List<Step> steps(String definition) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definition);
        return management.createActivityStatisticsQuery(definition).list().stream()
                .map(it -> new Step(it.getId(), nameOf(model, it.getId()), it.getInstances()))
                .sorted(Comparator.comparing(Step::id))
                .toList();
    }

    /** What people call a step: where it has no name, what it waits for or leads to; its id where that has none either. */
    static String nameOf(BpmnModelInstance model, String activity) {
        String id = activity.replace("#multiInstanceBody", "");
        ModelElementInstance element = model.getModelElementById(id);
        String name = nameOf(element);
        if (!name.isEmpty() || !(element instanceof FlowNode node)) {
            return name.isEmpty() ? id : name;
        }
        String next = node.getSucceedingNodes().list().stream()
                .map(EngineRuleVersions::nameOf)
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining("或"));
        return next.isEmpty() ? id : "等待" + next;
    }

    private static String nameOf(ModelElementInstance element) {
        String name = element == null ? null : element.getAttributeValue("name");
        return name == null ? "" : name.replaceAll("\\s+", "");
    }

    @Override
    public String deploy(String name, Map<String, byte[]> files) {
        return engine.getCommandExecutorTxRequired().execute(context -> {
            context.getPropertyManager().acquireExclusiveLock(); // of two that deploy the same the second finds it done
            return context.runWithoutAuthorization(() -> {
                List<Deployment> before =
                        repository.createDeploymentQuery().deploymentName(name).list();
                if (!before.isEmpty()) {
                    return before.get(0).getId();
                }
                DeploymentBuilder set = repository
                        .createDeployment()
                        .name(name)
                        .source(DeployedRules.SOURCE + RuleFileNames.hash(files));
                files.forEach((path, content) ->
                        set.addInputStream(RuleFileNames.simple(path), new ByteArrayInputStream(content)));
                return GuardedRepositoryService.onTheRoad(set::deploy).getId();
            });
        });
    }

    @Override
    public <T> T apart(Supplier<T> act) {
        try {
            return engine.getCommandExecutorTxRequiresNew().execute(context -> {
                context.getPropertyManager().acquireExclusiveLock();
                return context.runWithoutAuthorization(act::get);
            });
        } catch (OptimisticLockingException e) {
            throw e; // the engine tries again by itself, and counts no failure
        } catch (ProcessEnginePersistenceException | DataAccessException | TransactionException e) {
            throw new NotNow(e);
        } catch (ProcessEngineException e) {
            throw new CannotDeploy(e);
        }
    }

    @Override
    public String hash(Map<String, byte[]> files) {
        return RuleFileNames.hash(files);
    }

    @Override
    public String digest(Map<String, byte[]> files) {
        return RuleFileNames.digest(files);
    }

    @Override
    public Instant deployedAt(String deployment) {
        return withoutRights(() -> {
            Deployment it =
                    repository.createDeploymentQuery().deploymentId(deployment).singleResult();
            return it == null ? null : it.getDeploymentTime().toInstant();
        });
    }

    private <T> T withoutRights(Supplier<T> act) {
        return engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(act::get));
    }
}
