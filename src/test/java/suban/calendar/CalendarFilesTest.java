package suban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suban.calendar.CalendarTestSupport.at;
import static suban.calendar.CalendarTestSupport.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarFilesTest {

    /** An invented year, not the State Council's. */
    private static final String YEAR_2027 =
            """
            year: 2027
            version: 2027-1
            noticeNumber: 测试〔2026〕1号
            approvedBy: 测试
            approvedOn: 2026-11-20
            holidays:
              - {name: 元旦, from: 2027-01-01, to: 2027-01-03}
              - {name: 春节, from: 2027-02-05, to: 2027-02-12}
            makeUpDays:
              - {date: 2027-01-31, holiday: 春节}
            """;

    @TempDir
    Path directory;

    private CalendarService calendarWith(String... files) throws IOException {
        for (int i = 0; i < files.length; i++) {
            Files.writeString(directory.resolve("year" + i + ".yaml"), files[i]);
        }
        var settings = new CalendarSettings(
                LocalTime.of(9, 0), LocalTime.of(18, 0), LocalTime.of(17, 0), directory.toUri() + "*.yaml", null);
        return new CalendarService(settings, Clock.systemUTC());
    }

    @Test
    @DisplayName("新批准的年份放进附加目录即生效，期限不再是暂定")
    void anApprovedYearEndsTheProvisional() throws IOException {
        Deadline deadline = calendarWith(YEAR_2027).workingDaysAfter(at("2026-12-30T10:00"), 5);
        assertThat(local(deadline.due())).isEqualTo(local("2027-01-07T18:00"));
        assertThat(deadline.provisional()).isFalse();
        assertThat(deadline.calendarVersion()).isEqualTo("2026-1+2027-1");
    }

    @Test
    @DisplayName("更正：同一年份以版本号较新的为准，与文件顺序无关")
    void theNewestVersionStands() throws IOException {
        String corrected = YEAR_2027.replace("2027-1\n", "2027-2\n").replace("to: 2027-01-03", "to: 2027-01-04");
        for (String[] order : new String[][] {{YEAR_2027, corrected}, {corrected, YEAR_2027}}) {
            CalendarService calendar = calendarWith(order);
            assertThat(calendar.version()).isEqualTo("2025-1+2026-1+2027-2");
            assertThat(calendar.isWorkingDay(LocalDate.parse("2027-01-04"))).isFalse();
        }
    }

    @Test
    @DisplayName("同一版本有两份：拒绝启动")
    void theSameVersionTwiceIsRefused() {
        assertThatThrownBy(() -> calendarWith(YEAR_2027, YEAR_2027))
                .hasMessageContaining("2027-1")
                .hasMessageContaining("两份");
    }

    @ParameterizedTest(name = "{0} 改为 {1}：{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    to: 2027-02-12       | to: 2028-02-12      | 春节的日期不在 2027 年内
                    to: 2027-02-12       | to: 2027-02-01      | 春节的 from 晚于 to
                    from: 2027-02-05     | from: 2027-01-03    | 春节与其他假期重叠
                    name: 春节           | nombre: 春节        | nombre
                    date: 2027-01-31     | date: 2027-01-29    | 调休上班日 2027-01-29 不是周六或周日
                    date: 2027-01-31     | date: 2027-02-06    | 调休上班日 2027-02-06 在放假期间
                    date: 2027-01-31     | date: 2028-01-30    | 调休上班日 2028-01-30 不在 2027 年内
                    date: 2027-01-31     | date: 2027-02-30    | 2027-02-30
                    holiday: 春节        | holiday: 清明节     | 不是本年的假期：清明节
                    version: 2027-1      | version: 2026-1     | version 须为
                    version: 2027-1      | version: 2027-0     | version 须为
                    noticeNumber: 测试   | # noticeNumber:     | 缺少通知文号
                    approvedBy: 测试     | approvedBy: ''      | 未经批准
                    approvedOn           | '#'                 | 未经批准
                    year: 2027           | year: 27            | year 须在
                    year: 2027           | 'year: 2027\nyear: 2027' | year
                    """)
    @DisplayName("数据有误：拒绝启动，并指出文件与错处")
    void aBrokenFileFailsTheStart(String right, String wrong, String message) {
        assertThat(YEAR_2027).contains(right);
        assertThatThrownBy(() -> calendarWith(YEAR_2027.replaceFirst(right, wrong.replace("\\n", "\n"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("year0.yaml")
                .hasMessageContaining(message);
    }
}
