package suban.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;

@OrganisationOnly
@ActiveProfiles("demo")
class OrganisationSeederTest {

    private static final List<String> TABLES =
            List.of("ACT_ID_MEMBERSHIP", "ACT_ID_USER", "ACT_ID_GROUP", "ACT_RU_AUTHORIZATION", "ACT_RU_FILTER");

    @Autowired
    private OrganisationSeeder seeder;

    @Autowired
    private Organisation organisation;

    @Autowired
    private People people;

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private FilterService filters;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcTemplate jdbc;

    private final List<String> deployments = new ArrayList<>();

    @AfterEach
    void cleanUp() {
        identity.clearAuthentication();
        ClockUtil.reset();
        deployments.forEach(id -> repository.deleteDeployment(id, true));
    }

    @Test
    void aSecondRunChangesNothing() {
        Map<String, Object> before = rows();
        seeder.seed();
        assertThat(rows()).isEqualTo(before);
        assertThat(before.get("ACT_ID_USER"))
                .isEqualTo(3L * organisation.units().size() + 4);
        assertThat(before.get("ACT_ID_GROUP"))
                .isEqualTo(2L * organisation.units().size() + 4);
    }

    @Test
    void twoNodesThatStartAtOnceDoNotGetInEachOthersWay() throws Exception {
        Map<String, Object> before = rows();
        for (String table : TABLES) {
            jdbc.update("delete from " + table);
        }
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            for (Future<?> node : List.of(nodes.submit(seeder::seed), nodes.submit(seeder::seed))) {
                node.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void seedingComesBeforeThePortOpens() {
        assertThat(seeder.isRunning()).isTrue();
        assertThat(seeder.getPhase()).isLessThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE - 1024);
    }

    @Test
    void whatWasTamperedWithIsPutRightAndWhatPeopleChoseIsKept() {
        Group jinghe = identity.createGroupQuery().groupId("jinghe").singleResult();
        jinghe.setName("jinghe");
        identity.saveGroup(jinghe);
        identity.deleteUser("jinghe2");
        User clerk = identity.createUserQuery().userId("jinghe1").singleResult();
        clerk.setPassword("Another-1-Password");
        identity.saveUser(clerk);

        seeder.seed();

        assertThat(identity.createGroupQuery().groupId("jinghe").singleResult().getName())
                .isEqualTo("泾河新城");
        assertThat(people.unitsOf("jinghe2")).containsExactly("jinghe");
        assertThat(identity.checkPassword("jinghe1", "Another-1-Password")).isTrue();
    }

    @Test
    void everyUnitHasTwoClerksAndAHead() {
        assertThat(identity.checkPassword("zijian2", "suban-demo")).isTrue();
        assertThat(people.groupsOf("zijianhead")).containsExactlyInAnyOrder("zijian", "zijianhead");
        assertThat(people.unitsOf("zijianhead")).containsExactly("zijian");
        assertThat(people.isHeadOf("zijianhead", "zijian")).isTrue();
        assertThat(people.isHeadOf("zijian1", "zijian")).isFalse();
        assertThat(people.isHeadOf("jinghehead", "zijian")).isFalse();
        assertThat(people.unitsOf("jingheysb1")).containsExactly("jingheysb");
        assertThat(people.groupsOf("supervisor1")).containsExactly("supervisor");
        assertThat(people.unitsOf("supervisor1")).isEmpty();
        assertThat(people.groupsOf("analyst1")).containsExactly("analyst");
        assertThat(people.groupsOf("channel1")).containsExactly("channel");
        assertThat(people.groupsOf("admin")).containsExactly("camunda-admin");
        assertThat(people.unitsOf(null)).isEmpty();
        assertThat(people.unitsOf("stranger")).isEmpty();
    }

    @Test
    void namesAreChineseSurnameFirstAndDoNotDependOnWhoAsks() {
        as("channel1", () -> {
            assertThat(people.currentUser()).isEqualTo("channel1");
            assertThat(people.nameOf("jinghe1")).matches("\\p{IsHan}{2,4}");
            assertThat(people.unitsOf("jinghe1")).containsExactly("jinghe");
            assertThat(people.currentUser()).isEqualTo("channel1");
            return null;
        });
        assertThat(identity.createUserQuery().list().stream().map(user -> people.nameOf(user.getId())))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("\\p{IsHan}+"));
        assertThat(people.nameOf("stranger")).isEqualTo("stranger");
        assertThat(people.nameOf(null)).isEqualTo("系统");
        assertThat(people.currentUser()).isNull();
    }

    @Test
    void onlyTheOfficesGetAStartForm() {
        deployments.add(repository
                .createDeployment()
                .addModelInstance(
                        "complaint.bpmn",
                        Bpmn.createExecutableProcess("complaint")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .userTask()
                                .endEvent()
                                .done())
                .deploy()
                .getId());
        for (String user :
                List.of("ysb1", "jingheysb2", "qinhanysbhead", "jinghe1", "zijian1", "jinghezhujian2", "yongle1")) {
            assertThat(as(user, this::startable)).as(user).isEqualTo(1);
            as(user, () -> runtime.startProcessInstanceByKey("complaint"));
        }
        for (String user : List.of("ducha1", "jijian1", "hotline1", "supervisor1", "analyst1", "channel1")) {
            assertThat(as(user, this::startable)).as(user).isZero();
            assertThatThrownBy(() -> as(user, () -> runtime.startProcessInstanceByKey("complaint")))
                    .as(user)
                    .isInstanceOf(AuthorizationException.class);
        }
        assertThat(as("supervisor1", () -> runtime.createProcessInstanceQuery().count()))
                .isEqualTo(7);
        assertThat(as("jinghe1", () -> runtime.createProcessInstanceQuery().count()))
                .isZero();
        assertThat(as("analyst1", () -> runtime.createProcessInstanceQuery().count()))
                .isZero();
        assertThat(as(
                        "analyst1",
                        () -> repository.createProcessDefinitionQuery().count()))
                .isEqualTo(1);
        assertThat(as(
                        "channel1",
                        () -> repository.createProcessDefinitionQuery().count()))
                .isZero();
    }

    @Test
    void everybodyReachesTheirOwnWebApplicationOnly() {
        assertThat(applications("jinghe1")).containsExactly("tasklist");
        assertThat(applications("supervisor1")).containsExactly("cockpit", "tasklist");
        assertThat(applications("analyst1")).containsExactly("cockpit");
        // who watches has the board there (Articles 4, 17)
        for (String watches : List.of("ysb1", "jingheysb1")) {
            assertThat(applications(watches)).containsExactly("cockpit", "tasklist");
        }
        assertThat(applications("channel1")).isEmpty();
        assertThat(applications("admin")).containsExactly("admin", "cockpit", "tasklist");
    }

    @Test
    void nobodyButAnAdministratorChangesAnAccountAListOrARule() {
        for (String user : List.of("jinghe1", "ysbhead", "supervisor1", "analyst1")) {
            assertThatThrownBy(() -> as(user, () -> {
                        User self = identity.createUserQuery().userId(user).singleResult();
                        self.setLastName("别名");
                        identity.saveUser(self);
                        return null;
                    }))
                    .as(user)
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> as(user, () -> {
                        identity.deleteUser(user);
                        return null;
                    }))
                    .as(user)
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> as(user, () -> filters.saveFilter(filters.newTaskFilter("全部"))))
                    .as(user)
                    .isInstanceOf(AuthorizationException.class);
            assertThat(may(user, Permissions.CREATE, Resources.DEPLOYMENT)).isFalse();
            assertThat(may(user, ProcessDefinitionPermissions.UPDATE_TASK, Resources.PROCESS_DEFINITION))
                    .isFalse();
        }
        assertThat(may("admin", Permissions.CREATE, Resources.DEPLOYMENT)).isTrue();
        assertThat(may("admin", Permissions.DELETE, Resources.USER)).isTrue();
    }

    @Test
    @Tag("article-4")
    void theListsShowTheOwnUnitsWorkOnlyMostUrgentFirst() {
        ClockUtil.setCurrentTime(date("2026-02-12T02:00:00Z"));
        work("泾河明天", "jinghe", "2026-02-13T10:00:00Z", 50);
        work("泾河今天", "jinghe", "2026-02-12T10:00:00Z", 50);
        work("泾河昨天", "jinghe", "2026-02-11T10:00:00Z", 50);
        work("泾河紧急", "jinghe", "2026-02-13T09:00:00Z", 90);
        work("住建今天", "zijian", "2026-02-12T10:00:00Z", 50);
        work("住建昨天", "zijian", "2026-02-11T10:00:00Z", 50);
        Task claimed = tasks.createTaskQuery().taskName("泾河明天").singleResult();
        as("jinghe2", () -> {
            tasks.claim(claimed.getId(), "jinghe2");
            return null;
        });

        assertThat(as("jinghe1", () -> show("本单位待办"))).containsExactly("泾河紧急", "泾河昨天", "泾河今天", "泾河明天");
        assertThat(as("jinghe1", () -> show("今日到期"))).containsExactly("泾河今天");
        assertThat(as("jinghe1", () -> show("已超期"))).containsExactly("泾河昨天");
        assertThat(as("jinghe1", () -> show("我的待办"))).isEmpty();
        assertThat(as("jinghe2", () -> show("我的待办"))).containsExactly("泾河明天");
        assertThat(as("zijian1", () -> show("本单位待办"))).containsExactly("住建昨天", "住建今天");
        assertThat(as("zijian1", () -> show("今日到期"))).containsExactly("住建今天");
        assertThat(as("jingheysb1", () -> show("本单位待办"))).isEmpty();
        assertThat(as("channel1", () -> show("本单位待办"))).isEmpty();
        assertThat(as("supervisor1", () -> show("全区超期"))).containsExactlyInAnyOrder("泾河昨天", "住建昨天");
        assertThat(as(
                        "jinghe1",
                        () -> filters.createFilterQuery().filterName("全区超期").count()))
                .isZero();
    }

    @Test
    void theListsComeInAFixedOrderWithColours() {
        List<Filter> seen = as("jinghe1", () -> filters.createTaskFilterQuery().list());
        assertThat(seen.stream().sorted((a, b) -> priority(a) - priority(b)))
                .extracting(Filter::getName)
                .containsExactly("本单位待办", "我的待办", "今日到期", "已超期");
        assertThat(seen).allSatisfy(filter -> assertThat(filter.getProperties())
                .containsKeys("color", "description")
                .containsEntry("refresh", true));
    }

    private void work(String name, String unit, String due, int priority) {
        String key = "work" + deployments.size();
        deployments.add(repository
                .createDeployment()
                .addModelInstance(
                        key + ".bpmn",
                        Bpmn.createExecutableProcess(key)
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .userTask()
                                .name(name)
                                .camundaCandidateGroups(unit)
                                .camundaPriority("" + priority)
                                .endEvent()
                                .done())
                .deploy()
                .getId());
        runtime.startProcessInstanceByKey(key);
        Task task = tasks.createTaskQuery().taskName(name).singleResult();
        task.setDueDate(date(due));
        tasks.saveTask(task);
    }

    /** As Tasklist asks: with its own order, newest first, which must not come before the filter's. */
    private List<String> show(String filter) {
        String id = filters.createTaskFilterQuery()
                .filterName(filter)
                .singleResult()
                .getId();
        TaskQuery tasklist = tasks.createTaskQuery().orderByTaskCreateTime().desc();
        return filters.<Task, TaskQuery>list(id, tasklist).stream()
                .map(Task::getName)
                .toList();
    }

    private long startable() {
        return repository
                .createProcessDefinitionQuery()
                .startablePermissionCheck()
                .startableInTasklist()
                .count();
    }

    private Stream<String> applications(String user) {
        return Stream.of("admin", "cockpit", "tasklist")
                .filter(application -> authorizations.isUserAuthorized(
                        user,
                        List.copyOf(people.groupsOf(user)),
                        Permissions.ACCESS,
                        Resources.APPLICATION,
                        application));
    }

    private boolean may(String user, Permission permission, Resources resource) {
        return authorizations.isUserAuthorized(user, List.copyOf(people.groupsOf(user)), permission, resource);
    }

    private <T> T as(String user, Supplier<T> act) {
        identity.setAuthentication(user, List.copyOf(people.groupsOf(user)));
        try {
            return act.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    private Map<String, Object> rows() {
        Map<String, Object> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(table, jdbc.queryForObject("select count(*) from " + table, Long.class));
        }
        rows.put(
                "authorizations written",
                jdbc.queryForObject("select sum(REV_) from ACT_RU_AUTHORIZATION", Long.class));
        return rows;
    }

    private static int priority(Filter filter) {
        return (int) filter.getProperties().get("priority");
    }

    private static Date date(String instant) {
        return Date.from(Instant.parse(instant));
    }
}
