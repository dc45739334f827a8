package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.ledger.Act;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.TimelineText;

@DisplayName("协调函")
class LetterTest extends SubanTest {

    private static final String TAX = "国家税务总局西咸新区税务局";
    private static final String GRID = "国网西咸供电公司";
    private static final String ANSWER_TASK = "userTask_recordLetterAnswer";

    /** Dispatched on Thursday 12 February, due on the 26th: 13, 14, 24, 25, 26. */
    private String beingHandled() {
        String number = dispatched("2026-02-12T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-02-12T10:00", "2026-02-26");
        return number;
    }

    private List<String> states(String number) {
        return jdbc.queryForList(
                "select state from coordination_letter where complaint_id = ? order by id",
                String.class,
                complaint(number).id());
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：主办向新区以外单位发协调函，期限不变、办理不停；期满一次提醒主办和营商办；复函登记在案")
    void answered() {
        String number = beingHandled();
        acts.writeLetter("jinghe1", number, GRID, "请核定厂房增容时间。", "2026-02-24");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle", ANSWER_TASK);
        assertDue(taskDue(number, ANSWER_TASK), "2026-02-24T18:00");
        assertDue(taskDue(number, "userTask_handle"), "2026-02-26T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2026-02-26T18:00");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_handle", ANSWER_TASK);
        assertThat(seenBy("zijian1", number)).containsExactly("userTask_coHandle");
        assertThat(forms.getTaskFormVariables(task(number, ANSWER_TASK).getId()).get("requestText"))
                .isEqualTo("致" + GRID + "，2026年2月12日 10:00发出\n商请2026年2月24日 18:00前复函\n商请事项：请核定厂房增容时间。");
        assertThat(forms.getTaskFormVariables(task(number, "userTask_handle").getId())
                        .get("lettersText"))
                .isEqualTo(GRID + "（2026年2月24日 18:00前复函），等候复函");

        acts.timeIs("2026-02-24T17:59");
        assertThat(times(Act.LETTER_OVERDUE, number)).isZero();
        acts.timeIs("2026-02-24T18:00");
        assertThat(times(Act.LETTER_OVERDUE, number)).isEqualTo(1);
        assertThat(notices.findByComplaintIdOrderById(complaint(number).id()))
                .filteredOn(notice -> notice.milestone().startsWith("letterOverdue-"))
                .extracting(suban.notice.Notice::recipient)
                .containsExactly("jinghe", "ysb");
        acts.timeIs("2026-02-25T18:00");
        assertThat(times(Act.LETTER_OVERDUE, number)).isEqualTo(1);
        assertThat(times(Act.OVERDUE, number)).isZero();

        assertRefused("answeredOn", () -> acts.noteAnswer("jinghe1", number, "2026-02-26", "营销部", "三月增容。"));
        assertRefused("answeredOn", () -> acts.noteAnswer("jinghe1", number, "2026-02-11", "营销部", "三月增容。"));
        acts.noteAnswer("jinghe1", number, "2026-02-25", "供电公司营销部", "三月十日前完成增容。");
        assertThat(openTasks(number)).doesNotContain(ANSWER_TASK);
        assertThat(states(number)).containsExactly("ANSWERED");
        assertThat(timeline.of(complaint(number).id()))
                .filteredOn(entry -> entry.act() == Act.LETTER_ANSWERED)
                .singleElement()
                .satisfies(entry -> assertThat(TimelineText.of(entry, unit -> unit))
                        .isEqualTo("jinghe登记复函：复函日期2026年2月25日，致“国网西咸供电公司”，复函单位或人员“供电公司营销部”，内容“三月十日前完成增容”。"));
        assertIntact(number);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：未写明日期的商请5个工作日内复函；可以同时发出几件；逾期未复和不再等待都写明理由")
    void severalAtOnce() {
        String number = beingHandled();
        acts.writeLetter("jinghe1", number, TAX, "请核实欠税情况。", "2026-02-26");
        assertThat(forms.getTaskFormVariables(task(number, "userTask_handle").getId())
                        .get("answerBy"))
                .isEqualTo("2026-02-26"); // 13, 14, 24, 25, 26
        assertDue(taskDue(number, ANSWER_TASK), "2026-02-26T18:00");
        assertRefused("decision", () -> acts.dropLetter("jinghe1", number, "UNANSWERED", "没有回音。"));
        assertRefused("reason", () -> acts.dropLetter("jinghe1", number, "DROPPED", null));
        acts.dropLetter("jinghe1", number, "DROPPED", "企业已自行查清。");
        acts.writeLetter("jinghe1", number, GRID, "请核定增容时间。", "2026-02-13");
        acts.writeLetter("jinghe1", number, "西安银行沣东支行", "请说明贷款审批进度。", "2026-02-13");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle", ANSWER_TASK, ANSWER_TASK);
        acts.timeIs("2026-02-13T18:00");
        assertThat(times(Act.LETTER_OVERDUE, number)).isEqualTo(2);
        acts.dropLetter("jinghe1", number, "UNANSWERED", "两次催要无果，另行协调。");
        acts.noteAnswer("jinghe1", number, "2026-02-13", "客户经理", "节后办理。");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle");
        assertThat(states(number)).containsExactlyInAnyOrder("DROPPED", "UNANSWERED", "ANSWERED");
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：新区自己的单位不用协调函；商请日期应为不早于现在的工作日；同一事项不重复发函")
    void refusals() {
        String number = beingHandled();
        assertRefused("body", () -> acts.writeLetter("jinghe1", number, "住房和城乡建设局", "请提意见。", "2026-02-24"));
        assertRefused("body", () -> acts.writeLetter("jinghe1", number, null, "请提意见。", "2026-02-24"));
        assertRefused("matter", () -> acts.writeLetter("jinghe1", number, TAX, null, "2026-02-24"));
        assertRefused("answerBy", () -> acts.writeLetter("jinghe1", number, TAX, "请核实。", "2026-02-18")); // free
        assertRefused("answerBy", () -> acts.writeLetter("jinghe1", number, TAX, "请核实。", "2026-02-11"));
        assertRefused("answerBy", () -> acts.writeLetter("jinghe1", number, TAX, "请核实。", "2027-03-01"));
        assertThat(times(Act.LETTER_SENT, number)).isZero();
        acts.writeLetter("jinghe1", number, TAX, "请核实。", "2026-02-12"); // today, until close of business
        assertRefused("matter", () -> acts.writeLetter("jinghe1", number, TAX, "请核实。", "2026-02-24"));
        assertThat(times(Act.LETTER_SENT, number)).isEqualTo(1);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：未复函不影响答复企业，答复后等候中的协调函随办理结束，记录保留")
    void neverBlocksTheReply() {
        String number = beingHandled();
        acts.writeLetter("jinghe1", number, GRID, "请核定增容时间。", "2026-03-02");
        acts.opine("zijian1", number, "同意。");
        acts.ready("jinghe1", number, "可以答复。");
        assertThat(openTasks(number)).containsExactly(ANSWER_TASK, "userTask_reply");
        acts.reply("jinghe1", number, Outcome.PARTLY_RESOLVED, "用电另行增容。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        assertThat(states(number)).containsExactly("ENDED");
        assertThat(times(Act.LETTER_ENDED, number)).isEqualTo(1);
        assertIntact(number);
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：改派主办、企业撤回的，等候中的协调函随之结束")
    void endsWithItsHostOrTheCase() {
        String number = beingHandled();
        acts.assignInside("jinghe1", number, "chongwen");
        acts.writeLetter("chongwen1", number, GRID, "请核定增容时间。", "2026-03-02");
        assertThat(seenBy("chongwen1", number)).containsExactly("userTask_handle", ANSWER_TASK);
        acts.correct("ysb1", number, "jinghe", "qinhan", "厂房在秦汉新城。");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_respond");
        assertThat(states(number)).containsExactly("ENDED");
        acts.respond("qinhan1", number, "2026-02-12T10:00", "2026-02-26");
        acts.writeLetter("qinhan1", number, GRID, "请核定增容时间。", "2026-03-02");
        acts.withdraw("ysb1", number, "企业要求撤回。");
        acts.confirmWithdrawal("ysb1", number, "2026-02-12T10:00");
        assertThat(status(number)).isEqualTo(Status.WITHDRAWN);
        assertThat(states(number)).containsExactly("ENDED", "ENDED");
        assertThat(instancesOf(number)).isZero();
    }

    private long instancesOf(String number) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .count();
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：补办时同样可以发协调函")
    void inASecondAttempt() {
        String number = replied("2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.writeLetter("jinghe1", number, TAX, "请核实。", "2026-03-09");
        assertThat(openTasks(number)).containsExactly("userTask_handle", ANSWER_TASK);
        acts.timeIs("2026-03-09T18:00");
        assertThat(times(Act.LETTER_OVERDUE, number)).isEqualTo(1);
    }
}
