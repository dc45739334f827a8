package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.notice.Notice;

/**
 * The first, second and third attempt with all their timers, each over the same days: whatever holds of the first holds of the others.
 * All dates are worked out by hand; of 2026 these are off: 1–3 January, 15–23 February, 4–6 April, 1–5 May, 19–21 June, 25–27
 * September, 1–7 October, and these Saturdays and Sundays are worked: 4 January, 14 and 28 February, 9 May, 20 September, 10 October.
 * Of 2027 nothing is approved: Monday to Friday count, and the date is provisional.
 */
@DisplayName("三次办理的各项计时")
class AttemptTimersTest extends SubanTest {

    /**
     * What follows from a dispatch at ten o'clock on {@code day} to which nobody does anything: five working days; the days are
     * counted in the comments.
     */
    private record Season(
            String name, String day, String dayBefore, String due, List<String> reminded, String firstCall) {

        String dispatch() {
            return day + "T10:00";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Season> seasons() {
        return Stream.of(
                // Friday 13 February, Saturday the 14th (worked), Tuesday the 24th, 25, 26; then Friday 27, Saturday 28
                // (worked),
                // Monday 2 March; the first call-back 3, 4 March
                new Season(
                        "春节",
                        "2026-02-12",
                        "2026-02-25",
                        "2026-02-26",
                        List.of("2026-02-27", "2026-02-28", "2026-03-02"),
                        "2026-03-04"),
                // Wednesday 29 and 30 April, Wednesday 6 May, 7, 8; then Saturday the 9th (worked), Monday 11, 12; 13,
                // 14 May
                new Season(
                        "劳动节",
                        "2026-04-28",
                        "2026-05-07",
                        "2026-05-08",
                        List.of("2026-05-09", "2026-05-11", "2026-05-12"),
                        "2026-05-14"),
                // Sunday 20 September (worked), 21, 22, 23, 24; the 25th to the 27th off: Monday 28, 29, 30; 8, 9
                // October
                new Season(
                        "中秋节和国庆节",
                        "2026-09-18",
                        "2026-09-23",
                        "2026-09-24",
                        List.of("2026-09-28", "2026-09-29", "2026-09-30"),
                        "2026-10-09"),
                // Tuesday 29 and 30 September, Thursday 8 October, 9, Saturday the 10th (worked); then Monday 12, 13,
                // 14; 15, 16
                new Season(
                        "国庆节",
                        "2026-09-28",
                        "2026-10-09",
                        "2026-10-10",
                        List.of("2026-10-12", "2026-10-13", "2026-10-14"),
                        "2026-10-16"),
                // Tuesday 30 and 31 December, Sunday 4 January (worked), 5, 6; then Wednesday 7, 8, 9; Monday 12, 13
                new Season(
                        "2026年元旦",
                        "2025-12-29",
                        "2026-01-05",
                        "2026-01-06",
                        List.of("2026-01-07", "2026-01-08", "2026-01-09"),
                        "2026-01-13"),
                // Wednesday 30 and 31 December, Friday 1 January (not approved yet, so it counts), Monday 4, 5; then 6,
                // 7, 8; 11, 12
                new Season(
                        "2027年元旦",
                        "2026-12-29",
                        "2027-01-04",
                        "2027-01-05",
                        List.of("2027-01-06", "2027-01-07", "2027-01-08"),
                        "2027-01-12"));
    }

    private static Stream<Arguments> seasonsAndAttempts() {
        return seasons().flatMap(season -> IntStream.rangeClosed(1, 3).mapToObj(no -> Arguments.of(season, no)));
    }

    @ParameterizedTest(name = "{0}，第{1}次办理")
    @MethodSource("seasonsAndAttempts")
    @Tag("article-4")
    @Tag("article-8")
    @Tag("article-9")
    @Tag("article-14")
    @Tag("article-15")
    @DisplayName("第八、九、十四、十五条：当日回应，五个工作日，前一工作日提醒和协办意见，逾期上报，每个工作日催办，答复后两个工作日回访")
    void everyClockOfTheAttempt(Season season, int no) {
        String number = dispatched(no, season.dispatch(), "zijian");
        assertDue(attempt(number, no).dispatchedAt(), season.dispatch());
        assertDue(attempt(number, no).dueAt(), season.due() + "T18:00");
        assertThat(attempt(number, no).provisional()).isEqualTo(season.due().startsWith("2027"));
        assertDue(taskDue(number, "userTask_respond"), season.day() + "T18:00");
        assertDue(taskDue(number, "userTask_coHandle"), season.dayBefore() + "T18:00");

        // 当日回应: late at close of business, told once, and still to be done
        acts.timeIs(season.day() + "T17:59");
        assertThat(told(number, no, "responseOverdue")).isEmpty();
        acts.timeIs(season.day() + "T18:00");
        assertThat(told(number, no, "responseOverdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
        assertDue(attempt(number, no).responseLateAt(), season.day() + "T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_respond");
        acts.respond("jinghe1", number, season.day() + "T18:00", season.due());
        assertDue(taskDue(number, "userTask_handle"), season.due() + "T18:00");

        // one working day before: whoever works is warned, the co-handler's opinion is late and may be released
        acts.timeIs(season.dayBefore() + "T17:59");
        assertThat(told(number, no, "dueSoon")).isEmpty();
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle");
        acts.timeIs(season.dayBefore() + "T18:00");
        assertThat(told(number, no, "dueSoon")).containsExactly("jinghe", "zijian");
        assertThat(openTasks(number))
                .containsExactly("userTask_coHandle", "userTask_handle", "userTask_releaseCoHandler");
        assertThat(seenBy("ysb1", number)).containsExactly("userTask_releaseCoHandler");
        assertDue(taskDue(number, "userTask_releaseCoHandler"), season.due() + "T18:00");

        // due: reported to both offices, once
        acts.timeIs(season.due() + "T17:59");
        assertThat(attempt(number, no).overdueAt()).isNull();
        acts.timeIs(season.due() + "T18:00");
        assertDue(attempt(number, no).overdueAt(), season.due() + "T18:00");
        assertThat(told(number, no, "overdue")).containsExactlyInAnyOrder("jingheysb", "ysb");

        // 催办 each working day, make-up days included, holidays and weekends not, of everybody who still works
        String third = season.reminded().get(2);
        acts.timeIs(third + "T12:00");
        assertThat(remindedOf(number, no, "jinghe")).isEqualTo(season.reminded());
        assertThat(remindedOf(number, no, "zijian")).isEqualTo(season.reminded());
        assertThat(told(number, no, "overdue")).hasSize(2);
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);

        // answered at last: everything is silent, and the office calls within two working days
        acts.release("ysb1", number, "不再等待。");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已办结，抱歉迟复。");
        assertDue(taskDue(number, "userTask_visit"), season.firstCall() + "T18:00");
        acts.timeIs(season.firstCall() + "T18:00");
        assertThat(remindedOf(number, no, "jinghe")).hasSize(3);
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        for (int earlier = 1; earlier < no; earlier++) {
            assertThat(remindedOf(number, earlier, "jinghe")).isEmpty();
            assertThat(attempt(number, earlier).overdueAt()).isNull();
        }
        assertThat(ledger.attempts(complaint(number))).hasSize(no);
        assertIntact(number);
    }

    @ParameterizedTest(name = "{0}答复，第{5}次办理：{1}、{2}、{3}，{4}前评价协办")
    @MethodSource("triesAndAttempts")
    @Tag("article-14")
    @DisplayName("第十四条：两个工作日内回访，三次在三个工作日的不同时段；主办两个工作日内评价协办，逾期不再等待")
    void everyClockOfTheVisit(String replied, String due, String second, String third, String scores, int no) {
        String number = dispatched(no, replied, "zijian");
        acts.opine("zijian1", number, "同意。");
        handled(number, replied);
        assertDue(taskDue(number, "userTask_visit"), due);

        acts.visitInVain("ysb2", number);
        assertThat(openTasks(number)).isEmpty();
        acts.timeIs(minuteBefore(second));
        assertThat(openTasks(number)).isEmpty();
        acts.timeIs(second);
        assertDue(taskDue(number, "userTask_visit"), second.substring(0, 10) + "T18:00");
        acts.visitInVain("ysb2", number);
        acts.timeIs(minuteBefore(third));
        assertThat(openTasks(number)).isEmpty();
        acts.timeIs(third);
        assertDue(taskDue(number, "userTask_visit"), third.substring(0, 10) + "T18:00");
        acts.visitInVain("ysb2", number);

        assertThat(openTasks(number)).containsExactly("userTask_scoreCoHandlers");
        assertThat(seenBy("jinghe1", number)).containsExactly("userTask_scoreCoHandlers");
        assertDue(taskDue(number, "userTask_scoreCoHandlers"), scores);
        acts.timeIs(minuteBefore(scores));
        assertThat(openTasks(number)).containsExactly("userTask_scoreCoHandlers");
        acts.timeIs(scores);
        assertEnded(number, Status.CLOSED, "endEvent_closedUnrated");
        assertDue(complaint(number).closedAt(), scores);
    }

    private static Stream<Arguments> triesAndAttempts() {
        return Stream.of(
                        // the worked Saturday 14 February; Tuesday 24, 25; scores 26, 27
                        List.of(
                                "2026-02-14T10:00",
                                "2026-02-25T18:00",
                                "2026-02-24T14:30",
                                "2026-02-25T09:30",
                                "2026-02-27T18:00"),
                        // Thursday 30 April; Wednesday 6 May, 7; scores 8, Saturday the 9th (worked)
                        List.of(
                                "2026-04-30T10:00",
                                "2026-05-07T18:00",
                                "2026-05-06T14:30",
                                "2026-05-07T09:30",
                                "2026-05-09T18:00"),
                        // Wednesday 30 September; Thursday 8 October, 9; scores Saturday the 10th (worked), Monday 12
                        List.of(
                                "2026-09-30T10:00",
                                "2026-10-09T18:00",
                                "2026-10-08T14:30",
                                "2026-10-09T09:30",
                                "2026-10-12T18:00"),
                        // Wednesday 31 December; Sunday 4 January (worked), 5; scores 6, 7
                        List.of(
                                "2025-12-31T10:00",
                                "2026-01-05T18:00",
                                "2026-01-04T14:30",
                                "2026-01-05T09:30",
                                "2026-01-07T18:00"),
                        // Thursday 31 December; Friday 1 January 2027 (not approved, so it counts), Monday 4; scores 5,
                        // 6
                        List.of(
                                "2026-12-31T10:00",
                                "2027-01-04T18:00",
                                "2027-01-01T14:30",
                                "2027-01-04T09:30",
                                "2027-01-06T18:00"))
                .flatMap(dates -> IntStream.rangeClosed(1, 3)
                        .mapToObj(no -> Arguments.of(
                                dates.get(0), dates.get(1), dates.get(2), dates.get(3), dates.get(4), no)));
    }

    @ParameterizedTest(name = "{0}不满意：{1}前决定，{2}前督查，{3}、{4}催办，{5}前第三次办结")
    @CsvSource({
        // decision 24, 25 February; record 26, 27, Saturday 28 (worked), 2, 3 March; third 6, 9, 10, 11, 12
        "2026-02-14, 2026-02-25, 2026-03-03, 2026-03-04, 2026-03-05, 2026-03-12",
        // 6, 7 May; 8, Saturday 9 (worked), 11, 12, 13; 18, 19, 20, 21, 22
        "2026-04-30, 2026-05-07, 2026-05-13, 2026-05-14, 2026-05-15, 2026-05-22",
        // 8, 9 October; Saturday 10 (worked), 12, 13, 14, 15; Friday 16 and Monday 19; 20, 21, 22, 23, 26
        "2026-09-30, 2026-10-09, 2026-10-15, 2026-10-16, 2026-10-19, 2026-10-26",
        // Sunday 4 (worked), 5 January; 6, 7, 8, 9, 12; 13, 14; 15, 16, 19, 20, 21
        "2025-12-31, 2026-01-05, 2026-01-12, 2026-01-13, 2026-01-14, 2026-01-21",
        // Friday 1, Monday 4 January 2027; 5, 6, 7, 8, 11; 12, 13; 14, 15, 18, 19, 20
        "2026-12-31, 2027-01-04, 2027-01-11, 2027-01-12, 2027-01-13, 2027-01-20"
    })
    @Tag("article-15")
    @DisplayName("第十五条：两个工作日决定，期满按督查办理；五个工作日督查，逾期每个工作日催办；第三次交办带督办函，五个工作日")
    void everyClockOfTheSupervision(
            String dissatisfied, String decide, String record, String late1, String late2, String thirdDue) {
        String number = dissatisfiedTwice(dissatisfied + "T10:00");
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(number).list())
                .hasSize(2)
                .allSatisfy(task -> assertDue(task.getDueDate().toInstant(), decide + "T18:00"));
        acts.timeIs(decide + "T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_decideSupervision", "userTask_decideSupervision");
        acts.timeIs(decide + "T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_recordSupervision");
        assertDue(taskDue(number, "userTask_recordSupervision"), record + "T18:00");
        acts.timeIs(late1 + "T08:59");
        assertThat(remindersOf("supervisionReminder", number)).isEmpty();
        acts.timeIs(late2 + "T12:00");
        assertThat(remindersOf("supervisionReminder", number))
                .containsExactly(late1 + " ysb", late1 + " ducha", late2 + " ysb", late2 + " ducha");
        acts.recordSupervision("ducha1", number, "窗口重复要求补件。", "口径不一。", "限期核发许可。");

        assertDue(attempt(number, 3).dueAt(), thirdDue + "T18:00");
        assertDue(attempt(number, 3).responseDueAt(), late2 + "T18:00");
        assertThat(told(number, 3, "supervisionLetter")).containsExactly("jinghe");
        assertThat(ledger.attempts(complaint(number))).hasSize(3);
    }

    @ParameterizedTest(name = "{0}第三次不满意：{1}前认定，{2}起催办，{4}前移送，{5}起催办")
    @CsvSource({
        // 24, 25 February; 26, 27, Saturday 28 (worked); sent by 2, 3 March
        "2026-02-14, 2026-02-25, 2026-02-26, 2026-02-28, 2026-03-03, 2026-03-04",
        // 6, 7 May; 8, Saturday 9 (worked), 11; 12, 13
        "2026-04-30, 2026-05-07, 2026-05-08, 2026-05-11, 2026-05-13, 2026-05-14",
        // 8, 9 October; Saturday 10 (worked), 12, 13; 14, 15
        "2026-09-30, 2026-10-09, 2026-10-10, 2026-10-13, 2026-10-15, 2026-10-16",
        // Sunday 4 (worked), 5 January; 6, 7, 8; 9, 12
        "2025-12-31, 2026-01-05, 2026-01-06, 2026-01-08, 2026-01-12, 2026-01-13",
        // Friday 1, Monday 4 January 2027; 5, 6, 7; 8, 11
        "2026-12-31, 2027-01-04, 2027-01-05, 2027-01-07, 2027-01-11, 2027-01-12"
    })
    @Tag("article-15")
    @DisplayName("第十五条：第三次不满意后两个工作日认定，两个工作日移送，逾期每个工作日催办；没有第四次交办")
    void everyClockOfTheAccountability(
            String dissatisfied, String judge, String first, String judged, String send, String late) {
        String number = dispatched(3, dissatisfied + "T10:00");
        handled(number, dissatisfied + "T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(number).list())
                .hasSize(2)
                .allSatisfy(task -> assertDue(task.getDueDate().toInstant(), judge + "T18:00"));
        acts.timeIs(first + "T08:59");
        assertThat(remindersOf("judgementReminder", number)).isEmpty();
        acts.timeIs(first + "T12:00");
        assertThat(remindersOf("judgementReminder", number)).containsExactly(first + " ysb", first + " ducha");
        acts.timeIs(judged + "T12:00");
        assertThat(remindersOf("judgementReminder", number)).hasSize(6);
        acts.judge("ysb1", number, "NEGLIGENT", "未推进。");
        acts.judge("ducha1", number, "NEGLIGENT", "未推进。");
        assertDue(taskDue(number, "userTask_sendReferral"), send + "T18:00");
        acts.timeIs(late + "T08:59");
        assertThat(remindersOf("referralReminder", number)).isEmpty();
        acts.timeIs(late + "T12:00");
        assertThat(remindersOf("referralReminder", number)).containsExactly(late + " ysb");
        assertThat(ledger.attempts(complaint(number))).hasSize(3);
    }

    @ParameterizedTest(name = "{0}受理：{1}提出，{2}届满，延至{3}，{4}不满意，补办{5}前")
    @CsvSource({
        // Monday 16 February is off until Tuesday the 24th; asked on Saturday the 14th (worked); the next fortnight
        // ends on Tuesday
        // 10 March; the second attempt 12, 13, 16, 17, 18 March
        "2026-02-02, 2026-02-14, 2026-02-24, 2026-03-10, 2026-03-11, 2026-03-18",
        // Monday 4 May is off until the 6th; asked on 30 April; next Wednesday 20 May; 22, 25, 26, 27, 28 May
        "2026-04-20, 2026-04-30, 2026-05-06, 2026-05-20, 2026-05-21, 2026-05-28",
        // Thursday 1 October is off until the 8th; asked on 30 September; next Thursday 22; 26, 27, 28, 29, 30 October
        "2026-09-17, 2026-09-30, 2026-10-08, 2026-10-22, 2026-10-23, 2026-10-30",
        // Friday 2 January is off until Sunday the 4th (worked); asked on 31 December; Sunday 18 January is off: Monday
        // 19; 21, 22, 23,
        // 26, 27 January
        "2025-12-19, 2025-12-31, 2026-01-04, 2026-01-19, 2026-01-20, 2026-01-27",
        // Friday 1 January 2027 is not approved, so it is worked; asked on 31 December; 6, 7, 8, 11, 12 January
        "2026-12-18, 2026-12-31, 2027-01-01, 2027-01-04, 2027-01-05, 2027-01-12"
    })
    @Tag("article-8")
    @Tag("article-14")
    @DisplayName("第八条：复杂类首次办理双周动态清零；第十四条：补办是五个工作日，没有双周决定")
    void fortnightsBelongToTheFirstAttempt(
            String accepted, String asked, String end, String until, String returned, String secondDue) {
        today(accepted + "T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.COMPLEX, "jinghe", List.of(), Map.of("reason", "涉及多部门"));
        acts.respond("jinghe1", number, accepted + "T10:00", end);
        assertDue(attempt(number, 1).dueAt(), end + "T18:00");
        acts.timeIs(asked + "T17:59");
        assertThat(openTasks(number)).containsExactly("userTask_handle");
        acts.timeIs(asked + "T18:00");
        assertThat(openTasks(number)).containsExactly("userTask_decideFortnight", "userTask_handle");
        assertDue(taskDue(number, "userTask_decideFortnight"), end + "T18:00");
        acts.timeIs(end + "T18:00");
        assertThat(times(Act.FORTNIGHT_UNDECIDED, number)).isEqualTo(1);
        assertThat(told(number, 1, "overdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
        acts.delayFortnight("jinghe1", number, until, "等待上级批复。");
        assertDue(attempt(number, 1).effectiveDueAt(), until + "T18:00");

        acts.timeIs(until + "T10:00");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已办结。");
        acts.timeIs(returned + "T10:00");
        acts.visit("ysb2", number, Rating.DISSATISFIED);
        assertDue(attempt(number, 2).dueAt(), secondDue + "T18:00");
        acts.respond("jinghe1", number, returned + "T10:00", secondDue);
        acts.timeIs(secondDue + "T12:00");
        assertThat(told(number, 2, "dueSoon")).containsExactly("jinghe");
        assertThat(openTasks(number)).containsExactly("userTask_handle");
        assertThat(times(Act.FORTNIGHT_UNDECIDED, number)).isEqualTo(1);
    }

    @ParameterizedTest(name = "第{0}次办理")
    @ValueSource(ints = {1, 2, 3})
    @Tag("article-11")
    @DisplayName("第十一条：到期前批准的新日期，三次办理的提醒、协办意见、逾期和催办都随之改变；回应时限不变")
    void aGrantedDateMovesEveryClock(int no) {
        // due on the worked Saturday 10 October: 29, 30 September, 8, 9, 10 October
        String number = dispatched(no, "2026-09-28T10:00", "zijian");
        acts.respond("jinghe1", number, "2026-09-28T10:00", "2026-10-10");
        acts.timeIs("2026-09-30T10:00");
        acts.noticeOfDelay("jinghe1", number, "2026-10-16", "图纸须重新审查。");
        acts.grant("ysb1", number, "2026-10-16");
        assertDue(attempt(number, no).dueAt(), "2026-10-10T18:00");
        assertDue(attempt(number, no).effectiveDueAt(), "2026-10-16T18:00");
        assertDue(attempt(number, no).responseDueAt(), "2026-09-28T18:00");
        assertDue(taskDue(number, "userTask_handle"), "2026-10-16T18:00");
        assertDue(taskDue(number, "userTask_coHandle"), "2026-10-15T18:00");
        acts.timeIs("2026-10-15T17:59");
        assertThat(times(Act.DUE_SOON, number)).isZero();
        assertThat(openTasks(number)).containsExactly("userTask_coHandle", "userTask_handle");
        acts.timeIs("2026-10-15T18:00");
        assertThat(times(Act.DUE_SOON, number)).isEqualTo(1);
        assertThat(openTasks(number)).contains("userTask_releaseCoHandler");
        acts.timeIs("2026-10-16T17:59");
        assertThat(told(number, no, "overdue")).isEmpty();
        acts.timeIs("2026-10-16T18:00");
        assertThat(told(number, no, "overdue")).containsExactlyInAnyOrder("jingheysb", "ysb");
        acts.timeIs("2026-10-20T12:00");
        assertThat(remindedOf(number, no, "jinghe")).containsExactly("2026-10-19", "2026-10-20");
    }

    @ParameterizedTest(name = "第{0}次办理")
    @ValueSource(ints = {1, 2, 3})
    @Tag("article-12")
    @DisplayName("第十二条：三次办理的异议都是一个工作日内提出、一个工作日内裁定，再一个工作日由负责人裁定；改派的单位另有三个工作日")
    void everyClockOfAnObjection(int no) {
        // dispatched on Friday 13 February: raised by the worked Saturday 14; the office has until Tuesday 24, its head
        // until the 25th
        String number = dispatched(no, "2026-02-13T10:00");
        // 14 (worked), 24, 25, 26, 27 February
        assertDue(attempt(number, no).dueAt(), "2026-02-27T18:00");
        acts.timeIs("2026-02-14T17:59");
        acts.object("jinghe1", number, "userTask_respond", "qinhan", "不在辖区。");
        assertDue(taskDue(number, "userTask_ruleOnObjection"), "2026-02-24T18:00");
        acts.timeIs("2026-02-24T17:59");
        assertThat(openTasks(number)).contains("userTask_ruleOnObjection");
        acts.timeIs("2026-02-24T18:00");
        assertThat(openTasks(number)).contains("userTask_ruleFinally").doesNotContain("userTask_ruleOnObjection");
        assertDue(taskDue(number, "userTask_ruleFinally"), "2026-02-25T18:00");
        acts.timeIs("2026-02-25T10:00");
        acts.ruleFinally("ysbhead", number, "qinhan", "属秦汉新城辖区。");

        // 26, 27, the worked Saturday 28 February: later than the date there was, so the enterprise is told
        assertDue(attempt(number, no).effectiveDueAt(), "2026-02-28T18:00");
        assertDue(attempt(number, no).responseDueAt(), "2026-02-25T18:00");
        assertDue(complaint(number).enterpriseDueAt(), "2026-02-27T18:00");
        assertThat(attempt(number, no).host()).isEqualTo("qinhan");
        assertThat(ledger.attempts(complaint(number))).hasSize(no);
        acts.timeIs("2026-02-28T18:00");
        assertThat(told(number, no, "overdue")).contains("qinhanysb", "ysb");
        acts.timeIs("2026-03-02T12:00");
        assertThat(remindedOf(number, no, "qinhan")).containsExactly("2026-03-02");
        assertThat(remindedOf(number, no, "jinghe")).isEmpty();
    }

    @ParameterizedTest(name = "第{0}次办理")
    @ValueSource(ints = {1, 2, 3})
    @Tag("article-12")
    @DisplayName("第十二条：过了一个工作日的异议在三次办理中都只作记录")
    void aLateObjectionIsOnlyRecorded(int no) {
        String number = dispatched(no, "2026-02-13T10:00");
        acts.timeIs("2026-02-14T18:01");
        acts.object("jinghe1", number, "userTask_respond", "qinhan", "不在辖区。");
        assertThat(openTasks(number)).containsExactly("userTask_respond");
        assertThat(times(Act.OBJECTION_LATE, number)).isEqualTo(1);
    }

    private static String minuteBefore(String localTime) {
        return LocalDateTime.parse(localTime).minusMinutes(1).toString();
    }

    /** A general complaint whose attempt with this number was dispatched to Jinghe at this time; the earlier ones the same day. */
    private String dispatched(int no, String localTime, String... coHandlers) {
        String number = dispatched(localTime, coHandlers);
        for (int earlier = 1; earlier < no; earlier++) {
            for (String unit : coHandlers) {
                acts.opine(unit + "1", number, "同意。");
            }
            handled(number, localTime);
            acts.visit("ysb2", number, Rating.DISSATISFIED);
            if (earlier == 2) {
                acts.supervise("ysb1", number);
                acts.supervise("ducha1", number);
                acts.recordSupervision("ducha1", number, "窗口重复要求补件。", "口径不一。", "限期核发许可。");
            }
        }
        assertThat(ledger.attempts(complaint(number))).hasSize(no);
        return number;
    }

    /** The days on which this unit was reminded in this attempt. */
    private List<String> remindedOf(String number, int no, String unit) {
        return notices.findByComplaintIdOrderById(complaint(number).id()).stream()
                .filter(notice -> notice.attempt() == no && notice.recipient().equals(unit))
                .map(Notice::milestone)
                .filter(milestone -> milestone.startsWith("reminder-"))
                .map(milestone -> milestone.substring("reminder-".length()))
                .toList();
    }
}
