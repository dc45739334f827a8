package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Status;

@DisplayName("延期告知与双周动态清零")
class DelayTest extends SubanTest {

    private String beingHandled() {
        String number = dispatched("2026-04-28T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-04-28T10:00", "2026-05-07");
        return number;
    }

    @Test
    @Tag("article-11")
    @DisplayName("第十一条：延期告知企业和营商办，到期前批准一次新日期；原期限与调整后的期限都保留")
    void granted() {
        String number = beingHandled();
        // 29, 30 April, 6, 7, 8 May: 1 to 5 May are free
        assertDue(attempt(number, 1).dueAt(), "2026-05-08T18:00");
        acts.timeIs("2026-05-06T09:30");
        assertRefused("expectedDate", () -> acts.noticeOfDelay("jinghe1", number, "2026-05-08", "太早。"));
        acts.noticeOfDelay("jinghe1", number, "2026-05-15", "图纸须重新审查。");
        assertThat(notices.findByComplaintIdOrderById(complaint(number).id()))
                .filteredOn(notice -> notice.milestone().startsWith("delay-"))
                .extracting(suban.notice.Notice::recipient)
                .containsExactly("ENTERPRISE", "ysb");
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-05-08T18:00"); // the notice itself moves nothing
        assertRefused("newDate", () -> acts.grant("ysb1", number, "2026-05-10")); // a Sunday
        acts.grant("ysb1", number, "2026-05-15");

        assertDue(attempt(number, 1).dueAt(), "2026-05-08T18:00");
        assertDue(attempt(number, 1).adjustedDueAt(), "2026-05-15T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2026-05-08T18:00");
        assertDue(taskDue(number, "userTask_handle"), "2026-05-15T18:00");
        assertDue(taskDue(number, "userTask_coHandle"), "2026-05-14T18:00");
        acts.timeIs("2026-05-09T10:00");
        assertThat(times(Act.OVERDUE, number)).isZero();
        assertThat(openTasks(number)).doesNotContain("userTask_releaseCoHandler");
        acts.timeIs("2026-05-14T18:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        assertThat(openTasks(number)).contains("userTask_releaseCoHandler");

        // only one new date
        acts.noticeOfDelay("jinghe1", number, "2026-05-22", "还要延期。");
        assertThat(openTasks(number)).doesNotContain("userTask_decideDelay");
        acts.timeIs("2026-05-15T18:00");
        assertThat(times(Act.OVERDUE, number)).isEqualTo(1);
    }

    @Test
    @Tag("article-8")
    @Tag("article-11")
    @DisplayName("第十一条：到期提醒已发出后批准新日期的，新期限前再次提醒")
    void warnedAgain() {
        String number = beingHandled();
        acts.timeIs("2026-05-07T18:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        acts.timeIs("2026-05-08T09:30");
        acts.noticeOfDelay("jinghe1", number, "2026-05-15", "图纸须重新审查。");
        acts.grant("ysb1", number, "2026-05-15");
        acts.timeIs("2026-05-14T17:59");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        acts.timeIs("2026-05-14T18:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(2);
        acts.timeIs("2026-05-15T18:00");
        assertThat(times(Act.OVERDUE, number)).isEqualTo(1);
        acts.timeIs("2026-05-18T12:00");
        assertThat(remindedOn(number, 1)).containsOnly("2026-05-18"); // the host and the co-handler
    }

    @Test
    @Tag("article-11")
    @DisplayName("第十一条：不批准的仅作告知；到期未批准的不能再批准")
    void notGranted() {
        String number = beingHandled();
        acts.noticeOfDelay("jinghe1", number, "2026-05-15", "图纸须重新审查。");
        acts.noteDelay("ysb1", number, "加快审查即可。");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle");
        acts.noticeOfDelay("jinghe1", number, "2026-05-15", "仍需重新审查。");
        assertThat(openTasks(number)).contains("userTask_decideDelay");
        acts.timeIs("2026-05-08T18:00");
        assertThat(openTasks(number)).doesNotContain("userTask_decideDelay");
        assertThat(times(Act.OVERDUE, number)).isEqualTo(1);
        acts.noticeOfDelay("jinghe1", number, "2026-05-20", "到期后再告知。");
        assertThat(openTasks(number)).doesNotContain("userTask_decideDelay");
        assertThat(times(Act.DELAY_NOTICED, number)).isEqualTo(3);
    }

    private String complex(String localTime) {
        today(localTime);
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.COMPLEX, "jinghe", List.of(), Map.of("reason", "涉及多部门"));
        acts.respond("jinghe1", number, localTime, "2026-03-16");
        return number;
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：复杂类双周动态清零，未按期答复即逾期，下一个双周再作决定")
    void fortnights() {
        String number = complex("2026-03-02T10:00");
        assertDue(attempt(number, 1).dueAt(), "2026-03-16T18:00"); // 14 calendar days
        acts.timeIs("2026-03-13T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_handle");
        acts.timeIs("2026-03-13T18:00"); // one working day before Monday the 16th
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        assertDue(taskDue(number, "userTask_decideFortnight"), "2026-03-16T18:00");
        acts.closeWithinFortnight("jinghe1", number);
        assertThat(openTasks(number)).containsExactly("userTask_handle");
        acts.timeIs("2026-03-16T18:00");
        assertThat(times(Act.OVERDUE, number)).isEqualTo(1);
        // the next fortnight ends on Monday 30 March
        acts.timeIs("2026-03-27T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        acts.timeIs("2026-03-30T18:00");
        assertThat(times(Act.FORTNIGHT_UNDECIDED, number)).isEqualTo(1);
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        acts.delayFortnight("jinghe1", number, "2026-04-10", "等待上级批复。");
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-04-10T18:00");
        assertDue(taskDue(number, "userTask_handle"), "2026-04-10T18:00");
        assertThat(remindedOn(number, 1)).last().isEqualTo("2026-03-30");
        acts.timeIs("2026-04-09T12:00");
        assertThat(remindedOn(number, 1)).last().isEqualTo("2026-03-30"); // it has a new date
    }

    @Test
    @Tag("article-8")
    @Tag("article-11")
    @DisplayName("第八条：届满前告知延期的进入下一个双周，不超过下一双周届满")
    void delayed() {
        String number = complex("2026-03-02T10:00");
        acts.timeIs("2026-03-16T09:00");
        assertRefused("expectedDate", () -> acts.delayFortnight("jinghe1", number, "2026-03-31", "超过下一双周。"));
        assertRefused("expectedDate", () -> acts.delayFortnight("jinghe1", number, "2026-03-16", "没有延后。"));
        acts.delayFortnight("jinghe1", number, "2026-03-30", "等待上级批复。");
        assertThat(openTasks(number)).containsExactly("userTask_handle");
        acts.timeIs("2026-03-27T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        assertThat(times(Act.OVERDUE, number)).isZero();
        acts.ready("jinghe1", number, "已批复。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已解决。");
        assertThat(openTasks(number)).containsExactly("userTask_visit"); // the fortnight ends with the reply
    }

    @Test
    @Tag("article-8")
    @Tag("article-11")
    @DisplayName("第十一条：延期尚未决定，期限因签批长期推进而后移的，在新期限前仍可决定")
    void anOpenNoticeFollowsTheDate() {
        String number = complex("2026-03-02T10:00");
        acts.timeIs("2026-03-13T18:00");
        acts.noticeOfDelay("jinghe1", number, "2026-03-24", "等待批复。");
        acts.proposePlan("jinghe1", number, "分两步修路。", Map.of("2026-04-30", "完成立项"));
        acts.signOff("ysb1", number);
        acts.timeIs("2026-03-16T18:00"); // the date it had
        assertThat(openTasks(number)).contains("userTask_decideDelay");
        acts.timeIs("2026-04-30T18:00");
        assertThat(openTasks(number)).doesNotContain("userTask_decideDelay");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：长期推进须经营商办签批，按节点推进，每个双周仍作决定")
    void longTerm() {
        String number = complex("2026-03-02T10:00");
        acts.timeIs("2026-03-13T18:00");
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("2026-04-30", "完成立项");
        steps.put("2026-08-31", "建成通车");
        assertRefused("milestones", () -> acts.proposePlan("jinghe1", number, "分两步修路。", Map.of()));
        acts.proposePlan("jinghe1", number, "分两步修路。", steps);
        assertThat(openTasks(number)).containsExactly("userTask_handle", "userTask_signOffPlan");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_signOffPlan");
        acts.returnPlan("ysb1", number, "第一步太晚。");
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        acts.proposePlan("jinghe1", number, "分两步修路，提前立项。", steps);
        acts.signOff("ysb1", number);
        assertThat(status(number)).isEqualTo(Status.LONG_TERM);
        assertThat(notices.findByComplaintIdOrderById(complaint(number).id()))
                .filteredOn(notice -> notice.milestone().startsWith("plan-")
                        && notice.recipient().equals("ENTERPRISE"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.body())
                        .contains("转为长期推进，下一阶段目标时间2026年4月30日", "分两步修路，提前立项。")
                        .doesNotContain("预计", "客观原因"));
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-04-30T18:00");
        assertDue(attempt(number, 1).dueAt(), "2026-03-16T18:00");
        acts.timeIs("2026-03-27T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        assertThat(times(Act.OVERDUE, number)).isZero();
        acts.closeWithinFortnight("jinghe1", number);
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-03-30T18:00"); // it has promised this fortnight
        acts.ready("jinghe1", number, "提前完成。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已通车。");
        assertThat(status(number)).isEqualTo(Status.VISIT);
    }
}
