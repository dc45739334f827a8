package suban.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.acts.WithDemoCases;

/**
 * Every screen people have, with the demonstration's cases in it: all Chinese, nothing cut off, and fit for everybody to use.
 * The pictures of the main scenes are under {@code target/screenshots}, and with {@code -Dsuban.pictures=.pictures} README has them.
 */
@WithDemoCases
@Order(WithDemoCases.LOOKING)
@DisplayName("各类人员的界面")
class DeskInTheBrowserTest extends BrowserTest {

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identities;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void lookAsTheServer() {
        identities.clearAuthentication();
    }

    /** One task of every kind there is, by who can do it. */
    private Map<String, List<Task>> tasksByPerson() {
        Map<String, Task> kinds = new LinkedHashMap<>();
        tasks.createTaskQuery()
                .orderByTaskCreateTime()
                .desc()
                .list()
                .forEach(task -> kinds.putIfAbsent(task.getTaskDefinitionKey(), task));
        assertThat(kinds).as("kinds of tasks").hasSizeGreaterThan(25);
        Map<String, List<Task>> found = new TreeMap<>();
        kinds.values().forEach(task -> found.computeIfAbsent(whoDoes(task), user -> new ArrayList<>())
                .add(task));
        return found;
    }

    private String whoDoes(Task task) {
        String group = tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(id -> id != null)
                .findFirst()
                .orElseThrow();
        return task.getAssignee() != null ? task.getAssignee() : group.endsWith("head") ? group : group + "1";
    }

    private String numberOf(Task task) {
        return String.valueOf(runtime.createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult()
                .getBusinessKey());
    }

    private String numberOf(String title) {
        return jdbc.sql("select number from complaint where title = :title")
                .param("title", title)
                .query(String.class)
                .single();
    }

    @Test
    @DisplayName("每一种待办：表单和案件情况都是中文，不用左右滚动")
    void everyKindOfTask() {
        SoftAssertions all = new SoftAssertions();
        tasksByPerson().forEach((user, kinds) -> {
            Person person = person(user);
            for (Task task : kinds) {
                String key = task.getTaskDefinitionKey();
                person.opensTask(task.getId(), numberOf(task));
                all.check(person::findsNothingCutOff);
                all.check(() -> person.seesNoEnglish("task-" + key.substring("userTask_".length())));
            }
        });
        all.assertAll();
    }

    @Test
    @DisplayName("监督人员的界面：看板、清单、案件、流程和实例")
    void whatSupervisorsSee() {
        SoftAssertions all = new SoftAssertions();
        Person supervisor = person("supervisor1");
        looks(supervisor, "board", "board", ".suban-units tbody tr", all);
        looks(supervisor, "board-list", "cases?figure=OPEN", ".suban-list-pick", all);
        looks(supervisor, "board-undelivered", "undelivered", ".suban-board h2", all);
        looks(supervisor, "rules", "rules", ".suban-rules-versions tbody tr", all);
        looks(supervisor, "board-case", "case/" + numberOf("工程机械停放场地被反复清理"), ".suban-case-facts .suban-case", all);
        for (String page : List.of("/processes", "/decisions", "/tasks", "/dashboard")) {
            supervisor.opens("cockpit", page, By.cssSelector("[ng-view] table, [ng-view] .dashboard"));
            all.check(() -> supervisor.seesNoEnglish("cockpit" + page.replace('/', '-')));
        }
        String rule = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("timeLimit")
                .latestVersion()
                .singleResult()
                .getId();
        supervisor.opens("cockpit", "/decision-definition/" + rule, By.cssSelector(".tjs-container table"));
        all.check(() -> supervisor.seesNoEnglish("cockpit-decision"));
        String instance = runtime.createProcessInstanceQuery()
                .processDefinitionKey("complaint")
                .listPage(0, 1)
                .get(0)
                .getId();
        for (String tab : List.of("user-tasks-tab", "incidents-tab", "called-process-instances-tab", "jobs-tab")) {
            supervisor.opens(
                    "cockpit",
                    "/process-instance/" + instance + "/runtime?tab=" + tab,
                    By.cssSelector(".ctn-tabbed-content"));
            all.check(() -> supervisor.seesNoEnglish("cockpit-instance-" + tab));
        }
        all.assertAll();
    }

    private static void looks(Person reader, String name, String page, String what, SoftAssertions all) {
        reader.opens("cockpit", "/suban/" + page, By.cssSelector(what));
        all.check(() -> reader.seesNoEnglish(name));
        all.check(() -> reader.findsItFitForEverybody(".suban-board"));
        all.check(() -> reader.scrollsToTheEndOf(By.cssSelector(".suban-board")));
    }

    @Test
    @DisplayName("待办中心、案件情况和批量办理：无障碍检查没有严重问题")
    void fitForEverybody() {
        Person office = person("ysb1");
        office.sees(By.cssSelector(".suban-pick input"));
        office.findsItFitForEverybody(".suban-bulk");
        office.click(By.cssSelector("li.task h4 a"));
        office.sees(By.cssSelector(".suban-case"));
        office.findsItFitForEverybody(".suban-case");
        office.seesNoEnglish("tasklist-office");
    }

    @Test
    @DisplayName("日历在表单之内；新城自己的看板")
    void calendarAndNewCity() {
        Person onTheWay = has("jinghe1", "respond", "厂门口道路施工无临时便道");
        onTheWay.opensCalendarOf("告知企业的办结日期");
        onTheWay.findsNothingCutOff();
        onTheWay.seesNoEnglish("tasklist-calendar");
        onTheWay.closesCalendar();
        Person newCityOffice = person("jingheysb1");
        newCityOffice.opens("cockpit", "/suban/board", By.cssSelector(".suban-units tbody tr"));
        newCityOffice.seesNoEnglish("board-new-city");
    }

    @Test
    @EnabledIfSystemProperty(named = "suban.pictures", matches = ".+", disabledReason = "takes README's pictures")
    @DisplayName("主要场景的截图")
    void mainScenes() {
        Person host = has("fengxi1", "handle", "研发楼改造涉及消防和规划两家意见不一");
        host.pictures("tasklist-handler", 1440, 900, false);
        Person office = has("ysb1", "triage", "建议延长综合保税区卡口夜间通关时间");
        office.pictures("tasklist-triage", 1440, 900, false);
        Person onTheWay = has("jinghe1", "respond", "厂门口道路施工无临时便道");
        onTheWay.pictures("phone-respond", 390, 844, true);

        Person supervisor = person("supervisor1");
        supervisor.opens("cockpit", "/suban/board", By.cssSelector(".suban-units tbody tr"));
        supervisor.pictures("board", 1440, 900, false);
        supervisor.opens("cockpit", "/suban/cases?figure=LATE", By.cssSelector(".suban-list-pick"));
        supervisor.pictures("board-list", 1440, 900, false);
        supervisor.opens(
                "cockpit", "/suban/case/" + numberOf("工程机械停放场地被反复清理"), By.cssSelector(".suban-case-facts .suban-case"));
        supervisor.looksAt("第2次办理");
        supervisor.pictures("board-case", 1440, 900, false);
    }

    /** Somebody who has claimed this task of the case with this title, and has it open. */
    private Person has(String user, String task, String title) {
        String number = numberOf(title);
        Task found = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("userTask_" + task)
                .listPage(0, 1)
                .get(0);
        Person person = person(user);
        person.opensTask(found.getId(), number);
        person.claims();
        person.findsNothingCutOff();
        person.sees(By.xpath("//*[@cam-tasklist-filters]//a[contains(.,'我的待办') and not(contains(.,'(0)'))]"));
        return person;
    }
}
