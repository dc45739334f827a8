package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import suban.calendar.CalendarService;
import suban.calendar.CalendarSettings;

class TimeLeftTest {

    private final CalendarService calendar = new CalendarService(CalendarSettings.defaults(), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00, 2026-11-23T18:00, 今日18:00到期, TODAY",
        "2026-11-23T18:01, 2026-11-23T18:00, 今日已超期, OVERDUE",
        "2026-11-25T09:00, 2026-11-23T18:00, 已超期2天, OVERDUE",
        "2026-11-27T10:00, 2026-11-30T18:00, 剩余1个工作日, SOON",
        "2026-11-23T10:00, 2026-11-30T18:00, 剩余5个工作日, OPEN",
        // Saturday 14 February 2026 is worked, 15 to 23 are free
        "2026-02-12T10:00, 2026-02-26T18:00, 剩余5个工作日, OPEN",
        "2026-11-28T10:00, 2026-11-29T18:00, 剩余不足1个工作日, SOON",
        "2026-11-23T10:00, 2028-01-01T18:00, 2028-01-01到期, OPEN"
    })
    void words(String now, String due, String text, TimeLeft.State state) {
        assertThat(TimeLeft.until(at(due), at(now), calendar)).isEqualTo(new TimeLeft(text, state));
    }

    private static Instant at(String time) {
        return LocalDateTime.parse(time).atZone(CalendarService.ZONE).toInstant();
    }
}
