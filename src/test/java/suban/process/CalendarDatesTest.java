package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.acts.Acts;
import suban.engine.EngineClock;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Rating;
import suban.ledger.TimelineText;

/** Before the approval Friday 1 January 2027 counts as a working day, provisionally; after it the first one is Monday the 4th. */
@DisplayName("日历变动：督查、问责、撤回、异议、双周、回访、报结、封存的期限同样重算（第八条、第九条、第十四条）")
class CalendarDatesTest extends CalendarStory {

    private static final String YEAR_2027 = year2027("2027-01-10");

    /** What the head was shown before approving. */
    private String shown;

    /** Shows what moves, approves, waits; and does it all once more, which changes nothing. */
    private List<String> approve(String number) {
        String approval = acts.proposeCalendar("ysb1", 2027, YEAR_2027);
        shown = String.valueOf(forms.getTaskFormVariables(
                        task(approval, "userTask_approveCalendar").getId())
                .get("affectedRows"));
        acts.approveCalendar("ysbhead", approval);
        acts.waitingIsDone();
        assertThat(rescheduling.pending()).isEmpty();
        long times = times(Act.DEADLINE_RECOMPUTED, number);
        rescheduling.recompute(number);
        assertThat(times(Act.DEADLINE_RECOMPUTED, number)).isEqualTo(times);
        assertIntact(number);
        return recorded(number, Act.DEADLINE_RECOMPUTED);
    }

    private List<String> recorded(String number, Act act) {
        return timeline.of(complaint(number).id()).stream()
                .filter(entry -> entry.act() == act)
                .map(entry -> TimelineText.of(entry, id -> id))
                .toList();
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：联合督查的决定期限随日历移动，默认督查的计时同步")
    void supervisionDecision() {
        String number = dissatisfiedTwice("2026-12-30T10:00"); // 31 December, 1 January
        tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .list()
                .forEach(task -> assertDue(task.getDueDate().toInstant(), "2027-01-01T18:00"));
        assertThat(approve(number)).singleElement().asString().contains("联合督查决定期限由2027年1月1日 18:00改为2027年1月4日 18:00");
        // 31 December, 4 January
        tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .list()
                .forEach(task -> assertDue(task.getDueDate().toInstant(), "2027-01-04T18:00"));
        assertThat(timers(number)).containsOnly("2027-01-04T18:00");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：督查记录期限和催办随日历移动")
    void supervisionRecord() {
        String number = dissatisfiedTwice("2026-12-30T10:00");
        acts.supervise("ysb1", number);
        acts.supervise("ducha1", number);
        assertDue(taskDue(number, "userTask_recordSupervision"), "2027-01-06T18:00"); // 31, 1, 4, 5, 6
        approve(number);
        assertDue(taskDue(number, "userTask_recordSupervision"), "2027-01-07T18:00"); // 31, 4, 5, 6, 7
        assertThat(timers(number)).containsExactly("2027-01-08T09:00");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：责任认定期限随日历移动，只记入办理单位看不到的记录")
    void judgement() {
        String number = dissatisfiedThrice("2026-12-29T10:00"); // opened on the 30th: 31, 1
        approve(number);
        tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .list()
                .forEach(task -> assertDue(task.getDueDate().toInstant(), "2027-01-04T18:00")); // 31, 4
        assertThat(timers(number)).containsOnly("2027-01-05T09:00");
        assertThat(recorded(number, Act.DEADLINE_RECOMPUTED))
                .allSatisfy(text -> assertThat(text).doesNotContain("责任认定"));
        assertThat(recorded(number, Act.ACCOUNTABILITY_RECOMPUTED))
                .singleElement()
                .asString()
                .contains("责任认定期限由2027年1月1日 18:00改为2027年1月4日 18:00");
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：移送期限随日历移动")
    void referral() {
        String number = dissatisfiedThrice("2026-12-29T10:00");
        acts.judge("ysb1", number, "NEGLIGENT", "未推进。");
        acts.judge("ducha1", number, "NEGLIGENT", "未推进。");
        assertDue(taskDue(number, "userTask_sendReferral"), "2027-01-01T18:00");
        approve(number);
        assertDue(taskDue(number, "userTask_sendReferral"), "2027-01-04T18:00");
        assertThat(timers(number)).containsExactly("2027-01-05T09:00");
    }

    @Test
    @Tag("article-3")
    @DisplayName("撤回、退出受理范围和封存的决定期限随日历移动；已过的不动")
    void theOfficesConfirmations() {
        today("2026-12-28T10:00");
        String passed = acts.register("ysb1", general());
        acts.withdraw("ysb1", passed, "企业已自行解决。"); // due on the 29th
        acts.timeIs("2026-12-31T10:00");
        String number = acts.register("ysb1", general());
        acts.withdraw("ysb1", number, "企业已自行解决。");
        acts.leaveScope("ysb1", number, "PETITION", "已信访。");
        String sealed = acts.register("ysb1", general());
        acts.seal("ysb1", sealed, "疑似涉密。");
        assertDue(taskDue(number, "userTask_confirmWithdrawal"), "2027-01-01T18:00");
        assertDue(taskDue(sealed, "userTask_decideSealed"), "2027-01-01T18:00");
        approve(number);
        assertDue(taskDue(passed, "userTask_confirmWithdrawal"), "2026-12-29T18:00");
        assertThat(times(Act.DEADLINE_RECOMPUTED, passed)).isZero();
        assertDue(taskDue(number, "userTask_confirmWithdrawal"), "2027-01-04T18:00");
        assertDue(taskDue(number, "userTask_confirmLeavingScope"), "2027-01-04T18:00");
        assertDue(taskDue(sealed, "userTask_decideSealed"), "2027-01-04T18:00");
        assertThat(timers(sealed)).containsExactly("2027-01-04T18:00");
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条：异议裁定和终裁的期限随日历移动")
    void objections() {
        String number = dispatched("2026-12-31T10:00");
        acts.object("jinghe1", number, "userTask_respond", "qinhan", "不在辖区。");
        assertDue(taskDue(number, "userTask_ruleOnObjection"), "2027-01-01T18:00");
        assertThat(approve(number))
                .singleElement()
                .asString()
                .contains("异议裁定期限由2027年1月1日 18:00改为2027年1月4日 18:00", "异议终裁期限由2027年1月4日 18:00改为2027年1月5日 18:00");
        assertThat(shown).contains("第1次办理：异议裁定期限", "第1次办理：异议终裁期限");
        assertDue(taskDue(number, "userTask_ruleOnObjection"), "2027-01-04T18:00");
        acts.timeIs("2027-01-04T17:59");
        assertThat(openTasks(number)).contains("userTask_ruleOnObjection");
        acts.timeIs("2027-01-04T18:00");
        assertDue(taskDue(number, "userTask_ruleFinally"), "2027-01-05T18:00");
    }

    @Test
    @Tag("article-10")
    @Tag("article-11")
    @DisplayName("第十、十一条：专题会意见、延期决定、协办调整的期限随日历移动")
    void whatTheHostAsks() {
        String number = dispatched("2026-12-31T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-12-31T10:00", "2027-01-07");
        acts.callMeeting("jinghe1", number, "2027-01-06T10:00", "会商。");
        acts.askForCoHandlers("jinghe1", number, List.of("ziran"), List.of(), "需用地意见。");
        acts.noticeOfDelay("jinghe1", number, "2027-01-12", "需专家论证。");
        assertDue(taskDue(number, "userTask_consentToMeeting"), "2027-01-01T18:00");
        assertDue(taskDue(number, "userTask_changeCoHandlers"), "2027-01-01T18:00");
        assertDue(taskDue(number, "userTask_decideDelay"), "2027-01-07T18:00"); // 1, 4, 5, 6, 7
        approve(number);
        assertDue(taskDue(number, "userTask_consentToMeeting"), "2027-01-04T18:00");
        assertDue(taskDue(number, "userTask_changeCoHandlers"), "2027-01-04T18:00");
        assertDue(taskDue(number, "userTask_decideDelay"), "2027-01-08T18:00"); // 4, 5, 6, 7, 8
        assertThat(jdbc.queryForList(
                        "select due_at from handling_request where kind = 'DELAY' and attempt_id = ?",
                        java.sql.Timestamp.class,
                        attempt(number, 1).id()))
                .containsExactly(java.sql.Timestamp.from(Acts.at("2027-01-08T18:00")));
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：双周届满落在假日的顺延；届满前一个工作日的提醒同步")
    void fortnights() {
        today("2026-12-07T10:00");
        String second = complex("2026-12-07T10:00", "2026-12-21"); // 21 December, then 4 January
        acts.timeIs("2026-12-18T18:00");
        acts.closeWithinFortnight("jinghe1", second);
        String first = complex("2026-12-18T18:00", "2027-01-01"); // Friday 18 December and fourteen days
        acts.timeIs("2026-12-22T10:00");
        assertDue(attempt(second, 1).warnAt(), "2027-01-01T18:00");
        approve(first);
        // Friday 1 to Sunday 3 January are free: Monday the 4th, asked for on Thursday 31 December
        assertDue(attempt(first, 1).dueAt(), "2027-01-04T18:00");
        assertThat(ends(first)).isEqualTo("2027-01-04T18:00");
        assertDue(attempt(second, 1).warnAt(), "2026-12-31T18:00");
        assertThat(ends(second)).isEqualTo("2027-01-04T18:00");
        acts.timeIs("2026-12-31T18:00");
        assertDue(taskDue(first, "userTask_decideFortnight"), "2027-01-04T18:00");
        assertDue(taskDue(second, "userTask_decideFortnight"), "2027-01-04T18:00");
    }

    private String complex(String at, String promised) {
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.COMPLEX, "jinghe", List.of(), Map.of("reason", "涉及多部门"));
        acts.respond("jinghe1", number, at, promised);
        return number;
    }

    private String ends(String number) {
        return jdbc.queryForObject(
                        "select max(ends_at) from fortnight where attempt_id = ?",
                        java.sql.Timestamp.class,
                        attempt(number, 1).id())
                .toInstant()
                .atZone(EngineClock.ZONE)
                .toLocalDateTime()
                .toString();
    }

    @Test
    @Tag("article-7")
    @Tag("article-14")
    @DisplayName("第七、十四条：下次回访、协办评价和报结的日期随日历移动；上级规定的日期不变")
    void visitsAndReports() {
        today("2026-12-31T10:00");
        String tried = dispatch();
        handled(tried, "2026-12-31T10:00");
        acts.visitInVain("ysb2", tried);
        String scored = dispatch("zijian");
        acts.opine("zijian1", scored, "同意。");
        handled(scored, "2026-12-31T10:00");
        acts.visit("ysb2", scored, Rating.SATISFIED);
        String reported = ordered(null);
        String bound = ordered("2027-01-08");
        assertDue(attempt(tried, 1).nextVisitAt(), "2027-01-01T14:30");
        assertDue(taskDue(scored, "userTask_scoreCoHandlers"), "2027-01-04T18:00"); // 1, 4
        assertDue(taskDue(reported, "userTask_reportBack"), "2027-01-01T18:00");
        approve(tried);
        assertDue(attempt(tried, 1).nextVisitAt(), "2027-01-04T14:30");
        assertDue(attempt(tried, 1).visitDueAt(), "2027-01-04T18:00");
        assertThat(timers(tried)).containsExactly("2027-01-04T14:30");
        assertDue(taskDue(scored, "userTask_scoreCoHandlers"), "2027-01-05T18:00"); // 4, 5
        assertThat(timers(scored)).containsExactly("2027-01-05T18:00");
        assertDue(taskDue(reported, "userTask_reportBack"), "2027-01-04T18:00");
        assertThat(timers(reported)).containsExactly("2027-01-05T09:00");
        assertDue(taskDue(bound, "userTask_reportBack"), "2027-01-08T18:00");
        // the day after Friday the 8th that is worked is Sunday the 10th
        assertThat(timers(bound)).containsExactly("2027-01-10T09:00");
    }

    private String ordered(String dueOn) {
        Map<String, Object> form = with(general(), "channel", "SUPERIOR");
        form.put("orderNumber", "陕营商办函〔2026〕5号");
        if (dueOn != null) {
            form.put("orderDueAt", dueOn);
        }
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        handled(number, "2026-12-31T10:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        return number;
    }
}
