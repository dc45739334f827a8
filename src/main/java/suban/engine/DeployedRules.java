package suban.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.Resource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deploys the jar's diagrams, tables and forms as one set where they are not in force already: once, by the first node of a jar that
 * was built later than every jar before it, where it changes no table and replaces no approved revision; else it waits for approval. An
 * older node that starts again beside newer ones does not bring its rules back. Where what is in force differs from the jar, it says so.
 */
@Component
class DeployedRules implements RulesInForce {

    private static final Logger LOG = LoggerFactory.getLogger(DeployedRules.class);

    /** What Cockpit calls the set of the jar. */
    private static final String NAME = "诉办流程、规则与表单";

    /** The engine's property with the time of build of the newest jar that has started on this database. */
    private static final String NEWEST = "suban.rules.newest";

    /** The engine's property whose row whoever tries a set holds. */
    static final String DRY_RUN = "suban.rules.dryRun";

    /** Stands before the hash in what a deployment says of its source. */
    static final String SOURCE = "sha256:";

    private static final Map<Kind, String> TABLES = new TreeMap<>(Map.of(
            Kind.PROCESS, "ACT_RE_PROCDEF", Kind.DECISION, "ACT_RE_DECISION_DEF", Kind.FORM, "ACT_RE_CAMFORMDEF"));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy年M月d日HH:mm").withZone(EngineClock.ZONE);

    private final JdbcClient jdbc;
    private final boolean again;
    private final Duration believed;
    private final Instant built;
    private final Map<String, byte[]> files = new TreeMap<>();
    private boolean started;

    /** The jar's set where it needs approval, by path inside the project; else null. */
    private Map<String, byte[]> waiting;

    /** The newest set with the content of {@link #waiting} when this jar started; null where there was none. */
    private String waitingSince;

    /** A set with this jar's content, whoever deployed it; null where there never was one. */
    private String deployment;

    /** File of each definition of the jar. */
    private Map<Kind, Map<String, String>> own;

    private List<Difference> last = List.of();
    private Long readAt;

    /**
     * @param again puts the jar's set in force even if a newer jar was here: after going back to an older one; only a set that was in
     *     force before; in the place of an approved revision it asks for approval first
     * @param believed how long what was found is believed
     * @param build what the packaging has noted; without it (started from an editor) the jar counts as built now
     */
    @Autowired
    DeployedRules(
            JdbcClient jdbc,
            @Value("${suban.rules.deploy-again:false}") boolean again,
            @Value("${suban.rules.look-every:1m}") Duration believed,
            ObjectProvider<BuildProperties> build,
            Clock clock) {
        this(
                jdbc,
                again,
                believed,
                build.stream().map(BuildProperties::getTime).findFirst().orElseGet(clock::instant));
    }

    /** @param built when the jar was built */
    DeployedRules(JdbcClient jdbc, boolean again, Duration believed, Instant built) {
        this.jdbc = jdbc;
        this.again = again;
        this.believed = believed;
        this.built = built;
    }

    /** A latest definition, whoever deployed it. */
    private record Latest(
            String key, String name, int version, String deployment, String set, String resource, Instant at) {}

    /** Makes the jar's set the one in force, unless a newer jar was here, or the head of the office has to approve it first. */
    synchronized void deploy(ProcessEngine engine, Resource[] resources) {
        for (Resource resource : resources) {
            try (InputStream content = resource.getInputStream()) {
                files.put(resource.getFilename(), content.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    // the engine's own lock of deployments: of two nodes that start at once the second finds what the
                    // first has deployed
                    context.getPropertyManager().acquireExclusiveLock();
                    putInForce(engine);
                    return null;
                });
        own = null;
        readAt = null;
        started = true;
    }

    private void putInForce(ProcessEngine engine) {
        String source = SOURCE + RuleFileNames.hash(files);
        RepositoryService repository = engine.getRepositoryService();
        deployment = newestOf(source);
        boolean known = deployment != null;
        String newest = engine.getManagementService().getProperties().get(NEWEST);
        boolean newer = newest == null || built.isAfter(Instant.parse(newest));
        waiting = null;
        if (!known || !read().isEmpty()) {
            boolean approved = isApprovedInForce(repository);
            boolean decided = approved || needsApproval(repository);
            if (newer && !decided || again && known && !approved) {
                DeploymentBuilder set = repository.createDeployment().name(NAME).source(source);
                files.forEach((name, content) -> set.addInputStream(name, new ByteArrayInputStream(content)));
                deployment = set.deploy().getId();
            } else if (decided && (known ? again : newer || built.equals(Instant.parse(newest)))) {
                // what was in force before and was replaced by an approved revision asks for nothing by starting again
                waiting = new TreeMap<>();
                files.forEach((name, content) -> waiting.put(RuleFileNames.path(name), content));
                waitingSince = deployment;
            }
        }
        if (newer) {
            engine.getManagementService().setProperty(NEWEST, built.toString());
        }
        if (!engine.getManagementService().getProperties().containsKey(DRY_RUN)) {
            engine.getManagementService().setProperty(DRY_RUN, "lock");
        }
    }

    /** The newest deployment with this source; null where there is none. */
    private String newestOf(String source) {
        return jdbc
                .sql("select ID_ from ACT_RE_DEPLOYMENT where SOURCE_ = :source order by DEPLOY_TIME_ desc, ID_ desc")
                .param("source", source)
                .query(String.class)
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** Whether the head has approved the set in force, or another one that is about to be. */
    private boolean isApprovedInForce(RepositoryService repository) {
        ProcessDefinition root = latest(repository, "complaint");
        return root != null
                && (isApproved(repository
                                .createDeploymentQuery()
                                .deploymentId(root.getDeploymentId())
                                .singleResult()
                                .getName())
                        || jdbc.sql("select count(*) from rule_revision where status = 'APPROVED'")
                                        .query(Integer.class)
                                        .single()
                                > 0);
    }

    /**
     * Whether a jar may not put its set in force by itself (Article 18), because the tables in force are others than its own. The first set
     * there is needs nobody; nor does one that comes before there is a process to approve it.
     */
    private boolean needsApproval(RepositoryService repository) {
        ProcessDefinition root = latest(repository, "complaint");
        if (root == null || latest(repository, "ruleRevision") == null) {
            return false;
        }
        Map<String, byte[]> tables = new TreeMap<>();
        repository.getDeploymentResources(root.getDeploymentId()).stream()
                .filter(it -> it.getName().endsWith(".dmn"))
                .forEach(it -> tables.put(simple(it.getName()), ((ResourceEntity) it).getBytes()));
        Map<String, byte[]> jar = new TreeMap<>(files);
        jar.keySet().removeIf(file -> !file.endsWith(".dmn"));
        return !RuleFileNames.hash(tables).equals(RuleFileNames.hash(jar));
    }

    private static ProcessDefinition latest(RepositoryService repository, String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult();
    }

    @Override
    public synchronized Map<String, byte[]> waiting() {
        if (waiting != null && !Objects.equals(newestOf(SOURCE + RuleFileNames.hash(files)), waitingSince)) {
            waiting = null; // it was put in force since; what came after it is for others to say
        }
        return waiting;
    }

    @EventListener(ApplicationReadyEvent.class)
    void sayAtStart() {
        differences();
    }

    @Override
    public synchronized List<Difference> differences() {
        if (started && (readAt == null || System.nanoTime() - readAt > believed.toNanos())) {
            try {
                List<Difference> now = read();
                if (!now.equals(last)) {
                    say(now);
                }
                last = now;
            } catch (DataAccessException e) {
                LOG.debug("The deployed rules could not be read; what was known of them stays", e);
            }
            readAt = System.nanoTime();
        }
        return last;
    }

    @Override
    public synchronized List<Difference> differencesNow() {
        readAt = null;
        return differences();
    }

    private static void say(List<Difference> now) {
        if (!now.isEmpty() && now.stream().allMatch(Difference::approved)) {
            LOG.info("The rules in force are an approved revision. 现行规则是批准过的规则修订，与安装包不同。");
            return;
        }
        if (now.isEmpty()) {
            LOG.info("The rules in force are those of this version again. 现行流程图、规则表和表单与安装包一致。");
            return;
        }
        LOG.warn(
                "The rules in force are not those of this version. 现行流程图、规则表或表单与安装包不一致：{}",
                now.stream()
                        .map(it -> it.kind().label() + "“" + it.name() + "”（" + it.key()
                                + (it.version() == 0
                                        ? "，缺少）"
                                        : "，版本" + it.version() + "，部署于" + TIME.format(it.deployedAt()) + "）"))
                        .collect(Collectors.joining("；")));
    }

    private List<Difference> read() {
        if (own == null) {
            Map<Kind, Map<String, String>> found = new TreeMap<>();
            TABLES.forEach((kind, table) -> found.put(kind, ownOf(table)));
            own = found;
        }
        List<Difference> differences = found();
        if (differences.isEmpty()) {
            return differences;
        }
        RuleNames names = new RuleNames(files);
        return differences.stream()
                .map(it -> it.name().equals(it.key())
                        ? new Difference(
                                it.kind(),
                                it.key(),
                                names.of(it.kind(), it.key()),
                                it.version(),
                                it.deployedAt(),
                                it.approved())
                        : it)
                .toList();
    }

    private List<Difference> found() {
        List<Difference> differences = new ArrayList<>();
        if (deployment == null) {
            // nothing tells which definitions these would be
            files.keySet().stream()
                    .filter(file -> own.values().stream()
                            .flatMap(it -> it.values().stream())
                            .noneMatch(known -> simple(known).equals(file)))
                    .forEach(file -> differences.add(new Difference(kindOf(file), file, file, 0, null, false)));
        }
        TABLES.forEach((kind, table) -> {
            Map<String, Latest> latest = latestOf(table, kind);
            own.get(kind).forEach((key, file) -> {
                Latest it = latest.get(key);
                if (it == null) {
                    differences.add(new Difference(kind, key, key, 0, null, false));
                } else if (!isOurs(it, file)) {
                    differences.add(new Difference(kind, key, it.name(), it.version(), it.at(), isApproved(it.set())));
                }
            });
        });
        return differences;
    }

    /** Of a set that was never deployed: what its files have defined in others. */
    private Map<String, String> ownOf(String table) {
        Map<String, String> keys = new TreeMap<>();
        jdbc.sql("select KEY_, RESOURCE_NAME_ from " + table
                        + (deployment == null ? "" : " where DEPLOYMENT_ID_ = :deployment"))
                .params(deployment == null ? Map.of() : Map.of("deployment", deployment))
                .query(row -> {
                    if (files.containsKey(simple(row.getString(2)))) {
                        keys.put(row.getString(1), row.getString(2));
                    }
                });
        return keys;
    }

    private static Kind kindOf(String file) {
        return file.endsWith(".bpmn") ? Kind.PROCESS : file.endsWith(".dmn") ? Kind.DECISION : Kind.FORM;
    }

    private Map<String, Latest> latestOf(String table, Kind kind) {
        Map<String, Latest> latest = new HashMap<>();
        jdbc.sql("select d.KEY_, " + (kind == Kind.FORM ? "d.KEY_" : "d.NAME_")
                        + " as TITLE_, d.VERSION_, d.DEPLOYMENT_ID_, d.RESOURCE_NAME_, p.DEPLOY_TIME_, p.NAME_ from "
                        + table
                        + " d join ACT_RE_DEPLOYMENT p on p.ID_ = d.DEPLOYMENT_ID_"
                        + " where d.VERSION_ = (select max(x.VERSION_) from " + table + " x where x.KEY_ = d.KEY_)")
                .query(row -> {
                    String key = row.getString(1);
                    String title = row.getString(2);
                    latest.put(
                            key,
                            new Latest(
                                    key,
                                    title == null ? key : title.replaceAll("\\s+", ""),
                                    row.getInt(3),
                                    row.getString(4),
                                    row.getString(7),
                                    row.getString(5),
                                    row.getTimestamp(6).toInstant())); // the engine's columns hold local times
                });
        return latest;
    }

    /** Whether a set of this name is a revision that the head has approved. */
    private static boolean isApproved(String set) {
        return set != null && set.startsWith(RuleVersions.REVISION + " ");
    }

    /** Deployed by this very set, or by another with the same content. */
    private boolean isOurs(Latest it, String file) {
        return it.deployment().equals(deployment)
                || jdbc
                        .sql("select BYTES_ from ACT_GE_BYTEARRAY where DEPLOYMENT_ID_ = :deployment and NAME_ = :name")
                        .param("deployment", it.deployment())
                        .param("name", it.resource())
                        .query((row, index) -> row.getBytes(1))
                        .list()
                        .stream()
                        .anyMatch(content -> Arrays.equals(content, files.get(simple(file))));
    }

    private static String simple(String file) {
        return RuleFileNames.simple(file);
    }
}
