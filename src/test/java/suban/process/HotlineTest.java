package suban.process;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.HotlineActs;
import suban.hotline.HotlineLedgerService;
import suban.hotline.LedgerMonthService;
import suban.notice.Notice;

/** What the stories of the 12345 hotline have: its acts, and tables without earlier stories. */
abstract class HotlineTest extends SubanTest {

    static final String HEAD = "工单编号\t企业名称\t诉求标题\t诉求内容\t联系电话\t诉求类型\t所属区域\t受理时间\n";

    @Autowired
    HotlineActs hotline;

    @Autowired
    LedgerMonthService months;

    @BeforeEach
    void forgetEarlierStories() {
        for (String table : List.of(
                "problem_item",
                "problem_act",
                "problem",
                "problem_review",
                "joint_item_row",
                "joint_item_act",
                "joint_item",
                "ledger_month",
                "hotline_row_history",
                "hotline_content",
                "hotline_row",
                "hotline_import")) {
            jdbc.update("delete from " + table);
        }
        jdbc.update("delete from notice where reference is not null");
        for (String process : List.of("hotlineLedger", "jointItem", "problemReview", "problemSolution")) {
            runtime.createProcessInstanceQuery()
                    .processDefinitionKey(process)
                    .list()
                    .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "another test"));
            history.createHistoricProcessInstanceQuery()
                    .processDefinitionKey(process)
                    .list()
                    .forEach(instance -> history.deleteHistoricProcessInstance(instance.getId()));
        }
    }

    /** A row as the centre's ledger has it. */
    static String row(String workOrder, String enterprise, String title, String receivedOn) {
        return "%s\t%s\t%s\t%s，请协调解决。\t13800138000\t建议\t泾河新城\t%s\n"
                .formatted(workOrder, enterprise, title, title, receivedOn);
    }

    /** The centre sends these rows by the interface. */
    HotlineLedgerService.Report sent(String... rows) {
        return hotline.sendLedger(
                "hotline1", "hotline", "台账.csv", (HEAD + String.join("", rows)).getBytes(StandardCharsets.UTF_8));
    }

    /** A text that the open task with this key shows in its form. */
    String opened(String number, String task, String field) {
        return (String) forms.getTaskFormVariables(task(number, task).getId()).get(field);
    }

    int rows() {
        return jdbc.queryForObject("select count(*) from hotline_row", Integer.class);
    }

    /** Who was told of this milestone of what has this number. */
    List<String> toldOf(String number, String milestone) {
        return notices.findByReferenceOrderById(number).stream()
                .filter(notice -> notice.milestone().equals(milestone))
                .map(Notice::recipient)
                .sorted()
                .toList();
    }

    /** The case with this number has ended in this event, and nothing of it is left in the engine. */
    boolean ended(String process, String number, String endEvent) {
        String instance = history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(process)
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
        return runtime.createProcessInstanceQuery()
                                .processInstanceBusinessKey(number)
                                .count()
                        == 0
                && history.createHistoricActivityInstanceQuery()
                                .processInstanceId(instance)
                                .activityId(endEvent)
                                .count()
                        == 1;
    }
}
