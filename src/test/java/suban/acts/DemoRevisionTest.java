package suban.acts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.engine.EngineTime;
import suban.engine.Processes;
import suban.engine.RuleVersions;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.Timeline;
import suban.ledger.TimelineEntry;
import suban.revision.CaseResult.Result;
import suban.revision.RevisionService;

@WithDemoCases
@Order(WithDemoCases.CHANGING + 1)
@DisplayName("规则修订：各阶段的在办案件改按新规则办理，什么也不多、什么也不少")
class DemoRevisionTest {

    private static final Logger LOG = LoggerFactory.getLogger(DemoRevisionTest.class);

    @Autowired
    RevisionService revisions;

    @Autowired
    RuleVersions versions;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    Processes processes;

    @Autowired
    Clock clock;

    @Autowired
    Ledger ledger;

    @Autowired
    Complaints complaints;

    @Autowired
    Timeline timeline;

    @Autowired
    RepositoryService repository;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    JdbcClient jdbc;

    /** The set in force with a limit, a step's name and a form's label changed. */
    private Map<String, byte[]> changed() {
        Map<String, byte[]> files = new TreeMap<>(versions.inForce().files());
        change(files, "processes/handling.bpmn", "name=\"办理诉求\"", "name=\"办理企业诉求\"");
        change(files, "processes/rules/timeLimit.dmn", "<text>5</text>", "<text>4</text>");
        change(files, "forms/visit.form", "\"label\": \"企业评价\"", "\"label\": \"企业的评价\"");
        return files;
    }

    private static void change(Map<String, byte[]> files, String path, String was, String is) {
        String text = new String(files.get(path), StandardCharsets.UTF_8);
        assertThat(text).contains(was);
        files.put(path, text.replaceFirst(was, is).getBytes(StandardCharsets.UTF_8));
    }

    /** What every running instance waits for: tasks with whose they are and when due, timers, messages; by instance. */
    private Map<String, List<String>> waiting(boolean withDates) {
        Map<String, List<String>> all = new TreeMap<>();
        runtime.createProcessInstanceQuery().list().forEach(it -> all.put(it.getId(), new ArrayList<>()));
        tasks.createTaskQuery().list().forEach(it -> all.get(it.getProcessInstanceId())
                .add("task " + it.getTaskDefinitionKey() + " " + it.getId() + " " + it.getAssignee() + " "
                        + it.getDueDate() + " " + groups(it)));
        management.createJobQuery().list().stream()
                .filter(it -> it.getProcessInstanceId() != null)
                .forEach(it -> all.get(it.getProcessInstanceId())
                        .add("job " + it.getId() + " " + it.getExecutionId() + " "
                                + (withDates ? it.getDuedate() : "")));
        runtime.createEventSubscriptionQuery().list().stream()
                .filter(it -> it.getProcessInstanceId() != null)
                .forEach(it -> all.get(it.getProcessInstanceId())
                        .add("message " + it.getEventName() + " " + it.getActivityId() + " " + it.getExecutionId()));
        all.values().forEach(it -> it.sort(null));
        return all;
    }

    private String groups(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(it -> it.getType() + ":" + it.getGroupId())
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    @Test
    @Tag("article-18")
    @DisplayName("第十八条：演示案例全部改按新规则，待办、定时、消息照旧，各件有记录，此后仍能办到底")
    void everyCaseInFlightMoves() {
        // as late as the last act of whoever told the stories: another test may have told them on another day
        Instant told = Instant.ofEpochMilli(jdbc.sql("select max(at_millis) from timeline_entry")
                .query(Long.class)
                .single());
        Instant now = told.isAfter(clock.instant()) ? told : clock.instant();
        time.set(now);
        String number = revisions
                .propose(
                        new RevisionService.Proposal(changed(), "一般类改为4个工作日办结。", "migrate", null, "试算：今年超期件数由3件增为4件。"),
                        "analyst1")
                .number();
        assertThat(revisions.revision(number).dryRun().refused()).isZero();
        Map<String, List<String>> before = waiting(true);
        Map<String, Long> acted = acts();
        long cases = revisions.revision(number).dryRun().moves();
        // the revision's own process is the only one that ends
        before.remove(runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId());
        acts.approveRevision("ysbhead", number);
        long begun = System.nanoTime();
        time.runWaiting();
        LOG.info(
                "{} cases moved in {} ms",
                cases,
                Duration.ofNanos(System.nanoTime() - begun).toMillis());

        assertThat(revisions.counts(number)).containsOnlyKeys(Result.MIGRATED).containsEntry(Result.MIGRATED, (int)
                cases);
        assertThat(cases).isGreaterThan(30);
        String set = revisions.revision(number).deployment();
        assertThat(runtime.createProcessInstanceQuery().list()).allMatch(it -> repository
                .getProcessDefinition(it.getProcessDefinitionId())
                .getDeploymentId()
                .equals(set));
        Map<String, List<String>> after = waiting(true);
        assertThat(after).isEqualTo(before);
        assertThat(tasks.createTaskQuery().taskDefinitionKey("userTask_handle").list())
                .isNotEmpty()
                .allMatch(it -> it.getName().equals("办理企业诉求"));
        // nothing happened to any case but the trace
        Map<String, Long> actedNow = acts();
        acted.forEach(
                (key, count) -> assertThat(actedNow.get(key) - count).as(key).isBetween(0L, 1L));
        // those told on another day by another test are not in the engine any more
        Set<String> running = runtime.createProcessInstanceQuery().list().stream()
                .map(ProcessInstance::getBusinessKey)
                .collect(Collectors.toSet());
        List<String> open =
                complaints.openNumbers().stream().filter(running::contains).toList();
        assertThat(open).hasSizeGreaterThan(30);
        for (String one : open) {
            Complaint complaint = ledger.complaint(one);
            List<TimelineEntry> entries = timeline.of(complaint.id());
            assertThat(entries.get(entries.size() - 1).act()).as(one).isEqualTo(Act.RULES_REVISED);
            assertThat(timeline.verify(complaint).intact()).isTrue();
        }
        goesOn();
    }

    private Map<String, Long> acts() {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(
                        "select c.number, count(*) from timeline_entry t join complaint c on c.id = t.complaint_id group by c.number")
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    /** Whose replies wait for a visit are closed, and the time goes on for all: timers fire, nothing fails. */
    private void goesOn() {
        int closed = 0;
        for (Task visit :
                tasks.createTaskQuery().taskDefinitionKey("userTask_visit").list()) {
            String one = numberOf(visit);
            Optional<String> person = Stream.of("1", "2")
                    .map(it -> office(visit) + it)
                    .filter(it -> !processes.openTo(it, one, "userTask_visit").isEmpty())
                    .findFirst();
            if (person.isPresent()) {
                acts.visit(person.get(), one, Rating.SATISFIED);
                acts.waitingIsDone();
                closed += ledger.complaint(one).status() == Status.CLOSED ? 1 : 0;
            }
        }
        assertThat(closed).isPositive();
        time.advanceTo(clock.instant().plus(Duration.ofDays(21)));
        assertThat(management.createJobQuery().withException().count()).isZero();
        assertThat(runtime.createIncidentQuery().count()).isZero();
        assertThat(complaints.openNumbers().stream().map(ledger::complaint).allMatch(it -> timeline.verify(it)
                        .intact()))
                .isTrue();
    }

    private String office(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(it -> it.getGroupId())
                .filter(it -> it != null)
                .findFirst()
                .orElseThrow();
    }

    private String numberOf(Task task) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult()
                .getBusinessKey();
    }
}
