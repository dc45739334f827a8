package suban.hotline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The district's own dates for the 12345 ledgers and for joint resolution, in working days, where the regulation is silent.
 *
 * @param reminders whether the ledger of each month is awaited
 * @param reminderDay the working day of the next month on whose opening the centre is reminded
 * @param submitDays for the centre to send the ledger it was reminded of
 * @param answerDays for the other side to agree to a joint item or decline it
 * @param opinionDays how long before the agreed date the units involved are to have said what they can do
 * @param recurringDays how far back rows are looked for that keep coming back, in calendar days
 */
@ConfigurationProperties("suban.hotline")
public record HotlineSettings(
        @DefaultValue("true") boolean reminders,
        @DefaultValue("5") int reminderDay,
        @DefaultValue("3") int submitDays,
        @DefaultValue("2") int answerDays,
        @DefaultValue("1") int opinionDays,
        @DefaultValue("90") int recurringDays) {

    public HotlineSettings {
        if (reminderDay < 1
                || reminderDay > 15
                || submitDays < 1
                || answerDays < 1
                || opinionDays < 1
                || recurringDays < 1) {
            throw new IllegalArgumentException("suban.hotline：各项天数至少为1，提醒日不晚于第15个工作日");
        }
    }
}
