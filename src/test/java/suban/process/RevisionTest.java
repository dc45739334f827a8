package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Conflict;
import suban.Forbidden;
import suban.NotFound;
import suban.engine.OtherJar;
import suban.engine.RuleMigration;
import suban.engine.RuleVersions;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.TimelineText;
import suban.organisation.UnitKind;
import suban.revision.CaseResult;
import suban.revision.CaseResult.Result;
import suban.revision.Revision;
import suban.revision.RevisionService;

@Tag("article-18")
@DisplayName("第十八条：规则修订整套提交，负责人批准后启用，在办案件逐件改按新规则或按原规则办完")
class RevisionTest extends SubanTest {

    private static final String LIMITS = "processes/rules/timeLimit.dmn";
    private static final String HANDLING = "processes/handling.bpmn";

    @Autowired
    private RevisionService revisions;

    @Autowired
    private RuleVersions versions;

    @Autowired
    private RuleMigration migration;

    @Autowired
    private JdbcClient jdbcClient;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private BuildProperties build;

    @AfterEach
    void putTheJarsRulesBack() {
        runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
                .map(instance -> instance.getId())
                .forEach(id -> runtime.deleteProcessInstance(id, "another test"));
        repository.createDeploymentQuery().deploymentNameLike("规则修订%").list().stream()
                .map(Deployment::getId)
                .forEach(id -> repository.deleteDeployment(id, true));
        jdbc.update("delete from notice where reference like 'GX%'");
        jdbc.update("delete from rule_revision_case");
        jdbc.update("delete from rule_revision_dry_run");
        jdbc.update("delete from rule_revision_file");
        jdbc.update("delete from rule_revision");
    }

    private Map<String, byte[]> set() {
        return new TreeMap<>(versions.inForce().files());
    }

    private static Map<String, byte[]> with(Map<String, byte[]> files, String path, String was, String is) {
        String text = new String(files.get(path), StandardCharsets.UTF_8);
        assertThat(text).contains(was);
        files.put(path, text.replace(was, is).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** General complaints are to be answered within four working days. */
    private Map<String, byte[]> fourDays() {
        return with(
                set(),
                LIMITS,
                "<outputEntry id=\"then_general_days\">\n          <text>5</text>",
                "<outputEntry id=\"then_general_days\">\n          <text>4</text>");
    }

    private String propose(Map<String, byte[]> files, String inFlight, String mapping) {
        return revisions
                .propose(new RevisionService.Proposal(files, "一般类改为4个工作日办结。", inFlight, mapping, null), "analyst1")
                .number();
    }

    private String approved(Map<String, byte[]> files, String inFlight, String mapping) {
        String number = propose(files, inFlight, mapping);
        acts.approveRevision("ysbhead", number);
        acts.waitingIsDone();
        return number;
    }

    private List<Result> results(String revision, String number) {
        return revisions.results(revision).stream()
                .filter(it -> it.key().equals(number))
                .map(CaseResult::result)
                .distinct()
                .toList();
    }

    private List<CaseResult> of(String revision, String number) {
        return revisions.results(revision).stream()
                .filter(it -> it.key().equals(number))
                .toList();
    }

    private String fresh() {
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        return number;
    }

    private String lastText(String number) {
        var entries = timeline.of(complaint(number).id());
        return TimelineText.of(entries.get(entries.size() - 1), organisation::nameOf);
    }

    private int versionOf(String number, String process) {
        return repository
                .getProcessDefinition(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .processDefinitionKey(process)
                        .singleResult()
                        .getProcessDefinitionId())
                .getVersion();
    }

    @Test
    @DisplayName("在办案件按原规则办完；新案件按新规则；以后由监督人员补办迁移，期限不变，记录写明")
    void keptAndMovedLater() {
        String before = dispatched("2026-03-02T10:00", "zijian");
        int old = versionOf(before, "handling");
        String number = propose(fourDays(), "keep", null);
        Revision proposed = revisions.revision(number);
        assertThat(proposed.changes().get(0).rows())
                .extracting(it -> it.was() + "→" + it.is())
                .containsExactly("5→4");
        assertWaits(number, "userTask_approveRevision", "ysbhead");
        assertDue(taskDue(number, "userTask_approveRevision"), "2026-03-04T18:00");
        Map<String, Object> form = processes.opened(
                processes.openTo("ysbhead", number, "userTask_approveRevision").get(0));
        assertThat(form.toString()).contains("规则表《办理时限》", "在办案件按原规则办完", "共1件在办，1件可以改按新规则", "丁鹏飞", "没有改编号的步骤");
        assertThat(jdbc.queryForObject("select dry_run from rule_revision where number = ?", String.class, number))
                .as("what can move is only counted")
                .doesNotContain(before);
        acts.approveRevision("ysbhead", number);
        acts.waitingIsDone();
        assertThat(openTasks(number)).isEmpty();
        assertThat(revisions.revision(number).status()).isEqualTo(Revision.Status.COMPLETED);
        assertThat(results(number, before)).containsExactly(Result.KEPT);
        assertThat(versionOf(before, "handling")).isEqualTo(old);
        assertDue(attempt(fresh(), 1).dueAt(), "2026-03-06T18:00");
        assertDue(attempt(before, 1).dueAt(), "2026-03-09T18:00");

        assertThatThrownBy(() -> revisions.order(number, List.of("XX19990101-0001"), "按新规则办理。", "supervisor1"))
                .isInstanceOf(suban.InvalidInput.class);
        var decidedOn = revisions.revision(number).dryRun();
        acts.timeIs("2026-03-02T11:00");
        assertThat(revisions.dryRun(number).cases()).isEqualTo(1);
        assertThat(TransactionSynchronizationManager.getResourceMap())
                .as("what the thread still remembers of what was taken back")
                .isEmpty();
        assertThat(revisions.revision(number).dryRun())
                .as("what the head has seen")
                .isEqualTo(decidedOn);
        assertThat(revisions.lastTried(number).at()).isAfter(decidedOn.at());
        assertThat(revisions.order(number, null, "统一口径。", "supervisor1")).isEqualTo(1);
        acts.waitingIsDone();
        assertThat(results(number, before)).containsExactly(Result.MIGRATED);
        assertThat(revisions.history(number, before).stream()
                        .filter(it -> it.process().equals("handling"))
                        .map(CaseResult::result))
                .containsExactly(Result.KEPT, Result.PENDING, Result.MIGRATED);
        assertThat(jdbc.queryForList(
                        "select body from notice where reference = ? and recipient = ?",
                        String.class,
                        number,
                        organisation.ofKind(UnitKind.OFFICE).get(0).id()))
                .singleElement()
                .asString()
                .contains("在办案件按原规则办完", "1件", "统一口径。");
        assertThat(versionOf(before, "handling")).isEqualTo(old + 1);
        assertThat(versionOf(before, "complaint")).isEqualTo(versionOf(fresh(), "complaint"));
        assertDue(attempt(before, 1).dueAt(), "2026-03-09T18:00");
        assertThat(lastText(before))
                .contains("规则修订" + number, "批准日期2026年3月2日", "第%d版改按第%d版办理".formatted(old, old + 1), "批准人");
        assertIntact(before);
        assertThatThrownBy(() -> revisions.order(number, null, "再来一次。", "supervisor1"))
                .isInstanceOf(Conflict.class);

        // on to the end by the new set; a re-handling is a matter of the new table's other rows
        goesOnToTheEnd(before, "2026-03-02T10:00");
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("当前步骤改了名的案件整件留在原规则，写明哪一步；写明步骤对应的，随后改过去并办到底")
    void aStepThatIsCalledOtherwise() {
        String waiting = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", waiting, "2026-03-02T10:00", "2026-03-05");
        String earlier = acts.register("ysb1", general());
        String accusing = acts.register("ysb1", general());
        acts.triage("ysb1", accusing, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("accusedUnit", "ysb"));
        acts.respond("jinghe1", accusing, "2026-03-02T10:00", "2026-03-05");
        Map<String, byte[]> files = with(fourDays(), HANDLING, "\"userTask_handle\"", "\"userTask_handleDemand\"");
        with(
                files,
                HANDLING,
                "<bpmn:flowNodeRef>userTask_handle</bpmn:flowNodeRef>",
                "<bpmn:flowNodeRef>userTask_handleDemand</bpmn:flowNodeRef>");
        String number = propose(files, "migrate", null);
        assertThat(processes
                        .opened(processes
                                .openTo("ysbhead", number, "userTask_approveRevision")
                                .get(0))
                        .get("refusedRows")
                        .toString())
                .as("what accuses the office is not shown to it, nor where it stands")
                .contains("case=" + waiting + ", reason=《投诉办理》", "case=（应当回避）, reason=不列出")
                .doesNotContain(accusing);
        acts.approveRevision("ysbhead", number);
        acts.waitingIsDone();
        assertThat(results(number, waiting)).containsExactly(Result.REFUSED);
        assertThat(results(number, earlier)).containsExactly(Result.MIGRATED);
        assertThat(revisions.results(number).stream()
                        .filter(it -> it.key().equals(waiting))
                        .map(CaseResult::reason))
                .hasSize(2)
                .allMatch(it -> it.equals("《投诉办理》正在办理“办理诉求”，新版中没有对应的步骤"));
        assertThat(acts(waiting)).doesNotContain(Act.RULES_REVISED);
        assertThat(acts(earlier)).endsWith(Act.RULES_REVISED);

        assertRefused(
                "mapping",
                () -> propose(with(new TreeMap<>(files), LIMITS, ">5<", ">3<"), "migrate", "nothing: userTask_handle"));
        // a step of a version before the one in force, by which this case still runs
        String next = approved(
                with(new TreeMap<>(files), LIMITS, "一般类，5个工作日内办结", "一般类，4个工作日内办结"),
                "migrate",
                "userTask_handle: userTask_handleDemand");
        assertThat(results(next, waiting)).containsExactly(Result.MIGRATED);
        assertThat(task(waiting, "userTask_handleDemand").getName()).isEqualTo("办理诉求");
    }

    @Test
    @DisplayName("写明步骤对应的案件改过去，待办不丢、认领不变，按新图办到底")
    void aStepThatIsMapped() {
        String waiting = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", waiting, "2026-03-02T10:00", "2026-03-05");
        String task = task(waiting, "userTask_handle").getId();
        tasks.claim(task, "jinghe1");
        Map<String, byte[]> files = with(fourDays(), HANDLING, "\"userTask_handle\"", "\"userTask_handleDemand\"");
        with(
                files,
                HANDLING,
                "<bpmn:flowNodeRef>userTask_handle</bpmn:flowNodeRef>",
                "<bpmn:flowNodeRef>userTask_handleDemand</bpmn:flowNodeRef>");
        String number = approved(files, "migrate", "userTask_handle: userTask_handleDemand");
        assertThat(results(number, waiting)).containsExactly(Result.MIGRATED);
        assertThat(task(waiting, "userTask_handleDemand").getId()).isEqualTo(task);
        assertThat(task(waiting, "userTask_handleDemand").getAssignee()).isEqualTo("jinghe1");
        assertDue(taskDue(waiting, "userTask_handleDemand"), "2026-03-09T18:00");
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("已触发的提醒不再触发，每日催办接着走，与未改按新规则的同样案件一事不差；表单换成新版，办到底")
    void timersThatHaveFired() {
        String late = dispatched("2026-03-02T10:00", "zijian");
        String same = acts.register("ysb1", general());
        acts.triage("ysb1", same, ComplaintClass.GENERAL, "jinghe", "zijian");
        acts.timeIs("2026-03-11T10:00"); // neither answered nor handled: response overdue, overdue, reminded
        assertThat(acts(late)).contains(Act.RESPONSE_OVERDUE, Act.OVERDUE, Act.REMINDED);
        long jobs = jobsOfCases();
        Map<String, byte[]> files =
                with(fourDays(), "forms/respond.form", "\"label\": \"联系方式\"", "\"label\": \"联系的方式\"");
        String number = approved(files, "keep", null);
        revisions.order(number, List.of(late), "先改一件。", "supervisor1");
        acts.waitingIsDone();
        assertThat(acts(late)).endsWith(Act.RULES_REVISED);
        assertThat(jobsOfCases()).isEqualTo(jobs);
        assertThat(forms.getDeployedTaskForm(task(late, "userTask_respond").getId()))
                .asString(StandardCharsets.UTF_8)
                .contains("联系的方式");
        acts.timeIs("2026-03-16T10:00");
        List<Act> moved = new ArrayList<>(acts(late));
        moved.remove(Act.RULES_REVISED);
        assertThat(moved).isEqualTo(acts(same));
        assertThat(remindedOn(late, 1)).isEqualTo(remindedOn(same, 1)).contains("2026-03-13", "2026-03-16");
        assertThat(openTasks(late)).isEqualTo(openTasks(same));
        goesOnToTheEnd(late, "2026-03-16T10:00");
        assertIntact(late);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("正在催办的那一刻改按新规则，当天的催办不丢")
    void atTheMomentOfAReminder() {
        String late = dispatched("2026-03-02T10:00");
        acts.timeIs("2026-03-11T20:00");
        Job reminder = managementOfCases
                .createJobQuery()
                .timers()
                .activityId("startEvent_reminder")
                .singleResult();
        assertThat(remindedOn(late, 1)).doesNotContain("2026-03-12");
        time.set(reminder.getDuedate().toInstant());
        approved(fourDays(), "migrate", null);
        assertThat(acts(late)).endsWith(Act.RULES_REVISED);
        acts.timeIs("2026-03-12T20:00");
        assertThat(remindedOn(late, 1)).containsOnlyOnce("2026-03-12");
    }

    private Map<String, byte[]> renamed(Map<String, byte[]> files, String was, String is) {
        with(files, HANDLING, "\"" + was + "\"", "\"" + is + "\"");
        return with(
                files,
                HANDLING,
                "<bpmn:flowNodeRef>" + was + "</bpmn:flowNodeRef>",
                "<bpmn:flowNodeRef>" + is + "</bpmn:flowNodeRef>");
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("步骤改了名的，已上报过的回应逾期不再上报一次")
    void anEventOfAMappedStepThatHasHappened() {
        String late = dispatched("2026-03-02T10:00");
        acts.timeIs("2026-03-03T10:00");
        assertThat(times(Act.RESPONSE_OVERDUE, late)).isEqualTo(1);
        String number = approved(
                renamed(fourDays(), "userTask_respond", "userTask_answer"),
                "migrate",
                "userTask_respond: userTask_answer");
        assertThat(results(number, late)).containsExactly(Result.MIGRATED);
        task(late, "userTask_answer");
        acts.timeIs("2026-03-04T10:00");
        assertThat(times(Act.RESPONSE_OVERDUE, late)).isEqualTo(1);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("已发生的提醒改了名又未写明的，不改按新规则；补办迁移时写明的，改过去，不重复上报")
    void anEventThatHasHappenedAndIsCalledOtherwise() {
        String late = dispatched("2026-03-02T10:00");
        acts.timeIs("2026-03-03T10:00");
        String number = approved(renamed(fourDays(), "event_responseOverdue", "event_responseLate"), "migrate", null);
        assertThat(revisions.results(number).stream()
                        .filter(it -> it.key().equals(late))
                        .map(CaseResult::reason))
                .isNotEmpty()
                .allMatch(it -> it.contains("《投诉办理》的“当日未回应”已经发生"));
        assertThat(revisions.leftOver(number)).singleElement().satisfies(it -> {
            assertThat(it.id() + " " + it.name() + " " + it.processName())
                    .isEqualTo("event_responseOverdue 边界事件“当日未回应” 投诉办理");
            assertThat(it.mayBeDropped()).isTrue();
            assertThat(it.choices().get(0).id()).as("what is new comes first").isEqualTo("event_responseLate");
            assertThat(it.choices()).noneMatch(choice -> choice.id().startsWith("userTask_"));
        });
        assertThat(revisions.dryRun(number).refused()).isEqualTo(1);
        var kept = revisions.lastTried(number);
        assertThat(revisions
                        .dryRun(number, "event_responseOverdue: event_responseLate")
                        .refused())
                .isZero();
        assertThat(revisions.lastTried(number))
                .as("what nobody has ordered yet is not kept")
                .isEqualTo(kept);
        assertRefused("mapping", () -> revisions.dryRun(number, "event_responseOverdue: nowhere"));
        assertThat(revisions.order(
                        number, List.of(late), "event_responseOverdue: event_responseLate", "只是改名。", "supervisor1"))
                .isEqualTo(1);
        acts.waitingIsDone();
        assertThat(results(number, late)).containsExactly(Result.MIGRATED);
        assertThat(revisions.revision(number).mapping())
                .as("as it was approved")
                .isEmpty();
        assertThat(of(number, late))
                .allMatch(it -> it.orderReason().equals("只是改名。"))
                .allMatch(it -> it.orderMapping().equals(Map.of("event_responseOverdue", "event_responseLate")));
        assertThat(lastText(late)).contains("理由“只是改名”").doesNotContain("步骤对应", "当日未回应");
        assertThat(jdbc.queryForList("select body from notice where reference = ?", String.class, number))
                .anyMatch(it -> it.contains("只是改名。（步骤对应：边界事件“当日未回应”只改了编号）"));
        acts.timeIs("2026-03-04T10:00");
        assertThat(times(Act.RESPONSE_OVERDUE, late)).isEqualTo(1);
    }

    @Test
    @Tag("article-15")
    @DisplayName("补办迁移不改已批准的步骤对应；对应不成立的说明是哪一步，什么也不做；倒查责任的步骤不写进各单位看的记录")
    void anOrderBesideWhatIsApproved() {
        String waiting = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", waiting, "2026-03-02T10:00", "2026-03-05");
        Map<String, byte[]> files = renamed(fourDays(), "userTask_handle", "userTask_handleDemand");
        renamed(files, "event_responseOverdue", "event_responseLate");
        String number = approved(files, "keep", "userTask_handle: userTask_handleDemand");
        Map<String, String> approved = revisions.revision(number).mapping();
        assertThat(revisions.leftOver(number))
                .extracting(it -> it.id())
                .as("without what is approved")
                .containsExactly("event_responseOverdue");
        for (String line : List.of("userTask_handle: userTask_reply", "userTask_handle: userTask_handleDemand")) {
            assertThatThrownBy(() -> revisions.order(number, null, line, "统一口径。", "supervisor1"))
                    .isInstanceOf(suban.InvalidInput.class)
                    .hasMessageContaining("已经批准的步骤对应不能改");
            assertRefused("mapping", () -> revisions.dryRun(number, line));
        }
        assertThatThrownBy(() ->
                        revisions.order(number, null, "event_responseOverdue: userTask_reply", "统一口径。", "supervisor1"))
                .isInstanceOfSatisfying(suban.InvalidInput.class, it -> assertThat(it.errors())
                        .singleElement()
                        .matches(error -> error.field().equals("mapping"))
                        .matches(error -> error.message().equals("步骤对应不成立：《投诉办理》的“当日未回应”与新版的“回复企业”类型或所在位置不同")));
        assertThat(revisions.counts(number)).containsOnlyKeys(Result.KEPT);

        String judged = "userTask_judgeResponsibility: userTask_recordConclusion";
        revisions.order(number, List.of(waiting), judged, "统一口径。", "supervisor1");
        acts.waitingIsDone();
        assertThat(results(number, waiting)).containsExactly(Result.MIGRATED);
        assertThat(task(waiting, "userTask_handleDemand").getName()).isEqualTo("办理诉求");
        assertThat(revisions.revision(number).mapping()).isEqualTo(approved);
        assertThat(lastText(waiting)).contains("理由“统一口径”").doesNotContain("步骤对应", "推进不力");
        assertThat(jdbc.queryForList("select body from notice where reference = ?", String.class, number))
                .anyMatch(it -> it.contains("认定是否推进不力”改为"));
    }

    @Test
    @DisplayName("改按新规则的那一刻正有人办理本件的，哪怕是最后一次自动尝试，也不算不能改，随后改过去")
    void somebodyIsAtWorkOnIt() {
        String waiting = dispatched("2026-03-02T10:00");
        String number = propose(fourDays(), "migrate", null);
        acts.approveRevision("ysbhead", number);
        for (int step = 0; step < 2; step++) {
            managementOfCases.executeJob(
                    managementOfCases.createJobQuery().messages().list().get(0).getId());
        }
        String moving =
                managementOfCases.createJobQuery().messages().singleResult().getId();
        managementOfCases.setJobRetries(moving, 1);
        TransactionTemplate apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        apart.executeWithoutResult(somebody -> {
            jdbc.queryForList("select id from complaint where number = ? for update", waiting);
            apart.executeWithoutResult(status -> {
                status.setRollbackOnly();
                jdbc.execute("set lock_timeout = 200");
                try {
                    assertThatThrownBy(() -> managementOfCases.executeJob(moving))
                            .isInstanceOfSatisfying(RuntimeException.class, e -> assertThat(migration.isCollision(e))
                                    .isTrue());
                } finally {
                    jdbc.execute("set lock_timeout = 20000");
                }
            });
        });
        assertThat(results(number, waiting)).isEmpty();
        assertThat(migration.isCollision(new IllegalStateException(new OptimisticLockingException("at once"))))
                .isTrue();
        assertThat(migration.isCollision(new IllegalStateException())).isFalse();
        acts.waitingIsDone();
        assertThat(results(number, waiting)).containsExactly(Result.MIGRATED);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("整段协办改了名、写明对应的，连同其中的步骤一起改过去，办到底")
    void aPartThatIsCalledOtherwise() {
        String number = dispatched("2026-03-02T10:00", "zijian");
        String revision = approved(
                renamed(fourDays(), "subProcess_coHandlers", "subProcess_assisting"),
                "migrate",
                "subProcess_coHandlers: subProcess_assisting");
        assertThat(of(revision, number)).allMatch(it -> it.reason() == null);
        assertThat(results(revision, number)).containsExactly(Result.MIGRATED);
        goesOnToTheEnd(number, "2026-03-02T10:00");
    }

    @Test
    @DisplayName("改过去就出错的案件，预演时即知；照办也不拖住修订，按原规则办完并写明")
    void aCaseThatFailsForGood() {
        String waiting = dispatched("2026-03-02T10:00");
        Long attempt = attempt(waiting, 1).id();
        var responseDueAt =
                jdbc.queryForObject("select response_due_at from attempt where id = ?", OffsetDateTime.class, attempt);
        // a date is lost by which its task is to be due anew
        jdbc.update("update attempt set response_due_at = null where id = ?", attempt);
        String number = propose(fourDays(), "migrate", null);
        assertThat(revisions.revision(number).dryRun().refusals())
                .singleElement()
                .matches(it -> it.refusals().equals(List.of("改按新规则时系统出错，技术原因已记入系统日志")));
        acts.approveRevision("ysbhead", number);
        for (int run = 0; run < 12 && revisions.revision(number).status() != Revision.Status.COMPLETED; run++) {
            managementOfCases.createJobQuery().messages().withRetriesLeft().list().stream()
                    .map(Job::getId)
                    .forEach(this::runAsTheExecutorDoes);
        }
        assertThat(revisions.revision(number).status()).isEqualTo(Revision.Status.COMPLETED);
        assertThat(of(number, waiting))
                .hasSize(2)
                .allMatch(it -> it.result() == Result.REFUSED && it.reason().equals("多次改按新规则均未成功，技术原因已记入系统日志"));
        assertThat(acts(waiting)).doesNotContain(Act.RULES_REVISED);
        assertIntact(waiting);
        jdbc.update("update attempt set response_due_at = ? where id = ?", responseDueAt, attempt);
        handled(waiting, "2026-03-02T10:00");
    }

    /** The database takes no deployment of it, whatever it is: as of a disk that is full. */
    private void cannotBeDeployed(String number) {
        jdbc.execute("alter table ACT_RE_DEPLOYMENT add constraint nothing_new check (NAME_ <> '规则修订 %s')"
                .formatted(number));
    }

    private void runWhatIsLeft(String number, int times) {
        for (int run = 0; run < times; run++) {
            managementOfCases.createJobQuery().messages().withRetriesLeft().list().stream()
                    .map(Job::getId)
                    .forEach(this::runAsTheExecutorDoes);
        }
        assertThat(revisions.revision(number).status()).isEqualTo(Revision.Status.APPROVED);
    }

    @Test
    @DisplayName("批准后因数据库或系统故障未能启用：写明原因，自动再试；故障排除后再试一次即启用；也可以写明理由放弃，不挡下一次修订")
    void notDeployedThroughNoFaultOfTheSet() {
        today("2026-03-02T10:00");
        String inForce = versions.inForceDeployment();
        String number = propose(fourDays(), "keep", null);
        acts.approveRevision("ysbhead", number);
        cannotBeDeployed(number);
        try {
            runWhatIsLeft(number, 1);
            assertThat(revisions.revision(number).failure()).contains("未能启用，系统会自动再试");
            assertThat(revisions.stuck(revisions.revision(number))).isEmpty();
            runWhatIsLeft(number, 4);
            assertThat(revisions.revision(number).failure()).contains("不再自动再试", "现行规则不变");
            assertThat(revisions.stuck(revisions.revision(number)))
                    .singleElement()
                    .matches(it -> it.name().equals("整套启用"));
            assertThat(runtime.createIncidentQuery().singleResult().getIncidentMessage())
                    .startsWith("规则修订" + number + "：数据库或系统故障");
            revisions.retry(number, "supervisor1");
            runWhatIsLeft(number, 4);
            assertThat(revisions.stuck(revisions.revision(number)))
                    .as("tried again as often as at the first time")
                    .isEmpty();
            runWhatIsLeft(number, 1);
            assertThat(revisions.stuck(revisions.revision(number))).hasSize(1);
            assertThat(revisions.stuck()).containsOnlyKeys(number);
            assertThat(versions.inForceDeployment()).isEqualTo(inForce);
            assertThatThrownBy(() -> propose(with(set(), LIMITS, "<text>14</text>", "<text>13</text>"), "keep", null))
                    .isInstanceOf(Conflict.class);
        } finally {
            jdbc.execute("alter table ACT_RE_DEPLOYMENT drop constraint nothing_new");
        }
        revisions.retry(number, "supervisor1");
        acts.waitingIsDone();
        assertThat(revisions.revision(number).status()).isEqualTo(Revision.Status.COMPLETED);
        assertThat(revisions.revision(number).failure()).isNull();
        assertThatThrownBy(() -> revisions.retry(number, "supervisor1")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> revisions.giveUp(number, "算了。", "supervisor1", true))
                .isInstanceOf(Conflict.class);

        String second = propose(with(set(), LIMITS, "<text>14</text>", "<text>13</text>"), "keep", null);
        acts.approveRevision("ysbhead", second);
        String first = versions.inForceDeployment();
        cannotBeDeployed(second);
        try {
            runWhatIsLeft(second, 5);
        } finally {
            jdbc.execute("alter table ACT_RE_DEPLOYMENT drop constraint nothing_new");
        }
        assertThatThrownBy(() -> revisions.giveUp(second, "不等了。", "analyst2", false))
                .isInstanceOf(Forbidden.class);
        revisions.giveUp(second, "年底前不改，另行提交。", "ysbhead", false);
        acts.waitingIsDone();
        assertThat(revisions.revision(second).status()).isEqualTo(Revision.Status.FAILED);
        assertThat(revisions.revision(second).failure()).contains("放弃启用：年底前不改，另行提交。");
        assertThat(versions.inForceDeployment()).isEqualTo(first);
        assertThat(running(second)).isZero();
        assertThat(runtime.createIncidentQuery().count()).isZero();
        assertThat(jdbc.queryForList("select body from notice where reference = ?", String.class, second))
                .singleElement()
                .asString()
                .contains("放弃启用", "年底前不改");
        propose(with(set(), LIMITS, "<text>14</text>", "<text>12</text>"), "keep", null);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("规则更新前打开的登记表单：表单没有改的照常登记、按新规则办；表单也改了的不收，说明怎么办；引擎不接受的一套，只说哪个文件")
    void anOldStartForm() {
        today("2026-03-02T10:00");
        String old = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("complaint")
                .latestVersion()
                .singleResult()
                .getId();
        String unstartable = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("handling")
                .latestVersion()
                .singleResult()
                .getId();
        approved(fourDays(), "keep", null);
        String registered =
                processes.as("ysb1", () -> forms.submitStartForm(old, general()).getBusinessKey());
        assertThat(versionOf(registered, "complaint"))
                .isEqualTo(repository.getProcessDefinition(old).getVersion() + 1);
        approved(
                with(set(), "forms/registerComplaint.form", "\"label\": \"收到渠道\"", "\"label\": \"收到的渠道\""),
                "keep",
                null);
        processes.as("ysb1", () -> {
            assertThatThrownBy(() -> forms.submitStartForm(old, general()))
                    .isInstanceOf(Conflict.class)
                    .hasMessageStartingWith("规则已更新，这张表单有改动，这一次没有提交");
            assertThatThrownBy(() -> forms.submitStartForm(unstartable, general()))
                    .isInstanceOf(NotFound.class)
                    .hasMessage("没有这个流程，或它不能由人发起");
            return null;
        });
        Map<String, byte[]> broken = with(set(), HANDLING, "targetRef=\"gateway_fork\"", "targetRef=\"nowhere\"");
        assertThatThrownBy(() -> migration.dryRun(broken, Map.of()))
                .isInstanceOfSatisfying(suban.InvalidInput.class, it -> assertThat(
                                it.errors().get(0).message())
                        .isEqualTo("这一套文件不能部署（handling.bpmn），技术原因已记入系统日志"));
        Map<String, byte[]> good = with(set(), LIMITS, "<text>14</text>", "<text>13</text>");
        cannotBeDeployed("试算");
        try {
            assertThatThrownBy(() -> migration.dryRun(good, Map.of()))
                    .as("no fault of the set's")
                    .isInstanceOf(ProcessEngineException.class);
        } finally {
            jdbc.execute("alter table ACT_RE_DEPLOYMENT drop constraint nothing_new");
        }
        jdbc.update("delete from ACT_GE_PROPERTY where NAME_ = 'suban.rules.dryRun'");
        assertThat(migration.dryRun(good, Map.of())).isNotEmpty();
    }

    @Test
    @DisplayName("中断一次的迁移接着做：已迁移的不再迁移，余下的不遗漏")
    void brokenOffInTheMiddle() {
        String one = dispatched("2026-03-02T10:00");
        String other = fresh();
        String number = propose(fourDays(), "migrate", null);
        acts.approveRevision("ysbhead", number);
        // the set is put in force, the list of cases is made, and one of them is moved
        for (int step = 0; step < 3; step++) {
            List<Job> waiting = managementOfCases.createJobQuery().messages().list();
            managementOfCases.executeJob(waiting.get(0).getId());
        }
        assertThat(revisions.pending(number)).hasSize(1);
        // both of them by a node that dies before it has said so
        List.of(one, other).forEach(it -> revisions.migrate(number, it));
        String meanwhile = fresh();
        // one more is asked for in the meantime, of which nothing is left to do: what is done is looked at again
        jdbc.update(
                "insert into rule_revision_case (number, round, instance, case_key, process, process_name, from_version, to_version,"
                        + " result, at) values (?, 1, 'x', ?, 'complaint', '企业投诉协调办理', 1, 2, 'PENDING', now())",
                number,
                meanwhile);
        acts.waitingIsDone();
        for (String it : List.of(one, other)) {
            assertThat(times(Act.RULES_REVISED, it)).as(it).isEqualTo(1);
            assertThat(results(number, it)).containsExactly(Result.MIGRATED);
        }
        assertThat(results(number, meanwhile)).containsExactly(Result.GONE);
        assertDue(attempt(meanwhile, 1).dueAt(), "2026-03-06T18:00");
        assertThat(revisions.revision(number).status()).isEqualTo(Revision.Status.COMPLETED);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("不能批准自己的修订；退回写明理由，现行规则不变；同一套只有一个编号，未办完不收下一套")
    void decided() {
        today("2026-03-02T10:00");
        String inForce = versions.inForce().deployment();
        RevisionService.Proposal proposal =
                new RevisionService.Proposal(fourDays(), "一般类改为4个工作日办结。", "keep", null, null);
        String own = revisions.propose(proposal, "ysbhead").number();
        assertThat(revisions.propose(proposal, "analyst1")).isEqualTo(new RevisionService.Proposed(own, false));
        assertThatThrownBy(() -> propose(with(fourDays(), LIMITS, "14", "13"), "keep", null))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining(own);
        assertRefused("decision", () -> acts.approveRevision("ysbhead", own));
        assertRefused("returnReason", () -> acts.returnRevision("ysbhead", own, ""));
        acts.returnRevision("ysbhead", own, "请附试算结果。");
        assertThat(revisions.revision(own).status()).isEqualTo(Revision.Status.RETURNED);
        assertThat(revisions.revision(own).remark()).isEqualTo("请附试算结果。");
        assertThat(versions.inForce().deployment()).isEqualTo(inForce);
        assertThat(revisions.propose(proposal, "analyst1").number()).isNotEqualTo(own);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("批准后、启用前现行规则已有变化，或所存文件不合细则：不启用，写明原因结束，可以重新提交；其间新安装包不抢先")
    void approvedButNotCarriedOut() throws IOException {
        today("2026-03-02T10:00");
        String newest = engine.getManagementService().getProperties().get("suban.rules.newest");
        String before = versions.inForceDeployment();
        String late = propose(fourDays(), "keep", null);
        acts.approveRevision("ysbhead", late);
        try {
            assertThat(OtherJar.waits(
                            engine,
                            jdbcClient,
                            build.getTime().plus(Duration.ofHours(1)),
                            false,
                            (file, text) -> file.equals("fortnight.bpmn")
                                    ? text.replace("</bpmn:process>", "</bpmn:process><!-- changed -->")
                                    : text))
                    .isNotNull();
        } finally {
            engine.getManagementService().setProperty("suban.rules.newest", newest);
        }
        assertThat(versions.inForceDeployment()).isEqualTo(before);
        String meanwhile = versions.deploy("规则修订之外", with(set(), LIMITS, "<text>14</text>", "<text>13</text>"));
        acts.waitingIsDone();
        assertThat(revisions.revision(late).status()).isEqualTo(Revision.Status.FAILED);
        assertThat(revisions.revision(late).failure()).contains("现行规则已有变化");
        assertThat(versions.inForceDeployment()).isEqualTo(meanwhile);
        assertThat(running(late)).isZero();

        String bad = propose(fourDays(), "keep", null);
        sixDays(bad);
        assertThatThrownBy(() -> acts.approveRevision("ysbhead", bad)).hasStackTraceContaining("超过第八条：一般类诉求");
        jdbc.update(
                "update rule_revision set status = 'APPROVED', decided_by = 'ysbhead', decided_at = now() where number = ?",
                bad);
        assertThat(revisions.deploy(bad)).isFalse();
        assertThat(revisions.revision(bad).failure()).contains("超过第八条：一般类诉求");
        assertThat(versions.inForceDeployment()).isEqualTo(meanwhile);
        assertThatThrownBy(() -> versions.apart(() ->
                        versions.deploy("规则修订 坏", Map.of("processes/x.bpmn", "<a/>".getBytes(StandardCharsets.UTF_8)))))
                .isInstanceOf(RuleVersions.CannotDeploy.class);
        assertThat(versions.inForceDeployment()).isEqualTo(meanwhile);
    }

    /** As if somebody had changed what is stored. */
    private void sixDays(String number) {
        jdbc.update(
                "update rule_revision_file set bytes = ? where number = ? and path = ?",
                with(set(), LIMITS, "<text>5</text>", "<text>6</text>").get(LIMITS),
                number,
                LIMITS);
    }

    private long running(String number) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .count();
    }

    @Test
    @DisplayName("补办迁移未处理完，不收也不批下一次修订；其间另有规则启用的，不再改按旧的一套")
    void nothingNewWhileCasesMove() {
        String waiting = dispatched("2026-03-02T10:00");
        int old = versionOf(waiting, "handling");
        String first = approved(fourDays(), "keep", null);
        String second = propose(with(set(), LIMITS, "<text>14</text>", "<text>13</text>"), "migrate", null);
        revisions.order(first, null, "统一口径。", "supervisor1");
        assertThatThrownBy(() -> acts.approveRevision("ysbhead", second)).hasStackTraceContaining("补办迁移仍在进行");
        revisions.withdraw(second, "稍后再交。", "analyst1");
        assertThatThrownBy(() -> propose(with(set(), LIMITS, "<text>14</text>", "<text>12</text>"), "migrate", null))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("补办迁移仍在进行");
        versions.deploy("规则修订之外", with(set(), LIMITS, "<text>14</text>", "<text>13</text>"));
        acts.waitingIsDone();
        assertThat(results(first, waiting)).containsExactly(Result.KEPT);
        assertThat(revisions.results(first)).allMatch(it -> it.reason().contains("已有新的规则启用"));
        assertThat(versionOf(waiting, "handling")).isEqualTo(old);
        assertThat(acts(waiting)).doesNotContain(Act.RULES_REVISED);
        propose(with(set(), LIMITS, "<text>13</text>", "<text>12</text>"), "migrate", null);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("决定前提交人可以撤回，写明理由；别人不能，决定后不能；撤回后可以另交")
    void withdrawn() {
        today("2026-03-02T10:00");
        String number = propose(fourDays(), "keep", "event_coHandlerReleased: -\nuserTask_handle: userTask_reply");
        assertThat(processes
                        .opened(processes
                                .openTo("ysbhead", number, "userTask_approveRevision")
                                .get(0))
                        .get("mappingText"))
                .as("what becomes of steps, in words")
                .isEqualTo("边界事件“已免除协办”取消等待；人工任务“办理诉求”改为人工任务“回复企业”");
        assertThatThrownBy(() -> revisions.withdraw(number, "写错了。", "analyst2")).isInstanceOf(Forbidden.class);
        revisions.withdraw(number, "写错了。", "analyst1");
        assertThat(revisions.revision(number).status()).isEqualTo(Revision.Status.WITHDRAWN);
        assertThat(revisions.revision(number).remark()).isEqualTo("写错了。");
        assertThat(running(number)).isZero();
        assertThatThrownBy(() -> revisions.withdraw(number, "写错了。", "analyst1")).isInstanceOf(Conflict.class);
        String again = approved(fourDays(), "keep", null);
        assertThatThrownBy(() -> revisions.withdraw(again, "写错了。", "analyst1")).isInstanceOf(Conflict.class);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("缺一个文件、没有改动、不合规范的，一律不收")
    void refused() {
        today("2026-03-02T10:00");
        Map<String, byte[]> partial = fourDays();
        partial.remove("forms/visit.form");
        assertRefused("files", () -> propose(partial, "keep", null));
        assertRefused("files", () -> propose(set(), "keep", null));
        assertThat(versions.digest(Map.of("a.form", text("x\0b.form\0y"))))
                .as("what is found sound is not to be taken for something else")
                .isNotEqualTo(versions.digest(Map.of("a.form", text("x"), "b.form", text("y"))));
        Map<String, byte[]> twice = fourDays();
        twice.put("forms/visit.form", text(new String(twice.get("forms/visit.form"), StandardCharsets.UTF_8) + "{}"));
        assertRefused("files", () -> propose(twice, "keep", null));
        assertRefused(
                "files", () -> propose(with(set(), HANDLING, "formRef=\"handle\"", "formRef=\"gone\""), "keep", null));
        assertRefused("inFlight", () -> propose(fourDays(), "maybe", null));
        assertRefused("files", () -> propose(with(set(), LIMITS, "<text>5</text>", "<text>6</text>"), "keep", null));
        Map<String, byte[]> untemplated = with(
                fourDays(),
                HANDLING,
                "camunda:dueDate=\"${deadlines.responseDueAt(complaintNumber, attempt)}\"",
                "camunda:dueDate=\"${deadlines.responseDueAt(complaintNumber, attempt + 9)}\"");
        with(untemplated, HANDLING, "${handlingFacts.fortnightly(complaintNumber, attempt)}", "${fortnightMoved}");
        with(untemplated, HANDLING, " camunda:modelerTemplate=\"suban.handling.responseOverdueTimer\"", "");
        assertThatThrownBy(() -> propose(untemplated, "keep", null))
                .isInstanceOfSatisfying(suban.InvalidInput.class, it -> assertThat(it.errors())
                        .allMatch(error -> error.field().equals("files"))
                        .extracting(error -> error.message())
                        .anyMatch(error -> error.startsWith(HANDLING + "：userTask_respond「当日回应企业」：「办理期限」应为模板所列选项之一"))
                        .anyMatch(error -> error.contains("event_responseOverdue「当日未回应」：没有选用模板"))
                        .anyMatch(error -> error.contains("「走这一条路的情形」应为模板所列选项之一，现为 ${fortnightMoved}")));
        assertThat(revisions.all()).isEmpty();
        assertThat(repository
                        .createDeploymentQuery()
                        .deploymentNameLike("规则修订%")
                        .count())
                .isZero();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("谁登录了都不能绕过批准部署或删除规则")
    void nobodyDeploysPastIt() {
        processes.as("admin", () -> {
            assertThatThrownBy(() -> repository
                            .createDeployment()
                            .addString("x.form", "{\"id\":\"x\",\"components\":[]}")
                            .deploy())
                    .isInstanceOf(Forbidden.class)
                    .hasMessageContaining("规则修订");
            assertThatThrownBy(
                            () -> repository.deleteDeployment(versions.inForce().deployment(), true))
                    .isInstanceOf(Forbidden.class);
            return null;
        });
    }

    @Test
    @Tag(StoriesOnPostgresqlSuite.LONG)
    @DisplayName("新版本安装包改了规则表的，不自动启用，转请批准；批准的修订也不被安装包顶替；只改流程图的照常启用")
    void aJarMustAskToo() throws IOException {
        today("2026-03-02T10:00");
        String newest = engine.getManagementService().getProperties().get("suban.rules.newest");
        String inForce = versions.inForce().deployment();
        try {
            Map<String, byte[]> waits = OtherJar.waits(
                    engine,
                    jdbcClient,
                    build.getTime().plus(Duration.ofHours(1)),
                    false,
                    (file, text) ->
                            file.equals("timeLimit.dmn") ? text.replace("<text>14</text>", "<text>13</text>") : text);
            assertThat(waits).containsKey(LIMITS);
            assertThat(versions.inForce().deployment()).isEqualTo(inForce);
            assertThat(revisions.proposeJar(waits)).isTrue();
            assertThat(revisions.proposeJar(waits)).isFalse();
            Revision asked = revisions.all().get(0);
            assertThat(revisions.proposer(asked)).contains("安装包");
            acts.approveRevision("ysbhead", asked.number());
            acts.waitingIsDone();
            assertThat(versions.inForce().deployment()).isNotEqualTo(inForce);
            // this jar's own set was in force before the approval: a node of it that starts again asks for nothing
            for (int hours : new int[] {0, 2}) {
                boolean asks = OtherJar.waits(
                                engine,
                                jdbcClient,
                                build.getTime().plus(Duration.ofHours(hours)),
                                false,
                                (file, text) -> text)
                        != null;
                assertThat(asks).as(hours + " hours later").isFalse();
            }
            Map<String, byte[]> back = OtherJar.waits(
                    engine, jdbcClient, build.getTime().plus(Duration.ofHours(2)), true, (file, text) -> text);
            assertThat(versions.inForce().name())
                    .as("said to be put back over an approved revision, it asks first")
                    .isEqualTo("规则修订 " + asked.number());
            assertThat(revisions.proposeJar(back)).isTrue();
            acts.returnRevision("ysbhead", revisions.all().get(0).number(), "不改回。");
            assertThat(revisions.proposeJar(back)).as("as it was returned").isFalse();
            String another = approved(with(set(), LIMITS, "<text>13</text>", "<text>12</text>"), "keep", null);
            assertThat(revisions.proposeJar(back))
                    .as("for another set to replace")
                    .isTrue();
            Map<String, byte[]> partial = new TreeMap<>(back);
            partial.remove("processes/fortnight.bpmn");
            acts.returnRevision("ysbhead", revisions.all().get(0).number(), "不改回。");
            assertThat(revisions.proposeJar(partial)).as("no whole set").isFalse();
            assertThat(OtherJar.waits(
                            engine,
                            jdbcClient,
                            build.getTime().plus(Duration.ofHours(3)),
                            true,
                            (file, text) -> file.equals("timeLimit.dmn") ? text + "<!-- never here -->" : text))
                    .as("what never was in force is not put in force by saying so")
                    .isNotNull();
            assertThat(versions.inForce().name()).isEqualTo("规则修订 " + another);
        } finally {
            engine.getManagementService().setProperty("suban.rules.newest", newest);
        }
    }

    private void goesOnToTheEnd(String number, String handledAt) {
        acts.opine("zijian1", number, "已会办。");
        handled(number, handledAt);
        acts.visit("ysb2", number, Rating.SATISFIED);
        acts.score("jinghe1", number, Map.of("zijian", 5));
        assertThat(status(number)).isEqualTo(Status.CLOSED);
    }
}
