package suban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.admin.impl.web.SetupResource;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.rest.dto.identity.UserCredentialsDto;
import org.camunda.bpm.engine.rest.dto.identity.UserDto;
import org.camunda.bpm.engine.rest.dto.identity.UserProfileDto;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The two known vulnerabilities of the engine's last community release. Each test first shows on the stock part that the attack
 * works, so that it cannot pass because the attack is written wrongly, and then that it does not work here.
 */
@ApiTest
@DisplayName("引擎已知的两个漏洞")
class KnownHolesTest {

    /** Loads a class of the attacker's choice, which is code execution. */
    private static final String LOADS_TRAP = "${'x'.getClass().forName('suban.web.KnownHolesTest$Trap').getName()}";

    /** Sprung by the attack. */
    private static volatile boolean sprung;

    @Autowired
    Api api;

    @Autowired
    ProcessEngine engine;

    @Autowired
    TaskService tasks;

    @Autowired
    FilterService filters;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    IdentityService identity;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    JdbcTemplate jdbc;

    /** Loaded by nobody but the attack. */
    public static final class Trap {
        static {
            sprung = true;
        }
    }

    @BeforeEach
    void setTheTrap() {
        sprung = false;
    }

    @AfterEach
    void bringTheAdministratorBack() {
        if (identity.createUserQuery().memberOfGroup("camunda-admin").count() == 0) {
            identity.createMembership("admin", "camunda-admin");
        }
        identity.deleteUser("intruder");
        identity.clearAuthentication();
    }

    private static TaskQuery attack(TaskService tasks, String expression) {
        return tasks.createTaskQuery().or().taskAssigneeExpression(expression).endOr();
    }

    @Test
    @DisplayName("CVE-2026-109432：原装引擎的查询表达式能执行代码，本系统的不能")
    void expressionsInQueriesAreNoCode() {
        Supplier<ProcessEngine> stock =
                () -> ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration()
                        .setProcessEngineName("stock")
                        .setJdbcUrl("jdbc:h2:mem:stock;DB_CLOSE_DELAY=-1")
                        .setJobExecutorActivate(false)
                        .buildProcessEngine();
        ProcessEngine control = stock.get();
        try {
            attack(control.getTaskService(), LOADS_TRAP).list();
            assertThat(sprung).as("the attack works on the stock engine").isTrue();
        } finally {
            control.close();
        }

        // the class is loaded by now, so that the refusal itself is what counts
        assertThatThrownBy(() -> attack(tasks, LOADS_TRAP).list())
                .hasStackTraceContaining("must not be used in expressions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${'x'.class.name}",
                "${'x'['class'].name}",
                "${''.getClass().forName('java.lang.Runtime')}",
                "${now().getClass().getClassLoader()}",
                "${dateTime().getChronology().getClass()}",
                "${people.groupsOf('admin')}",
                "${jdbcTemplate.queryForList('select 1')}",
                "${environment.getProperty('user.home')}",
                "${registerComplaintDelegate.execute(null)}",
                "${complaintFacts.getClass()}",
                "${complaintFacts.class.classLoader}"
            })
    @DisplayName("表达式够不到类、其他组件和流程步骤，查询里、已存筛选里都一样")
    void nothingLeadsToCode(String expression) {
        assertThatThrownBy(() -> attack(tasks, expression).list())
                .as("query")
                .hasStackTraceContaining("must not be used in expressions");

        Filter filter = filters.newTaskFilter("测试");
        filter.setQuery(tasks.createTaskQuery().taskAssigneeExpression(expression));
        filters.saveFilter(filter);
        try {
            assertThatThrownBy(() -> filters.list(filter.getId()))
                    .as("stored filter")
                    .hasStackTraceContaining("must not be used in expressions");
        } finally {
            filters.deleteFilter(filter.getId());
        }
    }

    @Test
    @DisplayName("流程图里的表达式同样受限")
    void diagramsAreNoCodeEither() {
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "attack.bpmn",
                        Bpmn.createExecutableProcess("attack")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .serviceTask()
                                .camundaExpression("${execution.processEngineServices.identityService.newUser('x')}")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        try {
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey("attack"))
                    .hasStackTraceContaining("must not be used in expressions");
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest/task", "/engine-rest/task/count"})
    @DisplayName("带表达式的查询在接口上就被拒绝")
    void queriesWithExpressionsAreRefusedAtTheDoor(String path) {
        String query = "{\"orQueries\":[{\"assigneeExpression\":\"" + LOADS_TRAP + "\"}]}";
        for (String user : new String[] {"jinghe1", "supervisor1", "admin"}) {
            HttpResponse<String> answer = api.as(user).postJson(path, query);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("不接受表达式");
        }
        assertThat(api.get("admin", path + "?assigneeExpression=" + "%24%7B1%7D")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("CVE-2026-77226：管理员组为空时，原装的初始化接口任人取得管理权，本系统的不能")
    void nobodyMakesThemselvesAdministrator() throws Exception {
        emptyTheGroup();
        new SetupResource().createInitialUser(engine.getName(), intruder());
        assertThat(identity.createUserQuery()
                        .userId("intruder")
                        .memberOfGroup("camunda-admin")
                        .count())
                .as("the attack works on the stock resource")
                .isEqualTo(1);
        emptyTheGroup();
        identity.deleteUser("intruder");

        String body = Api.json(Map.of(
                "profile",
                Map.of("id", "intruder", "firstName", "伊万", "lastName", "诺夫"),
                "credentials",
                Map.of("password", "Qr7-lantern-Moon")));
        for (String path : new String[] {
            "/camunda/api/admin/setup/" + engine.getName() + "/user/create",
            "/camunda/api/admin/setup/" + engine.getName() + "/user/create/",
            "/camunda/api/admin//setup/" + engine.getName() + "/user/create",
            "/camunda/api/admin/x/../setup/" + engine.getName() + "/user/create",
            "/camunda/api/admin/%73etup/" + engine.getName() + "/user/create",
            "/camunda/api/admin/setup;a=b/" + engine.getName() + "/user/create"
        }) {
            Visitor stranger = api.visitor();
            stranger.get("/camunda/app/admin/default/setup/");
            assertThat(stranger.postJson(path, body).statusCode()).as(path).isBetween(400, 499);
            Visitor handler = api.visitor();
            handler.logIn("jinghe1", "suban-demo");
            handler.get("/camunda/app/tasklist/default/");
            assertThat(handler.postJson(path, body).statusCode()).as(path).isBetween(400, 499);
        }
        assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
    }

    private void emptyTheGroup() {
        jdbc.update("delete from ACT_ID_MEMBERSHIP where GROUP_ID_ = 'camunda-admin'");
    }

    private static UserDto intruder() {
        UserProfileDto profile = new UserProfileDto();
        profile.setId("intruder");
        profile.setFirstName("伊万");
        profile.setLastName("诺夫");
        UserCredentialsDto credentials = new UserCredentialsDto();
        credentials.setPassword("Qr7-lantern-Moon");
        UserDto user = new UserDto();
        user.setProfile(profile);
        user.setCredentials(credentials);
        return user;
    }
}
