package suban.calendar;

import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The times of a working day and where the approved years are kept. In a YAML file times need quotes: unquoted, {@code 18:00} is
 * the number 1080.
 *
 * @param opening when offices open; what was dispatched outside their hours arrives then
 * @param closeOfBusiness when a working day, and with it a time limit, ends (《民法典》第203条)
 * @param cutOff a dispatch at this time or later is delivered on the next working day
 * @param additionalLocation further year files beside the built-in ones, a Spring resource pattern such as
 *     {@code file:./calendar/*.yaml}; null for none. They count as approved
 * @param folder where data sets wait to be put in for approval by the office, one file {@code <year>.yaml} a year; null for none.
 *     Nothing in it counts before it is approved
 */
@ConfigurationProperties("suban.calendar")
public record CalendarSettings(
        @DefaultValue("09:00") LocalTime opening,
        @DefaultValue("18:00") LocalTime closeOfBusiness,
        @DefaultValue("17:00") LocalTime cutOff,
        String additionalLocation,
        String folder) {

    public CalendarSettings {
        if (!opening.isBefore(cutOff) || cutOff.isAfter(closeOfBusiness)) {
            throw new IllegalArgumentException(
                    "suban.calendar：须满足 opening 早于 cut-off，且 cut-off 不晚于 close-of-business；现为 opening=" + opening
                            + "，cut-off=" + cutOff + "，close-of-business=" + closeOfBusiness);
        }
    }

    /** 09:00, 18:00, cut-off 17:00, the built-in years only. */
    public static CalendarSettings defaults() {
        return new CalendarSettings(LocalTime.of(9, 0), LocalTime.of(18, 0), LocalTime.of(17, 0), null, null);
    }
}
