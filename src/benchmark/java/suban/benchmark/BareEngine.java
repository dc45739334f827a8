package suban.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.spring.SpringTransactionsProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The engine alone with its own defaults (history full, its own schema, its own job executor, as the Spring Boot starter sets it up),
 * on Suban's diagrams and tables. Delegates and listeners do nothing but set the variables that gateways ask for, and every date is a
 * constant. People claim and complete in one transaction, as Suban's do.
 */
final class BareEngine implements Desk, AutoCloseable {

    private static final List<String> DIAGRAMS = List.of(
            "complaint",
            "handling",
            "return-visit",
            "report-back",
            "fortnight",
            "meeting",
            "joint-supervision",
            "accountability");
    private static final Pattern BEANS = Pattern.compile("#\\{(\\w+(?:Delegate|Listener))}");

    /** Who works a case, as the tables of Suban would say. */
    private record Case(String host, List<String> coHandlers) {}

    private final Map<String, Case> cases = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ProcessEngine engine;
    private final TransactionTemplate transaction;

    private BareEngine(DataSource database) throws IOException {
        SpringTransactionsProcessEngineConfiguration configuration = configuration(database);
        configuration.setBeans(beans());
        this.engine = configuration.buildProcessEngine();
        this.transaction = new TransactionTemplate(configuration.getTransactionManager());
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        for (String diagram : DIAGRAMS) {
            deployment.addClasspathResource("processes/" + diagram + ".bpmn");
        }
        for (Resource file : files("classpath:processes/rules/*.dmn", "classpath:forms/*.form")) {
            deployment.addInputStream(file.getFilename(), file.getInputStream());
        }
        deployment.deploy();
    }

    static BareEngine start(Server server, String database, Wire wire) throws IOException {
        return new BareEngine(server.pool(database, wire));
    }

    /** What the starter does where nothing is configured; the engine makes its tables itself. */
    static SpringTransactionsProcessEngineConfiguration configuration(DataSource database) {
        SpringTransactionsProcessEngineConfiguration configuration = new SpringTransactionsProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setDataSource(database);
        configuration.setTransactionManager(new DataSourceTransactionManager(database));
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("full");
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setJobExecutorActivate(true);
        return configuration;
    }

    private static List<Resource> files(String... patterns) throws IOException {
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        List<Resource> files = new ArrayList<>();
        for (String pattern : patterns) {
            files.addAll(List.of(resolver.getResources(pattern)));
        }
        return files;
    }

    private Map<Object, Object> beans() throws IOException {
        Map<Object, Object> beans = new HashMap<>();
        for (String diagram : DIAGRAMS) {
            String text =
                    files("classpath:processes/" + diagram + ".bpmn").get(0).getContentAsString(StandardCharsets.UTF_8);
            Matcher names = BEANS.matcher(text);
            while (names.find()) {
                beans.put(names.group(1), new Nothing());
            }
        }
        beans.put("recordProposalListener", (ExecutionListener) it -> it.removeVariable("triageProposal"));
        beans.put("dispatchDelegate", (JavaDelegate) it -> it.removeVariable("timeLimit"));
        beans.put("returnForRehandlingDelegate", (JavaDelegate)
                it -> it.setVariable("attempt", (Long) it.getVariable("attempt") + 1));
        beans.put("announceHostReadyDelegate", (JavaDelegate) it -> it.getProcessEngineServices()
                .getRuntimeService()
                .createMessageCorrelation("handling.hostReady")
                .processInstanceId(it.getProcessInstanceId())
                .correlate());
        beans.put("complaintFacts", new ComplaintFacts());
        beans.put("deadlines", new Dates());
        beans.put("handlingDeadlines", new Dates());
        beans.put("assignment", new Units());
        beans.put("visitAssignment", new Units());
        beans.put("coHandling", new Units());
        beans.put("handlingFacts", new Facts());
        beans.put("reporting", new Facts());
        beans.put("supervision", new Facts());
        return beans;
    }

    /** A delegate or listener without work. */
    public static final class Nothing implements JavaDelegate, ExecutionListener, TaskListener {
        @Override
        public void execute(DelegateExecution execution) {
            // nothing
        }

        @Override
        public void notify(DelegateExecution execution) {
            // nothing
        }

        @Override
        public void notify(DelegateTask task) {
            // nothing
        }
    }

    /** What diagrams ask of a complaint. */
    public static final class ComplaintFacts {
        public String channel(String number) {
            return "PHONE";
        }

        public String declaredGround(String number) {
            return "NONE";
        }

        public String text(String number) {
            return "厂房规划许可迟迟未批，设备无法进场，请协调。";
        }

        public String demandType(String number) {
            return "意见建议";
        }

        public int priority(String number) {
            return 50;
        }

        public boolean ended(String number) {
            return false;
        }
    }

    /** All dates lie some days ahead. */
    public static final class Dates {

        private static Date in(int days) {
            return Date.from(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofDays(days)));
        }

        public Date triageDueAt(String number) {
            return in(1);
        }

        public Date immediateDueAt(String number) {
            return in(1);
        }

        public Date responseDueAt(String number, long attempt) {
            return in(1);
        }

        public Date warnAt(String number, long attempt) {
            return in(6);
        }

        public Date dueAt(String number, long attempt) {
            return in(7);
        }

        public Date coDueAt(String number, long attempt, String unit) {
            return in(6);
        }

        public String reminderCycle(String number, long attempt) {
            return "R/" + LocalDateTime.now().plusDays(8).truncatedTo(ChronoUnit.SECONDS) + "/P1D";
        }

        public Date visitDueAt(String number, long attempt) {
            return in(2);
        }

        public Date scoringDueAt(String number, long attempt) {
            return in(2);
        }
    }

    /** Which unit does what. */
    public final class Units {
        public String host(String number, long attempt) {
            return cases.get(number).host();
        }

        public String handlers(String number, long attempt) {
            return cases.get(number).host();
        }

        public List<String> units(String number, long attempt) {
            return cases.get(number).coHandlers();
        }

        public String unit(String number, long attempt) {
            return "ysb";
        }

        public boolean scoringOpen(String number, long attempt) {
            return !cases.get(number).coHandlers().isEmpty();
        }
    }

    /** What else gateways ask. */
    public static final class Facts {
        public boolean fortnightly(String number, long attempt) {
            return false;
        }

        public boolean needed(String number) {
            return false;
        }

        public int dissatisfactions(String number) {
            return 1;
        }

        public boolean supervised(String number) {
            return false;
        }
    }

    ProcessEngine engine() {
        return engine;
    }

    JobExecutor jobs() {
        return ((SpringTransactionsProcessEngineConfiguration) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    @Override
    public String register(int serial, String city) {
        String number = "XX20261124-%06d".formatted(numbers.incrementAndGet());
        as("ysb1", "ysb", () -> engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "complaint",
                        number,
                        Map.of("complaintNumber", number, "coordinatingUnit", "ysb", "attempt", 1L)));
        return number;
    }

    /** Finds the task as Suban's people do, claims and completes it. */
    private void complete(String user, String group, String number, String task, Map<String, Object> variables) {
        as(user, group, () -> claimAndComplete(user, group, number, task, variables));
    }

    /** Somebody is logged in, as always: the engine notes who did what. */
    private void as(String user, String group, Runnable act) {
        engine.getIdentityService().setAuthentication(user, List.of(group));
        try {
            act.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private void claimAndComplete(
            String user, String group, String number, String task, Map<String, Object> variables) {
        List<Task> open = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(task)
                .or()
                .taskAssignee(user)
                .taskCandidateGroupIn(List.of(group))
                .endOr()
                .orderByTaskCreateTime()
                .asc()
                .list();
        String id = open.get(0).getId();
        transaction.executeWithoutResult(status -> {
            engine.getTaskService().claim(id, user);
            engine.getTaskService().complete(id, variables);
        });
    }

    @Override
    public void triage(String number, boolean immediate, String host, List<String> coHandlers) {
        cases.put(number, new Case(host, coHandlers));
        complete(
                "ysb1",
                "ysb",
                number,
                "userTask_triage",
                Map.of(
                        "triageResult",
                        immediate ? "IMMEDIATE" : "DISPATCH",
                        "hostUnit",
                        host,
                        "complaintClass",
                        immediate ? "IMMEDIATE" : "GENERAL"));
    }

    @Override
    public void answerImmediately(String number) {
        complete("ysb1", "ysb", number, "userTask_answerImmediately", Map.of());
    }

    @Override
    public void respond(String number, String host) {
        complete(host + "1", host, number, "userTask_respond", Map.of("decision", "CONTACTED", "responded", true));
    }

    @Override
    public void opine(String number, String coHandler) {
        complete(coHandler + "1", coHandler, number, "userTask_coHandle", Map.of("decision", "OPINION"));
    }

    @Override
    public void ready(String number, String host) {
        complete(host + "1", host, number, "userTask_handle", Map.of("decision", "READY"));
    }

    @Override
    public void reply(String number, String host) {
        complete(host + "1", host, number, "userTask_reply", Map.of("outcome", "RESOLVED"));
    }

    @Override
    public void visit(String number, boolean satisfied) {
        complete(
                "ysb2",
                "ysb",
                number,
                "userTask_visit",
                Map.of("visitOutcome", satisfied ? "SATISFIED" : "DISSATISFIED"));
    }

    @Override
    public void score(String number, String host, List<String> coHandlers) {
        complete(host + "1", host, number, "userTask_scoreCoHandlers", Map.of());
    }

    /** Cases that are still open: none, after whole stories. */
    long open() {
        return engine.getRuntimeService().createProcessInstanceQuery().count();
    }

    @Override
    public void close() {
        engine.close();
    }
}
