package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import suban.InvalidInput;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.TimelineText;

@DisplayName("一般类转为复杂类")
class ReclassificationTest extends SubanTest {

    private static final String REASON = "涉及规划、电力两个系统，须分步解决。";

    /** Dispatched on Tuesday 28 April, due on 8 May: 29, 30 April, 6, 7, 8 May; 1 to 5 May are free. */
    private String beforeMay() {
        String number = dispatched("2026-04-28T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-04-28T10:00", "2026-05-07");
        assertDue(complaint(number).enterpriseDueAt(), "2026-05-08T18:00");
        return number;
    }

    private void refused(String number, String because) {
        List<Act> before = acts(number);
        assertRefused("number", () -> acts.reclassify("ysb1", number, REASON));
        try {
            acts.reclassify("ysb1", number, REASON);
        } catch (InvalidInput refusal) {
            assertThat(refusal.errors().get(0).message()).startsWith("投诉编号：").contains(because);
        }
        assertThat(acts(number)).isEqualTo(before);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：不能在5个工作日内办结的，到期前转为复杂类，自受理之日起14日；待办、提醒、协办期限一并移动，告知企业和各单位")
    void beforeTheDayItIsDue() {
        String number = beforeMay();
        acts.timeIs("2026-05-06T09:30");
        acts.reclassify("ysb1", number, REASON);

        assertThat(complaint(number).complaintClass()).isEqualTo(ComplaintClass.COMPLEX);
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        // fourteen calendar days after 28 April: Tuesday 12 May
        assertDue(complaint(number).enterpriseDueAt(), "2026-05-12T18:00");
        assertDue(attempt(number, 1).dueAt(), "2026-05-12T18:00");
        assertThat(attempt(number, 1).adjustedDueAt()).isNull();
        assertThat(attempt(number, 1).limitDays()).isEqualTo(14);
        assertThat(attempt(number, 1).limitKind()).isEqualTo("CALENDAR");
        assertDue(attempt(number, 1).dueAnchor(), "2026-04-28T10:00");
        assertThat(attempt(number, 1).promisedDate()).isEqualTo(LocalDate.parse("2026-05-07")); // it was told so
        assertDue(taskDue(number, "userTask_handle"), "2026-05-12T18:00");
        assertDue(taskDue(number, "userTask_coHandle"), "2026-05-11T18:00"); // one working day before
        assertThat(told(number, 1, "reclassified")).containsExactlyInAnyOrder("ENTERPRISE", "jinghe", "zijian");
        assertThat(notices(number, "reclassified"))
                .filteredOn(notice -> notice.recipient().equals("ENTERPRISE"))
                .singleElement()
                .satisfies(notice ->
                        assertThat(notice.body()).contains("2026年5月12日 18:00").contains(REASON));
        assertThat(timeline.of(complaint(number).id()))
                .filteredOn(entry -> entry.act() == Act.RECLASSIFIED)
                .singleElement()
                .satisfies(entry -> assertThat(TimelineText.of(entry, unit -> unit))
                        .isEqualTo("ysb一般类转为复杂类：原期限2026年5月8日 18:00，办理期限2026年5月12日 18:00，理由“涉及规划、电力两个系统，须分步解决”。"));
        refused(number, "已是复杂类"); // once is enough

        acts.timeIs("2026-05-09T10:00"); // a Saturday that is worked; the old dates have passed
        assertThat(times(Act.DUE_SOON, number)).isZero();
        assertThat(times(Act.OVERDUE, number)).isZero();
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle");
        acts.timeIs("2026-05-11T18:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        assertThat(openTasks(number))
                .containsExactly(
                        "userTask_coHandle",
                        "userTask_decideFortnight",
                        "userTask_handle",
                        "userTask_releaseCoHandler");
        assertDue(taskDue(number, "userTask_decideFortnight"), "2026-05-12T18:00");
        acts.delayFortnight("jinghe1", number, "2026-05-26", "电力增容须另行审批。"); // 12 + 14
        acts.timeIs("2026-05-12T18:00");
        assertThat(times(Act.OVERDUE, number)).isZero();
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-05-26T18:00");
        acts.opine("zijian1", number, "同意分步实施。");
        acts.ready("jinghe1", number, "已分步解决。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已解决。");
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        assertIntact(number);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：春节前已提醒到期的，转类后按新的期限再提醒；第14日逢假期顺延至节后第一个工作日")
    void overSpringFestival() {
        String number = dispatched("2026-02-06T10:00");
        acts.respond("jinghe1", number, "2026-02-06T10:00", "2026-02-13");
        assertDue(complaint(number).enterpriseDueAt(), "2026-02-13T18:00"); // 9 to 13 February
        acts.timeIs("2026-02-12T18:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        acts.timeIs("2026-02-13T10:00");
        acts.reclassify("ysb1", number, REASON);
        // the fourteenth day is Friday 20 February, free until the 23rd
        assertDue(complaint(number).enterpriseDueAt(), "2026-02-24T18:00");
        acts.timeIs("2026-02-13T18:00");
        assertThat(times(Act.OVERDUE, number)).isZero();
        acts.timeIs("2026-02-14T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_handle");
        acts.timeIs("2026-02-14T18:00"); // the worked Saturday is the last working day before
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(2);
        assertThat(told(number, 1, "dueSoon-2026-02-24")).containsExactly("jinghe");
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        acts.timeIs("2026-02-24T18:00");
        assertThat(times(Act.OVERDUE, number)).isEqualTo(1);
        assertThat(times(Act.FORTNIGHT_UNDECIDED, number)).isEqualTo(1);
        acts.timeIs("2026-02-25T12:00");
        assertThat(remindedOn(number, 1)).containsExactly("2026-02-25");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：国庆前第14日早于原期限的，已告知企业的期限不提前，双周随之")
    void neverEarlierThanTold() {
        String number = dispatched("2026-09-24T10:00");
        acts.respond("jinghe1", number, "2026-09-24T10:00", "2026-10-09");
        // 28, 29, 30 September, 8 and 9 October; the fourteenth day is 8 October already
        assertDue(complaint(number).enterpriseDueAt(), "2026-10-09T18:00");
        acts.timeIs("2026-09-29T10:00");
        acts.reclassify("ysb1", number, REASON);
        assertDue(complaint(number).enterpriseDueAt(), "2026-10-09T18:00");
        acts.timeIs("2026-10-08T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        assertDue(taskDue(number, "userTask_decideFortnight"), "2026-10-09T18:00");
    }

    @Test
    @Tag("article-8")
    @Tag("article-11")
    @DisplayName("第十一条：已批准的更晚的新日期仍然有效，双周按第14日作决定")
    void aGrantedDateStands() {
        String number = beforeMay();
        acts.noticeOfDelay("jinghe1", number, "2026-05-15", "图纸须重新审查。");
        acts.grant("ysb1", number, "2026-05-15");
        acts.reclassify("ysb1", number, REASON);
        assertDue(complaint(number).enterpriseDueAt(), "2026-05-12T18:00");
        assertDue(attempt(number, 1).dueAt(), "2026-05-12T18:00");
        assertDue(attempt(number, 1).adjustedDueAt(), "2026-05-15T18:00");
        assertDue(taskDue(number, "userTask_handle"), "2026-05-15T18:00");
        acts.timeIs("2026-05-11T18:00");
        assertThat(openTasks(number)).contains("userTask_decideFortnight");
        acts.closeWithinFortnight("jinghe1", number);
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-05-12T18:00");
    }

    @Test
    @Tag("article-8")
    @Tag("article-11")
    @DisplayName("第十一条：转类前告知延期、尚未决定的，可以决定到转类后的期限，不在原期限失效")
    void anOpenNoticeOfDelayMovesAlong() {
        String number = beforeMay();
        acts.noticeOfDelay("jinghe1", number, "2026-05-20", "图纸须重新审查。");
        acts.reclassify("ysb1", number, REASON);
        acts.timeIs("2026-05-09T10:00"); // the old date was the 8th
        assertThat(openTasks(number)).contains("userTask_decideDelay");
        assertDue(taskDue(number, "userTask_decideDelay"), "2026-05-12T18:00");
        acts.timeIs("2026-05-12T18:00");
        assertThat(openTasks(number)).doesNotContain("userTask_decideDelay");
    }

    @Test
    @Tag("article-8")
    @Tag("article-12")
    @DisplayName("第十二条：转类后改派主办的，新主办接着双周推进")
    void aNewHostGoesOn() {
        String number = beforeMay();
        acts.reclassify("ysb1", number, REASON);
        acts.timeIs("2026-05-07T10:00");
        acts.correct("ysb1", number, "jinghe", "qinhan", "厂房在秦汉新城。");
        // three working days: 8, 9 (worked) and 11 May; the case is due later
        assertDue(attempt(number, 1).effectiveDueAt(), "2026-05-12T18:00");
        acts.respond("qinhan1", number, "2026-05-07T10:00", "2026-05-12");
        acts.timeIs("2026-05-11T18:00");
        assertThat(seenBy("qinhan1", number)).containsExactly("userTask_decideFortnight", "userTask_handle");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：只有在办、到期前、首次办理的一般类可以转；理由必填；非负责协调的营商办不能转；复杂类不转回")
    void whoseTimeHasPassed() {
        String number = beforeMay();
        assertRefused("reason", () -> acts.officeAct("ysb1", number, "RECLASSIFY", null, Map.of()));
        assertRefused("number", () -> acts.reclassify("jingheysb1", number, REASON)); // another office's
        assertRefused("act", () -> acts.officeAct("ysb1", number, "MAKE_GENERAL", REASON, Map.of()));
        acts.timeIs("2026-05-08T17:59");
        assertThat(complaint(number).complaintClass()).isEqualTo(ComplaintClass.GENERAL);
        acts.timeIs("2026-05-08T18:00");
        refused(number, "已过");
    }

    @Test
    @Tag("article-8")
    @Tag("article-14")
    @DisplayName("第十四条：已答复的、补办的（不超过5个工作日）、即时办结的、待研判的、已办结的不能转为复杂类")
    void notInTheseStates() {
        today("2026-03-02T10:00");
        String untriaged = acts.register("ysb1", general());
        refused(untriaged, "不在办理中");
        acts.triage("ysb1", untriaged, ComplaintClass.IMMEDIATE, "jinghe", List.of(), Map.of("reason", "现场可以答复"));
        refused(untriaged, "即时办结");
        String number = replied("2026-03-02T10:00");
        refused(number, "已答复");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        refused(number, "第2次办理");
        handled(number, "2026-03-02T10:00");
        acts.visit("ysb2", number, Rating.SATISFIED);
        refused(number, "已办结");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：上级规定的日期更早的仍从其规定，转类后进入双周")
    void anOrdersDateRules() {
        today("2026-03-02T10:00");
        Map<String, Object> form = with(general(), "channel", "SUPERIOR");
        form.put("orderNumber", "省营商办〔2026〕8号");
        form.put("orderDueAt", "2026-03-12");
        String number = acts.register("ysb1", form);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-09T18:00");
        acts.reclassify("ysb1", number, REASON);
        assertDue(complaint(number).enterpriseDueAt(), "2026-03-12T18:00"); // not the 16th
        acts.timeIs("2026-03-11T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
    }
}
