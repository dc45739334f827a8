package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import suban.InvalidInput;

@Tag("article-7")
@DisplayName("第七条第（六）项：城市运行管理中心将12345台账反馈新区营商办，月后未收到的提醒")
class HotlineLedgerTest extends HotlineTest {

    private static final String TASK = "userTask_submitLedger";

    /** The ledger of February is awaited since the 5th. */
    private void february() {
        today("2026-02-05T10:00");
        months.awaitThisMonth();
    }

    @ParameterizedTest(name = "{1}：{2}提醒，{3}前报送")
    @CsvSource({
        "2026-01-15T10:00, TZ202601, 2026-02-06T09:00, 2026-02-11T18:00", // 2, 3, 4, 5, 6 February
        "2026-02-05T10:00, TZ202602, 2026-03-06T09:00, 2026-03-11T18:00", // the 1st is a Sunday
        "2026-04-30T10:00, TZ202604, 2026-05-11T09:00, 2026-05-14T18:00", // 6, 7, 8, Saturday the 9th worked, 11 May
        "2026-09-01T10:00, TZ202609, 2026-10-13T09:00, 2026-10-16T18:00", // 8, 9, Saturday the 10th worked, 12, 13
        // October
        "2025-12-15T10:00, TZ202512, 2026-01-08T09:00, 2026-01-13T18:00", // Sunday the 4th worked, 5, 6, 7, 8 January
        "2026-12-15T10:00, TZ202612, 2027-01-07T09:00, 2027-01-12T18:00" // 2027 is not approved: 1, 4, 5, 6, 7 January
    })
    @DisplayName("次月第五个工作日提醒，三个工作日内报送，节假日不算，调休算")
    void remindedOnTheFifthWorkingDay(String now, String number, String remindAt, String dueAt) {
        today(now);
        months.awaitThisMonth();
        assertThat(openTasks(number)).isEmpty();
        acts.timeIs(remindAt.replace("09:00", "08:59"));
        assertThat(openTasks(number)).isEmpty();
        acts.timeIs(remindAt);
        assertThat(openTasks(number)).containsExactly(TASK);
        assertDue(taskDue(number, TASK), dueAt);
        assertThat(toldOf(number, "ledgerReminder")).containsExactly("hotline");
    }

    @Test
    @DisplayName("只有城市运行管理中心办这件事；到期未报，告知营商办，待办仍在；粘贴台账后结束")
    void theReminder() {
        february();
        acts.timeIs("2026-03-11T17:59");
        assertThat(seenBy("hotline2", "TZ202602")).containsExactly(TASK);
        for (String other : List.of("ysb1", "jinghe1", "zijian1", "ducha1")) {
            assertThat(seenBy(other, "TZ202602")).as(other).isEmpty();
        }
        assertThat(toldOf("TZ202602", "ledgerLate")).isEmpty();
        acts.timeIs("2026-03-11T18:00");
        assertThat(toldOf("TZ202602", "ledgerLate")).containsExactly("ysb");
        assertThat(openTasks("TZ202602")).containsExactly(TASK);

        acts.timeIs("2026-03-12T10:00");
        hotline.pasteLedger("hotline1", "TZ202602", HEAD + row("GD1", "甲公司", "停车难", "2026/2/3"), false);
        assertThat(rows()).isEqualTo(1);
        assertThat(ended("hotlineLedger", "TZ202602", "endEvent_ledgerArrived")).isTrue();
    }

    @Test
    @DisplayName("每月一件：本月提醒时已开始等候下一个月，接连不断")
    void everyMonth() {
        february();
        acts.timeIs("2026-03-06T09:00");
        assertThat(awaited()).containsExactly("TZ202602", "TZ202603");
        // 1 April is a Wednesday; 4 to 6 off: 1, 2, 3, 7, 8
        acts.timeIs("2026-04-08T09:00");
        assertThat(awaited()).containsExactly("TZ202602", "TZ202603", "TZ202604");
        assertThat(openTasks("TZ202603")).containsExactly(TASK);
        assertThat(openTasks("TZ202604")).isEmpty();
    }

    private List<String> awaited() {
        return jdbc.queryForList("select number from ledger_month order by month_start", String.class);
    }

    @Test
    @DisplayName("月后、提醒前台账已经接口报送的，不再提醒；当月之内报送的不算当月的台账")
    void alreadySent() {
        february();
        acts.timeIs("2026-02-27T10:00");
        sent(row("GD1", "甲公司", "停车难", "2026-02-03"));
        acts.timeIs("2026-03-02T10:00");
        sent(row("GD1", "甲公司", "停车难", "2026-02-03"), row("GD2", "乙公司", "办证慢", "2026-02-28"));
        acts.timeIs("2026-03-06T09:00");
        assertThat(ended("hotlineLedger", "TZ202602", "endEvent_ledgerArrived")).isTrue();
        assertThat(toldOf("TZ202602", "ledgerReminder")).isEmpty();

        // what came in March, before its end, is not the ledger of March
        acts.timeIs("2026-03-20T10:00");
        sent(row("GD3", "丙公司", "停车难", "2026-03-18"));
        acts.timeIs("2026-04-08T09:00");
        assertThat(openTasks("TZ202603")).containsExactly(TASK);
    }

    @Test
    @DisplayName("提醒之后经接口报送的，待办自动结束；没有变化的同一份不算")
    void sentAfterTheReminder() {
        february();
        acts.timeIs("2026-02-27T10:00");
        sent(row("GD1", "甲公司", "停车难", "2026-02-03"));
        acts.timeIs("2026-03-09T10:00");
        sent(row("GD1", "甲公司", "停车难", "2026-02-03"));
        assertThat(openTasks("TZ202602")).containsExactly(TASK);
        sent(row("GD1", "甲公司", "停车难", "2026-02-03"), row("GD2", "乙公司", "办证慢", "2026-02-28"));
        assertThat(ended("hotlineLedger", "TZ202602", "endEvent_ledgerArrived")).isTrue();
        assertThat(openTasks("TZ202603")).isEmpty();
    }

    @Test
    @DisplayName("粘贴的台账有错的，指明行和列，什么也不存；要求部分导入的，其余导入，退回的改正后补报")
    void rejectedRows() {
        february();
        acts.timeIs("2026-03-09T10:00");
        String ledger = HEAD + row("GD1", "甲公司", "停车难", "2026-02-03") + row("GD2", "乙公司", "办证慢", "2月30日");
        assertThatThrownBy(() -> hotline.pasteLedger("hotline1", "TZ202602", ledger, false))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refusal -> assertThat(refusal.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("ledgerText");
                            assertThat(error.message()).startsWith("台账内容：第3行，受理时间：“2月30日”不是有效的日期");
                        }));
        assertRefused("ledgerText", () -> hotline.pasteLedger("hotline1", "TZ202602", "工单编号\t企业名称\n1\t甲公司", true));
        assertThat(rows()).isZero();

        hotline.pasteLedger("hotline1", "TZ202602", ledger, true);
        assertThat(rows()).isEqualTo(1);
        assertThat(openTasks("TZ202602")).containsExactly(TASK);
        assertThat(opened("TZ202602", TASK, "reportText")).contains("导入1条，未变0条，退回1条", "第3行　受理时间：“2月30日”不是有效的日期");

        hotline.pasteLedger("hotline1", "TZ202602", HEAD + row("GD2", "乙公司", "办证慢", "2026年2月28日"), false);
        assertThat(rows()).isEqualTo(2);
        assertThat(ended("hotlineLedger", "TZ202602", "endEvent_ledgerArrived")).isTrue();
    }

    @Test
    @DisplayName("当月没有企业诉求的，说明情况即可")
    void nothingToSend() {
        february();
        acts.timeIs("2026-03-09T10:00");
        hotline.noLedger("hotline1", "TZ202602", "二月没有企业诉求。");
        assertThat(ended("hotlineLedger", "TZ202602", "endEvent_ledgerArrived")).isTrue();
        assertThat(jdbc.queryForObject("select note from ledger_month where number = 'TZ202602'", String.class))
                .isEqualTo("二月没有企业诉求。");
    }

    @Test
    @DisplayName("重启多次、两个节点同时启动，同一个月只等候一件")
    void onceHoweverManyNodes() throws Exception {
        today("2026-02-05T10:00");
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            Callable<Void> start = () -> {
                months.awaitThisMonth();
                return null;
            };
            for (Future<Void> node : nodes.invokeAll(List.of(start, start, start))) {
                node.get();
            }
        } finally {
            nodes.shutdown();
        }
        months.awaitThisMonth();
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("hotlineLedger")
                        .count())
                .isEqualTo(1);
        assertThat(awaited()).containsExactly("TZ202602");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：台账中的诉求不登记为投诉，没有编号，不计时")
    void noComplaints() {
        today("2026-03-02T10:00");
        long before = complaints.count();
        sent(row("GD1", "甲公司", "停车难", "2026-02-03"));
        assertThat(rows()).isEqualTo(1);
        assertThat(complaints.count()).isEqualTo(before);
    }
}
