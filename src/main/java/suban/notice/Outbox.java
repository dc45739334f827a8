package suban.notice;

import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.ledger.Complaint;

/** Puts messages into the outbox: in the transaction of the act, by a Chinese template, at most once per milestone. */
@Service
public class Outbox {

    /** Recipient code of the complaining enterprise. */
    public static final String ENTERPRISE = "ENTERPRISE";

    /** Whether a milestone was announced before is found out by the statement that announces it. */
    private static final String NEW =
            """
            insert into notice (complaint_id, reference, attempt, milestone, recipient, subject, body, created_at, next_at,
              template, urgent, state)
            select cast(:complaint as bigint), cast(:reference as varchar), cast(:attempt as integer), cast(:key as varchar),
              cast(:recipient as varchar), cast(:subject as varchar), cast(:body as varchar),
              cast(:now as timestamp(3) with time zone), cast(:now as timestamp(3) with time zone),
              cast(:template as varchar), cast(:urgent as boolean), 'WAITING'
            where not exists (select 1 from notice where\s""";

    private static final String OF_A_CASE =
            NEW + "complaint_id = :complaint and attempt = :attempt and milestone = :key and recipient = :recipient)";

    private static final String OF_SOMETHING_ELSE =
            NEW + "reference = :reference and milestone = :key and recipient = :recipient)";

    private final NamedParameterJdbcOperations jdbc;
    private final Clock clock;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    Outbox(NamedParameterJdbcOperations jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        texts.setBasename("messages/notices");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
    }

    /**
     * Queues a notice; does nothing where this milestone of this attempt was already announced to this recipient.
     *
     * @param milestone key of the template in {@code messages/notices.properties}, without a date suffix
     * @param arguments the template's {2}, {3} …; {0} is the number and {1} the title
     * @return whether it is new
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Complaint complaint, int attempt, String milestone, String recipient, String... arguments) {
        return addOnce(complaint, attempt, milestone, milestone, recipient, arguments);
    }

    /** As {@link #add}, for a milestone that may come again: {@code key} tells one time from another. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean addOnce(
            Complaint complaint, int attempt, String key, String template, String recipient, String... arguments) {
        return recipient != null
                && !addOnce(complaint, attempt, key, template, List.of(recipient), arguments)
                        .isEmpty();
    }

    /**
     * As {@link #addOnce}, to several at once.
     *
     * @param recipients each once
     * @return those to whom it is new, in their order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> addOnce(
            Complaint complaint,
            int attempt,
            String key,
            String template,
            Collection<String> recipients,
            String... arguments) {
        if (recipients.contains(ENTERPRISE)) {
            EnterpriseNotice.of(template); // fails here rather than on its way
        }
        MapSqlParameterSource notice = notice(key, template, arguments, complaint.number(), complaint.title())
                .addValue("complaint", complaint.id())
                .addValue("attempt", attempt)
                .addValue("urgent", complaint.comesFirst());
        return queue(OF_A_CASE, notice, List.copyOf(recipients));
    }

    /**
     * Queues a notice about what is no complaint; does nothing where this recipient was told of this milestone of it before.
     *
     * @param reference its number; {0} in the template
     * @param key tells one time of the milestone from another
     * @param template key of the template in {@code messages/notices.properties}
     * @param arguments the template's {1}, {2} …
     * @return whether it is new
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean tell(String reference, String key, String template, String recipient, String... arguments) {
        if (recipient == null) {
            return false;
        }
        MapSqlParameterSource notice = notice(key, template, arguments, reference)
                .addValue("reference", reference)
                .addValue("attempt", 0)
                .addValue("urgent", false);
        return !queue(OF_SOMETHING_ELSE, notice, List.of(recipient)).isEmpty();
    }

    /** @param first what stands before the arguments in every template */
    private MapSqlParameterSource notice(String key, String template, String[] arguments, Object... first) {
        Object[] all = Arrays.copyOf(first, first.length + arguments.length);
        System.arraycopy(arguments, 0, all, first.length, arguments.length);
        return new MapSqlParameterSource()
                .addValue("complaint", null)
                .addValue("reference", null)
                .addValue("key", key)
                .addValue("template", template)
                .addValue("subject", texts.getMessage(template + ".subject", all, Locale.CHINA))
                .addValue("body", texts.getMessage(template + ".body", all, Locale.CHINA))
                .addValue("now", Rows.at(clock.instant()));
    }

    private List<String> queue(String sql, MapSqlParameterSource notice, List<String> recipients) {
        SqlParameterSource[] notices = recipients.stream()
                .map(recipient -> new MapSqlParameterSource(notice.getValues()).addValue("recipient", recipient))
                .toArray(SqlParameterSource[]::new);
        int[] added = notices.length == 0 ? new int[0] : jdbc.batchUpdate(sql, notices);
        return IntStream.range(0, added.length)
                .filter(i -> added[i] > 0)
                .mapToObj(recipients::get)
                .toList();
    }

    /** What a notice to a unit is called, without the case's words: 交办单, 即将到期 … */
    String label(String template) {
        String subject = template == null ? null : texts.getMessage(template + ".subject", null, null, Locale.CHINA);
        int end = subject == null ? -1 : subject.indexOf('：');
        String label = end < 0 ? "" : subject.substring(0, end);
        return label.isEmpty() || label.contains("{") ? "单位通知" : label;
    }
}
