package suban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.calendar.CalendarTestSupport.CALENDAR;
import static suban.calendar.CalendarTestSupport.at;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** What holds for every act and every limit, from before the approved years to after them. */
class DeadlinePropertiesTest {

    @Provide
    Arbitrary<Instant> acts() {
        return Arbitraries.longs()
                .between(
                        at("2024-11-01T00:00").getEpochSecond(),
                        at("2027-03-01T00:00").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    private static LocalDate dateOf(Instant instant) {
        return instant.atZone(CalendarService.ZONE).toLocalDate();
    }

    private static void assertEndsAtCloseOfBusiness(Deadline deadline) {
        var due = deadline.due().atZone(CalendarService.ZONE);
        assertThat(CALENDAR.isWorkingDay(due.toLocalDate())).isTrue();
        assertThat(due.toLocalTime()).isEqualTo(LocalTime.of(18, 0));
    }

    private static void assertExplained(Deadline deadline, Instant from, int counted) {
        assertThat(deadline.days()).extracting(CountedDay::date).doesNotHaveDuplicates();
        assertThat(deadline.days().get(0).date()).isEqualTo(dateOf(from));
        assertThat(deadline.days().get(deadline.days().size() - 1).date()).isEqualTo(dateOf(deadline.due()));
        assertThat(deadline.days()).filteredOn(CountedDay::counted).hasSize(counted);
        for (int i = 1; i < deadline.days().size(); i++) {
            assertThat(deadline.days().get(i).date())
                    .isEqualTo(deadline.days().get(i - 1).date().plusDays(1));
        }
    }

    @Property
    @Tag("article-8")
    @Label("期限总在工作日下班时届满，且逐日说明恰好数够天数")
    void dueOnAWorkingDay(@ForAll("acts") Instant from, @ForAll @IntRange(min = 1, max = 250) int days) {
        Deadline deadline = CALENDAR.workingDaysAfter(from, days);
        assertEndsAtCloseOfBusiness(deadline);
        assertExplained(deadline, from, days);
        assertThat(dateOf(deadline.due())).isAfter(dateOf(from));
    }

    @Property
    @Tag("article-8")
    @Label("自然日期限顺延到工作日，且不早于期满日")
    void calendarDaysEndOnAWorkingDay(@ForAll("acts") Instant from, @ForAll @IntRange(min = 1, max = 366) int days) {
        Deadline deadline = CALENDAR.calendarDaysAfter(from, days);
        assertEndsAtCloseOfBusiness(deadline);
        assertExplained(deadline, from, days);
        assertThat(dateOf(deadline.due())).isAfterOrEqualTo(dateOf(from).plusDays(days));
    }

    @Property
    @Label("多一个工作日，期限必然更晚")
    void moreDaysComeLater(@ForAll("acts") Instant from, @ForAll @IntRange(min = 1, max = 249) int days) {
        assertThat(CALENDAR.workingDaysAfter(from, days + 1).due())
                .isAfter(CALENDAR.workingDaysAfter(from, days).due());
        assertThat(CALENDAR.calendarDaysAfter(from, days + 1).due())
                .isAfterOrEqualTo(CALENDAR.calendarDaysAfter(from, days).due());
    }

    @Property
    @Label("后受理的不会先到期")
    void monotoneInTheAct(
            @ForAll("acts") Instant one,
            @ForAll("acts") Instant other,
            @ForAll @IntRange(min = 1, max = 30) int days,
            @ForAll boolean urgent) {
        Instant earlier = one.isBefore(other) ? one : other;
        Instant later = one.isBefore(other) ? other : one;
        assertThat(CALENDAR.workingDaysAfter(earlier, days).due())
                .isBeforeOrEqualTo(CALENDAR.workingDaysAfter(later, days).due());
        assertThat(CALENDAR.calendarDaysAfter(earlier, days).due())
                .isBeforeOrEqualTo(CALENDAR.calendarDaysAfter(later, days).due());
        // the day of delivery, not its hour: what comes in before opening is there before what waited for it
        assertThat(dateOf(CALENDAR.delivered(earlier, urgent)))
                .isBeforeOrEqualTo(dateOf(CALENDAR.delivered(later, urgent)));
        assertThat(CALENDAR.responseDue(earlier, urgent).due())
                .isBeforeOrEqualTo(CALENDAR.responseDue(later, urgent).due());
        assertThat(CALENDAR.openingAfter(earlier)).isBeforeOrEqualTo(CALENDAR.openingAfter(later));
    }

    @Property
    @Label("重算得到同样的期限；送达的不会再送达一次")
    void idempotent(
            @ForAll("acts") Instant from, @ForAll @IntRange(min = 1, max = 250) int days, @ForAll boolean urgent) {
        assertThat(CALENDAR.workingDaysAfter(from, days)).isEqualTo(CALENDAR.workingDaysAfter(from, days));
        Instant delivered = CALENDAR.delivered(from, urgent);
        assertThat(CALENDAR.delivered(delivered, urgent)).isEqualTo(delivered);
        assertThat(CALENDAR.responseDue(delivered, urgent).due())
                .isEqualTo(CALENDAR.responseDue(from, urgent).due());
    }

    @Property
    @Tag("article-9")
    @Label("回应期限在送达当日，且不早于送达")
    void respondedOnTheDayOfDelivery(@ForAll("acts") Instant dispatched, @ForAll boolean urgent) {
        Instant delivered = CALENDAR.delivered(dispatched, urgent);
        Deadline deadline = CALENDAR.responseDue(dispatched, urgent);
        assertThat(delivered).isAfterOrEqualTo(dispatched);
        assertThat(deadline.due()).isAfterOrEqualTo(delivered);
        assertThat(dateOf(deadline.due())).isEqualTo(dateOf(delivered));
        assertExplained(deadline, dispatched, 1);
        if (!urgent) {
            assertEndsAtCloseOfBusiness(deadline);
        }
    }

    @Property
    @Label("提前若干工作日与顺数若干工作日互为逆运算")
    void beforeUndoesAfter(@ForAll("acts") Instant from, @ForAll @IntRange(min = 2, max = 250) int days) {
        Instant due = CALENDAR.workingDaysAfter(from, days).due();
        assertThat(CALENDAR.workingDaysBefore(due, 1))
                .isEqualTo(CALENDAR.workingDaysAfter(from, days - 1).due());
        assertThat(CALENDAR.workingDaysAfter(CALENDAR.workingDaysBefore(due, days), days)
                        .due())
                .isEqualTo(due);
    }

    @Property
    @Label("涉及未批准年份的期限才是暂定")
    void provisionalExactlyWhereAYearIsMissing(
            @ForAll("acts") Instant from, @ForAll @IntRange(min = 1, max = 250) int days) {
        Deadline deadline = CALENDAR.workingDaysAfter(from, days);
        boolean unapproved = deadline.days().stream().skip(1).anyMatch(day -> !CALENDAR.isApproved(day.date()));
        assertThat(deadline.provisional()).isEqualTo(unapproved);
        assertThat(deadline.calendarVersion().contains("-0")).isEqualTo(unapproved);
    }

    @Property
    @Label("每个调休上班日都计入")
    void everyMakeUpDayCounts(@ForAll @IntRange(min = 0, max = 10) int index) {
        LocalDate makeUpDay = CALENDAR.years().stream()
                .flatMap(year -> year.makeUpDays().stream())
                .toList()
                .get(index)
                .date();
        assertThat(CALENDAR.isWorkingDay(makeUpDay)).isTrue();
        Instant dayBefore = CALENDAR.closeOfBusiness(makeUpDay.minusDays(1));
        assertThat(dateOf(CALENDAR.workingDaysAfter(dayBefore, 1).due())).isEqualTo(makeUpDay);
    }
}
