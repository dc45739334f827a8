package suban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static suban.calendar.CalendarTestSupport.CALENDAR;

import com.tyme.holiday.LegalHoliday;
import java.time.LocalDate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped years against an independent transcription of the State Council's notices. */
class ShippedYearsTest {

    @ParameterizedTest(name = "{0} 年逐日与独立数据一致")
    @ValueSource(ints = {2025, 2026})
    void everyDayAgreesWithAnIndependentSource(int year) {
        var softly = new SoftAssertions();
        LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1)).forEach(date -> softly.assertThat(
                        CALENDAR.isWorkingDay(date))
                .as(date.toString())
                .isEqualTo(isWorkedAccordingToTyme(date)));
        softly.assertAll();
    }

    private static boolean isWorkedAccordingToTyme(LocalDate date) {
        LegalHoliday named = LegalHoliday.fromYmd(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        return named == null ? date.getDayOfWeek().getValue() <= 5 : named.isWork();
    }

    @Test
    @DisplayName("每年的依据：文号、批准人、批准日期、版本")
    void everyYearNamesItsNotice() {
        assertThat(CALENDAR.years())
                .extracting(CalendarYear::year, CalendarYear::noticeNumber, CalendarYear::version)
                .containsExactly(tuple(2025, "国办发明电〔2024〕12号", "2025-1"), tuple(2026, "国办发明电〔2025〕7号", "2026-1"));
        assertThat(CALENDAR.years()).allSatisfy(year -> {
            assertThat(year.approvedBy()).isNotBlank();
            assertThat(year.approvedOn()).isNotNull();
        });
        assertThat(CALENDAR.version()).isEqualTo("2025-1+2026-1");
    }

    @Test
    @DisplayName("2025 年放假 28 天、调休 5 天；2026 年放假 33 天、调休 6 天")
    void countsOfTheNotices() {
        assertThat(CALENDAR.years()).extracting(ShippedYearsTest::daysOff).containsExactly(28L, 33L);
        assertThat(CALENDAR.years())
                .extracting(year -> year.makeUpDays().size())
                .containsExactly(5, 6);
    }

    private static long daysOff(CalendarYear year) {
        return year.holidays().stream()
                .mapToLong(holiday ->
                        holiday.from().datesUntil(holiday.to().plusDays(1)).count())
                .sum();
    }
}
