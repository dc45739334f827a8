package suban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static suban.calendar.CalendarTestSupport.CALENDAR;
import static suban.calendar.CalendarTestSupport.at;
import static suban.calendar.CalendarTestSupport.local;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates worked out by hand with the notice and a wall calendar. */
class DeadlinesTest {

    /** Each day as {@code date +|- why}: plus where it was counted. */
    private static List<String> explained(Deadline deadline) {
        return deadline.days().stream()
                .map(day -> day.date() + (day.counted() ? " + " : " - ") + day.why())
                .toList();
    }

    @Nested
    @Tag("article-8")
    @DisplayName("第八条 一般类诉求，5个工作日内办结")
    class WorkingDaysOfArticle8 {

        @ParameterizedTest(name = "{0} 起 {1} 个工作日：{2} {3}")
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        2026-03-02T10:00 | 5   | 2026-03-09T18:00 | 平常一周
                        2026-03-02T00:00 | 5   | 2026-03-09T18:00 | 零点也属于当日
                        2026-03-02T23:59 | 5   | 2026-03-09T18:00 | 下班之后仍属于当日
                        2026-03-07T10:00 | 5   | 2026-03-13T18:00 | 周六受理
                        2026-02-12T10:00 | 5   | 2026-02-26T18:00 | 春节：15日至23日放假，14日周六上班
                        2026-02-13T10:00 | 1   | 2026-02-14T18:00 | 调休的周六计入
                        2026-02-18T10:00 | 1   | 2026-02-24T18:00 | 假期中受理
                        2026-02-25T10:00 | 5   | 2026-03-03T18:00 | 28日周六上班
                        2026-04-29T10:00 | 5   | 2026-05-09T18:00 | 劳动节：1日至5日放假，9日周六上班
                        2026-09-18T10:00 | 1   | 2026-09-20T18:00 | 20日周日为国庆节调休上班
                        2026-09-24T17:00 | 1   | 2026-09-28T18:00 | 中秋节：25日至27日放假
                        2026-09-29T10:00 | 5   | 2026-10-12T18:00 | 国庆节：1日至7日放假，10日周六上班
                        2025-09-26T10:00 | 5   | 2025-10-10T18:00 | 2025年国庆中秋：1日至8日放假，9月28日周日上班
                        2025-12-30T10:00 | 5   | 2026-01-07T18:00 | 跨年：1日至3日放假，4日周日上班
                        2025-12-31T10:00 | 1   | 2026-01-04T18:00 | 跨年后的第一个工作日是周日
                        """)
        void byHand(String from, int days, String due, String story) {
            Deadline deadline = CALENDAR.workingDaysAfter(at(from), days);
            assertThat(local(deadline.due())).as(story).isEqualTo(local(due));
            assertThat(deadline.provisional()).isFalse();
        }

        @Test
        @DisplayName("逐日说明：春节")
        void explainsSpringFestival() {
            Deadline deadline = CALENDAR.workingDaysAfter(at("2026-02-12T10:00"), 5);
            assertThat(explained(deadline))
                    .containsExactly(
                            "2026-02-12 - 起算日不计入",
                            "2026-02-13 + 工作日",
                            "2026-02-14 + 调休上班（春节）",
                            "2026-02-15 - 春节放假",
                            "2026-02-16 - 春节放假",
                            "2026-02-17 - 春节放假",
                            "2026-02-18 - 春节放假",
                            "2026-02-19 - 春节放假",
                            "2026-02-20 - 春节放假",
                            "2026-02-21 - 春节放假",
                            "2026-02-22 - 春节放假",
                            "2026-02-23 - 春节放假",
                            "2026-02-24 + 工作日",
                            "2026-02-25 + 工作日",
                            "2026-02-26 + 工作日");
            assertThat(deadline.calendarVersion()).isEqualTo("2026-1");
        }

        @Test
        @DisplayName("跨年的期限记下两年的版本")
        void turnOfTheYear() {
            Deadline deadline = CALENDAR.workingDaysAfter(at("2025-12-30T10:00"), 5);
            assertThat(deadline.calendarVersion()).isEqualTo("2025-1+2026-1");
            assertThat(explained(deadline))
                    .containsSequence("2025-12-31 + 工作日", "2026-01-01 - 元旦放假", "2026-01-02 - 元旦放假")
                    .contains("2026-01-04 + 调休上班（元旦）");
        }

        @Test
        @DisplayName("年末一日的期限不依赖下一年")
        void theLastDayOfAYearNeedsNoOtherYear() {
            assertThat(CALENDAR.workingDaysAfter(at("2026-12-30T10:00"), 1).provisional())
                    .isFalse();
        }

        @Test
        @DisplayName("未批准的年份：按周一至周五暂定，并说明")
        void anUnapprovedYearIsProvisional() {
            Deadline deadline = CALENDAR.workingDaysAfter(at("2026-12-30T10:00"), 3);
            assertThat(local(deadline.due())).isEqualTo(local("2027-01-04T18:00"));
            assertThat(deadline.provisional()).isTrue();
            assertThat(deadline.calendarVersion()).isEqualTo("2026-1+2027-0");
            assertThat(explained(deadline))
                    .containsExactly(
                            "2026-12-30 - 起算日不计入",
                            "2026-12-31 + 工作日",
                            "2027-01-01 + 未批准的年份，暂按周一至周五",
                            "2027-01-02 - 未批准的年份，暂按周一至周五",
                            "2027-01-03 - 未批准的年份，暂按周一至周五",
                            "2027-01-04 + 未批准的年份，暂按周一至周五");
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 251})
        @DisplayName("工作日数须为 1 至 250")
        void refusesOtherNumbers(int days) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CALENDAR.workingDaysAfter(at("2026-03-02T10:00"), days));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CALENDAR.workingDaysBefore(at("2026-03-02T10:00"), days));
        }
    }

    @Nested
    @Tag("article-8")
    @DisplayName("第八条 复杂类诉求，双周动态清零")
    class CalendarDaysOfArticle8 {

        @ParameterizedTest(name = "{0} 起 14 日：{1} {2}")
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        2026-03-02T10:00 | 2026-03-16T18:00 | 周一到周一
                        2026-03-02T23:00 | 2026-03-16T18:00 | 下班之后仍属于当日
                        2026-03-07T10:00 | 2026-03-23T18:00 | 期满为周六，顺延到周一
                        2026-02-02T10:00 | 2026-02-24T18:00 | 期满在春节假期，顺延到节后
                        2026-01-31T10:00 | 2026-02-14T18:00 | 期满为调休的周六，不顺延
                        2026-09-18T10:00 | 2026-10-08T18:00 | 期满在国庆假期
                        """)
        void byHand(String from, String due, String story) {
            assertThat(local(CALENDAR.calendarDaysAfter(at(from), 14).due()))
                    .as(story)
                    .isEqualTo(local(due));
        }

        @Test
        @DisplayName("逐日说明：顺延")
        void explainsTheMove() {
            assertThat(explained(CALENDAR.calendarDaysAfter(at("2026-03-19T10:00"), 2)))
                    .containsExactly(
                            "2026-03-19 - 起算日不计入",
                            "2026-03-20 + 自然日",
                            "2026-03-21 + 顺延：周六",
                            "2026-03-22 - 顺延：周日",
                            "2026-03-23 - 顺延至：工作日");
            assertThat(explained(CALENDAR.calendarDaysAfter(at("2026-03-19T10:00"), 1)))
                    .containsExactly("2026-03-19 - 起算日不计入", "2026-03-20 + 自然日");
            assertThat(explained(CALENDAR.calendarDaysAfter(at("2026-10-03T10:00"), 4)))
                    .endsWith("2026-10-07 + 顺延：国庆节放假", "2026-10-08 - 顺延至：工作日");
        }

        @Test
        @DisplayName("只有期满日所在年份未批准时才是暂定")
        void provisionalByItsLastDay() {
            Deadline into2027 = CALENDAR.calendarDaysAfter(at("2026-12-23T10:00"), 14);
            assertThat(into2027.provisional()).isTrue();
            assertThat(into2027.calendarVersion()).isEqualTo("2027-0");
            assertThat(into2027.days().get(14).why()).isEqualTo("自然日；未批准的年份，暂按周一至周五");
            assertThat(CALENDAR.calendarDaysAfter(at("2026-12-10T10:00"), 14).provisional())
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 367})
        @DisplayName("自然日数须为 1 至 366")
        void refusesOtherNumbers(int days) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CALENDAR.calendarDaysAfter(at("2026-03-02T10:00"), days));
        }
    }

    @Nested
    @Tag("article-9")
    @DisplayName("第九条 主办单位必须在当日对企业进行回应")
    class ResponseOfArticle9 {

        @ParameterizedTest(name = "{0} 交办：{1} 送达，{2} 前回应 {3}")
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        2026-03-02T10:00    | 2026-03-02T10:00    | 2026-03-02T18:00 | 工作时间
                        2026-03-02T07:00    | 2026-03-02T07:00    | 2026-03-02T18:00 | 上班之前
                        2026-03-02T16:59:59 | 2026-03-02T16:59:59 | 2026-03-02T18:00 | 截止之前
                        2026-03-02T17:00    | 2026-03-03T09:00    | 2026-03-03T18:00 | 截止时刻已算次日
                        2026-03-02T20:00    | 2026-03-03T09:00    | 2026-03-03T18:00 | 下班之后
                        2026-03-06T17:30    | 2026-03-09T09:00    | 2026-03-09T18:00 | 周五截止之后
                        2026-03-07T10:00    | 2026-03-09T09:00    | 2026-03-09T18:00 | 周六
                        2026-02-14T10:00    | 2026-02-14T10:00    | 2026-02-14T18:00 | 调休的周六是工作日
                        2026-02-14T17:00    | 2026-02-24T09:00    | 2026-02-24T18:00 | 节前最后一天截止之后
                        2026-02-20T03:00    | 2026-02-24T09:00    | 2026-02-24T18:00 | 春节假期
                        """)
        void ordinary(String dispatched, String delivered, String due, String story) {
            assertThat(local(CALENDAR.delivered(at(dispatched), false)))
                    .as(story)
                    .isEqualTo(local(delivered));
            assertThat(local(CALENDAR.responseDue(at(dispatched), false).due()))
                    .as(story)
                    .isEqualTo(local(due));
        }

        @ParameterizedTest(name = "紧急，{0} 交办：{1} 前回应 {2}")
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        2026-03-02T10:00    | 2026-03-02T18:00    | 工作时间
                        2026-03-02T17:30    | 2026-03-02T18:00    | 截止之后仍是当日
                        2026-03-02T18:00    | 2026-03-02T20:00    | 下班之后：两小时
                        2026-03-02T21:00    | 2026-03-02T23:00    | 夜间：两小时
                        2026-03-02T22:30    | 2026-03-02T23:59:59 | 不过当日
                        2026-03-02T23:59:59 | 2026-03-02T23:59:59 | 当日最后一秒
                        2026-03-07T10:00    | 2026-03-07T18:00    | 周六上午
                        2026-03-07T17:00    | 2026-03-07T19:00    | 周六傍晚：两小时
                        2026-02-17T02:00    | 2026-02-17T18:00    | 春节假期凌晨
                        """)
        void urgent(String dispatched, String due, String story) {
            assertThat(local(CALENDAR.delivered(at(dispatched), true)))
                    .as(story)
                    .isEqualTo(local(dispatched));
            assertThat(local(CALENDAR.responseDue(at(dispatched), true).due()))
                    .as(story)
                    .isEqualTo(local(due));
        }

        @Test
        @DisplayName("逐日说明：当日、截止之后、非工作日、紧急")
        void explains() {
            assertThat(explained(CALENDAR.responseDue(at("2026-03-02T10:00"), false)))
                    .containsExactly("2026-03-02 + 送达当日：工作日");
            assertThat(explained(CALENDAR.responseDue(at("2026-03-06T17:00"), false)))
                    .containsExactly(
                            "2026-03-06 - 17:00 及以后交办，次一工作日送达",
                            "2026-03-07 - 周六",
                            "2026-03-08 - 周日",
                            "2026-03-09 + 送达当日：工作日");
            assertThat(explained(CALENDAR.responseDue(at("2026-03-08T10:00"), false)))
                    .containsExactly("2026-03-08 - 非工作日交办：周日", "2026-03-09 + 送达当日：工作日");
            assertThat(explained(CALENDAR.responseDue(at("2026-03-08T10:00"), true)))
                    .containsExactly("2026-03-08 + 紧急，即时送达：周日");
        }

        @Test
        @DisplayName("跨入未批准的年份：暂定")
        void provisional() {
            Deadline deadline = CALENDAR.responseDue(at("2026-12-31T17:00"), false);
            assertThat(local(deadline.due())).isEqualTo(local("2027-01-01T18:00"));
            assertThat(deadline.provisional()).isTrue();
            assertThat(deadline.calendarVersion()).isEqualTo("2026-1+2027-0");
        }
    }

    @Test
    @Tag("article-12")
    @DisplayName("第十二条 1个工作日内提出调整意见")
    void objectionWithinOneWorkingDay() {
        assertThat(local(CALENDAR.workingDaysAfter(at("2026-02-14T16:00"), 1).due()))
                .isEqualTo(local("2026-02-24T18:00"));
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条 补办时间不得超过5个工作日")
    void reHandlingWithinFiveWorkingDays() {
        assertThat(local(CALENDAR.workingDaysAfter(at("2026-06-15T09:30"), 5).due()))
                .as("端午节：19日至21日放假")
                .isEqualTo(local("2026-06-23T18:00"));
    }

    @ParameterizedTest(name = "{0} 之前 {1} 个工作日：{2}")
    @CsvSource({
        "2026-02-26T18:00, 1, 2026-02-25T18:00",
        "2026-02-24T18:00, 1, 2026-02-14T18:00",
        "2026-02-24T18:00, 2, 2026-02-13T18:00",
        "2026-03-08T12:00, 1, 2026-03-06T18:00",
        "2026-01-04T18:00, 1, 2025-12-31T18:00",
    })
    @DisplayName("提前若干工作日：预警，协办意见")
    void before(String due, int days, String expected) {
        assertThat(local(CALENDAR.workingDaysBefore(at(due), days))).isEqualTo(local(expected));
    }

    @ParameterizedTest(name = "{0} 之后：{1}")
    @CsvSource({
        "2026-03-02T08:59:59, 2026-03-02T09:00",
        "2026-03-02T09:00, 2026-03-03T09:00",
        "2026-03-06T12:00, 2026-03-09T09:00",
        "2026-03-07T08:00, 2026-03-09T09:00",
        "2026-02-13T20:00, 2026-02-14T09:00",
        "2026-02-14T20:00, 2026-02-24T09:00",
    })
    @DisplayName("下一次上班时间")
    void openingAfter(String instant, String expected) {
        assertThat(local(CALENDAR.openingAfter(at(instant)))).isEqualTo(local(expected));
    }

    @Test
    @DisplayName("今天以西咸新区的日期为准；未批准的日期可以查到")
    void todayAndApproval() {
        assertThat(CALENDAR.today()).isEqualTo("2026-02-11");
        assertThat(CALENDAR.isApproved(LocalDate.parse("2026-12-31"))).isTrue();
        assertThat(CALENDAR.isApproved(LocalDate.parse("2027-01-01"))).isFalse();
        assertThat(CALENDAR.isWorkingDay(LocalDate.parse("2027-01-01"))).isTrue();
    }
}
