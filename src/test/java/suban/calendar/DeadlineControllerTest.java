package suban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.ServletException;
import java.net.URI;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import suban.InvalidInput;

class DeadlineControllerTest {

    private final MockMvc http = MockMvcBuilders.standaloneSetup(new DeadlineController(CalendarTestSupport.CALENDAR))
            .build();

    @Test
    @Tag("article-8")
    @DisplayName("第八条 5个工作日：到期时间与逐日说明")
    void fiveWorkingDays() throws Exception {
        http.perform(get("/api/deadlines")
                        .param("from", "2026-02-12T10:00:00+08:00")
                        .param("workingDays", "5"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.due").value("2026-02-26T18:00:00+08:00"))
                .andExpect(jsonPath("$.provisional").value(false))
                .andExpect(jsonPath("$.days.length()").value(15))
                .andExpect(jsonPath("$.days[2].date").value("2026-02-14"))
                .andExpect(jsonPath("$.days[2].counted").value(true))
                .andExpect(jsonPath("$.days[2].why").value("调休上班（春节）"));
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条 双周：恰好三个字段")
    void aFortnight() throws Exception {
        http.perform(get("/api/deadlines").param("from", "2026-12-23T02:00:00Z").param("calendarDays", "14"))
                .andExpect(jsonPath("$.length()").value(3))
                .andExpect(jsonPath("$.due").value("2027-01-06T18:00:00+08:00"))
                .andExpect(jsonPath("$.provisional").value(true));
        http.perform(get("/api/deadlines")
                        .param("from", "2026-03-19T10:00+08:00")
                        .param("calendarDays", "1"))
                .andExpect(content()
                        .json(
                                """
                                {"due": "2026-03-20T18:00:00+08:00", "provisional": false, "days": [
                                  {"date": "2026-03-19", "counted": false, "why": "起算日不计入"},
                                  {"date": "2026-03-20", "counted": true, "why": "自然日"}]}
                                """,
                                JsonCompareMode.STRICT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-12T10:00:00+08:00",
                "2026-02-12T10:00:00%2B08:00",
                "2026-02-12T10:00:00%2008:00",
                "2026-02-12T10:00%2B08:00",
                "2026-02-12T02:00:00Z",
                "2026-02-11T21:00:00-05:00"
            })
    @DisplayName("时区的加号可以不编码；其他时区换算为北京时间")
    void offsets(String from) throws Exception {
        http.perform(get(URI.create("/api/deadlines?workingDays=5&from=" + from)))
                .andExpect(jsonPath("$.due").value("2026-02-26T18:00:00+08:00"));
    }

    @ParameterizedTest(name = "{0}：{1} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    workingDays=5                                             | from         | 起算时间（from）必填
                    from=&workingDays=5                                       | from         | 起算时间（from）必填
                    from=2026-02-12&workingDays=5                             | from         | 起算时间（from）须为带时区的日期时间
                    from=2026-02-12T10:00:00&workingDays=5                    | from         | 起算时间（from）须为带时区的日期时间
                    from=2026-02-30T10:00:00Z&workingDays=5                   | from         | 起算时间（from）须为带时区的日期时间
                    from=%2B999999999-12-31T10:00:00Z&workingDays=5           | from         | 须在 2000 年至 2099 年之间
                    from=2026-02-12T10:00:00Z                                 | workingDays  | 须填且只填一项
                    from=2026-02-12T10:00:00Z&workingDays=5&calendarDays=14   | workingDays  | 须填且只填一项
                    from=2026-02-12T10:00:00Z&workingDays=0                   | workingDays  | 工作日数（workingDays）须为 1 至 250 的整数
                    from=2026-02-12T10:00:00Z&workingDays=251                 | workingDays  | 工作日数（workingDays）须为 1 至 250 的整数
                    from=2026-02-12T10:00:00Z&workingDays=-5                  | workingDays  | 工作日数（workingDays）须为 1 至 250 的整数
                    from=2026-02-12T10:00:00Z&workingDays=five                | workingDays  | 工作日数（workingDays）须为 1 至 250 的整数
                    from=2026-02-12T10:00:00Z&workingDays=5&workingDays=6     | workingDays  | 工作日数（workingDays）须为 1 至 250 的整数
                    from=2026-02-12T10:00:00Z&calendarDays=99999999999        | calendarDays | 自然日数（calendarDays）须为 1 至 366 的整数
                    from=2026-02-12T10:00:00Z&calendarDays=1.5                | calendarDays | 自然日数（calendarDays）须为 1 至 366 的整数
                    """)
    @DisplayName("参数有误：指出字段，中文说明")
    void refusals(String query, String field, String message) {
        InvalidInput refused = refusal(query);
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains(message);
        });
    }

    @Test
    @DisplayName("全部错误一次说完")
    void allMistakesAtOnce() {
        assertThat(refusal("from=x&workingDays=y").errors())
                .extracting(InvalidInput.FieldError::field)
                .containsExactly("from", "workingDays");
    }

    private InvalidInput refusal(String query) {
        Throwable thrown = catchThrowable(() -> http.perform(get(URI.create("/api/deadlines?" + query))));
        return assertThat(thrown)
                .isInstanceOf(ServletException.class)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
                .actual();
    }
}
