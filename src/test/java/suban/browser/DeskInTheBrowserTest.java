package suban.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import suban.engine.EngineTime;

/** Every screen people have, with the demonstration's cases in it: all Chinese, nothing cut off, and fit for everybody to use. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"suban.clock.start=2026-02-12T02:00:00Z", "suban.demo.cases=true"})
@ActiveProfiles({"demo", "test"})
@DirtiesContext
@DisplayName("各类人员的界面")
class DeskInTheBrowserTest {

    private static ChromeDriver browser;

    @LocalServerPort
    private int port;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identities;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private EngineTime time;

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    private Person person(String user) {
        return Person.logIn(browser, "http://localhost:" + port, user);
    }

    /** One task of every kind there is, by who can do it. */
    private Map<String, Map<String, String>> tasksByPerson() {
        identities.clearAuthentication();
        Map<String, Map<String, String>> found = new TreeMap<>();
        Map<String, Task> kinds = new LinkedHashMap<>();
        tasks.createTaskQuery()
                .orderByTaskCreateTime()
                .desc()
                .list()
                .forEach(task -> kinds.putIfAbsent(task.getTaskDefinitionKey(), task));
        kinds.forEach((key, task) -> {
            String group = tasks.getIdentityLinksForTask(task.getId()).stream()
                    .map(IdentityLink::getGroupId)
                    .filter(id -> id != null)
                    .findFirst()
                    .orElseThrow();
            String user =
                    task.getAssignee() != null ? task.getAssignee() : group.endsWith("head") ? group : group + "1";
            found.computeIfAbsent(user, name -> new TreeMap<>()).put(key, task.getId());
        });
        return found;
    }

    @Test
    @DisplayName("每一种待办：表单和案件情况都是中文，不用左右滚动")
    void everyKindOfTask() {
        Map<String, Map<String, String>> all = tasksByPerson();
        assertThat(all.values().stream().mapToInt(Map::size).sum())
                .as("kinds of tasks")
                .isGreaterThan(25);
        all.forEach((user, kinds) -> {
            Person person = person(user);
            kinds.forEach((key, id) -> {
                person.opens("tasklist", "/?task=" + id, By.cssSelector("[cam-tasklist-task] .fjs-form"));
                person.findsNothingCutOff();
                person.seesNoEnglish("task-" + key.substring("userTask_".length()));
            });
        });
    }

    @Test
    @DisplayName("监督人员的界面：看板、清单、案件、流程和实例")
    void whatSupervisorsSee() {
        Person supervisor = person("supervisor1");
        supervisor.opens("cockpit", "/suban/board", By.cssSelector(".suban-board table"));
        supervisor.seesNoEnglish("board");
        supervisor.findsItFitForEverybody(".suban-board");
        supervisor.opens("cockpit", "/suban/cases?figure=OPEN", By.cssSelector(".suban-list-pick"));
        supervisor.seesNoEnglish("board-list");
        supervisor.findsItFitForEverybody(".suban-board");
        String number = runtime.createProcessInstanceQuery()
                .processDefinitionKey("complaint")
                .listPage(0, 1)
                .get(0)
                .getBusinessKey();
        supervisor.opens("cockpit", "/suban/case/" + number, By.cssSelector(".suban-case"));
        supervisor.seesNoEnglish("board-case");
        supervisor.findsItFitForEverybody(".suban-case");
        for (String page : List.of("/processes", "/decisions", "/tasks", "/dashboard")) {
            supervisor.opens("cockpit", page, By.cssSelector(".ctn-main table, .dashboard, .ctn-main"));
            supervisor.seesNoEnglish("cockpit" + page.replace('/', '-'));
        }
        String rule = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("timeLimit")
                .latestVersion()
                .singleResult()
                .getId();
        supervisor.opens("cockpit", "/decision-definition/" + rule, By.cssSelector(".tjs-container table"));
        supervisor.seesNoEnglish("cockpit-decision");
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .processDefinitionKey("complaint")
                .singleResult()
                .getId();
        for (String tab : List.of("user-tasks-tab", "incidents-tab", "called-process-instances-tab", "jobs-tab")) {
            supervisor.opens(
                    "cockpit",
                    "/process-instance/" + instance + "/runtime?tab=" + tab,
                    By.cssSelector(".ctn-tabbed-content"));
            supervisor.seesNoEnglish("cockpit-instance-" + tab);
        }
    }

    @Test
    @DisplayName("登录页、待办中心、案件情况、通知和批量办理：无障碍检查没有严重问题")
    void fitForEverybody() {
        Person office = person("ysb1");
        office.sees(By.cssSelector(".suban-pick input"));
        office.findsItFitForEverybody(".suban-bulk");
        office.click(By.cssSelector("li.task h4 a"));
        office.sees(By.cssSelector(".suban-case"));
        office.findsItFitForEverybody(".suban-case");
        office.seesNoEnglish("tasklist-office");
    }
}
