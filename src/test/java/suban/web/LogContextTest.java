package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What every line logged during a request carries. */
class LogContextTest {

    @ParameterizedTest
    @CsvSource({
        "/api/complaints/XX20260302-0001, XX20260302-0001",
        "/camunda/api/suban/cases/XX20260302-0001/acts, XX20260302-0001",
        "/api/complaints/XX20260302-0001x,",
        "/api/ledger,"
    })
    void theComplaintOfThePath(String path, String number) throws Exception {
        Map<String, String> during = new HashMap<>();
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setQueryString("q=XX20260302-0009");
        request.addHeader("X-Request-ID", "12345678-abc");
        new LogContext()
                .doFilter(
                        request,
                        new MockHttpServletResponse(),
                        (asked, answered) -> during.putAll(MDC.getCopyOfContextMap()));
        assertThat(during.get("complaint")).isEqualTo(number);
        assertThat(during).containsEntry("request", "12345678-abc");
        assertThat(MDC.get("request")).isNull();
        assertThat(MDC.get("complaint")).isNull();
    }
}
