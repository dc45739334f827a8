package suban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static suban.calendar.CalendarTestSupport.at;
import static suban.calendar.CalendarTestSupport.local;

import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class CalendarSettingsTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withBean(Clock.class, () -> Clock.fixed(at("2026-02-11T23:30"), CalendarService.ZONE))
            .withUserConfiguration(CalendarConfiguration.class, OfFilesAlone.class);

    @Configuration(proxyBeanMethods = false)
    static class OfFilesAlone {

        @Bean
        CalendarService calendar(CalendarSettings settings, Clock clock) {
            return new CalendarService(settings, clock);
        }
    }

    @Test
    @DisplayName("默认 9:00 上班、18:00 下班、17:00 截止")
    void defaults() {
        application.run(
                context -> assertThat(context.getBean(CalendarSettings.class)).isEqualTo(CalendarSettings.defaults()));
    }

    @Test
    @DisplayName("作息时间可配置")
    void theTimesOfADayAreConfigurable() {
        application
                .withPropertyValues(
                        "suban.calendar.opening=08:30",
                        "suban.calendar.close-of-business=17:30",
                        "suban.calendar.cut-off=16:00")
                .run(context -> {
                    CalendarService calendar = context.getBean(CalendarService.class);
                    assertThat(local(calendar.closeOfBusiness(LocalDate.parse("2026-03-02"))))
                            .isEqualTo(local("2026-03-02T17:30"));
                    assertThat(local(calendar.delivered(at("2026-03-02T16:00"), false)))
                            .isEqualTo(local("2026-03-03T08:30"));
                });
    }

    @Test
    @DisplayName("自相矛盾的作息时间：拒绝启动")
    void contradictoryTimesFailTheStart() {
        application.withPropertyValues("suban.calendar.cut-off=18:30").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("cut-off 不晚于 close-of-business"));
        application
                .withPropertyValues("suban.calendar.opening=17:00")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("opening 早于 cut-off"));
    }
}
