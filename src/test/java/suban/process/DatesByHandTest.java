package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.Acts;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Status;
import suban.problems.ProblemReviewService;

/**
 * The days of each article around Spring Festival, Labour Day, Mid-Autumn and National Day 2026, and over both turns of the year, as
 * the processes set them. Worked out by hand with the State Council's list for 2026: off are 1–3 January, 15–23 February, 4–6 April,
 * 1–5 May, 19–21 June, 25–27 September and 1–7 October; worked are the weekend days 4 January, 14 and 28 February, 9 May, 20
 * September and 10 October. 2027 is not approved: Monday to Friday count, 1 January with them, and what runs into it is provisional.
 */
@DisplayName("各条期限，逐日手算")
class DatesByHandTest extends SubanTest {

    @Autowired
    private ProblemReviewService reviews;

    @ParameterizedTest(name = "{0}自行收到：{1}前协调；接办后{2}前研判，{3}前办结")
    @CsvSource({
        // Friday 13 February, Saturday 14 (worked), 24, 25, 26; 27; then 27, Saturday 28 (worked), 2, 3, 4 March
        "2026-02-12T10:00, 2026-02-26, 2026-02-27, 2026-03-04",
        // 29, 30 April, 6, 7, 8 May; Saturday 9 (worked); then 9, 11, 12, 13, 14
        "2026-04-28T10:00, 2026-05-08, 2026-05-09, 2026-05-14",
        // 29, 30 September, 8, 9, Saturday 10 (worked) October; Monday 12; then 12, 13, 14, 15, 16
        "2026-09-28T10:00, 2026-10-10, 2026-10-12, 2026-10-16",
        // 30, 31 December, Sunday 4 (worked), 5, 6 January; 7; then 7, 8, 9, 12, 13
        "2025-12-29T10:00, 2026-01-06, 2026-01-07, 2026-01-13",
        // 30, 31 December, Friday 1, Monday 4, 5 January 2027; 6; then 6, 7, 8, 11, 12
        "2026-12-29T10:00, 2027-01-05, 2027-01-06, 2027-01-12"
    })
    @Tag("article-7")
    @Tag("article-8")
    @DisplayName("第七条（四）（五）：收到的单位五个工作日先行协调，期满由营商办接办，一个工作日研判，自接办之日起五个工作日办结")
    void coordinatedFirst(String received, String coordinated, String triaged, String due) {
        today(received);
        String number = acts.register("shichang1", with(with(general(), "channel", "UNIT"), "receivedBy", "shichang"));
        assertDue(taskDue(number, "userTask_coordinateFirst"), coordinated + "T18:00");
        acts.timeIs(coordinated + "T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_coordinateFirst");
        acts.timeIs(coordinated + "T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        assertThat(status(number)).isEqualTo(Status.TRIAGE);
        assertDue(taskDue(number, "userTask_triage"), triaged + "T18:00");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        assertDue(complaint(number).enterpriseDueAt(), due + "T18:00");
        assertThat(complaint(number).provisional()).isEqualTo(due.startsWith("2027"));
    }

    @ParameterizedTest(name = "{0}受理：{1}前研判，即时办结{2}，一般类{3}前")
    @CsvSource({
        // the worked Saturday, after 17:00: its own day for the answer; Tuesday 24; 24, 25, 26, 27, Saturday 28
        // (worked)
        "2026-02-14T17:30, 2026-02-24, 2026-02-14, 2026-02-28",
        // a day of the festival: the answer is due on the first day after it
        "2026-02-17T10:00, 2026-02-24, 2026-02-24, 2026-02-28",
        // 6, 7, 8, Saturday 9 (worked), 11 May
        "2026-05-01T10:00, 2026-05-06, 2026-05-06, 2026-05-11",
        // the worked Saturday; 11, 12, 13, 14, 15 May
        "2026-05-09T10:00, 2026-05-11, 2026-05-09, 2026-05-15",
        // Mid-Autumn; 28, 29, 30 September, 8, 9 October
        "2026-09-25T10:00, 2026-09-28, 2026-09-28, 2026-10-09",
        // the worked Sunday; 21, 22, 23, 24, and after Mid-Autumn Monday 28 September
        "2026-09-20T10:00, 2026-09-21, 2026-09-20, 2026-09-28",
        // the worked Saturday; 12, 13, 14, 15, 16 October
        "2026-10-10T10:00, 2026-10-12, 2026-10-10, 2026-10-16",
        // Sunday 4 (worked), 5, 6, 7, 8 January
        "2025-12-31T10:00, 2026-01-04, 2025-12-31, 2026-01-08",
        "2026-01-02T10:00, 2026-01-04, 2026-01-04, 2026-01-08",
        // Friday 1 (not approved, so it counts), 4, 5, 6, 7 January 2027
        "2026-12-31T10:00, 2027-01-01, 2026-12-31, 2027-01-07"
    })
    @Tag("article-8")
    @DisplayName("第八条：一个工作日研判；即时办结于受理当日，未答复的转为一般类，仍自受理起五个工作日")
    void acceptedOnThisDay(String accepted, String triage, String immediate, String general) {
        today(accepted);
        String number = acts.register("ysb1", general());
        assertDue(taskDue(number, "userTask_triage"), triage + "T18:00");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        assertDue(complaint(number).enterpriseDueAt(), general + "T18:00");
        assertDue(attempt(number, 1).dueAt(), general + "T18:00");
        assertThat(complaint(number).provisional()).isEqualTo(general.startsWith("2027"));

        String answered = acts.register("ysb1", general());
        acts.triage("ysb1", answered, ComplaintClass.IMMEDIATE, "jinghe", List.of(), Map.of("reason", "政策咨询"));
        assertDue(taskDue(answered, "userTask_answerImmediately"), immediate + "T18:00");
        acts.timeIs(immediate + "T18:00");
        assertThat(openTasks(answered)).containsExactly("userTask_respond");
        assertThat(complaint(answered).complaintClass()).isEqualTo(ComplaintClass.GENERAL);
        assertDue(attempt(answered, 1).dueAt(), general + "T18:00");
    }

    @ParameterizedTest(name = "{0}交办：{1}前回应")
    @CsvSource({
        "2026-02-14T16:59, 2026-02-14", // the worked Saturday, before the cut-off
        "2026-02-14T17:00, 2026-02-24", // at the cut-off: the first day after the festival
        "2026-02-15T10:00, 2026-02-24", // the festival's first day
        "2026-02-28T10:00, 2026-02-28", // the second worked Saturday
        "2026-04-30T17:00, 2026-05-06",
        "2026-05-09T10:00, 2026-05-09", // worked
        "2026-05-10T10:00, 2026-05-11", // a Sunday like any other
        "2026-09-20T10:00, 2026-09-20", // a worked Sunday
        "2026-09-24T17:30, 2026-09-28", // before Mid-Autumn
        "2026-09-30T17:00, 2026-10-08",
        "2026-10-10T17:30, 2026-10-12", // a worked Saturday after the cut-off
        "2025-12-31T17:30, 2026-01-04", // a worked Sunday
        "2026-12-31T17:30, 2027-01-01" // a Friday of a year that is not approved
    })
    @Tag("article-9")
    @DisplayName("第九条：主办单位当日回应；17时及以后、休息日交办的，次一工作日为当日，调休上班日也是当日")
    void respondedToOnTheDay(String dispatched, String responded) {
        String number = dispatched(dispatched);
        assertDue(taskDue(number, "userTask_respond"), responded + "T18:00");
        acts.timeIs(responded + "T17:59");
        assertThat(attempt(number, 1).responseLateAt()).isNull();
        acts.timeIs(responded + "T18:00");
        assertDue(attempt(number, 1).responseLateAt(), responded + "T18:00");
        assertThat(told(number, 1, "responseOverdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
    }

    @ParameterizedTest(name = "{0}交办{1}到期：{2}不是工作日，{3}可以，{4}提醒，{5}催办")
    @CsvSource({
        // 13, 14 (worked), 24, 25, 26 February; Sunday 1 March; Saturday 28 February (worked), the day before 27;
        // Monday 2 March
        "2026-02-12T10:00, 2026-02-26, 2026-03-01, 2026-02-28, 2026-02-27, 2026-03-02",
        // 29, 30 April, 6, 7, 8 May; Sunday 10; Saturday 9 (worked), the day before 8; Monday 11
        "2026-04-28T10:00, 2026-05-08, 2026-05-10, 2026-05-09, 2026-05-08, 2026-05-11",
        // 24, 28, 29, 30 September after Mid-Autumn, and 8 October; 7 October is off; Saturday 10 (worked), the day
        // before 9; Monday 12
        "2026-09-23T10:00, 2026-10-08, 2026-10-11, 2026-10-10, 2026-10-09, 2026-10-12",
        // 25, 26, 29, 30, 31 December; 2 January is off; Sunday 4 (worked), the day before 31 December; Monday 5
        "2025-12-24T10:00, 2025-12-31, 2026-01-02, 2026-01-04, 2025-12-31, 2026-01-05",
        // 25, 28, 29, 30, 31 December; Saturday 2 January 2027; Friday 1 (not approved), the day before 31 December;
        // Monday 4
        "2026-12-24T10:00, 2026-12-31, 2027-01-02, 2027-01-01, 2026-12-31, 2027-01-04"
    })
    @Tag("article-11")
    @DisplayName("第十一条：批准的新日期须是工作日，原期限保留；提醒、逾期、催办按新日期")
    void aNewDate(String dispatched, String due, String free, String granted, String warned, String reminded) {
        String number = dispatched(dispatched);
        acts.respond("jinghe1", number, dispatched, due);
        assertDue(attempt(number, 1).dueAt(), due + "T18:00");
        acts.noticeOfDelay("jinghe1", number, granted, "图纸须重新审查。");
        assertRefused("newDate", () -> acts.grant("ysb1", number, free));
        acts.grant("ysb1", number, granted);
        assertDue(attempt(number, 1).dueAt(), due + "T18:00");
        assertDue(attempt(number, 1).adjustedDueAt(), granted + "T18:00");
        assertDue(complaint(number).enterpriseDueAt(), due + "T18:00");
        acts.timeIs(warned + "T17:59");
        assertThat(times(Act.DUE_SOON, number)).isZero();
        acts.timeIs(warned + "T18:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        acts.timeIs(granted + "T17:59");
        assertThat(times(Act.OVERDUE, number)).isZero();
        acts.timeIs(granted + "T18:00");
        assertDue(attempt(number, 1).overdueAt(), granted + "T18:00");
        acts.timeIs(reminded + "T12:00");
        assertThat(remindedOn(number, 1)).containsExactly(reminded);
    }

    @ParameterizedTest(name = "{0}交办：{1}前提出，{2}前裁定，{3}前负责人裁定，新单位{4}前")
    @CsvSource({
        // 30 April; 6 May; 7; 8, Saturday 9 (worked), 11, later than the original 30, 6, 7, 8, 9
        "2026-04-29T10:00, 2026-04-30, 2026-05-06, 2026-05-07, 2026-05-11, 2026-05-09",
        // 30 September; 8 October; 9; Saturday 10 (worked), 12, 13, later than the original 30, 8, 9, 10, 12
        "2026-09-29T10:00, 2026-09-30, 2026-10-08, 2026-10-09, 2026-10-13, 2026-10-12",
        // the worked Sunday 20; 21; 22; 23, 24, 28 September, later than the original 20, 21, 22, 23, 24
        "2026-09-18T10:00, 2026-09-20, 2026-09-21, 2026-09-22, 2026-09-28, 2026-09-24",
        // 31 December; Sunday 4 January (worked); 5; 6, 7, 8, later than the original 31, 4, 5, 6, 7
        "2025-12-30T10:00, 2025-12-31, 2026-01-04, 2026-01-05, 2026-01-08, 2026-01-07",
        // 31 December; Friday 1 January 2027; Monday 4; 5, 6, 7, later than the original 31, 1, 4, 5, 6
        "2026-12-30T10:00, 2026-12-31, 2027-01-01, 2027-01-04, 2027-01-07, 2027-01-06"
    })
    @Tag("article-12")
    @DisplayName("第十二条：一个工作日内提出异议；一个工作日裁定，期满再一个工作日由负责人裁定；新单位至少三个工作日，企业期限不变")
    void anObjection(String dispatched, String raised, String ruled, String head, String newDue, String enterprise) {
        String number = dispatched(dispatched, "zijian");
        acts.timeIs(raised + "T18:00");
        acts.object("jinghe1", number, "userTask_respond", "qinhan", "不在辖区。");
        assertThat(times(Act.OBJECTION_RAISED, number)).isEqualTo(1);
        acts.timeIs(raised + "T18:01");
        acts.object("zijian1", number, "userTask_coHandle", "ziran", "不属住建职能。");
        assertThat(times(Act.OBJECTION_LATE, number)).isEqualTo(1);
        assertDue(taskDue(number, "userTask_ruleOnObjection"), ruled + "T18:00");
        acts.timeIs(ruled + "T18:00");
        assertDue(taskDue(number, "userTask_ruleFinally"), head + "T18:00");
        acts.timeIs(head + "T10:00");
        acts.ruleFinally("ysbhead", number, "qinhan", "属秦汉新城辖区。");
        assertDue(attempt(number, 1).effectiveDueAt(), newDue + "T18:00");
        assertDue(complaint(number).enterpriseDueAt(), enterprise + "T18:00");
        assertDue(attempt(number, 1).responseDueAt(), head + "T18:00");
        assertThat(attempt(number, 1).host()).isEqualTo("qinhan");
        assertThat(notices.findByComplaintIdOrderById(complaint(number).id()))
                .filteredOn(notice -> notice.subject().contains("延期"))
                .extracting(suban.notice.Notice::recipient)
                .contains("ENTERPRISE");
    }

    @ParameterizedTest(name = "{0}等候：{1}梳理")
    @CsvSource({
        "2025-12-10T10:00, 2026-01-06T09:00", // Sunday 4 January (worked), 5, 6
        "2026-01-20T10:00, 2026-02-04T09:00", // 2, 3, 4 February
        "2026-04-10T10:00, 2026-05-08T09:00", // 6, 7, 8 May
        "2026-09-10T10:00, 2026-10-10T09:00", // 8, 9, Saturday 10 October (worked)
        "2026-12-10T10:00, 2027-01-05T09:00" // Friday 1, Monday 4, 5 January 2027
    })
    @Tag("article-13")
    @DisplayName("第十三条：定期梳理，每月第三个工作日")
    void theReview(String now, String day) {
        jdbc.update(
                "delete from problem_review where not exists (select 1 from problem p where p.review_id = problem_review.id)");
        today(now);
        reviews.awaitNextReview();
        Job timer =
                managementOfCases.createJobQuery().activityId("event_reviewDay").singleResult();
        assertThat(timer.getDuedate().toInstant()).isEqualTo(Acts.at(day));
    }

    @ParameterizedTest(name = "{0}未评价办结：{1}可以重新开启，{2}不可以；{3}前回访")
    @CsvSource({
        // 30 calendar days; the call 2, 3 March
        "2026-01-29, 2026-02-28, 2026-03-01, 2026-03-03",
        // into Labour Day: 6, 7 May
        "2026-04-02, 2026-05-02, 2026-05-03, 2026-05-07",
        // into National Day: 8, 9 October
        "2026-09-04, 2026-10-04, 2026-10-05, 2026-10-09",
        // over the turn of the year: Sunday 4 (worked), 5 January
        "2025-12-04, 2026-01-03, 2026-01-04, 2026-01-05"
    })
    @Tag("article-14")
    @DisplayName("第十四条：未评价办结的，三十日内可以重新开启，两个工作日内回访")
    void reopened(String closed, String last, String tooLate, String call) {
        String[] numbers = {unrated(closed), null};
        acts.timeIs(last + "T23:00");
        acts.reopen("ysb1", numbers[0], "企业来电。");
        assertDue(taskDue(numbers[0], "userTask_visit"), call + "T18:00");
        numbers[1] = unrated(closed);
        acts.timeIs(tooLate + "T00:01");
        assertRefused("number", () -> acts.reopen("ysb1", numbers[1], "企业来电。"));
    }

    /** Closed on this day after three calls in vain. */
    private String unrated(String day) {
        String number = replied(day + "T10:00");
        for (int call = 0; call < 3; call++) {
            acts.visitInVain("ysb2", number);
            if (call < 2) {
                Instant next = attempt(number, 1).nextVisitAt();
                time.set(next);
                managementOfCases
                        .createJobQuery()
                        .activityId("event_nextVisit")
                        .list()
                        .forEach(job -> managementOfCases.executeJob(job.getId()));
                time.set(Acts.at(day + "T12:00"));
            }
        }
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        return number;
    }

    @Test
    @Tag("article-16")
    @DisplayName("第十六条：2025年度的考核在2026年1月的第十个工作日启动，元旦假期不算，调休的星期日算")
    void theTenthWorkingDayOfJanuary() {
        today("2025-12-30T10:00");
        Job check = managementOfCases
                .createJobQuery()
                .processDefinitionKey("annualAppraisal")
                .timers()
                .singleResult();
        jdbc.update("delete from appraisal_case");
        jdbc.update("delete from appraisal_row");
        jdbc.update("delete from appraisal_note");
        jdbc.update("delete from appraisal");
        managementOfCases.setJobDuedate(check.getId(), Date.from(Acts.at("2026-01-13T09:00")));
        try {
            // Sunday 4 January (worked), 5, 6, 7, 8, 9, 12, 13, 14, 15
            acts.timeIs("2026-01-15T08:59");
            assertThat(reviewsOfTheRanking()).isZero();
            acts.timeIs("2026-01-15T09:00");
            assertThat(reviewsOfTheRanking()).isEqualTo(1);
        } finally {
            managementOfCases
                    .createJobQuery()
                    .processDefinitionKey("annualAppraisal")
                    .timers()
                    .list()
                    .forEach(job -> managementOfCases.setJobDuedate(job.getId(), check.getDuedate()));
            jdbc.update("delete from appraisal_case");
            jdbc.update("delete from appraisal_row");
            jdbc.update("delete from appraisal_note");
            jdbc.update("delete from appraisal");
        }
    }

    private long reviewsOfTheRanking() {
        return tasks.createTaskQuery()
                .taskDefinitionKey("userTask_reviewAppraisal")
                .count();
    }
}
