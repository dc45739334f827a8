package suban.notice;

import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How and when notices go out.
 *
 * @param delivery whether this node delivers at all
 * @param every how often it looks what is to be delivered
 * @param from time of day, on working days, from which on notices leave
 * @param until time of day until which they leave
 * @param urgentAtAnyHour whether those of urgent complaints leave for units at night and on free days, too; enterprises are
 *     never disturbed then
 * @param digestEvery the least time between two messages to one unit; what comes up meanwhile goes together
 * @param giveUpAfter how long a mail server or gateway that does not work is tried for one notice
 * @param lease how long one handing over may take before it counts as broken off; longer than any time-out
 * @param callAfterDays after how many working days the enterprise is called where nobody has spoken to it anyway, for notices that
 *     the day's call tells of as well
 * @param tries how often an enterprise is called in vain
 * @param listDays how many calendar days notices stand in a unit's list
 * @param demo nothing leaves: what could be sent counts as sent, and says that it was not. For demonstrations only
 */
@ConfigurationProperties("suban.notice")
public record NoticeSettings(
        @DefaultValue("true") boolean delivery,
        @DefaultValue("30s") Duration every,
        @DefaultValue("09:00") LocalTime from,
        @DefaultValue("18:00") LocalTime until,
        @DefaultValue("true") boolean urgentAtAnyHour,
        @DefaultValue("30m") Duration digestEvery,
        @DefaultValue("24h") Duration giveUpAfter,
        @DefaultValue("10m") Duration lease,
        @DefaultValue("1") int callAfterDays,
        @DefaultValue("3") int tries,
        @DefaultValue("30") int listDays,
        @DefaultValue("false") boolean demo,
        @DefaultValue Mail mail,
        @DefaultValue Sms sms) {

    /** Whether notices leave at this time of a working day. */
    boolean leavesAt(LocalTime time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    /**
     * The mail Suban sends; the server itself is configured by {@code spring.mail}.
     *
     * @param from the sender's address; nothing is mailed without one
     * @param name the sender's name
     */
    public record Mail(String from, @DefaultValue("企业投诉协调办理") String name) {}

    /**
     * A gateway for text messages that is called by HTTP POST.
     *
     * @param url where; no text messages without one
     * @param contentType {@code application/json} or {@code application/x-www-form-urlencoded}
     * @param body template of what is sent; {@code {mobile} {text} {id} {secret}} are put in, escaped as the type asks
     * @param headers further headers; {@code {secret}} is put in
     * @param secret what the gateway knows us by; from the environment, never from a file
     * @param successPointer JSON pointer to what tells success; where empty every 2xx is success
     * @param successValue what stands there when the message was accepted
     * @param refusedValues what stands there when it never will be: a number on a black list, forbidden words
     * @param idempotent whether the gateway sends one {@code {id}} once however often it comes: then a broken connection is tried
     *     again, else a person finds out
     * @param connectTimeout for the connection
     * @param readTimeout for the answer
     * @param longest how many characters one message may have; longer ones go by telephone
     */
    public record Sms(
            URI url,
            @DefaultValue("application/json") String contentType,
            @DefaultValue("{\"mobile\":\"{mobile}\",\"content\":\"{text}\",\"requestId\":\"{id}\"}") String body,
            @DefaultValue Map<String, String> headers,
            @DefaultValue("") String secret,
            @DefaultValue("") String successPointer,
            @DefaultValue("0") String successValue,
            @DefaultValue List<String> refusedValues,
            @DefaultValue("false") boolean idempotent,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("10s") Duration readTimeout,
            @DefaultValue("1000") int longest) {

        /** Without the secret and without the address of the gateway, which may hold one. */
        @Override
        public String toString() {
            return "Sms[" + (url == null ? "off" : url.getHost()) + "]";
        }
    }

    public NoticeSettings {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("suban.notice：from 应早于 until");
        }
        if (callAfterDays < 1 || tries < 1 || listDays < 1) {
            throw new IllegalArgumentException("suban.notice：天数和次数至少为1");
        }
        if (lease.compareTo(sms.connectTimeout().plus(sms.readTimeout())) <= 0) {
            throw new IllegalArgumentException("suban.notice：lease 应长于短信网关的超时");
        }
    }
}
