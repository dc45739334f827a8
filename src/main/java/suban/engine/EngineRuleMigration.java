package suban.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.EventSubscriptionDeclaration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandContextInterceptor;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.IoUtil;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationReport;
import org.camunda.bpm.engine.migration.MigrationInstruction;
import org.camunda.bpm.engine.migration.MigrationInstructionValidationReport;
import org.camunda.bpm.engine.migration.MigrationInstructionsBuilder;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanBuilder;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ConditionalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SignalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Conflict;
import suban.InvalidInput;

/**
 * By the engine's own plans: steps with the same id go over, and what an analyst has mapped. The engine would arm again what has happened
 * before (an interrupted scope's messages, the timers of event subprocesses that have fired): this takes it away again, because the step
 * that has fired has left its traces in the case.
 */
@Component
class EngineRuleMigration implements RuleMigration {

    /** What carries out a revision is not moved by it: it would saw at its own branch. */
    private static final String ITSELF = "ruleRevision";

    private static final String NO_KEY = "~";

    /** What people read where the engine fails; what it says itself is English and in the log. */
    private static final String FAILED = "改按新规则时系统出错，技术原因已记入系统日志";

    private static final Set<String> TRIGGERS = Set.of("message", "signal", "conditional");

    /** What PostgreSQL says where transactions are in each other's way: serialization, deadlock, lock not available. */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "55P03");

    private static final Logger LOG = LoggerFactory.getLogger(EngineRuleMigration.class);

    /** What the engine calls all instances of a step together. */
    private static final String BODY = "#multiInstanceBody";

    private final ProcessEngineConfigurationImpl engine;
    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final EngineRuleVersions versions;
    private final DueDateRecalculation recalculation;
    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final TransactionTemplate within;

    EngineRuleMigration(
            ProcessEngineConfigurationImpl engine,
            RepositoryService repository,
            RuntimeService runtime,
            EngineRuleVersions versions,
            DueDateRecalculation recalculation,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.engine = engine;
        this.repository = repository;
        this.runtime = runtime;
        this.versions = versions;
        this.recalculation = recalculation;
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.within = new TransactionTemplate(transactions);
        within.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** A process instance and the definition it runs by. */
    private record Running(String key, String instance, String definition) {}

    /** How instances of one definition go over to another. */
    private record Way(
            ProcessDefinition from,
            ProcessDefinition to,
            MigrationPlan plan,
            Map<String, String> targets,
            List<String> wrong) {

        String step(BpmnModelInstance model, String id) {
            return "“" + EngineRuleVersions.nameOf(model, id) + "”";
        }
    }

    /** What is asked again and again of one set: its definitions, and the ways to them. */
    private final class Target {

        private final Map<String, ProcessDefinition> byKey;
        private final Map<String, ProcessDefinition> known = new HashMap<>();
        private final Map<String, Way> ways = new HashMap<>();
        private final Map<String, String> mapping;

        Target(String deployment, Map<String, String> mapping) {
            this.mapping = mapping;
            this.byKey = processesOf(deployment).stream()
                    .collect(Collectors.toMap(ProcessDefinition::getKey, Function.identity()));
        }

        ProcessDefinition of(Running it) {
            return known.computeIfAbsent(it.definition(), repository::getProcessDefinition);
        }

        Way way(Running it) {
            return ways.computeIfAbsent(it.definition(), id -> {
                ProcessDefinition from = of(it);
                ProcessDefinition to = byKey.get(from.getKey());
                return to == null
                        ? new Way(from, null, null, Map.of(), List.of("新的一套规则中没有流程《" + nameOf(from) + "》"))
                        : wayBetween(from, to, mapping);
            });
        }

        /** Whether this set has its process at all. */
        boolean isKnown(Running it) {
            return byKey.containsKey(of(it).getKey());
        }

        boolean isOn(Running it) {
            ProcessDefinition from = of(it);
            ProcessDefinition to = byKey.get(from.getKey());
            return to != null && to.getId().equals(from.getId());
        }

        Part part(Running it) {
            ProcessDefinition from = of(it);
            ProcessDefinition to = byKey.get(from.getKey());
            return new Part(
                    it.instance(), from.getKey(), nameOf(from), from.getVersion(), to == null ? 0 : to.getVersion());
        }
    }

    private static String nameOf(ProcessDefinition definition) {
        return definition.getName() == null ? definition.getKey() : definition.getName();
    }

    // ---- what runs

    @Override
    public Map<String, List<Part>> notOn(String deployment) {
        return inNewContext(() -> {
            Target target = new Target(deployment, Map.of());
            Map<String, List<Part>> parts = new LinkedHashMap<>();
            cases(target)
                    .forEach((key, all) ->
                            parts.put(key, all.stream().map(target::part).toList()));
            return parts;
        });
    }

    /** What is not of this set, by key. */
    private Map<String, List<Running>> cases(Target target) {
        Map<String, List<Running>> cases = new LinkedHashMap<>();
        running(null).stream()
                .filter(it -> !ITSELF.equals(target.of(it).getKey()) && !target.isOn(it))
                .forEach(it -> cases.computeIfAbsent(it.key(), key -> new ArrayList<>())
                        .add(it));
        return cases;
    }

    private static final String RUNNING =
            """
            select coalesce(e.BUSINESS_KEY_, r.BUSINESS_KEY_), e.ROOT_PROC_INST_ID_, e.ID_, e.PROC_DEF_ID_
            from ACT_RU_EXECUTION e left join ACT_RU_EXECUTION r on r.ID_ = e.ROOT_PROC_INST_ID_
            where e.PARENT_ID_ is null""";

    /** One case by its own key, or by that of what has called its processes: each by an index, which an "or" over both would not use. */
    private static final String OF_CASE = RUNNING
            + " and e.BUSINESS_KEY_ = :key union " + RUNNING
            + " and e.ROOT_PROC_INST_ID_ in (select c.ROOT_PROC_INST_ID_ from ACT_RU_EXECUTION c where c.BUSINESS_KEY_ = :key)"
            + " order by 3";

    private List<Running> running(String key) {
        if (key == null) {
            return jdbc.sql(RUNNING + " order by 1, e.ID_")
                    .query((row, index) -> row(row))
                    .list();
        }
        boolean isCase = RuleMigration.isCase(key);
        return jdbc
                .sql(isCase ? OF_CASE : RUNNING + " and e.ROOT_PROC_INST_ID_ = :key order by e.ID_")
                .param("key", isCase ? key : key.substring(NO_KEY.length()))
                .query((row, index) -> row(row))
                .list()
                .stream()
                .filter(it -> it.key().equals(key))
                .toList();
    }

    private static Running row(ResultSet row) throws SQLException {
        String business = row.getString(1);
        return new Running(business == null ? NO_KEY + row.getString(2) : business, row.getString(3), row.getString(4));
    }

    private List<Running> of(String key, Target target) {
        return running(key).stream()
                .filter(it -> !ITSELF.equals(target.of(it).getKey()) && !target.isOn(it))
                .toList();
    }

    @Override
    public List<Part> parts(String key, String deployment) {
        return inNewContext(() -> {
            Target target = new Target(deployment, Map.of());
            return of(key, target).stream().map(target::part).toList();
        });
    }

    // ---- moving

    @Override
    public Outcome migrate(String key, String deployment, Map<String, String> mapping) {
        Target target = inNewContext(() -> new Target(deployment, mapping));
        // to a savepoint of the caller's own transaction: in another one it would wait for what the caller has locked
        return within.execute(status -> {
            Outcome outcome = carriedOut(key, target);
            if (!outcome.moves()) {
                status.setRollbackOnly();
            }
            return outcome;
        });
    }

    @Override
    public List<String> wrong(Collection<String> keys, String deployment, Map<String, String> mapping) {
        Set<String> chosen = Set.copyOf(keys);
        return inNewContext(() -> {
            Target target = new Target(deployment, mapping);
            Set<String> wrong = new LinkedHashSet<>();
            cases(target).forEach((key, all) -> {
                if (chosen.contains(key)) {
                    all.stream()
                            .filter(target::isKnown)
                            .forEach(it -> wrong.addAll(target.way(it).wrong()));
                }
            });
            return List.copyOf(wrong);
        });
    }

    @Override
    public boolean isCollision(RuntimeException e) {
        for (Throwable it = e; it != null; it = it.getCause()) {
            if (it instanceof OptimisticLockingException
                    || it instanceof TransientDataAccessException
                    || it instanceof SQLTransientException
                    || it instanceof SQLException sql && COLLISIONS.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isLastTry() {
        JobEntity job = context() == null ? null : context().getCurrentJob();
        return job != null && job.getRetries() <= 1;
    }

    @Override
    public Map<String, byte[]> diagramsInUse() {
        return engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    Map<String, byte[]> diagrams = new TreeMap<>();
                    jdbc.sql("select distinct PROC_DEF_ID_ from ACT_RU_EXECUTION where PARENT_ID_ is null")
                            .query(String.class)
                            .list()
                            .forEach(definition -> diagrams.put(
                                    definition + ".bpmn",
                                    IoUtil.readInputStream(repository.getProcessModel(definition), definition)));
                    return diagrams;
                }));
    }

    @Override
    public List<Outcome> dryRun(Collection<String> keys, String deployment, Map<String, String> mapping) {
        return aloneAndTakenBack(() -> {
            Target target = inNewContext(() -> new Target(deployment, mapping));
            return keys.stream().map(key -> tried(key, target)).toList();
        });
    }

    @Override
    public List<Outcome> dryRun(Map<String, byte[]> files, Map<String, String> mapping) {
        Set<String> left = new HashSet<>();
        String[] tried = new String[1];
        try {
            return aloneAndTakenBack(() -> {
                try {
                    tried[0] = inNewContext(() -> versions.deploy(RuleVersions.REVISION + " 试算", files));
                } catch (OptimisticLockingException | ProcessEnginePersistenceException e) {
                    throw e; // no fault of the set's
                } catch (ProcessEngineException e) {
                    LOG.warn("a set that the engine does not take", e);
                    throw new InvalidInput("files", "这一套文件不能部署" + where(e) + "，技术原因已记入系统日志");
                }
                left.addAll(idsOf(tried[0]));
                Target target = inNewContext(() -> new Target(tried[0], mapping));
                Set<String> keys = inNewContext(() -> cases(target).keySet());
                return keys.stream().map(key -> tried(key, target)).toList();
            });
        } finally {
            forget(left, tried[0]);
        }
    }

    /** In which files; nothing where the engine does not say so. What it says itself is English and for the log. */
    private static String where(ProcessEngineException e) {
        if (!(e instanceof ParseException parsing)) {
            return "";
        }
        return parsing.getResorceReports().stream()
                .map(it -> FormValues.printable(it.getResourceName()))
                .distinct()
                .collect(Collectors.joining("、", "（", "）"));
    }

    /**
     * In a transaction of its own, which is taken back. Each of them deploys and tries everything that runs, and locks every case it tries:
     * one at a time, on whatever node. The lock is a row of the database's, so that it goes with its transaction, and with a node that dies.
     */
    private <T> T aloneAndTakenBack(Supplier<T> act) {
        putTheLock();
        return apart.execute(status -> {
            status.setRollbackOnly();
            if (!isAlone()) {
                throw new Conflict("另一次预演正在进行，请稍后再试");
            }
            return act.get();
        });
    }

    private boolean isAlone() {
        return jdbc.sql("select NAME_ from ACT_GE_PROPERTY where NAME_ = :name for update skip locked")
                .param("name", DeployedRules.DRY_RUN)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Every start puts the row there; where somebody has cleared the table since, nobody could ever be alone. */
    private void putTheLock() {
        boolean there = jdbc.sql("select count(*) from ACT_GE_PROPERTY where NAME_ = :name")
                        .param("name", DeployedRules.DRY_RUN)
                        .query(Integer.class)
                        .single()
                > 0;
        if (!there) {
            try {
                apart.executeWithoutResult(status -> jdbc.sql(
                                "insert into ACT_GE_PROPERTY (NAME_, VALUE_, REV_) values (:name, 'lock', 1)")
                        .param("name", DeployedRules.DRY_RUN)
                        .update());
            } catch (DuplicateKeyException e) {
                LOG.info("another node has put the lock of the dry run", e);
            }
        }
    }

    /** Definitions that the transaction takes back again, and the engine's memory would keep. */
    private Set<String> idsOf(String deployment) {
        return inNewContext(() -> {
            Set<String> ids = new HashSet<>();
            processesOf(deployment).forEach(it -> ids.add(it.getId()));
            repository.createDecisionDefinitionQuery().deploymentId(deployment).list().stream()
                    .map(DecisionDefinition::getId)
                    .forEach(ids::add);
            return ids;
        });
    }

    /** A query would read every diagram for what is written below it. */
    private static List<ProcessDefinition> processesOf(String deployment) {
        return context().getProcessDefinitionManager().findProcessDefinitionsByDeploymentId(deployment);
    }

    private void forget(Set<String> ids, String deployment) {
        DeploymentCache cache = engine.getDeploymentCache();
        ids.forEach(id -> {
            cache.removeProcessDefinition(id);
            cache.removeDecisionDefinition(id);
        });
        if (deployment != null) {
            engine.getRegisteredDeployments().remove(deployment);
        }
    }

    /** Carried out and taken back: what would go wrong in earnest goes wrong here, and no other case knows of it. */
    private Outcome tried(String key, Target target) {
        List<TransactionSynchronization> before = TransactionSynchronizationManager.getSynchronizations();
        try {
            return within.execute(status -> {
                status.setRollbackOnly();
                return carriedOut(key, target);
            });
        } catch (OptimisticLockingException | TransientDataAccessException e) {
            LOG.info("case {} could not be tried", key, e);
            return new Outcome(key, parts(key, target), List.of("预演时正有人办理本件，未能试算，请再预演一次"));
        } catch (RuntimeException e) {
            LOG.warn("case {} cannot be moved", key, e);
            return new Outcome(key, parts(key, target), List.of(FAILED));
        } finally {
            // each of the engine's memories waits for the end of the transaction, with all that it has read; who else
            // waits is told of it
            List<TransactionSynchronization> all = TransactionSynchronizationManager.getSynchronizations();
            TransactionSynchronizationManager.clearSynchronization();
            TransactionSynchronizationManager.initSynchronization();
            all.stream()
                    .filter(it ->
                            before.contains(it) || !it.getClass().getName().startsWith("org.camunda."))
                    .forEach(TransactionSynchronizationManager::registerSynchronization);
        }
    }

    private List<Part> parts(String key, Target target) {
        return inNewContext(() -> of(key, target).stream().map(target::part).toList());
    }

    /** In the transaction at hand, which is to be taken back where it is refused. */
    private Outcome carriedOut(String key, Target target) {
        List<Part> parts = new ArrayList<>();
        List<Before> waited = new ArrayList<>();
        try {
            inNewContext(() -> {
                List<Running> all = of(key, target);
                Set<String> refusals = new LinkedHashSet<>();
                all.forEach(it -> {
                    parts.add(target.part(it));
                    refusals.addAll(refusals(it, target.way(it)));
                });
                if (refusals.isEmpty()) {
                    all.forEach(it -> waited.add(before(it, target.way(it))));
                    all.forEach(it -> refusals.addAll(moved(it, target.way(it))));
                }
                if (!refusals.isEmpty()) {
                    throw new Refused(refusals);
                }
                return null;
            });
        } catch (Refused e) {
            return new Outcome(key, parts, e.reasons);
        }
        inNewContext(() -> {
            waited.forEach(EngineRuleMigration::disarm);
            return null;
        });
        inNewContext(() -> {
            waited.forEach(it -> {
                recalculation.ofInstance(it.instance(), it.due());
                rename(it.instance());
            });
            return null;
        });
        return new Outcome(key, parts, List.of());
    }

    /** Ends a context without writing what it has changed. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> reasons;

        Refused(Collection<String> reasons) {
            super(null, null, false, false);
            this.reasons = List.copyOf(reasons);
        }
    }

    private Way wayBetween(ProcessDefinition from, ProcessDefinition to, Map<String, String> mapping) {
        Map<String, String> given = new LinkedHashMap<>();
        BpmnModelInstance old = repository.getBpmnModelInstance(from.getId());
        BpmnModelInstance is = repository.getBpmnModelInstance(to.getId());
        mapping.forEach((source, target) -> {
            boolean known = old.getModelElementById(source) != null;
            if (known && (DROPPED.equals(target) || is.getModelElementById(target) != null)) {
                given.put(source, target);
            }
        });
        MigrationInstructionsBuilder equal =
                runtime.createMigrationPlan(from.getId(), to.getId()).mapEqualActivities();
        MigrationPlan plan = equal.updateEventTriggers().build();
        if (given.isEmpty()) {
            return new Way(from, to, plan, targets(plan), List.of());
        }
        Set<String> own = new LinkedHashSet<>(); // by what an analyst has written down
        Map<String, String> all = new LinkedHashMap<>();
        given.forEach((source, target) -> {
            if (!DROPPED.equals(target)) {
                all.put(source, target);
                if (isMany(old, source) && isMany(is, target)) {
                    all.put(source + BODY, target + BODY);
                }
            }
        });
        own.addAll(all.keySet());
        plan.getInstructions().stream()
                .filter(it -> !given.containsKey(it.getSourceActivityId().replace(BODY, "")))
                .forEach(it -> all.put(it.getSourceActivityId(), it.getTargetActivityId()));
        Stream.concat(within(old, given.keySet()).stream(), at(old, given.keySet()).stream())
                .filter(id -> !given.containsKey(id) && !all.containsKey(id) && is.getModelElementById(id) != null)
                .forEach(id -> {
                    all.put(id, id);
                    if (isMany(old, id) && isMany(is, id)) {
                        all.put(id + BODY, id + BODY);
                    }
                });
        return wayBy(from, to, old, is, all, own, given);
    }

    /** Where what follows by itself does not go together, it is left out; what an analyst has written down is told to be wrong. */
    private Way wayBy(
            ProcessDefinition from,
            ProcessDefinition to,
            BpmnModelInstance old,
            BpmnModelInstance is,
            Map<String, String> all,
            Set<String> own,
            Map<String, String> given) {
        while (true) {
            MigrationPlanBuilder builder = runtime.createMigrationPlan(from.getId(), to.getId());
            all.forEach((source, target) -> {
                var one = builder.mapActivities(source, target);
                if (waitsForAnEvent(old, source)) {
                    one.updateEventTrigger();
                }
            });
            try {
                MigrationPlan plan = builder.build();
                Map<String, String> targets = new HashMap<>(targets(plan));
                given.forEach((source, target) -> {
                    if (DROPPED.equals(target)) {
                        targets.put(source, DROPPED);
                    }
                });
                return new Way(from, to, plan, targets, List.of());
            } catch (MigrationPlanValidationException e) {
                List<MigrationInstruction> bad = e.getValidationReport().getInstructionReports().stream()
                        .map(MigrationInstructionValidationReport::getMigrationInstruction)
                        .toList();
                boolean fewer = bad.stream()
                                .map(MigrationInstruction::getSourceActivityId)
                                .filter(it -> !own.contains(it))
                                .map(all::remove)
                                .filter(Objects::nonNull)
                                .count()
                        > 0;
                if (!fewer) {
                    return new Way(
                            from,
                            to,
                            null,
                            Map.of(),
                            bad.stream()
                                    .map(it -> "步骤对应不成立：《%s》的“%s”与新版的“%s”类型或所在位置不同"
                                            .formatted(
                                                    nameOf(from),
                                                    EngineRuleVersions.nameOf(old, it.getSourceActivityId()),
                                                    EngineRuleVersions.nameOf(is, it.getTargetActivityId())))
                                    .distinct()
                                    .toList());
                }
            }
        }
    }

    /** What hangs at the edge of these steps: it is not found again by itself where what it hangs at is called otherwise. */
    private static Set<String> at(BpmnModelInstance model, Set<String> steps) {
        return model.getModelElementsByType(BoundaryEvent.class).stream()
                .filter(it -> it.getAttachedTo() != null
                        && steps.contains(it.getAttachedTo().getId()))
                .map(BoundaryEvent::getId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What stands inside these steps: it is not found again by itself where what it stands in is called otherwise. */
    private static Set<String> within(BpmnModelInstance model, Set<String> steps) {
        Set<String> inside = new LinkedHashSet<>();
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            for (var at = node.getParentElement(); at != null; at = at.getParentElement()) {
                if (at instanceof SubProcess && steps.contains(at.getAttributeValue("id"))) {
                    inside.add(node.getId());
                }
            }
        }
        return inside;
    }

    private static boolean isMany(BpmnModelInstance model, String id) {
        return model.getModelElementById(id) instanceof Activity step && step.getLoopCharacteristics() != null;
    }

    /** Whether there is anything that a move may set anew: a plain start has no trigger, and the engine refuses one. */
    private static boolean waitsForAnEvent(BpmnModelInstance model, String id) {
        return model.getModelElementById(id) instanceof CatchEvent event
                && event.getEventDefinitions().stream()
                        .anyMatch(it -> it instanceof TimerEventDefinition
                                || it instanceof MessageEventDefinition
                                || it instanceof SignalEventDefinition
                                || it instanceof ConditionalEventDefinition);
    }

    private static Map<String, String> targets(MigrationPlan plan) {
        return plan.getInstructions().stream()
                .collect(Collectors.toMap(
                        MigrationInstruction::getSourceActivityId, MigrationInstruction::getTargetActivityId));
    }

    /** What waits here and would wait for nothing there; the engine itself would drop it without a word. */
    private List<String> refusals(Running it, Way way) {
        if (!way.wrong().isEmpty()) {
            return way.wrong();
        }
        BpmnModelInstance model = repository.getBpmnModelInstance(way.from().getId());
        CommandContext context = context();
        Map<String, Integer> waiting = new TreeMap<>();
        context.getJobManager().findJobsByProcessInstanceId(it.instance()).stream()
                .map(JobEntity::getActivityId)
                .filter(Objects::nonNull)
                .forEach(id -> waiting.merge(id, 1, Integer::sum));
        context.getEventSubscriptionManager().findEventSubscriptionsByProcessInstanceId(it.instance()).stream()
                .map(EventSubscriptionEntity::getActivityId)
                .filter(Objects::nonNull)
                .forEach(id -> waiting.merge(id, 1, Integer::sum));
        List<String> refusals = new ArrayList<>();
        waiting.keySet().stream()
                .filter(id -> !way.targets().containsKey(id))
                .map(id -> "《%s》的%s正在等待，新版中没有对应的步骤".formatted(nameOf(way.from()), way.step(model, id)))
                .forEach(refusals::add);
        if (refusals.isEmpty()) {
            live(it).forEach((scope, count) -> refusals.addAll(unclear(scope, count, waiting, way, model)));
        }
        return refusals;
    }

    /** How often a step runs in an instance, by its id; the process itself once, by the definition's. */
    private Map<String, Integer> live(Running it) {
        Map<String, Integer> live = new TreeMap<>();
        Deque<ActivityInstance> open = new ArrayDeque<>(List.of(runtime.getActivityInstance(it.instance())));
        while (!open.isEmpty()) {
            ActivityInstance one = open.pop();
            live.merge(one.getActivityId(), 1, Integer::sum);
            open.addAll(List.of(one.getChildActivityInstances()));
        }
        return live;
    }

    /**
     * An event that has happened, and of which the new version does not say what it is now: one that is new there would be armed and might
     * happen a second time.
     */
    private List<String> unclear(
            String scope, int count, Map<String, Integer> waiting, Way way, BpmnModelInstance model) {
        Map<String, String> had = events(way.from(), scope);
        Map<String, String> has = new HashMap<>(events(
                way.to(),
                scope.equals(way.from().getId())
                        ? way.to().getId()
                        : way.targets().get(scope)));
        has.keySet().removeAll(way.targets().values());
        return had.entrySet().stream()
                .filter(event -> !way.targets().containsKey(event.getKey())
                        && waiting.getOrDefault(event.getKey(), 0) < count
                        && has.containsValue(event.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .map(id -> "《%s》的%s已经发生，须在步骤对应中写明它在新版中是哪一个，或新版已取消".formatted(nameOf(way.from()), way.step(model, id)))
                .toList();
    }

    /** What a step listens to besides its own work, with its kind, by id; nothing where there is no such step. */
    private Map<String, String> events(ProcessDefinition definition, String scope) {
        ProcessDefinitionEntity process =
                engine.getDeploymentCache().findDeployedProcessDefinitionById(definition.getId());
        ScopeImpl it = definition.getId().equals(scope) ? process : scope == null ? null : process.findActivity(scope);
        Map<String, String> events = new HashMap<>();
        if (it != null) {
            it.getProperties().get(BpmnProperties.TIMER_DECLARATIONS).keySet().forEach(id -> events.put(id, "timer"));
            EventSubscriptionDeclaration.getDeclarationsForScope(it).forEach((id, one) -> {
                if (TRIGGERS.contains(one.getEventType()) && !one.isStartEvent()) { // not what begins a process
                    events.put(id, one.getEventType());
                }
            });
        }
        return events;
    }

    private List<String> told(MigratingProcessInstanceValidationReport report, Way way) {
        BpmnModelInstance model = repository.getBpmnModelInstance(way.from().getId());
        List<String> told = new ArrayList<>();
        report.getActivityInstanceReports()
                .forEach(it -> told.add(told(it.getSourceScopeId(), it.getFailures(), way, model)));
        report.getTransitionInstanceReports()
                .forEach(it -> told.add(told(it.getSourceScopeId(), it.getFailures(), way, model)));
        if (told.isEmpty()) {
            told.add("《%s》的当前步骤在新版中没有对应的步骤".formatted(nameOf(way.from())));
        }
        return told;
    }

    private static String told(String step, List<String> failures, Way way, BpmnModelInstance model) {
        boolean missing = failures.stream().anyMatch(it -> it.contains("no migration instruction"));
        return "《%s》正在办理%s，%s"
                .formatted(nameOf(way.from()), way.step(model, step), missing ? "新版中没有对应的步骤" : "新版中这一步骤的结构已变，不能直接对应");
    }

    /** One instance, in the context at hand; why it cannot, or nothing. */
    private List<String> moved(Running it, Way way) {
        try {
            runtime.newMigration(way.plan()).processInstanceIds(it.instance()).execute();
            return List.of();
        } catch (MigratingProcessInstanceValidationException e) {
            return told(e.getValidationReport(), way);
        }
    }

    /**
     * What an instance waited for before it moved.
     *
     * @param executions its executions
     * @param known ids of its jobs and subscriptions
     * @param armed execution and new event of each of these
     * @param mapped new events that the old version had, too
     * @param due when its timers were due, by job
     */
    private record Before(
            String instance,
            Set<String> executions,
            Set<String> known,
            Set<String> armed,
            Set<String> mapped,
            Map<String, Date> due) {

        /** Whether the old version had this event here, too, and it waited no more: it had happened, or something had ended its wait. */
        boolean hasHappened(String id, String execution, String event) {
            return !known.contains(id)
                    && executions.contains(execution)
                    && mapped.contains(event)
                    && !armed.contains(execution + " " + event);
        }
    }

    private static Before before(Running it, Way way) {
        CommandContext context = context();
        Set<String> executions = context.getExecutionManager().findExecutionsByProcessInstanceId(it.instance()).stream()
                .map(ExecutionEntity::getId)
                .collect(Collectors.toSet());
        Set<String> armed = new HashSet<>();
        Set<String> known = new HashSet<>();
        Map<String, Date> due = new HashMap<>();
        context.getJobManager().findJobsByProcessInstanceId(it.instance()).forEach(job -> {
            due.put(job.getId(), job.getDuedate());
            known.add(job.getId());
            armed.add(job.getExecutionId() + " " + way.targets().get(job.getActivityId()));
        });
        context.getEventSubscriptionManager()
                .findEventSubscriptionsByProcessInstanceId(it.instance())
                .forEach(one -> {
                    known.add(one.getId());
                    armed.add(one.getExecutionId() + " " + way.targets().get(one.getActivityId()));
                });
        return new Before(
                it.instance(),
                executions,
                known,
                armed,
                new HashSet<>(way.targets().values()),
                due);
    }

    /** Takes away what the engine has armed again although it has happened. */
    private static void disarm(Before before) {
        CommandContext context = context();
        context.getJobManager().findJobsByProcessInstanceId(before.instance()).stream()
                .filter(it -> it instanceof TimerEntity
                        && before.hasHappened(it.getId(), it.getExecutionId(), it.getActivityId()))
                .toList()
                .forEach(JobEntity::delete);
        context.getEventSubscriptionManager().findEventSubscriptionsByProcessInstanceId(before.instance()).stream()
                .filter(it -> before.hasHappened(it.getId(), it.getExecutionId(), it.getActivityId()))
                .toList()
                .forEach(EventSubscriptionEntity::delete);
    }

    /** Open tasks are called what the new diagram calls them. */
    private void rename(String instance) {
        context().getTaskManager().findTasksByProcessInstanceId(instance).forEach(EngineRuleMigration::rename);
    }

    private static void rename(TaskEntity task) {
        var name = task.getTaskDefinition().getNameExpression();
        Object now = name == null ? null : name.getValue(task.getExecution());
        if (now != null && !now.equals(task.getName())) {
            task.setName(now.toString());
        }
    }

    private static CommandContext context() {
        return Context.getCommandContext();
    }

    /** In the transaction at hand, but with a memory of the engine's own that is written when it ends. */
    private <T> T inNewContext(Supplier<T> act) {
        CommandContextInterceptor fresh =
                new CommandContextInterceptor(engine.getCommandContextFactory(), engine, true);
        fresh.setNext(new Last());
        return fresh.execute(context -> context.runWithoutAuthorization(act::get));
    }

    /** Runs the command and nothing else: the transaction is there already. */
    private static final class Last extends CommandInterceptor {
        @Override
        public <T> T execute(Command<T> command) {
            return command.execute(context());
        }
    }
}
